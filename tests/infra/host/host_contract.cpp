#include "infra/host/host_contract.h"

#include <QSet>

namespace ops::test {

using namespace std::chrono_literals;
using base::ErrorCode;
using domain::HostBegan;
using domain::HostEnd;
using domain::HostRunId;

void HostContract::init()
{
    TestCase::init();
    renewRig();
}

void HostContract::cleanup()
{
    m_log.reset();
    m_rig.reset();
}

void HostContract::renewRig()
{
    m_log.reset();
    m_rig.reset();
    m_rig = makeRig();
    QVERIFY(m_rig);
    m_log = std::make_unique<RunLog>(m_rig->port());
}

void HostContract::exitCodes_data()
{
    QTest::addColumn<int>("code");
    for (const int code : {0, 1, 126, 127, 137, 254, 255})
        QTest::addRow("%d", code) << code;
}

void HostContract::exitCodes()
{
    QFETCH(int, code);
    const HostRunId id = port().run(rig().exits(code));
    WAIT_FOR_END(log(), id);
    const RunLog::Run& run = log().of(id);
    QCOMPARE(run.events, QStringList({QStringLiteral("started"), QStringLiteral("finished")}));
    QCOMPARE(run.outcome->end, HostEnd::Exited);
    QCOMPARE(run.outcome->exitCode.value_or(-1), code);
    QVERIFY(run.outcome->began == HostBegan::Yes);
    QVERIFY(!run.outcome->error);
    QCOMPARE(run.outcome->succeeded(), code == 0);
}

void HostContract::deathBySignal()
{
    const HostRunId id = port().run(rig().killsItself());
    WAIT_FOR_END(log(), id);
    const domain::HostOutcome outcome = *log().of(id).outcome;
    QVERIFY(!outcome.succeeded());
    if (rig().kernelTellsSignals()) {
        QCOMPARE(outcome.end, HostEnd::Signalled);
        QCOMPARE(outcome.signalNumber, 9);
        QVERIFY(outcome.error.has_value());
    } else { // what a shell says of it
        QCOMPARE(outcome.end, HostEnd::Exited);
        QCOMPARE(outcome.possibleSignal(), 9);
    }
}

void HostContract::channelsStayApart()
{
    const HostRunId id = port().run(rig().prints("one\ntwo", "three"));
    WAIT_FOR_END(log(), id);
    const RunLog::Run& run = log().of(id);
    QCOMPARE(run.output, QByteArray("one\ntwo"));
    QCOMPARE(run.errors, QByteArray("three"));
    QCOMPARE(run.events.first(), QStringLiteral("started"));
    QCOMPARE(run.events.last(), QStringLiteral("finished"));
    QCOMPARE(run.outcome->exitCode.value_or(-1), 0);
}

void HostContract::inputIsEchoed()
{
    const QByteArray input("first\0second\n\xff", 14);
    const HostRunId id = port().run(rig().echoes(input));
    WAIT_FOR_END(log(), id);
    QCOMPARE(log().of(id).output, input);
    QVERIFY(log().of(id).outcome->succeeded());
}

void HostContract::cancelEndsIt()
{
    const HostRunId id = port().run(rig().hangs());
    QTRY_VERIFY2_WITH_TIMEOUT(!log().of(id).events.isEmpty(), qPrintable(log().of(id).text()), 20'000);
    port().cancel(id);
    port().cancel(id);
    WAIT_FOR_END(log(), id);
    const domain::HostOutcome outcome = *log().of(id).outcome;
    QCOMPARE(outcome.end, HostEnd::Cancelled);
    QVERIFY(outcome.began == HostBegan::Yes);
    QVERIFY(outcome.gone);
    QCOMPARE(outcome.error->code, ErrorCode::Cancelled);
}

void HostContract::cancelBeforeItBegan()
{
    const HostRunId id = port().run(rig().hangs());
    port().cancel(id);
    WAIT_FOR_END(log(), id);
    QCOMPARE(log().of(id).outcome->end, HostEnd::Cancelled);
    QVERIFY(log().of(id).outcome->gone);
}

void HostContract::cancelOfWhatIsOverOrNeverWas()
{
    port().cancel({});
    port().cancel({4711});
    const HostRunId id = port().run(rig().exits(3));
    WAIT_FOR_END(log(), id);
    port().cancel(id);
    const HostRunId next = port().run(rig().exits(0)); // whatever cancel() set off would be seen by now
    WAIT_FOR_END(log(), next);
    QCOMPARE(log().of(id).events, QStringList({QStringLiteral("started"), QStringLiteral("finished")}));
    QCOMPARE(log().of(id).outcome->exitCode.value_or(-1), 3);
    QCOMPARE(log().count(), 2);
}

void HostContract::deadlineEndsIt()
{
    const HostRunId first = port().run(rig().exits(0)); // a connection is not what is timed here
    WAIT_FOR_END(log(), first);
    domain::HostCommand command = rig().hangs();
    command.deadline = 1000ms;
    const HostRunId id = port().run(command);
    WAIT_FOR_END(log(), id);
    const domain::HostOutcome outcome = *log().of(id).outcome;
    QCOMPARE(outcome.end, HostEnd::TimedOut);
    QVERIFY(outcome.gone);
    QCOMPARE(outcome.error->code, ErrorCode::TimedOut);
}

void HostContract::aFollowerHasNoDeadline()
{
    domain::HostCommand command = rig().hangs();
    command.deadline.reset();
    const HostRunId follower = port().run(command);
    domain::HostCommand timed = rig().hangs();
    timed.deadline = 1500ms;
    const HostRunId other = port().run(timed);
    WAIT_FOR_END(log(), other);
    QVERIFY2(!log().over(follower), qPrintable(log().of(follower).text()));
    port().cancel(follower);
    WAIT_FOR_END(log(), follower);
    QCOMPARE(log().of(follower).outcome->end, HostEnd::Cancelled);
}

// As rule B7 will ask: what is no argv never becomes a line for a shell.
void HostContract::whatCannotRunIsRefusedLater()
{
    domain::HostCommand command = rig().exits(0);
    command.argv << QByteArray("\0", 1);
    const HostRunId id = port().run(command);
    QVERIFY(!id.isNull());
    QVERIFY(!log().over(id)); // never before run() returned
    WAIT_FOR_END(log(), id);
    QCOMPARE(log().of(id).events, QStringList{QStringLiteral("finished")});
    QCOMPARE(log().of(id).outcome->end, HostEnd::CouldNotStart);
    QVERIFY(log().of(id).outcome->began == HostBegan::No);
    QCOMPARE(log().of(id).outcome->error->code, ErrorCode::InvalidInput);
}

void HostContract::whatIsMissingNeverRan()
{
    const HostRunId id = port().run(rig().isMissing());
    WAIT_FOR_END(log(), id);
    QCOMPARE(log().of(id).events, QStringList{QStringLiteral("finished")});
    const domain::HostOutcome outcome = *log().of(id).outcome;
    QCOMPARE(outcome.end, HostEnd::CouldNotStart);
    QVERIFY(outcome.began == HostBegan::No);
    QCOMPARE(outcome.error->code, ErrorCode::NotFound);
    QVERIFY(!outcome.error->detail.isEmpty());
}

void HostContract::manyAtOnce()
{
    QVector<HostRunId> ids;
    QSet<quint64> numbers;
    for (int i = 0; i < 24; ++i) { // more than one connection of ssh carries
        ids << port().run(rig().prints(QByteArray::number(i), "e" + QByteArray::number(i)));
        numbers << ids.last().value;
    }
    QCOMPARE(numbers.size(), ids.size());
    for (int i = 0; i < ids.size(); ++i) {
        WAIT_FOR_END(log(), ids.at(i));
        QCOMPARE(log().of(ids.at(i)).output, QByteArray::number(i));
        QCOMPARE(log().of(ids.at(i)).errors, "e" + QByteArray::number(i));
        QVERIFY2(log().of(ids.at(i)).outcome->succeeded(), qPrintable(log().of(ids.at(i)).text()));
    }
}

void HostContract::afterItsEndAHostSaysNothing()
{
    const HostRunId id = port().run(rig().hangs());
    QTRY_VERIFY_WITH_TIMEOUT(!log().of(id).events.isEmpty(), 20'000);
    rig().destroyPort();
    QCOMPARE(log().of(id).events, QStringList{QStringLiteral("started")});
}

} // namespace ops::test
