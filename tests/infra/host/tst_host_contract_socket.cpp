#include "infra/host/docker_socket_host.h"
#include "infra/host/local_host.h"
#include "infra/host/real_host_contract.h"
#include "infra/host/ssh_forwarding.h"
#include "infra/host/stub_docker.h"

#include <QTest>

#include <algorithm>

using namespace ops;

namespace {

// Its commands are docker's, and go over the forward: to a docker that runs them as they are.
class SocketRig final : public test::RealRig {
public:
    explicit SocketRig(const base::Clock& clock)
        : m_here({}, clock)
        , m_host(std::make_unique<infra::DockerSocketHost>(
              QStringLiteral("/var/run/docker.sock"), std::make_unique<infra::LocalHost>(domain::HostConfig(), clock),
              std::make_shared<infra::LocalForwarding>(), m_here))
    {
        QObject::connect(&m_here, &app::CommandHostPort::started, m_host.get(), [this] { ++m_runsHere; });
    }

    // False: nothing goes over the forward.
    bool open()
    {
        test::RunLog log(*m_host);
        QVector<domain::HostRunId> ids;
        const auto goesHere = [&] {
            ids << m_host->run(exits(0));
            return m_runsHere > 1; // the first is the look at the engine
        };
        const auto areOver = [&] {
            return std::all_of(ids.begin(), ids.end(), [&log](const domain::HostRunId& id) { return log.over(id); });
        };
        return QTest::qWaitFor(goesHere, 20'000) && QTest::qWaitFor(areOver, 20'000);
    }
    int runsHere() const { return m_runsHere; }

    app::CommandHostPort& port() override { return *m_host; }
    void destroyPort() override { m_host.reset(); }
    domain::HostCommand exits(int code) const override { return inContainer(RealRig::exits(code)); }
    domain::HostCommand prints(const QByteArray& output, const QByteArray& errors) const override
    {
        return inContainer(RealRig::prints(output, errors));
    }
    domain::HostCommand echoes(const QByteArray& input) const override { return inContainer(RealRig::echoes(input)); }
    domain::HostCommand hangs() const override { return inContainer(RealRig::hangs()); }
    domain::HostCommand killsItself() const override { return inContainer(RealRig::killsItself()); }
    bool kernelTellsSignals() const override { return true; }

private:
    static domain::HostCommand inContainer(domain::HostCommand command)
    {
        command.argv = QByteArrayList{"docker", "exec", "titan-brain"} + command.argv;
        return command;
    }

    infra::LocalHost m_here;
    int m_runsHere = 0;
    std::unique_ptr<infra::DockerSocketHost> m_host;
};

} // namespace

// What goes over the forward keeps the contract as well; that of what goes over ssh is ssh's own.
class TestHostContractSocket final : public test::HostContract {
    Q_OBJECT

protected:
    std::unique_ptr<test::HostRig> makeRig() override
    {
        auto rig = std::make_unique<SocketRig>(m_clock);
        m_rig = rig.get();
        return rig->open() ? std::move(rig) : nullptr;
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_docker.isThere()); }

    void itIsTheForwardThatIsTested()
    {
        const int before = m_rig->runsHere();
        const domain::HostRunId id = port().run(rig().exits(0));
        WAIT_FOR_END(log(), id);
        QCOMPARE(m_rig->runsHere(), before + 1);
    }

private:
    base::SystemClock m_clock;
    test::StubDocker m_docker;
    SocketRig* m_rig = nullptr; // the contract's
};

QTEST_GUILESS_MAIN(TestHostContractSocket)
#include "tst_host_contract_socket.moc"
