#include "infra/host/local_host.h"
#include "infra/host/real_host_contract.h"

#include <QTest>

using namespace ops;

namespace {

class LocalRig final : public test::RealRig {
public:
    explicit LocalRig(const base::Clock& clock)
        : m_host(std::make_unique<infra::LocalHost>(
              domain::HostConfig{QStringLiteral("here"), domain::HostKind::Local, {}, {}, {}}, clock))
    {
    }
    app::CommandHostPort& port() override { return *m_host; }
    void destroyPort() override { m_host.reset(); }
    bool kernelTellsSignals() const override { return true; }

private:
    std::unique_ptr<infra::LocalHost> m_host;
};

} // namespace

class TestHostContractLocal final : public test::RealHostContract {
    Q_OBJECT

protected:
    std::unique_ptr<test::HostRig> makeRig() override { return std::make_unique<LocalRig>(clock()); }
};

QTEST_GUILESS_MAIN(TestHostContractLocal)
#include "tst_host_contract_local.moc"
