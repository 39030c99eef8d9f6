#include "main/nats_forward.h"
#include "support/console_rig.h"
#include "support/test_case.h"

#include <QSignalSpy>
#include <QTest>

using namespace ops;
using base::ErrorCode;

namespace {

domain::Environment farEnvironment(const QString& user = {})
{
    domain::Environment environment = test::rigEnvironment();
    environment.natsUrls = {QStringLiteral("nats://127.0.0.1:4222"), QStringLiteral("nats://nats-2")};
    environment.monitoringUrl = QStringLiteral("http://127.0.0.1:8222");
    environment.user = user;
    domain::HostConfig host;
    host.name = QStringLiteral("titan-1");
    host.kind = domain::HostKind::Ssh;
    host.destination = QStringLiteral("ops@titan-1");
    environment.hosts = {host};
    environment.natsThrough = host.name;
    return environment;
}

const QStringList nearServers{QStringLiteral("nats://127.0.0.1:40001"), QStringLiteral("nats://127.0.0.1:40002")};
const QString nearMonitoring = QStringLiteral("http://127.0.0.1:40003");

// A session whose controllers are the real ones, over fake ports and forwards that the test makes.
struct Rig {
    explicit Rig(const domain::Environment& environment = farEnvironment())
        : console(test::rigRunbook(), environment)
    {
    }
    // As the console does it.
    void start()
    {
        forward.start();
        console.credentials.start();
    }
    void ready(const char* name, int port)
    {
        forwards.makeReady(QString::fromLatin1(name), QStringLiteral("127.0.0.1:%1").arg(port));
    }
    void readyAll()
    {
        ready("nats-2", 40002); // in whatever order
        ready("monitoring", 40003);
        ready("nats-1", 40001);
    }
    // As ssh does it: all at once.
    void cut(ErrorCode code, const char* words)
    {
        for (const char* name : {"nats-1", "nats-2", "monitoring"})
            forwards.lose(QString::fromLatin1(name), {code, QString::fromLatin1(words), QStringLiteral("ops@titan-1")});
    }
    const domain::LinkStatus& link() const { return console.links.commandLink(); }

    test::ConsoleRig console;
    test::FakeHostForward forwards;
    main::NatsForward forward{console.context, forwards, console.links, console.credentials};
    QSignalSpy changed{&forward, &main::NatsForward::serversChanged};
};

} // namespace

// NATS servers that are reached through a host: when the links are connected, with which addresses, and when not.
class TestNatsForward final : public test::TestCase {
    Q_OBJECT

private Q_SLOTS:
    // The far host's 127.0.0.1 is somebody else's here.
    // rule: G6
    void nobodyIsDialledBeforeAllForwardsAreThere()
    {
        Rig rig;
        QVERIFY(rig.console.context.environment.natsUrls.isEmpty());
        QVERIFY(rig.console.context.environment.monitoringUrl.isEmpty());
        QVERIFY(rig.forwards.opened.isEmpty()); // nor is the host asked before start()
        rig.forward.hurry();
        QVERIFY(rig.forwards.opened.isEmpty());

        rig.start();
        const QMap<QString, QString> wanted{{QStringLiteral("nats-1"), QStringLiteral("127.0.0.1:4222")},
                                            {QStringLiteral("nats-2"), QStringLiteral("nats-2:4222")},
                                            {QStringLiteral("monitoring"), QStringLiteral("127.0.0.1:8222")}};
        QCOMPARE(rig.forwards.wanted, wanted);
        QCOMPARE(rig.link().phase, domain::LinkPhase::Connecting);
        rig.ready("nats-1", 40001);
        rig.ready("nats-2", 40002);
        rig.console.links.refreshListeners();
        QVERIFY(rig.console.link.configs.isEmpty());
        QVERIFY(rig.console.probe.asked.isEmpty());
        QCOMPARE(rig.changed.count(), 0);

        rig.ready("monitoring", 40003);
        QCOMPARE(rig.console.link.configs.size(), 1);
        QCOMPARE(rig.console.telemetry.configs.size(), 1);
        QCOMPARE(rig.console.link.configs.last().urls, nearServers); // in the file's order
        QCOMPARE(rig.console.probe.monitoringUrl, nearMonitoring);
        QCOMPARE(rig.console.context.environment.monitoringUrl, nearMonitoring);
        QCOMPARE(rig.changed.count(), 1);
        QVERIFY(rig.console.link.sent.isEmpty());
    }

    void anEnvironmentWithoutAMonitoringPortHasNone()
    {
        domain::Environment environment = farEnvironment();
        environment.monitoringUrl.clear();
        Rig rig(environment);
        rig.start();
        QCOMPARE(rig.forwards.wanted.keys(), (QStringList{QStringLiteral("nats-1"), QStringLiteral("nats-2")}));
        rig.ready("nats-1", 40001);
        rig.ready("nats-2", 40002);
        QCOMPARE(rig.console.link.configs.last().urls, nearServers);
        QVERIFY(rig.console.context.environment.monitoringUrl.isEmpty());
    }

