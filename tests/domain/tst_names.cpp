#include "domain/environment_json.h"
#include "domain/names.h"
#include "domain/runbook_json.h"
#include "support/test_case.h"

#include <QTest>

using namespace ops::domain;

// Names that people type and files are called by, and the subjects that commands go to.
class TestNames final : public ops::test::TestCase {
    Q_OBJECT

private Q_SLOTS:
    void names_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("valid");
        const auto row = [](const char* what, const QString& name, bool valid) {
            QTest::newRow(what) << name << valid;
        };
        row("usual", QStringLiteral("titan-prod"), true);
        row("one letter", QStringLiteral("a"), true);
        row("digit first", QStringLiteral("7of9"), true);
        row("all signs", QStringLiteral("a.b_c-d"), true);
        row("63 characters", QString(63, QLatin1Char('a')), true);
        row("64 characters", QString(64, QLatin1Char('a')), false);
        row("empty", {}, false);
        row("upper case", QStringLiteral("Titan"), false);
        row("blank", QStringLiteral("titan prod"), false);
        row("blank behind", QStringLiteral("titan "), false);
        row("newline behind", QStringLiteral("titan\n"), false);
        row("hidden file", QStringLiteral(".titan"), false);
        row("option", QStringLiteral("-titan"), false);
        row("way up", QStringLiteral(".."), false);
        row("slash", QStringLiteral("a/b"), false);
        row("backslash", QStringLiteral("a\\b"), false);
        row("NUL", QStringLiteral("a") + QChar(0), false);
        row("umlaut", QStringLiteral("grün"), false);
        row("a letter that looks like one", QStringLiteral("t\u0456tan"), false);
    }
    void names()
    {
        QFETCH(QString, name);
        QFETCH(bool, valid);
        QCOMPARE(isValidName(name), valid);
        QCOMPARE(isValidEnvironmentName(name), valid);
        QVERIFY(!validNameText().isEmpty());
    }

    void subjects_data()
    {
        QTest::addColumn<QString>("subject");
        QTest::addColumn<bool>("published"); // can be published to
        QTest::addColumn<bool>("pattern");   // can be subscribed to
        const auto row = [](const char* what, const QString& subject, bool published, bool pattern) {
            QTest::newRow(what) << subject << published << pattern;
        };
        row("usual", QStringLiteral("titan.cmd.sys.halt"), true, true);
        row("one token", QStringLiteral("halt"), true, true);
        row("signs", QStringLiteral("$JS.API_x-1"), true, true);
        row("star", QStringLiteral("titan.*.halt"), false, true);
        row("star alone", QStringLiteral("*"), false, true);
        row("rest", QStringLiteral("titan.cmd.>"), false, true);
        row("everything", QStringLiteral(">"), false, true);
        row("rest in the middle", QStringLiteral("titan.>.halt"), false, false);
        row("star inside a token", QStringLiteral("titan.c*d"), false, false);
        row("rest inside a token", QStringLiteral("titan.c>"), false, false);
        row("empty", {}, false, false);
        row("dot first", QStringLiteral(".titan"), false, false);
        row("dot last", QStringLiteral("titan."), false, false);
        row("two dots", QStringLiteral("titan..halt"), false, false);
        row("blank", QStringLiteral("titan.cmd halt"), false, false);
        row("newline: a second protocol line", QStringLiteral("titan\r\nPUB x 0"), false, false);
        row("tab", QStringLiteral("titan\thalt"), false, false);
        row("NUL", QStringLiteral("titan") + QChar(0), false, false);
        row("255 characters", QString(255, QLatin1Char('a')), true, true);
        row("256 characters", QString(256, QLatin1Char('a')), false, false);
    }
    void subjects()
    {
        QFETCH(QString, subject);
        QFETCH(bool, published);
        QFETCH(bool, pattern);
        QCOMPARE(isValidSubject(subject, false), published);
        QCOMPARE(isValidSubject(subject, true), pattern);
    }
};

QTEST_GUILESS_MAIN(TestNames)
#include "tst_names.moc"
