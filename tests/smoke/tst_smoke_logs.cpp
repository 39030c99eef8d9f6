#include "smoke/smoke_rig.h"
#include "support/test_case.h"

#include <QFile>
#include <QTest>

using namespace ops::test;

// The built program over saved logs, in a real X window.
class TestSmokeLogs final : public TestCase {
    Q_OBJECT

private Q_SLOTS:
    void aSavedLogOpensInItsWindow()
    {
        VirtualDisplay display;
        QVERIFY(display.start());
        ConsoleProcess console(display.name());
        QFile log(console.homePath(QStringLiteral("titan-brain.log")));
        QVERIFY(log.open(QIODevice::WriteOnly));
        for (int i = 0; i < 1000; ++i)
            log.write("2026-01-30T18:04:11.000Z INFO line " + QByteArray::number(i) + '\n');
        log.close();
        QVERIFY(console.start({QStringLiteral("--logs"), log.fileName()}));
        QVERIFY2(display.waitForWindow(QStringLiteral("titan-brain.log — Logs — Titan Ops Console")),
                 console.standardError().constData());
        QVERIFY(console.isRunning());
        // It is a reader: no record is begun and no environment asked for.
        QVERIFY(!QFile::exists(console.journalPath()));
        QCOMPARE(console.standardError(), QByteArray());
    }

    void whatIsNotThereIsSaidInTheWindow()
    {
        VirtualDisplay display;
        QVERIFY(display.start());
        ConsoleProcess console(display.name());
        QVERIFY(console.start({QStringLiteral("--logs"), console.homePath(QStringLiteral("nowhere.log"))}));
        QVERIFY(display.waitForWindow(QStringLiteral("nowhere.log — Logs — Titan Ops Console")));
        QVERIFY(console.isRunning());
    }

    // Else the connection to the display is the first descriptor that is free, and is read as a log.
    void aStandardInputThatIsClosedIsNobodyElses()
    {
        VirtualDisplay display;
        QVERIFY(display.start());
        ConsoleProcess console(display.name());
        console.closeStandardInput();
        QVERIFY(console.start({QStringLiteral("--logs"), QStringLiteral("-")}));
        QVERIFY2(display.waitForWindow(QStringLiteral("standard input — Logs — Titan Ops Console")),
                 console.standardError().constData());
        QVERIFY(console.isRunning());
        QCOMPARE(console.standardInput(), QStringLiteral("/dev/null"));
        QCOMPARE(console.standardError(), QByteArray());
    }
};

QTEST_GUILESS_MAIN(TestSmokeLogs)
#include "tst_smoke_logs.moc"
