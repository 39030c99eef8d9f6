#include "domain/state_watch.h"
#include "support/fake_clock.h"
#include "support/test_case.h"

#include <QTest>

#include <limits>

using namespace ops::domain;
using namespace std::chrono_literals;

// rule: H7, G9
class TestStateWatch : public ops::test::TestCase {
    Q_OBJECT

private:
    ops::test::FakeClock m_clock;
    StateWatch m_watch;

    bool read(const char* service, TradingState state, std::optional<qint64> stamp = {})
    {
        m_clock.advance(1ms);
        auto result =
            onReading(m_watch, {QString::fromLatin1(service), state, QStringLiteral("t"), m_clock.now(), stamp});
        m_watch = result.watch;
        return result.accepted;
    }
    void command(TradingState state, bool stored = false)
    {
        m_clock.advance(1ms);
        SeenCommand seen;
        seen.state = state;
        seen.stateWord = tradingStateWord(state);
        seen.at = m_clock.now();
        seen.stored = stored;
        m_watch = onCommandSeen(m_watch, seen);
    }
    StateView view() const { return viewState(m_watch, m_clock.now()); }
    void both(TradingState state)
    {
        read("brain", state);
        read("engine", state);
    }

private Q_SLOTS:
    void init()
    {
        TestCase::init();
        m_watch = startStateWatch({QStringLiteral("brain"), QStringLiteral("engine")}, 5s);
    }

    void unknownAtStart()
    {
        QCOMPARE(view().shown, TradingState::Unknown);
        QCOMPARE(view().reason, StateReason::NothingSeen);
        QCOMPARE(view().missing.size(), 2);
    }

    void commandsProveNothing()
    {
        for (const auto state :
             {TradingState::HardHalt, TradingState::SoftHalt, TradingState::Open, TradingState::Unknown}) {
            command(state);
            QCOMPARE(view().shown, TradingState::Unknown);
            QCOMPARE(view().reason, StateReason::CommandUnproven);
        }
        m_watch = startStateWatch({QStringLiteral("brain")}, 5s);
        command(TradingState::HardHalt, true);
        QCOMPARE(view().shown, TradingState::Unknown);
        QCOMPARE(view().reason, StateReason::NothingSeen);
        QVERIFY(m_watch.lastCommand->stored);
    }

    void allExpectedMustAgree()
    {
        read("brain", TradingState::HardHalt);
        QCOMPARE(view().shown, TradingState::Unknown);
        QCOMPARE(view().reason, StateReason::PartlyProven);
        QCOMPARE(view().missing, QStringList{QStringLiteral("engine")});
        read("engine", TradingState::HardHalt);
        QCOMPARE(view().shown, TradingState::HardHalt);
        QCOMPARE(view().reason, StateReason::Proven);
    }

    // By both clocks as they stand, of the very message that is shown.
    void howLongAReadingWasOnItsWay()
    {
        const auto delay = [this] { return m_watch.services.front().delay; };
        QVERIFY(!delay());
        QVERIFY(read("brain", TradingState::Open, m_clock.now().utcMs - 6));
        QCOMPARE(delay(), std::optional<std::chrono::milliseconds>(7ms));
        QVERIFY(read("brain", TradingState::Open, m_clock.now().utcMs + 3'600'001)); // its clock is ahead
        QCOMPARE(delay(), std::optional<std::chrono::milliseconds>(-1h));
        QVERIFY(!read("brain", TradingState::Open, m_clock.now().utcMs)); // overtaken: it is not shown
        QCOMPARE(delay(), std::optional<std::chrono::milliseconds>(-1h));
        QVERIFY(read("brain", TradingState::Open)); // without a stamp
        QVERIFY(!delay());
        for (const qint64 nonsense : {std::numeric_limits<qint64>::max(), std::numeric_limits<qint64>::min()})
            read("engine", TradingState::Open, nonsense);
        QVERIFY(m_watch.services.back().delay < 0ms);
    }

    void aHaltIsLatched()
    {
        both(TradingState::HardHalt);
        m_clock.advance(24h);
        QCOMPARE(view().shown, TradingState::HardHalt);
        QVERIFY(view().stale);
        QCOMPARE(view().reason, StateReason::LatchedStale);
        // An OPEN command, anyone's, does not lift it.
        command(TradingState::Open);
        QCOMPARE(view().shown, TradingState::HardHalt);
    }

    void openDecaysToUnknownNeverStays()
    {
        both(TradingState::Open);
        QCOMPARE(view().shown, TradingState::Open);
        m_clock.advance(5s + 1ms);
        QCOMPARE(view().shown, TradingState::Unknown);
        QCOMPARE(view().reason, StateReason::OpenStale);
        QCOMPARE(view().lastKnown, TradingState::Open);
        QVERIFY(view().stale);
    }

    // rule: G9
    void aNightsSleepMakesAnOpenOld()
    {
        both(TradingState::Open);
        m_clock.sleep(8h);
        QCOMPARE(view().shown, TradingState::Unknown);
        QCOMPARE(view().reason, StateReason::OpenStale);
    }

