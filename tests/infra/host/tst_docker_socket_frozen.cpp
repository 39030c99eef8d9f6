#include "infra/host/docker_socket_host.h"
#include "infra/host/local_host.h"
#include "infra/host/run_log.h"
#include "infra/host/ssh_forwarding.h"
#include "infra/host/ssh_host.h"
#include "infra/host/stub_docker.h"
#include "support/sshd_fixture.h"

using namespace ops;
using namespace std::chrono_literals;
using domain::HostBegan;
using domain::HostCommand;
using domain::HostEnd;
using domain::HostRunId;

// A client here that hears nothing of an engine over a real ssh, which lives or is frozen.
class TestDockerSocketFrozen final : public test::TestCase {
    Q_OBJECT

private Q_SLOTS:
    // rule: H6
    void aFrozenSshIsNotCalledAFrozenEngine()
    {
        const test::StubDocker docker;
        QVERIFY(docker.isThere());
        test::SshdFixture sshd;
        QVERIFY2(sshd.start(), qPrintable(sshd.log()));
        const base::SystemClock clock;
        infra::LocalHost here({}, clock);
        auto ssh = std::make_unique<infra::SshHost>(sshd.host(), clock);
        auto forwards = std::make_shared<infra::SshForwarding>(*ssh);
        infra::DockerSocketHost host(QStringLiteral("/var/run/docker.sock"), std::move(ssh), std::move(forwards), here);
        test::RunLog log(host);
        HostCommand question;
        question.argv = {"docker", "ps"};
        const auto goesHere = [&] {
            const HostRunId id = host.run(question);
            return QTest::qWaitFor([&] { return log.over(id); }, 20'000) && log.of(id).output.startsWith("unix:///");
        };
        QTRY_VERIFY_WITH_TIMEOUT(goesHere(), 20'000);

        HostCommand unheard;
        unheard.argv = {"docker", "exec", "titan-brain", "sleep", "97"}; // as for an engine that says nothing
        unheard.deadline = 3s;                                           // by then it has begun
        const HostRunId overLivingSsh = host.run(unheard);
        WAIT_FOR_END(log, overLivingSsh);
        QCOMPARE(log.of(overLivingSsh).outcome->end, HostEnd::TimedOut);
        QVERIFY2(log.of(overLivingSsh).outcome->began == HostBegan::Yes, qPrintable(log.of(overLivingSsh).text()));

        sshd.freeze();
        const HostRunId overFrozenSsh = host.run(unheard);
        WAIT_FOR_END(log, overFrozenSsh);
        sshd.thaw();
        QCOMPARE(log.of(overFrozenSsh).outcome->end, HostEnd::TimedOut);
        QVERIFY2(log.of(overFrozenSsh).outcome->began == HostBegan::Unknown, qPrintable(log.of(overFrozenSsh).text()));
    }
};

QTEST_GUILESS_MAIN(TestDockerSocketFrozen)
#include "tst_docker_socket_frozen.moc"
