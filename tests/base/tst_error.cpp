#include "base/result.h"
#include "support/test_case.h"

#include <QSet>
#include <QTest>

#include <memory>

using namespace ops::base;

class TestError : public ops::test::TestCase {
    Q_OBJECT

private Q_SLOTS:
    void everyCodeHasAStableNameOfItsOwn()
    {
        const QSet<QString> expected{
            QStringLiteral("invalid-input"),  QStringLiteral("not-found"), QStringLiteral("permission-denied"),
            QStringLiteral("no-space"),       QStringLiteral("io-failed"), QStringLiteral("busy"),
            QStringLiteral("already-exists"), QStringLiteral("refused"),   QStringLiteral("auth-failed"),
            QStringLiteral("denied"),         QStringLiteral("timed-out"), QStringLiteral("link-down"),
            QStringLiteral("protocol-error"), QStringLiteral("too-large"), QStringLiteral("unavailable"),
            QStringLiteral("corrupt"),        QStringLiteral("changed"),   QStringLiteral("left-out"),
            QStringLiteral("cancelled"),      QStringLiteral("internal")};
        QSet<QString> names;
        for (const ErrorCode code : allErrorCodes)
            names << errorCodeName(code);
        QCOMPARE(names, expected);
        QCOMPARE(qsizetype(std::size(allErrorCodes)), expected.size());
    }

    void logLine_data()
    {
        QTest::addColumn<QString>("subject");
        QTest::addColumn<QString>("detail");
        QTest::addColumn<QString>("line");
        const auto row = [](const char* name, const QString& subject, const QString& detail, const QString& line) {
            QTest::newRow(name) << subject << detail << line;
        };
        row("all", QStringLiteral("nats://127.0.0.1:4222"), QStringLiteral("no PONG in 250 ms"),
            QStringLiteral("timed-out: nats://127.0.0.1:4222: no PONG in 250 ms"));
        row("no subject", {}, QStringLiteral("no PONG"), QStringLiteral("timed-out: no PONG"));
        row("no detail", QStringLiteral("x"), {}, QStringLiteral("timed-out: x"));
        row("bare", {}, {}, QStringLiteral("timed-out"));
        // rule: G7
        row("a subject is no format", QStringLiteral("%1 %2 %s"), QStringLiteral("%1 <b>"),
            QStringLiteral("timed-out: %1 %2 %s: %1 <b>"));
    }
    void logLine()
    {
        QFETCH(QString, subject);
        QFETCH(QString, detail);
        QFETCH(QString, line);
        QCOMPARE(toLogLine({ErrorCode::TimedOut, detail, subject}), line);
    }

    void resultHoldsOneSide()
    {
        const Result<int> value = 3;
        QVERIFY(value.ok());
        QVERIFY(value);
        QCOMPARE(*value, 3);
        QVERIFY_THROWS_EXCEPTION(std::bad_variant_access, value.error());

        const Result<int> error = Error{ErrorCode::Busy, QStringLiteral("d"), QStringLiteral("s")};
        QVERIFY(!error.ok());
        QVERIFY(!error);
        QCOMPARE(error.error(), (Error{ErrorCode::Busy, QStringLiteral("d"), QStringLiteral("s")}));
        QVERIFY_THROWS_EXCEPTION(std::bad_variant_access, error.value());
    }
    void resultOfAnErrorIsNoFailure()
    {
        // The two sides may have one type without being mixed up.
        const Result<QString> text = QStringLiteral("x");
        QCOMPARE(text->size(), 1);
    }
    void resultMovesWhatCannotBeCopied()
    {
        Result<std::unique_ptr<int>> result = std::make_unique<int>(7);
        const std::unique_ptr<int> taken = std::move(result).value();
        QCOMPARE(*taken, 7);
    }
    void resultOfNothing()
    {
        const Result<void> fine;
        QVERIFY(fine.ok());
        QVERIFY_THROWS_EXCEPTION(std::bad_optional_access, fine.error());
        const Result<void> error = Error{ErrorCode::NoSpace, {}, {}};
        QVERIFY(!error);
        QCOMPARE(error.error().code, ErrorCode::NoSpace);
    }
};

QTEST_GUILESS_MAIN(TestError)
#include "tst_error.moc"
