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

private:
    test::SshdFixture m_sshd;
};

QTEST_GUILESS_MAIN(TestHostContractSsh)
#include "tst_host_contract_ssh.moc"