    void thePasswordMayComeLater()
    {
        Rig rig(farEnvironment(QStringLiteral("console")));
        rig.start();
        rig.readyAll();
        QVERIFY(rig.console.link.configs.isEmpty());
        rig.console.secrets.answer(QStringLiteral("titan-prod"), QStringLiteral("pw"));
        QCOMPARE(rig.console.link.configs.size(), 1);
        QCOMPARE(rig.console.link.configs.last().urls, nearServers);
        QCOMPARE(rig.console.link.configs.last().password, QStringLiteral("pw"));
    }

    // rule: H6, G3
    void aCutIsSaidAndTheWayBackIsFoundWithoutAQuestion()
    {
        Rig rig(farEnvironment(QStringLiteral("console")));
        const QSignalSpy needed(&rig.console.credentials, &app::CredentialsController::passwordNeeded);
        rig.start();
        rig.console.secrets.answer(QStringLiteral("titan-prod"), {});
        rig.console.credentials.provide(QStringLiteral("pw"), false); // before the way was there
        QVERIFY(rig.console.link.configs.isEmpty());
        rig.readyAll();
        rig.console.linksUp();
        QVERIFY(rig.link().up());

        rig.cut(ErrorCode::LinkDown, "Broken pipe");
        QCOMPARE(rig.link().phase, domain::LinkPhase::Down);
        QCOMPARE(*rig.link().error,
                 (base::Error{ErrorCode::LinkDown, QStringLiteral("Broken pipe"), QStringLiteral("ssh to titan-1")}));
        QCOMPARE(rig.console.links.telemetryLink().phase, domain::LinkPhase::Down);
        QCOMPARE(*rig.console.links.listenersError(), *rig.link().error);
        rig.cut(ErrorCode::Refused, "Connection refused"); // and an attempt that failed
        QCOMPARE(rig.link().error->detail, QStringLiteral("Connection refused"));
        rig.ready("nats-1", 40001);
        rig.ready("monitoring", 40003);
        QCOMPARE(rig.console.link.configs.size(), 1); // one is still missing

        rig.ready("nats-2", 40002);
        QCOMPARE(rig.console.link.configs.size(), 2);
        QCOMPARE(rig.console.link.configs.last().urls, nearServers);
        QCOMPARE(rig.console.link.configs.last().password, QStringLiteral("pw"));
        rig.console.linksUp();
        QVERIFY(rig.link().up());
        QCOMPARE(rig.changed.count(), 1); // the same addresses: nothing else begins anew
        QCOMPARE(needed.count(), 1);
        QCOMPARE(rig.console.secrets.reads.size(), 1);
        QVERIFY(rig.console.link.sent.isEmpty());
    }

    // Somebody took the port meanwhile.
    void anotherAddressIsUsedFromThenOn()
    {
        Rig rig;
        rig.start();
        rig.readyAll();
        rig.cut(ErrorCode::LinkDown, "Broken pipe");
        rig.ready("nats-1", 40001);
        rig.ready("nats-2", 40009);
        rig.ready("monitoring", 40010);
        QCOMPARE(rig.console.link.configs.last().urls,
                 (QStringList{nearServers.first(), QStringLiteral("nats://127.0.0.1:40009")}));
        QCOMPARE(rig.console.probe.monitoringUrl, QStringLiteral("http://127.0.0.1:40010"));
        QCOMPARE(rig.changed.count(), 2);
    }

    // That ssh accepts no key is no word about the user and password of NATS.
    void aHostThatCannotBeReachedAtFirstIsSaidOnce()
    {
        Rig rig(farEnvironment(QStringLiteral("console")));
        const QSignalSpy needed(&rig.console.credentials, &app::CredentialsController::passwordNeeded);
        rig.start();
        rig.console.secrets.answer(QStringLiteral("titan-prod"), QStringLiteral("pw"));
        rig.cut(ErrorCode::AuthFailed, "Permission denied (publickey)");
        rig.cut(ErrorCode::AuthFailed, "Permission denied (publickey)");
        QCOMPARE(rig.link().phase, domain::LinkPhase::Down);
        QCOMPARE(rig.link().error->code, ErrorCode::LinkDown);
        QVERIFY(!rig.console.credentials.refused());
        QCOMPARE(needed.count(), 0);
        QVERIFY(rig.console.link.configs.isEmpty());
        QCOMPARE(rig.changed.count(), 1); // there are none yet, and others need not wait for them
        rig.readyAll();
        QCOMPARE(rig.console.link.configs.size(), 1);
        QCOMPARE(rig.changed.count(), 2);
    }

    // rule: H1
    void whoLiftsTheGuardDoesNotWaitForThePause()
    {
        Rig rig;
        QObject::connect(&rig.console.guard, &app::GuardController::lifted, &rig.forward, &main::NatsForward::hurry);
        rig.start();
        rig.readyAll();
        QCOMPARE(rig.forwards.opened.size(), 3);
        rig.console.guard.lift(); // all is there
        QCOMPARE(rig.forwards.opened.size(), 3);
        rig.console.guard.cancel();
        rig.cut(ErrorCode::LinkDown, "Broken pipe");
        rig.console.guard.lift();
        QCOMPARE(rig.forwards.opened.size(), 6);
        QVERIFY(rig.console.link.sent.isEmpty()); // rule: H11
    }
};

QTEST_GUILESS_MAIN(TestNatsForward)
#include "tst_nats_forward.moc"
