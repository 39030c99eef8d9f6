#include "domain/shipped_runbook.h"
#include "support/test_case.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

using namespace ops;
using base::ErrorCode;

namespace {

constexpr QLatin1String fileName("mine.json");
constexpr QLatin1String text("text");
constexpr QLatin1String required("a value, this key is required");
constexpr QLatin1String anArgv("a program and its arguments");

QJsonValue nothing()
{
    return QJsonValue(QJsonValue::Undefined);
}

// `value` with what stands at `path` ("halt.commands[0].cli") replaced; Undefined removes it.
QJsonValue edited(const QJsonValue& value, QStringList path, const QJsonValue& replacement)
{
    if (path.isEmpty())
        return replacement;
    const QString step = path.takeFirst();
    if (value.isArray()) {
        QJsonArray array = value.toArray();
        const int index = step.toInt();
        if (index == array.size())
            array.append(edited({}, path, replacement));
        else
            array[index] = edited(array.at(index), path, replacement);
        return array;
    }
    QJsonObject object = value.toObject();
    const QJsonValue member = edited(object.value(step), path, replacement);
    if (member.isUndefined())
        object.remove(step);
    else
        object.insert(step, member);
    return object;
}

QByteArray runbookWith(const QString& path, const QJsonValue& replacement)
{
    static const QRegularExpression separators(QStringLiteral("[.\\[\\]]+"));
    const QJsonObject whole = QJsonDocument::fromJson(test::shippedBytes(QStringLiteral("runbook"))).object();
    return QJsonDocument(edited(whole, path.split(separators, Qt::SkipEmptyParts), replacement).toObject()).toJson();
}

} // namespace

// A runbook file that a person wrote: every kind of mistake is named with file, JSON path, found and expected.
class TestRunbookJson final : public test::TestCase {
    Q_OBJECT

private:
    static void addColumns()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QJsonValue>("value");
        QTest::addColumn<QString>("at"); // empty: the same path
        QTest::addColumn<QString>("detail");
    }
    static void row(const char* path, const QJsonValue& value, const QString& found, const QString& expected,
                    const char* at = "")
    {
        const QString shown =
            value.isUndefined()
                ? QStringLiteral("missing")
                : QString::fromUtf8(
                      QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact).mid(1).chopped(1).left(40));
        QTest::addRow("%s: %s", path, qPrintable(shown))
            << QString::fromLatin1(path) << value << QString::fromLatin1(at)
            << QStringLiteral("found %1, expected %2").arg(found, expected);
    }
    static void row(const char* path, const char* value, const QString& expected)
    {
        row(path, QLatin1String(value), QStringLiteral("\"%1\"").arg(QLatin1String(value)), expected);
    }
    static void check()
    {
        QFETCH(QString, path);
        QFETCH(QJsonValue, value);
        QFETCH(QString, at);
        QFETCH(QString, detail);
        const auto parsed = domain::parseRunbook(runbookWith(path, value), fileName);
        QVERIFY(!parsed.ok());
        QCOMPARE(parsed.error().code, ErrorCode::InvalidInput);
        QCOMPARE(parsed.error().subject, fileName + QStringLiteral(": $.") + (at.isEmpty() ? path : at));
        QCOMPARE(parsed.error().detail, detail);
    }

