#include "smoke/smoke_rig.h"
#include "support/test_case.h"

#include <QTest>

using namespace ops;
using namespace ops::test;

// The tests of the dialogs once more in real X windows, and with the manners of a GNOME desktop, where Enter presses
// the button that has the focus.
// rule: H1, H2
class TestSmokeDialogs final : public TestCase {
    Q_OBJECT

private:
    VirtualDisplay m_display;

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_display.start()); }

    void theyHoldOnARealDisplay_data()
    {
        QTest::addColumn<QString>("program");
        for (const char* program : {"tst_guard_dialog", "tst_guard_over_everything", "tst_guard_record",
                                    "tst_hold_button", "tst_resume_dialog", "tst_soft_halt_dialog"})
            QTest::newRow(program) << QString::fromLatin1(program);
    }
    void theyHoldOnARealDisplay()
    {
        QFETCH(QString, program);
        QProcess test;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("DISPLAY"), m_display.name());
        environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("xcb"));
        environment.insert(QStringLiteral("QT_QPA_PLATFORMTHEME"), QStringLiteral("gnome"));
        environment.remove(QStringLiteral("WAYLAND_DISPLAY"));
        test.setProcessEnvironment(environment);
        test.setProcessChannelMode(QProcess::MergedChannels);
        test.start(QCoreApplication::applicationDirPath() + QLatin1Char('/') + program, {});
        QVERIFY(test.waitForStarted());
        const bool ended = QTest::qWaitFor([&] { return test.state() == QProcess::NotRunning; }, 180'000);
        if (!ended) {
            test.kill();
            test.waitForFinished(2000);
        }
        const QByteArray output = test.readAll();
        QVERIFY2(ended && test.exitStatus() == QProcess::NormalExit && test.exitCode() == 0, output.constData());
    }
};

QTEST_GUILESS_MAIN(TestSmokeDialogs)
#include "tst_smoke_dialogs.moc"
