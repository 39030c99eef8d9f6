#include "infra/docker/engine_contract.h"

#include <QTest>

namespace ops::test {

using app::ContainerAct;
using base::ErrorCode;
using domain::ContainerRun;
using domain::EnginePhase;

namespace {

constexpr int patienceMs = 20'000;
const QString& brain()
{
    static const QString name = QStringLiteral("titan-brain");
    return name;
}

} // namespace

// Waits for what the log shows; says what it saw where that does not come.
#define WAIT_UNTIL(condition) QTRY_VERIFY2_WITH_TIMEOUT(condition, qPrintable(log().text()), patienceMs)

void EngineContract::init()
{
    TestCase::init();
    m_log.reset();
    m_rig = makeRig();
    QVERIFY(m_rig);
    m_log = std::make_unique<EngineLog>(m_rig->port());
}

void EngineContract::cleanup()
{
    m_log.reset();
    m_rig.reset();
}

bool EngineContract::follows()
{
    port().follow();
    return QTest::qWaitFor([this] { return log().phase() == EnginePhase::Following; }, patienceMs);
}

void EngineContract::looksBeforeItSaysThatItFollows()
{
    port().follow();
    QVERIFY(log().looks == 0); // its calls return at once
    WAIT_UNTIL(log().phase() == EnginePhase::Following);
    QCOMPARE(log().events.mid(0, 3),
             (QStringList{QStringLiteral("attaching"), QStringLiteral("look"), QStringLiteral("following")}));
    QCOMPARE(log().host, port().host());
    QVERIFY(!log().statuses.last().version.isEmpty());
    QCOMPARE(log().statuses.last().reattached, 0);
    QVERIFY(log().named(brain()).has_value());
    QCOMPARE(log().named(brain())->run, ContainerRun::Running);
}

void EngineContract::saysNothingUnlessFollowed()
{
    QVERIFY(rig().dies());
    QVERIFY(rig().starts());
    QVERIFY(log().events.isEmpty());
    QVERIFY(follows());
    port().unfollow();
    WAIT_UNTIL(log().phase() == EnginePhase::Idle);
    const QStringList before = log().events;
    QVERIFY(rig().dies());
    QVERIFY(rig().starts());
    port().readTail(log().idOf(brain()), 1, 1); // what it would say would be said before this
    WAIT_UNTIL(log().tails.contains(1));
    QCOMPARE(log().events, before);
    QVERIFY(follows());
    QCOMPARE(log().statuses.last().reattached, 1);
}

void EngineContract::endAndStartAreTold()
{
    QVERIFY(follows());
    QVERIFY(rig().dies());
    WAIT_UNTIL(log().heard(QStringLiteral("die titan-brain")));
    WAIT_UNTIL(log().named(brain())->run == ContainerRun::Exited);
    QCOMPARE(log().named(brain())->exitCode, std::optional(137));
    QVERIFY(rig().starts());
    WAIT_UNTIL(log().heard(QStringLiteral("start titan-brain")));
    WAIT_UNTIL(log().named(brain())->run == ContainerRun::Running);
}

void EngineContract::aNewNameIsTold()
{
    QVERIFY(follows());
    const QString id = log().idOf(brain());
    QVERIFY(rig().renames(brain(), QStringLiteral("titan-brain-old")));
    WAIT_UNTIL(log().known.value(id).name == QLatin1String("titan-brain-old"));
    QVERIFY(rig().renames(QStringLiteral("titan-brain-old"), brain()));
    WAIT_UNTIL(log().known.value(id).name == brain());
}

void EngineContract::whatComesAndGoesIsTold()
{
    const QString name = QStringLiteral("titan-guest");
    QVERIFY(follows());
    const int looks = log().looks;
    QVERIFY(rig().adds(name));
    WAIT_UNTIL(log().named(name).has_value());
    QCOMPARE(log().named(name)->run, ContainerRun::Created);
    QVERIFY(rig().removes(name));
    WAIT_UNTIL(log().heard(QStringLiteral("gone titan-guest")));
    QVERIFY(!log().named(name));
    QVERIFY(log().looks <= looks + 1); // by its event, not by the next look
}

void EngineContract::actsAreCarriedOut()
{
    QVERIFY(follows());
    const QString id = log().idOf(brain());
    quint64 number = 7;
    for (const ContainerAct act : {ContainerAct::Stop, ContainerAct::Start, ContainerAct::Restart}) {
        port().act(act, id, ++number);
        QVERIFY(!log().acts.contains(number));
        WAIT_UNTIL(log().acts.contains(number));
        const base::Error error = log().acts.value(number).error.value_or(base::Error());
        QVERIFY2(log().acts.value(number) == domain::ActReply(), qPrintable(base::toLogLine(error)));
        const ContainerRun expected = act == ContainerAct::Stop ? ContainerRun::Exited : ContainerRun::Running;
        WAIT_UNTIL(log().named(brain())->run == expected);
    }
    // A restart has brought it back before its events are heard.
    WAIT_UNTIL(log().events.count(QStringLiteral("start titan-brain")) == 2);
    QCOMPARE(log().events.count(QStringLiteral("die titan-brain")), 2);
}

void EngineContract::anActOnNobodyFails()
{
    QVERIFY(follows());
    port().act(ContainerAct::Start, QString(64, QLatin1Char('e')), 3);
    WAIT_UNTIL(log().acts.contains(3));
    QCOMPARE(log().acts.value(3).answer, domain::ActAnswer::Refused);
    QCOMPARE(log().acts.value(3).error->code, ErrorCode::NotFound);
}

void EngineContract::theTailIsRead()
{
    QVERIFY(follows());
    QVERIFY(rig().print("the last line but one"));
    QVERIFY(rig().print("the last line"));
    port().readTail(log().idOf(brain()), 200, 5);
    WAIT_UNTIL(log().tails.contains(5));
    const QByteArray tail = log().tails.value(5);
    // A real service goes on logging between the two.
    const QByteArrayList lines = tail.split('\n');
    const qsizetype first = lines.indexOf("the last line but one");
    QVERIFY2(first >= 0 && lines.indexOf("the last line") > first, tail.constData());
}

void EngineContract::theTailOfNobodyFails()
{
    QVERIFY(follows());
    port().readTail(QString(64, QLatin1Char('e')), 20, 6);
    WAIT_UNTIL(log().tailErrors.contains(6));
    QCOMPARE(log().tailErrors.value(6).code, ErrorCode::NotFound);
}

void EngineContract::loadOnlyWhenWanted()
{
    QVERIFY(follows());
    rig().measureLoad();
    port().setLoadWanted(true);
    QVERIFY(log().loads.isEmpty());
    rig().measureLoad();
    WAIT_UNTIL(!log().loads.isEmpty());
    const QString id = log().idOf(brain());
    const auto& loads = log().loads.first();
    QVERIFY(std::any_of(loads.begin(), loads.end(), [&id](const domain::ContainerLoad& load) {
        return !load.id.isEmpty() && id.startsWith(load.id) && load.memoryBytes > 0;
    }));
    port().setLoadWanted(false);
    const qsizetype before = log().loads.size();
    rig().measureLoad();
    port().readTail(id, 1, 9);
    WAIT_UNTIL(log().tails.contains(9));
    QCOMPARE(log().loads.size(), before);
}

void EngineContract::deathAndReturn()
{
    QVERIFY(follows());
    QVERIFY(rig().engineDies());
    WAIT_UNTIL(log().phase() == EnginePhase::Gone);
    QVERIFY(log().statuses.last().error.has_value());
    QVERIFY(log().named(brain()).has_value()); // the last that is known is kept
    const int looks = log().looks;
    QVERIFY(rig().engineReturns());
    WAIT_UNTIL(log().phase() == EnginePhase::Following);
    QVERIFY(log().looks > looks);
    QCOMPARE(log().statuses.last().reattached, 1);
    QVERIFY(rig().dies());
    WAIT_UNTIL(log().heard(QStringLiteral("die titan-brain")));
    QVERIFY(rig().starts());
    WAIT_UNTIL(log().named(brain())->run == ContainerRun::Running);
}

void EngineContract::freezeAndThaw()
{
    QVERIFY(follows());
    QVERIFY(rig().engineFreezes());
    WAIT_UNTIL(log().phase() == EnginePhase::Frozen);
    QCOMPARE(log().statuses.last().error->code, ErrorCode::TimedOut);
    QVERIFY(rig().engineThaws());
    WAIT_UNTIL(log().phase() == EnginePhase::Following);
    QCOMPARE(log().statuses.last().reattached, 1);
}

// rule: G9
void EngineContract::whatEndedUnseenIsNoGhost()
{
    const QString name = QStringLiteral("titan-guest");
    QVERIFY(rig().adds(name));
    QVERIFY(follows());
    QVERIFY(log().named(name).has_value());
    port().unfollow();
    WAIT_UNTIL(log().phase() == EnginePhase::Idle);
    QVERIFY(rig().removes(name));
    QVERIFY(log().named(name).has_value());
    QVERIFY(follows());
    QVERIFY(!log().named(name));
}

} // namespace ops::test
