#include "domain/services/engine_tool.h"
#include "support/test_case.h"

#include <QTest>

using namespace ops;
using namespace ops::domain;

class TestEngineTool final : public test::TestCase {
    Q_OBJECT

private:
    static HostStatus link(HostPhase phase, std::optional<base::Error> error = {})
    {
        HostStatus status;
        status.phase = phase;
        status.error = std::move(error);
        return status;
    }
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
        row("silent since", Usable, "28.2.2", EnginePhase::Silent, "28.2.2", Unknown, "28.2.2");
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
        const auto tools = withEngineNow({client, finding(Tool::DockerEngine, found, qPrintable(foundVersion))}, engine,
                                         link(HostPhase::Up));
        QCOMPARE(tools.size(), size_t(2));
        QVERIFY(tools.at(0) == client);
        QCOMPARE(tools.at(1).state, now);
        QCOMPARE(tools.at(1).version ? tools.at(1).version->text : QString(), version);
        if (now == ToolState::NoAnswer && phase != EnginePhase::Attaching)
            QVERIFY(tools.at(1).evidence.contains(QLatin1String("no socket")));
    }

    // Its numbers are not Docker's.
    void podmansVersionIsNotComparedWithDockers()
    {
        ToolFinding found = finding(Tool::DockerEngine, ToolState::NoAnswer, "4.3.1");
        found.podman = true;
        EngineStatus engine;
        engine.phase = EnginePhase::Following;
        engine.version = QStringLiteral("4.9.0");
        const auto tools = withEngineNow({found}, engine, link(HostPhase::Up));
        QCOMPARE(tools.front().state, ToolState::Usable);
        QCOMPARE(tools.front().version->text, engine.version);
    }

    // What was found said why; what is said now only that something went wrong, or nothing.
    void aCauseIsNotLostToAWorseWord_data()
    {
        using base::ErrorCode;
        QTest::addColumn<ToolState>("found");
        QTest::addColumn<std::optional<ErrorCode>>("said");
        QTest::addColumn<QString>("evidence");
        const QString then = QStringLiteral("permission denied");
        const QString now = QStringLiteral("said now");
        using Code = std::optional<ErrorCode>;
        const auto row = [](const char* name, ToolState found, Code said, const QString& evidence) {
            QTest::newRow(name) << found << said << evidence;
        };
        row("a cause", ToolState::NoAnswer, ErrorCode::Refused, now);
        row("no cause", ToolState::NoAnswer, ErrorCode::Internal, then);
        row("an answer that nobody understands", ToolState::NoAnswer, ErrorCode::ProtocolError, then);
        row("nothing", ToolState::NoAnswer, Code(), then);
        row("it answered then", ToolState::Usable, ErrorCode::Internal, now);
    }
    void aCauseIsNotLostToAWorseWord()
    {
        QFETCH(ToolState, found);
        QFETCH(std::optional<base::ErrorCode>, said);
        QFETCH(QString, evidence);
        ToolFinding engine = finding(Tool::DockerEngine, found, "28.2.2");
        engine.evidence = QStringLiteral("permission denied while trying to connect");
        EngineStatus status;
        status.phase = EnginePhase::Gone;
        if (said)
            status.error = base::Error{*said, QStringLiteral("said now"), {}};
        const auto tools = withEngineNow({engine}, status, link(HostPhase::Up));
        QCOMPARE(tools.front().state, ToolState::NoAnswer);
        QVERIFY2(tools.front().evidence.contains(evidence), qPrintable(tools.front().evidence));
    }

    // It may well run: nobody can ask it.
    void behindAConnectionThatIsDownItIsNotKnown_data()
    {
        QTest::addColumn<EnginePhase>("engine");
        QTest::addColumn<HostPhase>("host");
        QTest::addColumn<bool>("cause");
        QTest::addColumn<ToolState>("state");
        QTest::addColumn<QString>("evidence");
        using enum ToolState;
        QTest::newRow("down") << EnginePhase::Gone << HostPhase::Down << true << Unknown
                              << QStringLiteral("key refused");
        QTest::newRow("tried again") << EnginePhase::Gone << HostPhase::Connecting << true << Unknown
                                     << QStringLiteral("key refused");
        QTest::newRow("made for the first time")
            << EnginePhase::Gone << HostPhase::Connecting << false << Unknown << QStringLiteral("no answer");
        QTest::newRow("frozen, then down")
            << EnginePhase::Frozen << HostPhase::Down << true << Unknown << QStringLiteral("key refused");
        QTest::newRow("it or the connection, which is up as far as is known")
            << EnginePhase::Silent << HostPhase::Up << false << Unknown << QStringLiteral("no answer");
        QTest::newRow("the engine itself")
            << EnginePhase::Gone << HostPhase::Up << false << NoAnswer << QStringLiteral("no answer");
        QTest::newRow("not heard of yet")
            << EnginePhase::Following << HostPhase::Down << true << Usable << QStringLiteral("28.2.2");
    }
    void behindAConnectionThatIsDownItIsNotKnown()
    {
        QFETCH(EnginePhase, engine);
        QFETCH(HostPhase, host);
        QFETCH(bool, cause);
        QFETCH(ToolState, state);
        QFETCH(QString, evidence);
        EngineStatus status;
        status.phase = engine;
        status.version = QStringLiteral("28.2.2");
        status.error = base::Error{base::ErrorCode::TimedOut, QStringLiteral("no answer"), {}};
        const base::Error refused{base::ErrorCode::AuthFailed, QStringLiteral("key refused"), {}};
        const auto tools = withEngineNow({finding(Tool::DockerEngine, ToolState::Usable, "28.2.2")}, status,
                                         link(host, cause ? std::optional(refused) : std::nullopt));
        QCOMPARE(tools.front().state, state);
        QVERIFY2(tools.front().evidence.contains(evidence), qPrintable(tools.front().evidence));
        QVERIFY(tools.front().version.has_value());
    }

    void whereNothingWasFoundNothingIsAdded() { QVERIFY(withEngineNow({}, {}, {}).empty()); }
};

QTEST_GUILESS_MAIN(TestEngineTool)
#include "tst_engine_tool.moc"
