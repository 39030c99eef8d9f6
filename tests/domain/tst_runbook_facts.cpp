#include "domain/shipped_runbook.h"
#include "support/test_case.h"

#include <QTest>

using namespace ops;
using namespace std::chrono_literals;
using domain::ServiceRole;
using domain::TradingState;

namespace {

QStringList words(const char* text)
{
    return QString::fromLatin1(text).split(QLatin1Char(' '));
}

constexpr QLatin1String compose("docker compose -f docker-compose.prod.yml");

} // namespace

// runbook.json against the operators' runbook, one fact after the other.
class TestRunbookFacts final : public test::TestCase {
    Q_OBJECT

private:
    domain::Runbook m_book;

    static QString fullLine(const domain::Runbook& book, TradingState state)
    {
        const domain::HaltCommand* command = book.haltCommand(state);
        return book.cliLine(
            state, domain::buildHaltMessage(state, command->presetReason, 1'769'792'648'113, book.halt.timestampUnit));
    }
    const domain::RollbackStep& step(size_t number) const { return m_book.rollback.steps.at(number - 1); }

private Q_SLOTS:
    void initTestCase()
    {
        const auto parsed = test::shippedRunbook(QStringLiteral("runbook"));
        QVERIFY2(parsed.ok(), parsed.ok() ? "" : qPrintable(base::toLogLine(parsed.error())));
        m_book = *parsed;
        QCOMPARE(m_book.id, QStringLiteral("runbook"));
        QCOMPARE(m_book.title, QStringLiteral("Titan Operations Runbook"));
        QVERIFY(m_book.source.contains(QStringLiteral("2026-01-30"))); // "Last Updated: Jan 30, 2026"
    }

    void emergencyCommands_data()
    {
        QTest::addColumn<TradingState>("state");
        QTest::addColumn<QString>("line");
        QTest::newRow("1. emergency halt")
            << TradingState::HardHalt
            << QStringLiteral(
                   "docker exec titan-nats nats pub titan.cmd.sys.halt "
                   R"('{"state":"HARD_HALT","reason":"Emergency stop by operator","timestamp":1769792648}')");
        QTest::newRow("2. soft pause")
            << TradingState::SoftHalt
            << QStringLiteral("docker exec titan-nats nats pub titan.cmd.sys.halt "
                              R"('{"state":"SOFT_HALT","reason":"Scheduled maintenance","timestamp":1769792648}')");
        QTest::newRow("3. resume trading")
            << TradingState::Open
            << QStringLiteral("docker exec titan-nats nats pub titan.cmd.sys.halt "
                              R"('{"state":"OPEN","reason":"Resuming operations","timestamp":1769792648}')");
    }
    void emergencyCommands()
    {
        QFETCH(TradingState, state);
        QFETCH(QString, line);
        QCOMPARE(fullLine(m_book, state), line);
    }

    void whenToUseThem()
    {
        const QStringList hard = m_book.reasonChips(TradingState::HardHalt);
        QCOMPARE(hard.first(), QStringLiteral("Emergency stop by operator"));
        for (const char* reason : {"Security breach", "Critical bug", "Unexpected losses", "System instability"})
            QVERIFY2(hard.contains(QString::fromLatin1(reason)), reason);
        const QStringList soft = m_book.reasonChips(TradingState::SoftHalt);
        QCOMPARE(soft.first(), QStringLiteral("Scheduled maintenance"));
        for (const char* reason : {"Market volatility", "Minor issues"})
            QVERIFY2(soft.contains(QString::fromLatin1(reason)), reason);
    }

    void rollbackScripts()
    {
        QCOMPARE(m_book.rollback.quickScript, QStringLiteral("./scripts/ops/rollback.sh"));
        std::vector<QStringList> rollbacks;
        for (const domain::RunbookScript& script : m_book.scripts)
            if (script.purpose == QLatin1String("rollback"))
                rollbacks.push_back(script.argv);
        QCOMPARE(rollbacks, (std::vector<QStringList>{words("./scripts/ops/rollback.sh"),
                                                      words("./scripts/ops/rollback.sh {version}")}));
    }

