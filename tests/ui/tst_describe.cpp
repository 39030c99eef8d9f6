#include "support/test_case.h"
#include "ui/common/age_text.h"
#include "ui/common/describe.h"

#include <QSet>
#include <QTest>

using namespace ops;
using namespace ops::ui;
using base::ErrorCode;
using domain::CommandKind;
using domain::LadderVerdict;
using domain::StateReason;

namespace {

constexpr LadderVerdict allVerdicts[] = {
    LadderVerdict::Pending,         LadderVerdict::SentOnly, LadderVerdict::Stored,  LadderVerdict::Received,
    LadderVerdict::PartlyApplied,   LadderVerdict::Applied,  LadderVerdict::Quiet,   LadderVerdict::Disobeyed,
    LadderVerdict::NobodyListening, LadderVerdict::Denied,   LadderVerdict::Refused, LadderVerdict::Unknown,
    LadderVerdict::Cancelled,
};
constexpr StateReason allReasons[] = {
    StateReason::NothingSeen,     StateReason::Proven,         StateReason::LatchedStale, StateReason::OpenStale,
    StateReason::CommandUnproven, StateReason::ServicesDiffer, StateReason::PartlyProven,
};
constexpr CommandKind allKinds[] = {CommandKind::HardHalt, CommandKind::SoftHalt, CommandKind::Resume};
constexpr base::Instant now{60'000'000'000, 1'769'792'648'113};

// What a hostile or careless service may call itself.
constexpr QLatin1String outside("<b>%1 %n %s &amp;</b>");

domain::StateView view(StateReason reason)
{
    domain::StateView v;
    v.reason = reason;
    v.provenBy = QStringList{outside, QStringLiteral("titan-brain")};
    v.missing = QStringList{outside + QStringLiteral("2")};
    v.provenAt = base::Instant{18'000'000'000, now.utcMs - 42'000};
    v.lastKnown = domain::TradingState::Open;
    return v;
}

class Sentences {
public:
    void add(const QString& text)
    {
        QVERIFY(!text.isEmpty());
        QCOMPARE(text, text.trimmed());
        QVERIFY2(!m_known.contains(text), qPrintable(text));
        m_known.insert(text);
    }

private:
    QSet<QString> m_known;
};

} // namespace

// Every value that can be shown has a sentence of its own, and what comes from outside stays as it came.
class TestDescribe final : public test::TestCase {
    Q_OBJECT

private Q_SLOTS:
    void everyError()
    {
        Sentences sentences;
        for (const ErrorCode code : base::allErrorCodes) {
            sentences.add(describe(base::Error{code, {}, {}}));
            QVERIFY(describe(base::Error{code, {}, {}}).endsWith(QLatin1Char('.')));
        }
        // Refused, silent and gone are one thing to do something about; the others have their own.
        Sentences acts;
        for (const ErrorCode code :
             {ErrorCode::NoSpace, ErrorCode::PermissionDenied, ErrorCode::AuthFailed, ErrorCode::Denied,
              ErrorCode::Refused, ErrorCode::ProtocolError, ErrorCode::Busy, ErrorCode::Corrupt, ErrorCode::Changed})
            acts.add(nextAct(code));
        QCOMPARE(nextAct(ErrorCode::TimedOut), nextAct(ErrorCode::Refused));
        QCOMPARE(nextAct(ErrorCode::LinkDown), nextAct(ErrorCode::Refused));
    }

    // Somebody empties a log: an everyday thing, and no reason to have it examined.
    void whatIsToBeDoneAboutAChangedFile()
    {
        QCOMPARE(describeWithAct({ErrorCode::Changed, QStringLiteral("the file was made shorter"), outside}),
                 QStringLiteral("It was changed while it was open. ") + outside +
                     QStringLiteral(": the file was made shorter. Open it again."));
        // What is left out says itself what to do.
        QCOMPARE(describeWithAct({ErrorCode::LeftOut, QStringLiteral("unpack it first"), outside}),
                 QStringLiteral("It was left out. ") + outside + QStringLiteral(": unpack it first"));
    }

    // rule: G7
    void theEvidenceIsKeptAsItIs()
    {
        QCOMPARE(describe(base::Error{ErrorCode::NoSpace, QStringLiteral("%2"), outside}),
                 QStringLiteral("The disk is full. ") + outside + QStringLiteral(": %2"));
        QCOMPARE(describe(base::Error{ErrorCode::NoSpace, outside, {}}),
                 QStringLiteral("The disk is full. ") + outside);
    }

