#include "domain/shipped_runbook.h"
#include "support/test_case.h"

#include <QTest>

using namespace ops;
using domain::TradingState;

// The two variants that follow the public code, against what that code was found to do.
class TestRunbookVariants final : public test::TestCase {
    Q_OBJECT

private:
    static domain::Runbook load(const char* id)
    {
        const auto parsed = test::shippedRunbook(QString::fromLatin1(id));
        if (!parsed)
            qFatal("%s", qPrintable(base::toLogLine(parsed.error())));
        return *parsed;
    }
    static QString container(const domain::Runbook& book, const char* name)
    {
        return test::service(book, QString::fromLatin1(name)).container;
    }
    static QString composeName(const domain::Runbook& book, const char* name)
    {
        return test::service(book, QString::fromLatin1(name)).composeName;
    }
    static QStringList activitySubjects(const domain::Runbook& book)
    {
        QStringList subjects;
        for (const domain::ActivityProbe& probe : book.activityProbes)
            subjects << probe.subject;
        return subjects;
    }

private Q_SLOTS:
    void everyVariantLoads_data()
    {
        QTest::addColumn<QString>("id");
        for (const char* id : {"runbook", "jan30", "feb16"})
            QTest::newRow(id) << QString::fromLatin1(id);
    }
    void everyVariantLoads()
    {
        QFETCH(QString, id);
        const auto parsed = test::shippedRunbook(id);
        QVERIFY2(parsed.ok(), parsed.ok() ? "" : qPrintable(base::toLogLine(parsed.error())));
        QCOMPARE(parsed->id, id);
        // What a stop needs is there in each of them.
        for (const TradingState state : {TradingState::HardHalt, TradingState::SoftHalt, TradingState::Open}) {
            QVERIFY(!parsed->haltCommand(state)->presetReason.isEmpty());
            QVERIFY(parsed->cliLine(state, "{}").contains(parsed->halt.subject + QStringLiteral(" '{}'")));
        }
        QVERIFY(!parsed->halt.doesNot.isEmpty());
        QVERIFY(parsed->reasonChips(TradingState::HardHalt).size() > 3);
    }

    void titles()
    {
        // Nobody may take these for the contract.
        for (const char* id : {"jan30", "feb16"})
            QVERIFY(load(id).source.contains(QStringLiteral("not a contract")));
    }

    // Facts 1, 8: the engine alone obeys, and nothing shows that it did, so nothing can be APPLIED. // rule: H6
    void nothingProvesAHalt()
    {
        for (const char* id : {"jan30", "feb16"}) {
            const domain::Runbook book = load(id);
            QCOMPARE(book.provingServices(), QStringList{QStringLiteral("titan-execution")});
            QVERIFY(book.stateProbes.empty());
            QVERIFY(!book.halt.repliesProveState);
            QCOMPARE(book.halt.stream, QStringLiteral("TITAN_CMD")); // and its ack proves nothing
            QCOMPARE(book.halt.timestampUnit, domain::TimestampUnit::Seconds);
        }
    }

    // Fact 2 and table 1.1.
    void subjects()
    {
        const domain::Runbook jan = load("jan30");
        QCOMPARE(jan.halt.subject, QStringLiteral("titan.cmd.sys.halt"));
        QCOMPARE(jan.risk.policySubject, QStringLiteral("titan.cmd.risk.policy"));
        QCOMPARE(activitySubjects(jan), QStringList{QStringLiteral("titan.evt.exec.fill.v1.>")});
        const domain::Runbook feb = load("feb16");
        QCOMPARE(feb.halt.subject, QStringLiteral("titan.cmd.sys.halt.v1"));
        QCOMPARE(feb.risk.policySubject, QStringLiteral("titan.cmd.risk.policy.v1"));
        QCOMPARE(activitySubjects(feb), QStringList{QStringLiteral("titan.evt.execution.fill.v1.>")});
        for (const domain::Runbook& book : {jan, feb}) {
            QCOMPARE(book.exposureProbes.size(), 1U);
            QCOMPARE(book.exposureProbes.front().subject, QStringLiteral("titan.data.dashboard.update.v1"));
            QCOMPARE(book.exposureProbes.front().positionsField, QStringLiteral("/positionsSummary/count"));
            QVERIFY(book.exposureProbes.front().ordersField.isEmpty()); // working orders: unknown
        }
    }

