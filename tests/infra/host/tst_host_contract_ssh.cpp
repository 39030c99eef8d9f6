#include "infra/host/real_host_contract.h"
#include "infra/host/ssh_host.h"
#include "support/sshd_fixture.h"

#include <QTest>

using namespace ops;

namespace {

class SshRig final : public test::RealRig {
public:
    SshRig(const domain::HostConfig& config, const base::Clock& clock)
        : m_host(std::make_unique<infra::SshHost>(config, clock))
    {
    }
    app::CommandHostPort& port() override { return *m_host; }
    void destroyPort() override { m_host.reset(); }
    bool kernelTellsSignals() const override { return false; }

private:
    std::unique_ptr<infra::SshHost> m_host;
};

} // namespace

// Over a real ssh to a real sshd on this machine.
class TestHostContractSsh final : public test::RealHostContract {
    Q_OBJECT

protected:
    std::unique_ptr<test::HostRig> makeRig() override { return std::make_unique<SshRig>(m_sshd.host(), clock()); }

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_sshd.start(), qPrintable(m_sshd.log())); }

    // As hardened servers are set up: the connection's own session and one more.
    void aServerThatOpensFewSessionsGetsMoreConnections()
    {
        test::SshdFixture sshd("MaxSessions 2");
        QVERIFY2(sshd.start(), qPrintable(sshd.log()));
        infra::SshHost host(sshd.host(), clock());
        test::RunLog runs(host);
        domain::HostCommand lasts = test::RealRig::shell("echo here; exec sleep 97");
        lasts.deadline.reset();
        const domain::HostRunId follower = host.run(lasts);
        QTRY_COMPARE_WITH_TIMEOUT(runs.of(follower).output, QByteArray("here\n"), 20'000);
        QVector<domain::HostRunId> ids;
        for (int i = 0; i < 5; ++i)
            ids << host.run(test::RealRig::shell("echo ran; exit 3"));
        for (const domain::HostRunId& id : std::as_const(ids)) {
            WAIT_FOR_END(runs, id);
            QVERIFY2(runs.of(id).outcome->exitCode.value_or(-1) == 3, qPrintable(runs.of(id).text()));
            QCOMPARE(runs.of(id).output, QByteArray("ran\n"));
        }
        QVERIFY(!runs.over(follower));
    }

private:
    test::SshdFixture m_sshd;
};

QTEST_GUILESS_MAIN(TestHostContractSsh)
#include "tst_host_contract_ssh.moc"
