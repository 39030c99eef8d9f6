#include "support/console_rig.h"
#include "support/test_case.h"

#include <QJsonObject>
#include <QSignalSpy>
#include <QTest>

using namespace ops;
using app::Alarm;
using app::AlarmController;
using app::AlarmKind;

namespace {

Alarm outcome(const char* id, int attempt, domain::LadderVerdict verdict)
{
    Alarm alarm;
    alarm.kind = AlarmKind::CommandOutcome;
    alarm.command.id = base::CommandId(QString::fromLatin1(id));
    alarm.command.attempt = attempt;
    alarm.verdict = verdict;
    return alarm;
}

Alarm activity(const char* subject)
{
    Alarm alarm;
    alarm.kind = AlarmKind::ActivityAfterHalt;
    alarm.command.id = base::CommandId(QStringLiteral("a41c"));
    alarm.detail = QString::fromLatin1(subject);
    return alarm;
}

} // namespace

// An alarm stays until a person acknowledges it, and is in the journal from its first to its last moment.
class TestAlarmController final : public test::TestCase {
    Q_OBJECT

private:
    struct Rig {
        test::FakeClock clock;
        app::SessionContext context{test::rigEnvironment(), test::rigRunbook(), QStringLiteral("desk-1@fra"), &clock};
        test::FakeJournal journal;
        AlarmController alarms{context, journal};
    };

private Q_SLOTS:
    // rule: G2, G4
    void anAlarmIsJournalledWhenItComesAndWhenItGoes()
    {
        Rig rig;
        Alarm alarm = outcome("a41c", 2, domain::LadderVerdict::Denied);
        alarm.error = base::Error{base::ErrorCode::Denied, QStringLiteral("permissions violation"), {}};
        rig.alarms.raise(alarm);
        QCOMPARE(rig.journal.words(), QStringList{QStringLiteral("alarm-raised")});
        const domain::JournalRecord& raised = rig.journal.records.last();
        QCOMPARE(raised.environment, QStringLiteral("titan-prod"));
        QCOMPARE(raised.actor, QStringLiteral("desk-1@fra"));
        QCOMPARE(raised.command.text(), QStringLiteral("a41c"));
        QCOMPARE(raised.fields.value(QStringLiteral("alarm")).toString(), QStringLiteral("command-outcome"));
        QCOMPARE(raised.fields.value(QStringLiteral("verdict")).toString(), QStringLiteral("DENIED"));
        QCOMPARE(raised.fields.value(QStringLiteral("error")).toString(),
                 QStringLiteral("denied: permissions violation"));

        rig.alarms.acknowledge(rig.alarms.alarms().front().id);
        QVERIFY(rig.alarms.alarms().empty());
        const domain::JournalRecord& gone = rig.journal.records.last();
        QCOMPARE(domain::journalEventWord(gone.event), QStringLiteral("alarm-acknowledged"));
        QCOMPARE(gone.fields.value(QStringLiteral("how")).toString(), QStringLiteral("by operator"));
    }

    void theNewestStandsFirst()
    {
        Rig rig;
        rig.alarms.raise(outcome("a", 1, domain::LadderVerdict::Denied));
        rig.alarms.raise(outcome("b", 1, domain::LadderVerdict::Unknown));
        QCOMPARE(rig.alarms.alarms().size(), 2U);
        QCOMPARE(rig.alarms.alarms().front().command.id.text(), QStringLiteral("b"));
        QVERIFY(rig.alarms.alarms().at(0).id > rig.alarms.alarms().at(1).id);
    }

    void theSameNewsIsNotSaidTwice()
    {
        Rig rig;
        const QSignalSpy changed(&rig.alarms, &AlarmController::changed);
        rig.alarms.raise(outcome("a", 1, domain::LadderVerdict::Denied));
        const quint64 id = rig.alarms.alarms().front().id;
        rig.alarms.raise(outcome("a", 1, domain::LadderVerdict::Denied));
        QCOMPARE(rig.alarms.alarms().size(), 1U);
        QCOMPARE(rig.alarms.alarms().front().id, id);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(rig.journal.records.size(), 1);
    }

    void newsAboutTheSameCommandReplacesIt()
    {
        Rig rig;
        rig.alarms.raise(outcome("a", 1, domain::LadderVerdict::Unknown));
        rig.alarms.raise(outcome("a", 1, domain::LadderVerdict::Disobeyed));
        rig.alarms.raise(outcome("a", 2, domain::LadderVerdict::Disobeyed)); // another attempt failed too
        QCOMPARE(rig.alarms.alarms().size(), 1U);
        QCOMPARE(rig.alarms.alarms().front().command.attempt, 2);
        QCOMPARE(rig.journal.records.size(), 3);
    }