    // Fact 6 and table 6.1.
    void servicesAndContainers()
    {
        const domain::Runbook jan = load("jan30");
        QCOMPARE(jan.services.size(), 11U);
        const std::pair<const char*, const char*> january[] = {
            {"titan-nats", "nats"},
            {"titan-redis", "redis"},
            {"titan-postgres", "postgres"},
            {"titan-brain", "titan-brain"},
            {"titan-execution", "titan-execution"},
            {"titan-scavenger", "titan-scavenger"},
            {"titan-hunter", "titan-hunter"},
            {"titan-sentinel", "titan-sentinel"},
            {"titan-powerlaw-lab", "titan-powerlaw-lab"},
            {"titan-ai-quant", "titan-ai-quant"},
            {"titan-console", "titan-console"},
        };
        for (const auto& [name, service] : january) {
            QCOMPARE(container(jan, name), QString::fromLatin1(name)); // every container has its own name
            QCOMPARE(composeName(jan, name), QString::fromLatin1(service));
        }
        const domain::Runbook feb = load("feb16");
        QCOMPARE(feb.services.size(), 10U); // no powerlaw lab
        for (const char* name : {"nats", "redis", "postgres", "titan-brain", "titan-execution"}) {
            QCOMPARE(container(feb, name), QString::fromLatin1(name));
            QCOMPARE(composeName(feb, name), QString::fromLatin1(name));
        }
        for (const char* name :
             {"titan-scavenger", "titan-hunter", "titan-sentinel", "titan-ai-quant", "titan-console"}) {
            QCOMPARE(container(feb, name), QStringLiteral("titan-prod-%1-1").arg(QLatin1String(name)));
            QCOMPARE(composeName(feb, name), QString::fromLatin1(name));
        }
    }

    // Fact 7.
    void versionVariables()
    {
        QCOMPARE(load("jan30").rollback.versionVariable, QStringLiteral("TITAN_VERSION")); // which nothing reads
        QCOMPARE(load("feb16").rollback.versionVariable, QStringLiteral("TITAN_TAG"));
    }

    // Fact 6: a stop of a service that does not exist stops nothing.
    void everyStepNamesServicesThatExist()
    {
        for (const char* id : {"runbook", "jan30", "feb16"}) {
            const domain::Runbook book = load(id);
            QStringList known;
            for (const domain::RunbookService& service : book.services)
                known << service.composeName;
            QStringList stopped;
            for (const domain::RollbackStep& step : book.rollback.steps)
                if (step.kind == QLatin1String("stop"))
                    for (const QStringList& argv : step.commands)
                        stopped << argv.mid(argv.indexOf(QStringLiteral("stop")) + 1);
            QCOMPARE(stopped.size(), book.rollback.stopOrder.size());
            for (const QString& name : stopped)
                QVERIFY2(known.contains(name), qPrintable(name));
        }
    }

    // Fact 10 and table 3.
    void health()
    {
        for (const char* id : {"jan30", "feb16"}) {
            const domain::Runbook book = load(id);
            QCOMPARE(book.healthEndpoints.size(), 2U);
            const domain::HealthEndpoint& brain = book.healthEndpoints.at(0);
            QCOMPARE(brain.service, QStringLiteral("titan-brain"));
            QCOMPARE(brain.expectedValue, QStringLiteral("healthy")); // never "ok"
            const domain::HealthEndpoint& nats = book.healthEndpoints.at(1);
            QCOMPARE(nats.url, QStringLiteral("http://localhost:8222/healthz"));
            QCOMPARE(nats.expectedValue, QStringLiteral("ok"));
            for (const domain::HealthEndpoint& endpoint : book.healthEndpoints)
                QVERIFY(!endpoint.url.contains(QStringLiteral(":3000"))); // Grafana, or nobody
        }
    }