    void theSameAgainIsNoNews()
    {
        both(TradingState::Open);
        const std::vector<ServiceState> before = m_watch.services;
        QVERIFY(saysTheSame({}, {}));
        QVERIFY(!saysTheSame(before, {}));
        both(TradingState::Open);
        QVERIFY(saysTheSame(before, m_watch.services));
        command(TradingState::HardHalt);
        QVERIFY(!saysTheSame(before, m_watch.services)); // overtaken
        both(TradingState::HardHalt);
        QVERIFY(!saysTheSame(before, m_watch.services));
    }

    void aHaltCommandOvertakesAProofOfOpen()
    {
        both(TradingState::Open);
        command(TradingState::HardHalt);
        QCOMPARE(view().shown, TradingState::Unknown);
        QCOMPARE(view().reason, StateReason::CommandUnproven);
        both(TradingState::Open); // read after the command: it was not obeyed, and that is shown
        QCOMPARE(view().shown, TradingState::Open);
    }

    void latchNeedsIndependentEvidenceOfOpen()
    {
        both(TradingState::HardHalt);
        QVERIFY(!read("brain", TradingState::Open)); // may have been on its way since before
        QCOMPARE(view().shown, TradingState::HardHalt);
        QVERIFY(read("brain", TradingState::Open));
        QCOMPARE(view().shown, TradingState::Unknown);
        QCOMPARE(view().reason, StateReason::ServicesDiffer);
        QVERIFY(!read("engine", TradingState::Open));
        QVERIFY(read("engine", TradingState::Open));
        QCOMPARE(view().shown, TradingState::Open);
    }

    void aSingleStrayOpenIsForgotten()
    {
        both(TradingState::HardHalt);
        QVERIFY(!read("brain", TradingState::Open));
        QVERIFY(read("brain", TradingState::HardHalt));
        QVERIFY(!read("brain", TradingState::Open));
        QCOMPARE(view().shown, TradingState::HardHalt);
    }

    void stampsDecideWhatIsNewer()
    {
        QVERIFY(read("brain", TradingState::HardHalt, 2000));
        QVERIFY(!read("brain", TradingState::Open, 1999)); // overtaken on the way
        QVERIFY(!read("brain", TradingState::Open, 2000)); // same moment: not later
        QVERIFY(read("brain", TradingState::Open, 2001));
        QVERIFY(read("brain", TradingState::HardHalt, 2002));
    }

    void differenceIsUnknown()
    {
        read("brain", TradingState::HardHalt);
        read("engine", TradingState::Open);
        QCOMPARE(view().shown, TradingState::Unknown);
        QCOMPARE(view().reason, StateReason::ServicesDiffer);
        // Also with a service that the runbook does not name.
        both(TradingState::HardHalt);
        QCOMPARE(view().shown, TradingState::HardHalt);
        read("phase9", TradingState::Open);
        QCOMPARE(view().shown, TradingState::Unknown);
        m_clock.advance(6s);
        QCOMPARE(view().shown, TradingState::HardHalt); // its OPEN is stale; the proven halts stand
    }

    void oldestProofGivesTheAge()
    {
        read("brain", TradingState::HardHalt);
        const auto first = m_clock.now();
        m_clock.advance(3s);
        read("engine", TradingState::HardHalt);
        QCOMPARE(view().provenAt->monoNs, first.monoNs);
    }

    void unknownReadingsAndNamelessServicesAreNotEvidence()
    {
        both(TradingState::HardHalt);
        QVERIFY(!read("brain", TradingState::Unknown));
        QVERIFY(!read("", TradingState::Open));
        QCOMPARE(view().shown, TradingState::HardHalt);
    }

    void whoHaltedIsKeptThroughAResume()
    {
        command(TradingState::HardHalt);
        command(TradingState::Open);
        QCOMPARE(m_watch.lastCommand->state, TradingState::Open);
        QCOMPARE(m_watch.lastHalt->state, TradingState::HardHalt);
        command(TradingState::SoftHalt, true); // a stream's memory does not replace what was seen live
        QCOMPARE(m_watch.lastHalt->state, TradingState::HardHalt);
    }

    // Any sequence: OPEN is shown only on fresh proof of OPEN by everybody, and a halt never turns into OPEN by time.
    void randomSequencesNeverLie()
    {
        std::srand(20260130);
        for (int run = 0; run < 400; ++run) {
            init();
            for (int step = 0; step < 40; ++step) {
                const auto state = static_cast<TradingState>(std::rand() % 4);
                const TradingState before = view().shown;
                switch (std::rand() % 3) {
                case 0:
                    read(std::rand() % 2 ? "brain" : "engine", state);
                    break;
                case 1:
                    command(state);
                    QVERIFY(!(isHalted(before) && !isHalted(view().shown)));
                    break;
                default:
                    m_clock.advance(std::chrono::milliseconds(std::rand() % 4000));
                    QVERIFY(!(isHalted(before) && view().shown != before));
                    QVERIFY(before == TradingState::Open || view().shown != TradingState::Open);
                }
                if (view().shown == TradingState::Open)
                    for (const ServiceState& service : m_watch.services) {
                        QCOMPARE(service.state, TradingState::Open);
                        QVERIFY(ops::base::elapsed(service.at, m_clock.now()) <= 5s);
                    }
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestStateWatch)
#include "tst_state_watch.moc"