    // rule: H6
    void everyVerdict()
    {
        for (const CommandKind kind : allKinds) {
            Sentences sentences;
            for (const LadderVerdict verdict : allVerdicts) {
                sentences.add(describe(verdict, kind));
                // Something to do wherever something is wrong, and nothing where nothing is.
                QCOMPARE(!nextAct(verdict, kind).isEmpty(), domain::isAlarming(verdict));
            }
        }
        QSet<QString> words;
        for (const LadderVerdict verdict : allVerdicts)
            words.insert(domain::verdictWord(verdict));
        QCOMPARE(words.size(), static_cast<qsizetype>(std::size(allVerdicts)));
    }

    void aResumeIsNeverAdvisedLikeAStop()
    {
        for (const LadderVerdict verdict : allVerdicts) {
            if (!domain::isAlarming(verdict))
                continue;
            QCOMPARE(nextAct(verdict, CommandKind::HardHalt), nextAct(verdict, CommandKind::SoftHalt));
            QVERIFY(nextAct(verdict, CommandKind::Resume) != nextAct(verdict, CommandKind::HardHalt));
            QVERIFY(!nextAct(verdict, CommandKind::Resume).contains(QStringLiteral("end it again"))); // rule: R4
        }
    }

    void everyRungAndPhase()
    {
        Sentences sentences;
        for (int phase = 0; phase <= static_cast<int>(domain::RungPhase::Missed); ++phase)
            sentences.add(rungPhaseText(static_cast<domain::RungPhase>(phase)));
        domain::Ladder ladder;
        ladder.rules.expectedServices = QStringList{QStringLiteral("a"), QStringLiteral("b")};
        ladder.services = {{QStringLiteral("a"), true, now, now, domain::TradingState::HardHalt, {}, {}}};
        const auto text = [&](domain::Rung rung, domain::RungPhase phase) {
            ladder.rungs[static_cast<size_t>(rung)] = {phase, now};
            return rungText(ladder, rung);
        };
        QCOMPARE(text(domain::Rung::Sent, domain::RungPhase::Reached), QStringLiteral("SENT 17:04:08.113"));
        QCOMPARE(text(domain::Rung::Applied, domain::RungPhase::Partly), QStringLiteral("APPLIED 1 of 2"));
        QCOMPARE(text(domain::Rung::Applied, domain::RungPhase::Failed), QStringLiteral("APPLIED failed"));
        QCOMPARE(text(domain::Rung::Quiet, domain::RungPhase::Missed), QStringLiteral("QUIET not seen in time"));
        ladder.rules.expectedServices.clear();
        QCOMPARE(text(domain::Rung::Received, domain::RungPhase::Reached), QStringLiteral("RECEIVED by 1"));
    }

    void everyReasonForAState()
    {
        Sentences sentences;
        QSet<QString> shorts;
        for (const StateReason reason : allReasons) {
            sentences.add(describe(view(reason), now));
            QVERIFY(describe(view(reason), now).endsWith(QLatin1Char('.')));
            shorts.insert(proofText(view(reason)));
            QVERIFY(!proofText(view(reason)).isEmpty());
        }
        // PROVEN and LATCHED differ by their age, which stands beside them.
        QCOMPARE(shorts.size(), static_cast<qsizetype>(std::size(allReasons)) - 1);
        QCOMPARE(proofAgeText({}, now), QStringLiteral("no proof yet"));
        domain::StateView stale = view(StateReason::LatchedStale);
        QCOMPARE(proofAgeText(stale, now), QStringLiteral("42 s ago"));
        stale.stale = true;
        QCOMPARE(proofAgeText(stale, now), QStringLiteral("last known 42 s ago")); // rule: G9
    }

    // rule: G7
    void namesOfServicesAreNeverFilledIn()
    {
        for (const StateReason reason : allReasons) {
            const domain::StateView v = view(reason);
            const QString sentence = describe(v, now);
            const bool namesProof = reason == StateReason::Proven || reason == StateReason::LatchedStale ||
                                    reason == StateReason::ServicesDiffer || reason == StateReason::PartlyProven;
            QVERIFY2(!namesProof || sentence.contains(v.provenBy.join(QStringLiteral(", "))), qPrintable(sentence));
            const bool namesMissing = !namesProof || reason == StateReason::PartlyProven;
            QVERIFY2(!namesMissing || sentence.contains(v.missing.first()), qPrintable(sentence));
        }
        QVERIFY(proofText(view(StateReason::PartlyProven)).contains(outside + QStringLiteral(", titan-brain only")));
    }

    // rule: R3
    void everyGateShutAndOpen()
    {
        Sentences sentences;
        for (const domain::ResumeGateKind kind : domain::allResumeGateKinds)
            for (const bool met : {false, true}) {
                domain::ResumeGate gate;
                gate.kind = kind;
                gate.met = met;
                sentences.add(describe(gate, QStringLiteral("titan-%1")));
            }
        domain::ResumeGate typed;
        QCOMPARE(describe(typed, QStringLiteral("titan-%1")), QStringLiteral("Type the environment's name: titan-%1"));
    }