    void manualRollbackSteps()
    {
        QCOMPARE(m_book.rollback.composeFile, QStringLiteral("docker-compose.prod.yml"));
        QCOMPARE(m_book.rollback.versionVariable, QStringLiteral("TITAN_VERSION"));
        QCOMPARE(m_book.rollback.steps.size(), 6U);

        QCOMPARE(step(1).title, QStringLiteral("Stop all trading immediately"));
        QCOMPARE(step(1).kind, QStringLiteral("halt"));
        QCOMPARE(step(1).state, TradingState::HardHalt);
        QCOMPARE(step(1).reason, QStringLiteral("Manual rollback"));

        QCOMPARE(step(2).title, QStringLiteral("Stop services in reverse order"));
        QCOMPARE(step(2).kind, QStringLiteral("stop"));
        const QStringList stop = QString(compose).split(QLatin1Char(' ')) << QStringLiteral("stop");
        QCOMPARE(step(2).commands.size(), 2U);
        QCOMPARE(step(2).commands.at(0), stop + words("titan-phase1-scavenger titan-phase2-hunter "
                                                      "titan-phase3-sentinel titan-powerlaw-lab titan-ai-quant"));
        QCOMPARE(step(2).commands.at(1), stop + words("titan-execution titan-brain"));

        QCOMPARE(step(3).title, QStringLiteral("Pull previous images (if applicable)"));
        QCOMPARE(step(3).kind, QStringLiteral("pull"));
        QCOMPARE(step(3).commands, std::vector<QStringList>{words("docker compose -f docker-compose.prod.yml pull")});

        QCOMPARE(step(4).title, QStringLiteral("Restart in correct order"));
        QCOMPARE(step(4).kind, QStringLiteral("start"));
        QCOMPARE(step(4).commands, std::vector<QStringList>{words("npm run start:prod")});

        QCOMPARE(step(5).title, QStringLiteral("Verify health"));
        QCOMPARE(step(5).kind, QStringLiteral("verify"));
        QCOMPARE(step(5).commands, (std::vector<QStringList>{words("curl http://localhost:3100/health"),
                                                             words("docker compose -f docker-compose.prod.yml ps")}));

        QCOMPARE(step(6).title, QStringLiteral("Resume trading"));
        QCOMPARE(step(6).kind, QStringLiteral("resume"));
        QCOMPARE(step(6).state, TradingState::Open);
        QCOMPARE(step(6).reason, QStringLiteral("Rollback complete"));
    }

    void stopAndStartOrder() const
    {
        const QStringList stop = m_book.rollback.stopOrder;
        QCOMPARE(stop, words("titan-phase1-scavenger titan-phase2-hunter titan-phase3-sentinel titan-powerlaw-lab "
                             "titan-ai-quant titan-execution titan-brain"));
        // "Reverse order": what everything rests on stops last and starts first.
        const QStringList start = m_book.rollback.startOrder;
        QCOMPARE(start.mid(0, 2), words("titan-brain titan-execution"));
        QCOMPARE(QSet<QString>(start.begin(), start.end()), QSet<QString>(stop.begin(), stop.end()));
    }