    void whatWasAcknowledgedDoesNotComeBack()
    {
        Rig rig;
        rig.alarms.raise(outcome("a", 1, domain::LadderVerdict::Denied));
        rig.alarms.acknowledge(rig.alarms.alarms().front().id);
        rig.alarms.raise(outcome("a", 1, domain::LadderVerdict::Denied));
        QVERIFY(rig.alarms.alarms().empty());
        rig.alarms.raise(outcome("a", 1, domain::LadderVerdict::Disobeyed)); // worse news
        rig.alarms.raise(outcome("b", 1, domain::LadderVerdict::Denied));    // another command
        QCOMPARE(rig.alarms.alarms().size(), 2U);
    }

    void nobodyCanAcknowledgeWhatIsNotThere()
    {
        Rig rig;
        rig.alarms.raise(outcome("a", 1, domain::LadderVerdict::Denied));
        const QSignalSpy changed(&rig.alarms, &AlarmController::changed);
        rig.alarms.acknowledge(rig.alarms.alarms().front().id + 1);
        QCOMPARE(rig.alarms.alarms().size(), 1U);
        QCOMPARE(changed.count(), 0);
        QCOMPARE(rig.journal.records.size(), 1);
    }

    void aWithdrawnAlarmIsJournalledAndNewsAgainIfItReturns()
    {
        Rig rig;
        Alarm failing;
        failing.kind = AlarmKind::JournalFailing;
        failing.error = base::Error{base::ErrorCode::NoSpace, {}, {}};
        rig.alarms.raise(failing);
        rig.alarms.withdraw(AlarmKind::JournalFailing, {});
        QVERIFY(rig.alarms.alarms().empty());
        QCOMPARE(rig.journal.records.last().fields.value(QStringLiteral("how")).toString(),
                 QStringLiteral("withdrawn by later proof"));
        rig.alarms.raise(failing);
        rig.alarms.acknowledge(rig.alarms.alarms().front().id);
        const auto written = rig.journal.records.size();
        rig.alarms.withdraw(AlarmKind::JournalFailing, {}); // nothing is up: nothing to say
        QCOMPARE(rig.journal.records.size(), written);
        rig.alarms.raise(failing); // the disk is full again
        QCOMPARE(rig.alarms.alarms().size(), 1U);
    }

    void tradingThatGoesOnIsOneAlarmUntilItStopped()
    {
        Rig rig;
        rig.alarms.raise(activity("titan.evt.exec.fill.v1.bybit.main.BTCUSDT"));
        const quint64 id = rig.alarms.alarms().front().id;
        rig.alarms.raise(activity("titan.evt.exec.fill.v1.bybit.main.ETHUSDT"));
        QCOMPARE(rig.alarms.alarms().size(), 1U);
        QCOMPARE(rig.alarms.alarms().front().id, id); // its buttons stay where they are
        rig.alarms.acknowledge(id);
        rig.alarms.raise(activity("titan.evt.exec.fill.v1.bybit.main.SOLUSDT"));
        QVERIFY(rig.alarms.alarms().empty());
        rig.alarms.conditionEnded(AlarmKind::ActivityAfterHalt, base::CommandId(QStringLiteral("a41c")));
        rig.alarms.raise(activity("titan.evt.exec.fill.v1.bybit.main.BTCUSDT"));
        QCOMPARE(rig.alarms.alarms().size(), 1U);
        // An alarm that is up is not taken away by a quiet moment; acknowledged after it, the next order is news.
        rig.alarms.conditionEnded(AlarmKind::ActivityAfterHalt, base::CommandId(QStringLiteral("a41c")));
        QCOMPARE(rig.alarms.alarms().size(), 1U);
        rig.alarms.acknowledge(rig.alarms.alarms().front().id);
        rig.alarms.raise(activity("titan.evt.exec.fill.v1.bybit.main.BTCUSDT"));
        QCOMPARE(rig.alarms.alarms().size(), 1U);
    }

    void everyForeignResumeIsNews()
    {
        Rig rig;
        Alarm alarm;
        alarm.kind = AlarmKind::ForeignResume;
        alarm.detail = QStringLiteral("mallory");
        rig.alarms.raise(alarm);
        const quint64 first = rig.alarms.alarms().front().id;
        rig.alarms.raise(alarm);
        QCOMPARE(rig.alarms.alarms().size(), 1U);
        QVERIFY(rig.alarms.alarms().front().id != first);
        rig.alarms.acknowledge(rig.alarms.alarms().front().id);
        rig.alarms.raise(alarm);
        QCOMPARE(rig.alarms.alarms().size(), 1U);
    }

    void whatIsRememberedIsBounded()
    {
        Rig rig;
        for (int i = 0; i < 200; ++i) {
            rig.alarms.raise(outcome(QByteArray::number(i).constData(), 1, domain::LadderVerdict::Denied));
            rig.alarms.acknowledge(rig.alarms.alarms().front().id);
        }
        rig.alarms.raise(outcome("199", 1, domain::LadderVerdict::Denied)); // still remembered
        QVERIFY(rig.alarms.alarms().empty());
        rig.alarms.raise(outcome("0", 1, domain::LadderVerdict::Denied)); // long ago: rather twice than never
        QCOMPARE(rig.alarms.alarms().size(), 1U);
    }
};

QTEST_GUILESS_MAIN(TestAlarmController)
#include "tst_alarm_controller.moc"
