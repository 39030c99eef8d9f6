#include "dialogs/dialog_rig.h"
#include "support/test_case.h"
#include "ui/help/about_dialog.h"
#include "ui/help/help_dialog.h"

#include <QClipboard>
#include <QFile>
#include <QGuiApplication>
#include <QPushButton>
#include <QRegularExpression>
#include <QTabWidget>
#include <QTest>
#include <QTextBrowser>
#include <QWindow>

using namespace ops;
using namespace ops::test;

namespace {

QString pageText(const ui::HelpDialog& dialog, const char* page)
{
    return part<QTextBrowser>(dialog, page)->toPlainText();
}

// The rules as the source tree has them.
QStringList ruleIds()
{
    QFile file(QStringLiteral(OPS_SOURCE_DIR "/resources/help/safety-rules.md"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QStringList ids;
    static const QRegularExpression item(QStringLiteral("^- \\*\\*([A-Z]\\d+)\\*\\*"),
                                         QRegularExpression::MultilineOption);
    auto matches = item.globalMatch(QString::fromUtf8(file.readAll()));
    while (matches.hasNext())
        ids << matches.next().captured(1);
    return ids;
}

} // namespace

// Help and About: from the program's own resources, readable by keyboard, and nothing in them does anything.
class TestHelpDialog final : public TestCase {
    Q_OBJECT

private Q_SLOTS:
    void bothPagesAreThereAndReadable()
    {
        ui::HelpDialog dialog(rigEnvironment());
        dialog.present();
        QVERIFY(getsKeyboard(dialog));
        QVERIFY(dialog.windowTitle().contains(QStringLiteral("PROD titan-prod"))); // rule: G4
        const auto* tabs = part<QTabWidget>(dialog, "helpTabs");
        QCOMPARE(tabs->count(), 2);
        QVERIFY(pageText(dialog, "help.help").contains(QStringLiteral("Ctrl+Shift+H")));
        const QStringList ids = ruleIds();
        QVERIFY(ids.size() > 30);
        const QString rules = pageText(dialog, "help.safety-rules");
        for (const QString& id : ids)
            QVERIFY2(rules.contains(id + QLatin1Char(' ')), qPrintable(id));
        QVERIFY(!rules.contains(QStringLiteral("**"))); // it is read as text with headings, not as source
        for (const char* page : {"help.help", "help.safety-rules"})
            QVERIFY(part(dialog, page)->focusPolicy() & Qt::TabFocus);
    }

    // rule: H11
    void noLinkInItGoesAnywhere()
    {
        ui::HelpDialog dialog(rigEnvironment());
        for (const char* page : {"help.help", "help.safety-rules"}) {
            auto* browser = part<QTextBrowser>(dialog, page);
            QVERIFY(!browser->openLinks());
            QVERIFY(!browser->openExternalLinks());
            QVERIFY(browser->isReadOnly());
        }
    }

    void escClosesIt()
    {
        DialogRig rig;
        QVERIFY(rig.showWindow());
        ui::HelpDialog dialog(rigEnvironment(), &rig.window);
        dialog.present();
        QVERIFY(getsKeyboard(dialog));
        keyClick(Qt::Key_Return);
        QVERIFY(dialog.isVisible());
        keyClick(Qt::Key_Escape);
        QVERIFY(!dialog.isVisible());
        QVERIFY(getsKeyboard(rig.window));
    }

    void aboutTellsItsFactsAndCopiesThem()
    {
        const ui::AboutDialog::Facts facts{{QStringLiteral("Version"), QStringLiteral("0.1.0")},
                                           {QStringLiteral("Journal"), QStringLiteral("/state/<b>%1</b>")}};
        ui::AboutDialog dialog(facts);
        dialog.present();
        QVERIFY(getsKeyboard(dialog));
        QVERIFY(!hasDefaultButton(dialog));
        click(*part(dialog, "aboutCopy"));
        QCOMPARE(QGuiApplication::clipboard()->text(),
                 QStringLiteral("Version: 0.1.0\nJournal: /state/<b>%1</b>")); // rule: G7
        QStringList shown;
        for (const QLabel* label : dialog.findChildren<QLabel*>()) {
            QCOMPARE(label->textFormat(), Qt::PlainText);
            shown << label->text();
        }
        QVERIFY(shown.contains(QStringLiteral("/state/<b>%1</b>")));
        click(*part(dialog, "aboutClose"));
        QVERIFY(!dialog.isVisible());
    }
};

QTEST_MAIN(TestHelpDialog)
#include "tst_help_dialog.moc"