    void containersInCommandLines()
    {
        QVERIFY(load("jan30")
                    .cliLine(TradingState::HardHalt, "{}")
                    .startsWith(QStringLiteral("docker exec titan-nats nats pub ")));
        QVERIFY(load("feb16")
                    .cliLine(TradingState::HardHalt, "{}")
                    .startsWith(QStringLiteral("docker exec nats nats pub ")));
        const domain::Runbook feb = load("feb16");
        for (const domain::InfrastructureCheck& check : feb.infrastructureChecks)
            QVERIFY2(!check.argv.at(2).startsWith(QStringLiteral("titan-")), qPrintable(check.argv.at(2)));
    }

    // Section 2: bounds and direction of every limit, the same in all variants.
    void limits_data()
    {
        using domain::TighterWhen;
        QTest::addColumn<QString>("type");
        QTest::addColumn<QString>("unit");
        QTest::addColumn<QString>("minimum");
        QTest::addColumn<QString>("maximum");
        QTest::addColumn<TighterWhen>("tighter");
        const auto row = [](const char* key, const char* type, const char* unit, const char* minimum,
                            const char* maximum, TighterWhen tighter) {
            QTest::newRow(key) << QString::fromLatin1(type) << QString::fromLatin1(unit) << QString::fromLatin1(minimum)
                               << QString::fromLatin1(maximum) << tighter;
        };
        row("maxAccountLeverage", "decimal", "x", "0", "100", TighterWhen::Lower);
        row("maxPositionNotional", "decimal", "USDT", "0", "", TighterWhen::Lower);
        row("maxDailyLoss", "decimal", "USDT", "", "0", TighterWhen::Higher); // negative
        row("maxOpenOrdersPerSymbol", "integer", "", "0", "", TighterWhen::Lower);
        row("symbolWhitelist", "symbols", "", "", "", TighterWhen::Fewer);
        row("maxSlippageBps", "integer", "bps", "0", "", TighterWhen::Lower);
        row("maxStalenessMs", "integer", "ms", "0", "", TighterWhen::Lower);
        row("maxCorrelation", "decimal", "", "-1", "1", TighterWhen::Lower);
        row("correlationPenalty", "decimal", "fraction", "0", "1", TighterWhen::Higher);
        row("minConfidenceScore", "decimal", "fraction", "0", "1", TighterWhen::Higher);
        row("minStopDistanceMultiplier", "decimal", "multiplier", "0", "", TighterWhen::Higher);
    }
    void limits()
    {
        QFETCH(QString, type);
        QFETCH(QString, unit);
        QFETCH(QString, minimum);
        QFETCH(QString, maximum);
        QFETCH(domain::TighterWhen, tighter);
        const QString key = QString::fromLatin1(QTest::currentDataTag());
        for (const char* id : {"runbook", "jan30", "feb16"}) {
            const domain::Runbook book = load(id);
            QCOMPARE(book.risk.limits.size(), 11U);
            const auto limit = std::find_if(book.risk.limits.begin(), book.risk.limits.end(),
                                            [&](const domain::RiskLimit& l) { return l.key == key; });
            QVERIFY(limit != book.risk.limits.end());
            QCOMPARE(limit->type, type);
            QCOMPARE(limit->unit, unit);
            QCOMPARE(limit->minimum ? limit->minimum->toString() : QString(), minimum);
            QCOMPARE(limit->maximum ? limit->maximum->toString() : QString(), maximum);
            QCOMPARE(limit->tighterWhen, tighter);
            QVERIFY(!limit->label.isEmpty());
        }
    }
};

QTEST_GUILESS_MAIN(TestRunbookVariants)
#include "tst_runbook_variants.moc"
