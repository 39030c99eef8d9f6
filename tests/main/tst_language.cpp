#include "main/language.h"
#include "support/test_case.h"

#include <QApplication>
#include <QLocale>
#include <QTest>
#include <QTranslator>

// The catalogues as they are compiled into the program.
class TestLanguage : public ops::test::TestCase {
    Q_OBJECT

private Q_SLOTS:
    void texts_data()
    {
        QTest::addColumn<QString>("language");
        QTest::addColumn<QString>("plain");
        QTest::addColumn<QString>("one");
        QTest::addColumn<QString>("many");
        QTest::newRow("en") << QStringLiteral("en") << QStringLiteral("Send SOFT_HALT")
                            << QStringLiteral("1 working order") << QStringLiteral("7 working orders");
        QTest::newRow("de") << QStringLiteral("de") << QStringLiteral("SOFT_HALT senden")
                            << QStringLiteral("1 laufende Order") << QStringLiteral("7 laufende Orders");
        QTest::newRow("Austrian") << QStringLiteral("de_AT") << QStringLiteral("SOFT_HALT senden")
                                  << QStringLiteral("1 laufende Order") << QStringLiteral("7 laufende Orders");
        QTest::newRow("one that is not there")
            << QStringLiteral("fi") << QStringLiteral("Send SOFT_HALT") << QStringLiteral("1 working order")
            << QStringLiteral("7 working orders");
    }
    void texts()
    {
        QFETCH(QString, language);
        ops::main::installLanguage(*qApp, language);
        QTEST(QCoreApplication::translate("ops::ui::SoftHaltDialog", "Send SOFT_HALT"), "plain");
        QTEST(QCoreApplication::translate("StaysOpen", "%n working order(s)", nullptr, 1), "one");
        QTEST(QCoreApplication::translate("StaysOpen", "%n working order(s)", nullptr, 7), "many");
    }
    void cleanup()
    {
        qDeleteAll(qApp->findChildren<QTranslator*>());
        QLocale::setDefault(QLocale::c());
    }
};

QTEST_MAIN(TestLanguage)
#include "tst_language.moc"