private Q_SLOTS:
    void theUneditedOneIsRight()
    {
        const auto parsed = domain::parseRunbook(runbookWith(QStringLiteral("comment"), QStringLiteral("x")), fileName);
        QVERIFY2(parsed.ok(), parsed.ok() ? "" : qPrintable(base::toLogLine(parsed.error())));
    }

    void requiredKeys_data()
    {
        addColumns();
        for (const char* path : {"id",
                                 "title",
                                 "source",
                                 "halt",
                                 "services",
                                 "rollback",
                                 "risk",
                                 "escalation",
                                 "halt.subject",
                                 "halt.timestampUnit",
                                 "halt.commands",
                                 "halt.repliesProveState",
                                 "halt.doesNot",
                                 "halt.commands[1].state",
                                 "halt.commands[1].reason",
                                 "halt.commands[1].cli",
                                 "services[4].name",
                                 "services[4].role",
                                 "services[4].compose",
                                 "services[4].container",
                                 "stateProbes[0].subject",
                                 "stateProbes[0].stateField",
                                 "activityProbes[0].subject",
                                 "activityProbes[0].what",
                                 "exposureProbes[0].subject",
                                 "exposureProbes[0].positionsField",
                                 "healthEndpoints[1].service",
                                 "healthEndpoints[1].url",
                                 "healthEndpoints[1].expectedField",
                                 "healthEndpoints[1].expectedValue",
                                 "infrastructureChecks[0].name",
                                 "infrastructureChecks[0].argv",
                                 "infrastructureChecks[0].expected",
                                 "scripts[0].name",
                                 "scripts[0].argv",
                                 "scripts[0].purpose",
                                 "rollback.composeFile",
                                 "rollback.versionVariable",
                                 "rollback.quickScript",
                                 "rollback.stopOrder",
                                 "rollback.startOrder",
                                 "rollback.steps",
                                 "rollback.steps[0].title",
                                 "rollback.steps[0].kind",
                                 "rollback.steps[0].state",
                                 "rollback.steps[0].reason",
                                 "rollback.steps[1].commands",
                                 "risk.updateSubject",
                                 "risk.reloadSubject",
                                 "risk.limits",
                                 "risk.limits[0].key",
                                 "risk.limits[0].label",
                                 "risk.limits[0].unit",
                                 "risk.limits[0].type",
                                 "risk.limits[0].tighterWhen",
                                 "escalation[0].severity",
                                 "escalation[0].condition",
                                 "escalation[0].action",
                                 "logCommands[0].title",
                                 "logCommands[0].command"})
            row(path, nothing(), QStringLiteral("nothing"), required);
    }
    void requiredKeys() { check(); }

    void wrongTypes_data()
    {
        addColumns();
        row("title", 7, QStringLiteral("7"), text);
        row("title", QJsonValue(), QStringLiteral("null"), text);
        row("title", QString(), QStringLiteral("\"\""), text);
        row("title", QJsonArray(), QStringLiteral("an array"), text);
        row("halt", QStringLiteral("titan.cmd.sys.halt"), QStringLiteral("\"titan.cmd.sys.halt\""),
            QStringLiteral("an object"));
        row("halt", QJsonArray(), QStringLiteral("an array"), QStringLiteral("an object"));
        row("halt.commands", QJsonObject(), QStringLiteral("an object"), QStringLiteral("an array"));
        row("halt.repliesProveState", QStringLiteral("yes"), QStringLiteral("\"yes\""),
            QStringLiteral("true or false"));
        row("halt.repliesProveState", 1, QStringLiteral("1"), QStringLiteral("true or false"));
        row("halt.replyWindowMs", QStringLiteral("2000"), QStringLiteral("\"2000\""),
            QStringLiteral("a whole number from 100 to 60000"));
        row("halt.doesNot", QStringLiteral("close positions"), QStringLiteral("\"close positions\""),
            QStringLiteral("an array"));
        row("halt.doesNot[0]", true, QStringLiteral("true"), text);
        row("services[3].provesHalt", 0, QStringLiteral("0"), QStringLiteral("true or false"));
        row("infrastructureChecks[0].argv", QStringLiteral("docker ps"), QStringLiteral("\"docker ps\""),
            QStringLiteral("an array")); // rule B7 to come: an argv, never a line for a shell
        row("rollback.steps[1].commands[0]", QStringLiteral("docker ps"), QStringLiteral("\"docker ps\""),
            QStringLiteral("an array"));
        row("risk.limits[0].minimum", 0, QStringLiteral("0"), QStringLiteral("a decimal number in quotes"));
        row("risk.limits[0].unit", 1, QStringLiteral("1"), text);
    }
    void wrongTypes() { check(); }

    void wrongValues_data()
    {
        addColumns();
        row("id", "Mine", QStringLiteral("1 to 63 of a-z, 0-9, '.', '_', '-', beginning with a letter or a digit"));
        row("halt.subject", "titan.cmd.>", QStringLiteral("a NATS subject without wildcards"));
        row("halt.subject", "titan.cmd..halt", QStringLiteral("a NATS subject without wildcards"));
        row("halt.subject", "titan cmd", QStringLiteral("a NATS subject without wildcards"));
        row("halt.timestampUnit", "seconds", QStringLiteral("one of: ms, s"));
        row("halt.commands[0].state", "HALT", QStringLiteral("one of: HARD_HALT, OPEN, SOFT_HALT"));
        row("halt.commands[0].cli", "nats pub {subject}", QStringLiteral("a line with {subject} and {payload}"));
        row("halt.stream", "TITAN CMD", QStringLiteral("a stream name, without dots and blanks"));
        row("halt.stream", "TITAN.CMD", QStringLiteral("a stream name, without dots and blanks"));
        for (const auto& [value, shown] : {std::pair(99, "99"), std::pair(60001, "60001")})
            row("halt.replyWindowMs", value, QLatin1String(shown), QStringLiteral("a whole number from 100 to 60000"));
        row("halt.replyWindowMs", 2000.5, QStringLiteral("2000.5"), QStringLiteral("a whole number from 100 to 60000"));
        row("halt.quietAfterSeconds", 0, QStringLiteral("0"), QStringLiteral("a whole number from 1 to 3600"));
        row("halt.doesNot", QJsonArray(), QStringLiteral("an array"),
            QStringLiteral("at least one thing that a halt does not do"));
        row("halt.doesNot[0]", QString(), QStringLiteral("\"\""), text);
        row("services", QJsonArray(), QStringLiteral("an array"), QStringLiteral("at least one service"));
        row("services[3].role", "brain", QStringLiteral("one of: core, infrastructure, interface, lab, phase"));
        row("stateProbes[0].subject", "titan.>.x", QStringLiteral("a NATS subject, wildcards allowed"));
        const QString pointer = QStringLiteral("a JSON pointer that begins with /, with ~ only in ~0 and ~1");
        row("stateProbes[0].stateField", "tradingState", pointer);
        row("stateProbes[0].stampField", "/a~2", pointer);
        row("exposureProbes[0].positionsField", "$.count", pointer);
        row("exposureProbes[0].ordersField", "orders/0", pointer);
        row("stateProbes[0].maxAgeMs", 99, QStringLiteral("99"), QStringLiteral("a whole number from 100 to 600000"));
        row("stateProbes[0].values", QJsonObject{{QStringLiteral("true"), QStringLiteral("HALTED")}},
            QStringLiteral("\"HALTED\""), QStringLiteral("one of: HARD_HALT, OPEN, SOFT_HALT"),
            "stateProbes[0].values.true");
        const QString web = QStringLiteral("an http or https URL without user and password");
        row("healthEndpoints[0].url", "localhost:3100/health", web);
        row("healthEndpoints[0].url", "file:///etc/passwd", web);
        row("healthEndpoints[0].url", "http://", web);
        row("infrastructureChecks[0].argv", QJsonArray(), QStringLiteral("an empty array"), anArgv);
        row("scripts[0].argv", QJsonArray(), QStringLiteral("an empty array"), anArgv);
        row("scripts[0].argv[0]", QString(), QStringLiteral("\"\""), text);
        row("rollback.versionVariable", "TITAN-VERSION", QStringLiteral("the name of an environment variable"));
        row("rollback.versionVariable", "1TAG", QStringLiteral("the name of an environment variable"));
        row("rollback.steps", QJsonArray(), QStringLiteral("an array"), QStringLiteral("at least one step"));
        row("rollback.steps[1].kind", "kill", QStringLiteral("one of: halt, pull, resume, start, stop, verify"));
        row("rollback.steps[0].state", "STOP", QStringLiteral("one of: HARD_HALT, OPEN, SOFT_HALT"));
        row("rollback.steps[2].commands[0]", QJsonArray(), QStringLiteral("an empty array"), anArgv);
        row("risk.updateSubject", "titan.cmd.risk.*", QStringLiteral("a NATS subject without wildcards"));
        row("risk.reloadPayload", "now", QStringLiteral("a JSON object as text"));
        row("risk.reloadPayload", "[]", QStringLiteral("a JSON object as text"));
        row("risk.limits[0].type", "float", QStringLiteral("one of: decimal, integer, symbols"));
        row("risk.limits[0].tighterWhen", "less", QStringLiteral("one of: fewer, higher, lower"));
        for (const char* number : {"1e3", "1,5", "NaN", "0x10", "5 x"})
            row("risk.limits[0].maximum", number, QStringLiteral("a decimal number in quotes"));
        row("risk.limits[0].maximum", QStringLiteral("-1"), QStringLiteral("-1"),
            QStringLiteral("at least the minimum, 0"));
        row("escalation", QJsonArray(), QStringLiteral("an array"), QStringLiteral("at least one row"));
        row("escalation[0].reasons[0]", QString(), QStringLiteral("\"\""), text);
    }
    void wrongValues() { check(); }

    // What is right by itself and wrong beside the rest.
    void wrongInContext_data()
    {
        addColumns();
        const QString states = QStringLiteral("one each for HARD_HALT, SOFT_HALT and OPEN");
        row("halt.commands[1].state", QStringLiteral("OPEN"), QStringLiteral("3 commands for 2 states"), states,
            "halt.commands");
        row("halt.commands", QJsonArray(), QStringLiteral("0 commands for 0 states"), states);
        row("services[4].name", QStringLiteral("titan-brain"), QStringLiteral("\"titan-brain\" again"),
            QStringLiteral("each name once"));
        row("services[4].compose", QStringLiteral("titan-brain"), QStringLiteral("\"titan-brain\" again"),
            QStringLiteral("each compose once"));
        row("services[4].container", QStringLiteral("titan-brain"), QStringLiteral("\"titan-brain\" again"),
            QStringLiteral("each container once"));
        const QString one = QStringLiteral("one of them");
        const QString both = QStringLiteral("service and serviceField both given or both missing");
        row("stateProbes[0].service", QStringLiteral("titan-brain"), both, one, "stateProbes[0]");
        row("stateProbes[0].serviceField", nothing(), both, one, "stateProbes[0]");
        QStringList names;
        const auto book = test::shippedRunbook(QStringLiteral("runbook"));
        for (const domain::RunbookService& service : book->services)
            names << service.name;
        const QString services = QStringLiteral("one of the services: ") + names.join(QStringLiteral(", "));
        row("healthEndpoints[0].service", "titan-brian", services);
        row("rollback.stopOrder[0]", "titan-scavenger", services);
        row("rollback.startOrder[0]", "titan-scavenger", services);
        row("rollback.stopOrder[1]", QStringLiteral("titan-phase1-scavenger"),
            QStringLiteral("\"titan-phase1-scavenger\" again"), QStringLiteral("each service once"));
        row("rollback.startOrder", QJsonArray{QStringLiteral("titan-brain")},
            QStringLiteral("no \"titan-phase1-scavenger\""), QStringLiteral("every service of stopOrder"));
        // The real runbook's own hazard: "stop" of a name that is in no compose file stops nothing.
        row("rollback.steps[1].commands[0][6]", "titan-hunter",
            QStringLiteral("one of the compose services: ") + names.join(QStringLiteral(", ")));
        row("risk.limits[1].key", QStringLiteral("maxAccountLeverage"), QStringLiteral("\"maxAccountLeverage\" again"),
            QStringLiteral("each limit once"));
    }
    void wrongInContext() { check(); }

    void keysThatMeanNothing_data()
    {
        QTest::addColumn<QString>("path");
        for (const char* path : {"limits", "halt.subjekt", "halt.commands[0].cliLine", "services[0].image",
                                 "stateProbes[0].stateFeild", "activityProbes[0].subjects", "exposureProbes[0].count",
                                 "healthEndpoints[0].timeout", "infrastructureChecks[0].shell", "scripts[0].cwd",
                                 "rollback.order", "rollback.steps[0].commands", "rollback.steps[1].reason",
                                 "risk.maximum", "risk.limits[0].max", "escalation[0].chips", "logCommands[0].argv"})
            QTest::newRow(path) << QString::fromLatin1(path);
    }
    void keysThatMeanNothing()
    {
        QFETCH(QString, path);
        const auto parsed = domain::parseRunbook(runbookWith(path, QStringLiteral("5")), fileName);
        QVERIFY(!parsed.ok());
        QCOMPARE(parsed.error().subject, fileName + QStringLiteral(": $.") + path);
        QVERIFY2(
            parsed.error().detail.startsWith(QStringLiteral("found a key that means nothing here, expected one of: ")),
            qPrintable(parsed.error().detail));
    }

    void remarksAreFree()
    {
        for (const char* path : {"_note", "halt.comment", "services[0]._why", "risk.limits[0].comment"}) {
            const auto parsed = domain::parseRunbook(
                runbookWith(QString::fromLatin1(path), QStringLiteral("as agreed on Monday")), fileName);
            QVERIFY2(parsed.ok(), path);
        }
    }

    void whatIsLeftOutKeepsItsDefault()
    {
        const auto value = [](const char* path) {
            const auto parsed = domain::parseRunbook(runbookWith(QString::fromLatin1(path), nothing()), fileName);
            if (!parsed)
                qFatal("%s", qPrintable(base::toLogLine(parsed.error())));
            return *parsed;
        };
        const domain::Runbook defaults;
        QCOMPARE(value("halt.stream").halt.stream, QString());
        QCOMPARE(value("halt.replyServiceField").halt.replyServiceField, QStringLiteral("service"));
        QCOMPARE(value("halt.replyStateField").halt.replyStateField, QStringLiteral("state"));
        QCOMPARE(value("halt.replyWindowMs").halt.replyWindow, defaults.halt.replyWindow);
        QCOMPARE(value("halt.quietAfterSeconds").halt.quietAfter, defaults.halt.quietAfter);
        QVERIFY(value("stateProbes").stateProbes.empty());
        QCOMPARE(value("stateProbes[0].maxAgeMs").stateProbes.front().maxAge, std::chrono::milliseconds(5000));
        QVERIFY(value("stateProbes[0].stampField").stateProbes.front().stampField.isEmpty());
        QVERIFY(value("activityProbes").activityProbes.empty());
        QVERIFY(value("exposureProbes").exposureProbes.empty());
        QVERIFY(value("healthEndpoints").healthEndpoints.empty());
        QVERIFY(value("infrastructureChecks").infrastructureChecks.empty());
        QVERIFY(value("scripts").scripts.empty());
        QVERIFY(value("logCommands").logCommands.empty());
        QVERIFY(value("escalation[0].reasons").escalation.front().reasons.isEmpty());
        QCOMPARE(value("risk.reloadPayload").risk.reloadPayload, QStringLiteral("{}"));
        QVERIFY(value("risk.policySubject").risk.policySubject.isEmpty());
        QVERIFY(!value("risk.limits[0].minimum").risk.limits.front().minimum);
    }

    void probesReadTheirValues()
    {
        const auto parsed = domain::parseRunbook(
            runbookWith(QStringLiteral("stateProbes"),
                        QJsonArray{QJsonObject{{QStringLiteral("subject"), QStringLiteral("titan.*.breaker.>")},
                                               {QStringLiteral("service"), QStringLiteral("titan-brain")},
                                               {QStringLiteral("stateField"), QStringLiteral("/circuitBreaker/a~1b")},
                                               {QStringLiteral("values"),
                                                QJsonObject{{QStringLiteral("comment"), QStringLiteral("x")},
                                                            {QStringLiteral("true"), QStringLiteral("HARD_HALT")},
                                                            {QStringLiteral("false"), QStringLiteral("OPEN")}}}}}),
            fileName);
        QVERIFY2(parsed.ok(), parsed.ok() ? "" : qPrintable(base::toLogLine(parsed.error())));
        const domain::StateProbe& probe = parsed->stateProbes.front();
        QCOMPARE(probe.service, QStringLiteral("titan-brain"));
        QCOMPARE(probe.values.size(), 2);
        QCOMPARE(probe.values.value(QStringLiteral("false")), domain::TradingState::Open);
    }

    // rule: G3
    void aPasswordIsNotRepeated()
    {
        const auto parsed =
            domain::parseRunbook(runbookWith(QStringLiteral("healthEndpoints[0].url"),
                                             QStringLiteral("http://ops:hunter2@localhost:3100/health")),
                                 fileName);
        QVERIFY(!parsed.ok());
        QCOMPARE(parsed.error().detail, QStringLiteral("found a URL with a user or password, expected an http or "
                                                       "https URL without user and password"));
    }

    void brokenFiles_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("detail");
        const QByteArray whole = test::shippedBytes(QStringLiteral("runbook"));
        QTest::newRow("empty") << QByteArray() << QStringLiteral("empty, not one JSON value");
        QTest::newRow("cut off") << whole.left(whole.size() / 2) << QStringLiteral("not JSON");
        QTest::newRow("a comma too many") << QByteArray("{\"id\":\"x\",}") << QStringLiteral("not JSON");
        QTest::newRow("array") << QByteArray("[]") << QStringLiteral("found an array, expected an object");
        QTest::newRow("invalid UTF-8") << QByteArray("{\"id\":\"\xff\"}") << QStringLiteral("not valid UTF-8");
        QTest::newRow("5 MB") << QByteArray(5'242'880, ' ') << QStringLiteral("the limit is 1048576");
    }
    void brokenFiles()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, detail);
        const auto parsed = domain::parseRunbook(bytes, fileName);
        QVERIFY(!parsed.ok());
        QCOMPARE(parsed.error().subject, fileName + QStringLiteral(": $"));
        QVERIFY2(parsed.error().detail.contains(detail), qPrintable(parsed.error().detail));
    }

    void onlyTheFirstMistakeIsReported()
    {
        const auto parsed = domain::parseRunbook(R"({"id":"UPPER","title":7})", fileName);
        QVERIFY(!parsed.ok());
        QCOMPARE(parsed.error().subject, QStringLiteral("mine.json: $.id"));
    }
};

QTEST_GUILESS_MAIN(TestRunbookJson)
#include "tst_runbook_json.moc"
