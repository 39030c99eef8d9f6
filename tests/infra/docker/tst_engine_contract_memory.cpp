#include "infra/docker/engine_contract.h"
#include "infra/docker/memory_engine.h"

#include <QTest>

using namespace ops;

namespace {

class MemoryRig final : public test::EngineRig {
public:
    MemoryRig() { addContainer(QStringLiteral("titan-brain"), domain::ContainerRun::Running); }

    app::EnginePort& port() override { return m_engine; }
    bool dies() override
    {
        m_engine.die(idOf(QStringLiteral("titan-brain")), 137);
        return true;
    }
    bool starts() override
    {
        m_engine.start(idOf(QStringLiteral("titan-brain")));
        return true;
    }
    bool renames(const QString& from, const QString& to) override
    {
        m_engine.rename(idOf(from), to);
        return true;
    }
    bool adds(const QString& name) override
    {
        addContainer(name, domain::ContainerRun::Created);
        return true;
    }
    bool removes(const QString& name) override
    {
        m_engine.destroy(idOf(name));
        return true;
    }
    bool print(const QByteArray& line) override
    {
        m_engine.tails[idOf(QStringLiteral("titan-brain"))] += line + '\n';
        return true;
    }
    bool engineDies() override { return play(domain::EnginePhase::Gone); }
    bool engineReturns() override { return play(domain::EnginePhase::Following); }
    bool engineFreezes() override { return play(domain::EnginePhase::Frozen); }
    bool engineThaws() override { return play(domain::EnginePhase::Following); }
    void measureLoad() override
    {
        m_engine.takeLoads({{idOf(QStringLiteral("titan-brain")).left(12), 1.5, 20'000'000}});
    }

private:
    void addContainer(const QString& name, domain::ContainerRun run)
    {
        domain::Container made;
        made.id = QStringLiteral("%1").arg(++m_count, 64, 16, QLatin1Char('0'));
        made.name = name;
        made.run = run;
        m_engine.add(made);
    }
    QString idOf(const QString& name) const
    {
        for (const domain::Container& container : m_engine.containers())
            if (container.name == name)
                return container.id;
        return {};
    }
    bool play(domain::EnginePhase phase)
    {
        m_engine.setPhase(phase);
        return true;
    }

    test::MemoryEngine m_engine;
    int m_count = 0;
};

} // namespace

class TestEngineContractMemory : public test::EngineContract {
    Q_OBJECT

private:
    std::unique_ptr<test::EngineRig> makeRig() override { return std::make_unique<MemoryRig>(); }
};

QTEST_GUILESS_MAIN(TestEngineContractMemory)
#include "tst_engine_contract_memory.moc"
