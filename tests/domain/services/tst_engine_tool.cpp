#include "domain/services/engine_tool.h"
#include "support/test_case.h"

#include <QTest>

using namespace ops;
using namespace ops::domain;

class TestEngineTool final : public test::TestCase {
    Q_OBJECT

private:
    static ToolFinding finding(Tool tool, ToolState state, const char* version)
    {
        return {tool, state, findVersion(QString::fromLatin1(version)), QStringLiteral("docker"),
                QString::fromLatin1(version)};
    }

private Q_SLOTS:
    void whatTheEngineSaysNowCounts_data()
    {
        QTest::addColumn<ToolState>("found");
        QTest::addColumn<QString>("foundVersion");
        QTest::addColumn<EnginePhase>("phase");
        QTest::addColumn<QString>("saidVersion");
        QTest::addColumn<ToolState>("now");
        QTest::addColumn<QString>("version");
        const auto row = [](const char* name, ToolState found, const char* foundVersion, EnginePhase phase,
                            const char* said, ToolState now, const char* version) {
            QTest::newRow(name) << found << QString::fromLatin1(foundVersion) << phase << QString::fromLatin1(said)
                                << now << QString::fromLatin1(version);
        };
        using enum ToolState;
        row("as found", Usable, "28.2.2", EnginePhase::Following, "28.2.2", Usable, "28.2.2");
        row("upgraded since", TooOld, "19.03.8", EnginePhase::Following, "28.2.2", Usable, "28.2.2");
        row("went back", Usable, "28.2.2", EnginePhase::Following, "19.03.8", TooOld, "19.03.8");
        row("came up since", NoAnswer, "", EnginePhase::Following, "28.2.2", Usable, "28.2.2");
        row("could not be asked then", Unknown, "", EnginePhase::Following, "28.2.2", Usable, "28.2.2");
        row("says no version", Usable, "28.2.2", EnginePhase::Following, "", Usable, "28.2.2");
        row("gone since", Usable, "28.2.2", EnginePhase::Gone, "28.2.2", NoAnswer, "28.2.2");
        row("frozen since", Usable, "28.2.2", EnginePhase::Frozen, "28.2.2", NoAnswer, "28.2.2");
        row("no client to ask it", Unknown, "", EnginePhase::Gone, "", Unknown, "");
        row("not asked yet", Usable, "28.2.2", EnginePhase::Idle, "", Usable, "28.2.2");
        row("being asked", NoAnswer, "", EnginePhase::Attaching, "", NoAnswer, "");
    }
    void whatTheEngineSaysNowCounts()
    {
        QFETCH(ToolState, found);
        QFETCH(QString, foundVersion);
        QFETCH(EnginePhase, phase);
        QFETCH(QString, saidVersion);
        QFETCH(ToolState, now);
        QFETCH(QString, version);
        const ToolFinding client = finding(Tool::DockerClient, ToolState::Usable, "28.2.2");
        EngineStatus engine;
        engine.phase = phase;
        engine.version = saidVersion;
        engine.error = base::Error{base::ErrorCode::Refused, QStringLiteral("no socket"), {}};
        const auto tools =
            withEngineNow({client, finding(Tool::DockerEngine, found, qPrintable(foundVersion))}, engine);
        QCOMPARE(tools.size(), size_t(2));
        QVERIFY(tools.at(0) == client);
        QCOMPARE(tools.at(1).state, now);
        QCOMPARE(tools.at(1).version ? tools.at(1).version->text : QString(), version);
        if (now == ToolState::NoAnswer && phase != EnginePhase::Attaching)
            QVERIFY(tools.at(1).evidence.contains(QLatin1String("no socket")));
    }

    void whereNothingWasFoundNothingIsAdded() { QVERIFY(withEngineNow({}, {}).empty()); }
};

QTEST_GUILESS_MAIN(TestEngineTool)
#include "tst_engine_tool.moc"