    void everyAlarm()
    {
        Sentences words;
        Sentences causes;
        Sentences acts;
        for (const app::AlarmKind kind :
             {app::AlarmKind::CommandOutcome, app::AlarmKind::ActivityAfterHalt, app::AlarmKind::JournalFailing,
              app::AlarmKind::ForeignResume, app::AlarmKind::HaltLost, app::AlarmKind::RunbookRefused}) {
            app::Alarm alarm;
            alarm.kind = kind;
            alarm.verdict = LadderVerdict::NobodyListening;
            alarm.error = base::Error{ErrorCode::NoSpace, outside, {}};
            const AlarmText text = describe(alarm);
            words.add(text.word);
            causes.add(text.cause);
            acts.add(text.act);
            QVERIFY(text.cause.contains(outside)); // rule: G7
        }
        app::Alarm activity;
        activity.kind = app::AlarmKind::ActivityAfterHalt;
        activity.detail = outside;
        QVERIFY(describe(activity).cause.endsWith(outside));
        app::Alarm foreign;
        foreign.kind = app::AlarmKind::ForeignResume;
        QVERIFY(describe(foreign).cause.contains(QStringLiteral("unknown")));
        foreign.detail = outside;
        QVERIFY(describe(foreign).cause.contains(outside));
    }

    // rule: G8
    void anAlarmSaysWhatItIsAbout()
    {
        app::Alarm alarm;
        alarm.at = now;
        QCOMPARE(describe(alarm).about, QStringLiteral("17:04:08.113 UTC"));
        alarm.command.id = base::CommandId(QStringLiteral("a41c000000000000"));
        alarm.command.decidedAt = now;
        QCOMPARE(describe(alarm).about, QStringLiteral("HARD_HALT a41c, 17:04:08.113 UTC"));
        alarm.command.attempt = 3;
        QCOMPARE(describe(alarm).about, QStringLiteral("HARD_HALT a41c, attempt 3, 17:04:08.113 UTC"));
    }

    void everyLinkPhase()
    {
        Sentences sentences;
        for (const auto phase :
             {domain::LinkPhase::Idle, domain::LinkPhase::Connecting, domain::LinkPhase::Up, domain::LinkPhase::Down})
            sentences.add(linkPhaseText(phase));
        domain::LinkStatus link;
        link.phase = domain::LinkPhase::Up;
        link.provenAt = base::Instant{54'000'000'000, now.utcMs - 6'000};
        QCOMPARE(describe(link, now), QStringLiteral("proven 6 s ago"));
        link.rttMs = 0.42;
        QCOMPARE(describe(link, now), QStringLiteral("proven 6 s ago · 0.4 ms"));
        link.phase = domain::LinkPhase::Down;
        QCOMPARE(describe(link, now), QStringLiteral("down"));
        link.error = base::Error{ErrorCode::Refused, {}, outside};
        QCOMPARE(describe(link, now), QStringLiteral("down: The connection was refused. ") + outside);
    }

    void everyJournalEvent()
    {
        Sentences sentences;
        for (int event = 0; event <= static_cast<int>(domain::JournalEvent::JournalRepaired); ++event) {
            const QString word = domain::journalEventWord(static_cast<domain::JournalEvent>(event));
            sentences.add(journalEventText(word));
            QVERIFY(journalEventText(word) != word);
        }
        QCOMPARE(journalEventText(outside), outside); // a word of a later version
    }

    // rule: G8, G9
    void agesAndStamps()
    {
        QCOMPARE(ageText(now, now), QStringLiteral("now"));
        QCOMPARE(ageText(now, {1, 1}), QStringLiteral("now")); // a clock that ran backwards
        QCOMPARE(ageText({55'000'000'000, now.utcMs - 5'000}, now), QStringLiteral("5 s ago"));
        QCOMPARE(ageText(now, {now.monoNs, now.utcMs + 28'800'000}), QStringLiteral("8 h 00 min ago")); // slept
        QCOMPARE(ageText({55'000'000'000, now.utcMs - 5'000}, now, true), QStringLiteral("last known 5 s ago"));
        QCOMPARE(utcText(now), QStringLiteral("17:04:08.113 UTC"));
        QCOMPARE(utcText(now, now), QStringLiteral("17:04:08.113 UTC"));
        base::Instant nextDay = now;
        nextDay.utcMs += qint64{7} * 3'600'000;
        QCOMPARE(utcText(now, nextDay), QStringLiteral("2026-01-30 17:04:08.113 UTC"));
        QCOMPARE(afterText({0, 0}, {41'000'000, 0}), QStringLiteral("+41.0 ms"));
        QCOMPARE(afterText({0, 0}, {12'340'000'000, 0}), QStringLiteral("+12.3 s"));
    }
};

QTEST_MAIN(TestDescribe)
#include "tst_describe.moc"
