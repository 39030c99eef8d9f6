#include "infra/docker/docker_engine.h"
#include "infra/docker/engine_contract.h"
#include "stack/stack_host.h"

#include <QTest>

using namespace ops;

namespace {

class StackRig final : public test::EngineRig {
public:
    StackRig(test::StackFixture& stack, const base::Clock& clock)
        : m_stack(stack)
        , m_host(test::stackHost(stack, false, clock))
    {
        domain::EngineTimes times;
        times.reconcile = std::chrono::seconds(2); // a freeze is noticed when the engine is asked
        m_engine = std::make_unique<infra::DockerEngine>(QStringLiteral("titan-1"), *m_host, clock, times);
    }

    app::EnginePort& port() override { return *m_engine; }
    bool dies() override { return docker("kill titan-brain"); }
    bool starts() override { return docker("start titan-brain"); }
    bool renames(const QString& from, const QString& to) override
    {
        return docker("rename " + from.toUtf8() + ' ' + to.toUtf8());
    }
    bool adds(const QString& name) override
    {
        return docker("create --name " + name.toUtf8() + " 127.0.0.1:5000/titan-brain:v1.2.3");
    }
    bool removes(const QString& name) override { return docker("rm --force " + name.toUtf8()); }
    bool print(const QByteArray& line) override
    {
        return m_stack
            .docker({QStringLiteral("exec"), QStringLiteral("titan-brain"), QStringLiteral("sh"), QStringLiteral("-c"),
                     QStringLiteral("echo '%1' >/proc/1/fd/1").arg(QString::fromUtf8(line))})
            .ok();
    }
    bool engineDies() override { return m_stack.kill9Engine(); }
    bool engineReturns() override { return m_stack.restartEngine(); }
    bool engineFreezes() override { return m_stack.freezeEngine(); }
    bool engineThaws() override { return m_stack.thawEngine(); }

private:
    bool docker(const QByteArray& words)
    {
        const auto outcome = m_stack.docker(QString::fromUtf8(words).split(QLatin1Char(' ')));
        if (!outcome.ok())
            qInfo().noquote() << words << outcome.said();
        return outcome.ok();
    }

    test::StackFixture& m_stack;
    std::unique_ptr<app::CommandHostPort> m_host;
    std::unique_ptr<infra::DockerEngine> m_engine;
};

} // namespace

// The real engine keeps the port's contract, as the one in memory does.
class TestStackEngine : public test::EngineContract {
    Q_OBJECT

private:
    std::unique_ptr<test::EngineRig> makeRig() override { return std::make_unique<StackRig>(m_stack, m_clock); }

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_stack.start(), qPrintable(m_stack.log())); }
    void cleanupTestCase() { QVERIFY2(m_stack.stop(), qPrintable(m_stack.log())); }

private:
    base::SystemClock m_clock;
    test::StackFixture m_stack;
};

QTEST_GUILESS_MAIN(TestStackEngine)
#include "tst_stack_engine.moc"