    void services_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<ServiceRole>("role");
        const auto row = [](const char* name, ServiceRole role) {
            QTest::newRow(name) << QString::fromLatin1(name) << role;
        };
        row("titan-nats", ServiceRole::Infrastructure);
        row("titan-redis", ServiceRole::Infrastructure);
        row("titan-postgres", ServiceRole::Infrastructure);
        row("titan-brain", ServiceRole::Core);
        row("titan-execution", ServiceRole::Core);
        row("titan-phase1-scavenger", ServiceRole::Phase);
        row("titan-phase2-hunter", ServiceRole::Phase);
        row("titan-phase3-sentinel", ServiceRole::Phase);
        row("titan-powerlaw-lab", ServiceRole::Lab);
        row("titan-ai-quant", ServiceRole::Lab);
        row("titan-console", ServiceRole::Interface);
    }
    void services()
    {
        QFETCH(QString, name);
        QFETCH(ServiceRole, role);
        QCOMPARE(m_book.services.size(), 11U);
        const domain::RunbookService found = test::service(m_book, name);
        QCOMPARE(found.name, name);
        QCOMPARE(found.role, role);
        QCOMPARE(found.composeName, name); // as "docker compose stop" names it
        QCOMPARE(found.container, name);   // as "docker exec" and "docker logs" name it
        QCOMPARE(found.provesHalt, role == ServiceRole::Core);
    }

    void healthEndpoints()
    {
        QCOMPARE(m_book.healthEndpoints.size(), 2U);
        const domain::HealthEndpoint& brain = m_book.healthEndpoints.at(0);
        QCOMPARE(brain.service, QStringLiteral("titan-brain"));
        QCOMPARE(brain.url, QStringLiteral("http://localhost:3100/health"));
        const domain::HealthEndpoint& console = m_book.healthEndpoints.at(1);
        QCOMPARE(console.service, QStringLiteral("titan-console"));
        QCOMPARE(console.url, QStringLiteral("http://localhost:3000/api/health"));
        for (const domain::HealthEndpoint& endpoint : m_book.healthEndpoints) { // {"status":"ok"}
            QCOMPARE(endpoint.expectedField, QStringLiteral("status"));
            QCOMPARE(endpoint.expectedValue, QStringLiteral("ok"));
        }
    }

    void infrastructureHealth()
    {
        QCOMPARE(m_book.infrastructureChecks.size(), 3U);
        const auto check = [this](size_t i) { return m_book.infrastructureChecks.at(i); };
        QCOMPARE(check(0).name, QStringLiteral("NATS"));
        QCOMPARE(check(0).argv, words("docker exec titan-nats nats server ping"));
        QCOMPARE(check(1).name, QStringLiteral("Redis"));
        QCOMPARE(check(1).argv, words("docker exec titan-redis redis-cli ping"));
        QCOMPARE(check(1).expectedText, QStringLiteral("PONG"));
        QCOMPARE(check(2).name, QStringLiteral("Postgres"));
        QCOMPARE(check(2).argv, words("docker exec titan-postgres pg_isready -U titan"));
        QCOMPARE(check(2).expectedText, QStringLiteral("accepting connections"));
    }

    void checkAllServices()
    {
        QStringList health;
        for (const domain::RunbookScript& script : m_book.scripts)
            if (script.purpose == QLatin1String("health"))
                health << script.argv.join(QLatin1Char(' '));
        QCOMPARE(health, QStringList{QStringLiteral("./scripts/ops/health_check.sh")});
    }

    void escalationMatrix_data()
    {
        QTest::addColumn<int>("row");
        QTest::addColumn<QString>("condition");
        QTest::addColumn<QString>("action");
        QTest::newRow("P0") << 0 << QStringLiteral("Unexpected position, fund loss")
                            << QStringLiteral("HARD_HALT + Escalate immediately");
        QTest::newRow("P1") << 1 << QStringLiteral("System unresponsive") << QStringLiteral("Rollback + Investigate");
        QTest::newRow("P2") << 2 << QStringLiteral("Performance degradation") << QStringLiteral("SOFT_HALT + Debug");
        QTest::newRow("P3") << 3 << QStringLiteral("Non-critical errors") << QStringLiteral("Log + Monitor");
    }
    void escalationMatrix()
    {
        QFETCH(int, row);
        QFETCH(QString, condition);
        QFETCH(QString, action);
        QCOMPARE(m_book.escalation.size(), 4U);
        const domain::EscalationRow& found = m_book.escalation.at(static_cast<size_t>(row));
        QCOMPARE(found.severity, QString::fromLatin1(QTest::currentDataTag()));
        QCOMPARE(found.condition, condition);
        QCOMPARE(found.action, action);
    }

    void logCommands()
    {
        QStringList lines;
        for (const domain::LogCommand& command : m_book.logCommands)
            lines << command.commandLine;
        QCOMPARE(lines, (QStringList{QStringLiteral("docker logs -f titan-brain --tail 100"),
                                     QStringLiteral("docker logs -f titan-execution --tail 100"),
                                     compose + QStringLiteral(" logs -f"),
                                     QStringLiteral("docker logs titan-brain 2>&1 | grep -i error"),
                                     QStringLiteral("docker logs titan-execution 2>&1 | grep -i panic")}));
    }

    void configurationReload()
    {
        QCOMPARE(m_book.risk.reloadSubject, QStringLiteral("titan.cmd.risk.reload"));
        QCOMPARE(m_book.risk.reloadPayload, QStringLiteral("{}"));
        QCOMPARE(m_book.risk.updateSubject, QStringLiteral("titan.cmd.risk.update"));
        const domain::RiskLimit& leverage = m_book.risk.limits.front();
        QCOMPARE(leverage.key, QStringLiteral("maxAccountLeverage"));
        QCOMPARE(leverage.type, QStringLiteral("decimal"));
        QCOMPARE(leverage.tighterWhen, domain::TighterWhen::Lower);
        const base::Decimal example = base::Decimal::parse(QStringLiteral("5.0")).value();
        QVERIFY(*leverage.minimum < example);
        QVERIFY(example < *leverage.maximum);
    }

    // What the runbook promises and does not spell out: that its services answer and show their state.
    void proof()
    {
        QVERIFY(m_book.halt.repliesProveState);
        QCOMPARE(m_book.provingServices(), words("titan-brain titan-execution"));
        QCOMPARE(m_book.halt.stream, QStringLiteral("TITAN_CMD"));
        QCOMPARE(m_book.halt.doesNot, (QStringList{QStringLiteral("close positions"), // rule: H8
                                                   QStringLiteral("cancel working orders")}));
        QCOMPARE(m_book.halt.replyWindow, 2000ms);
        QCOMPARE(m_book.halt.quietAfter, 5s);
        QCOMPARE(m_book.telemetrySubjects().constFirst(), QStringLiteral("titan.cmd.sys.halt"));
    }
};

QTEST_GUILESS_MAIN(TestRunbookFacts)
#include "tst_runbook_facts.moc"
