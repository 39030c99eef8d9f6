#include "dialogs/dialog_rig.h"
#include "support/test_case.h"
#include "ui/session/start_dialog.h"

#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace ops;
using namespace ops::test;
using ui::EnvironmentChoice;
using ui::StartDialog;

namespace {

EnvironmentChoice usable(const char* name, domain::EnvironmentKind kind)
{
    domain::Environment environment = rigEnvironment();
    environment.name = QString::fromLatin1(name);
    environment.kind = kind;
    return {environment.name, environment, {}};
}

EnvironmentChoice broken(const char* name)
{
    return {QString::fromLatin1(name),
            {},
            base::Error{base::ErrorCode::InvalidInput, QStringLiteral("/kind: found \"<b>X</b>\", expected PROD"),
                        QStringLiteral("environments/broken.json")}};
}

const QVector<EnvironmentChoice>& three()
{
    static const QVector<EnvironmentChoice> choices{usable("titan-prod", domain::EnvironmentKind::Prod),
                                                    usable("titan-staging", domain::EnvironmentKind::Staging),
                                                    broken("<i>titan-3</i>")};
    return choices;
}

struct Shown {
    explicit Shown(const QVector<EnvironmentChoice>& choices = three(), const QString& lastUsed = {},
                   const std::optional<base::Error>& problem = {})
        : dialog(choices, QStringLiteral("/etc/titan <b>"), lastUsed, problem)
    {
        dialog.present();
    }
    bool ready() const { return getsKeyboard(dialog); }
    QListWidget& list() const { return *part<QListWidget>(dialog, "startList"); }
    QPushButton& openButton() const { return *part<QPushButton>(dialog, "startOpen"); }

    StartDialog dialog;
    QSignalSpy chosen{&dialog, &StartDialog::environmentChosen};
    QSignalSpy drill{&dialog, &StartDialog::drillChosen};
    QSignalSpy left{&dialog, &QDialog::rejected};
};

} // namespace

// Before there is a session: which Titan. It opens nothing by itself.
class TestStartDialog final : public TestCase {
    Q_OBJECT

private Q_SLOTS:
    // rule: G4, G6
    void itNamesEveryEnvironmentAndOpensNothingByItself()
    {
        Shown shown;
        QVERIFY(shown.ready());
        QCOMPARE(shown.list().count(), 3);
        QCOMPARE(shown.list().item(0)->text(), QStringLiteral("PROD titan-prod"));
        QCOMPARE(shown.list().item(1)->text(), QStringLiteral("STAGING titan-staging"));
        QCOMPARE(shown.list().item(2)->text(), QStringLiteral("<i>titan-3</i> — cannot be used")); // rule: G7
        QCOMPARE(shown.list().currentRow(), 0);
        QCOMPARE(textOf(shown.dialog, "startDetail"),
                 QStringLiteral("Servers: nats://127.0.0.1:4222. Runbook: runbook."));
        QVERIFY(!hasDefaultButton(shown.dialog));
        QCOMPARE(shown.chosen.count() + shown.drill.count() + shown.left.count(), 0);
    }

    void itSaysThroughWhichHostTheServersAreReached()
    {
        EnvironmentChoice choice = usable("titan-prod", domain::EnvironmentKind::Prod);
        choice.environment->natsThrough = QStringLiteral("titan-1");
        const Shown shown(QVector<EnvironmentChoice>{choice});
        QCOMPARE(textOf(shown.dialog, "startDetail"),
                 QStringLiteral("Servers: nats://127.0.0.1:4222 (as seen from titan-1, reached through its ssh). "
                                "Runbook: runbook."));
    }

    void theChosenOneIsOpened_data()
    {
        QTest::addColumn<QString>("how");
        for (const char* how : {"button", "Enter in the list", "double click"})
            QTest::newRow(how) << QString::fromLatin1(how);
    }
    void theChosenOneIsOpened()
    {
        QFETCH(QString, how);
        Shown shown;
        QVERIFY(shown.ready());
        shown.list().setFocus();
        keyClick(Qt::Key_Down);
        QCOMPARE(shown.list().currentRow(), 1);
        if (how == QLatin1String("button")) {
            click(shown.openButton());
        } else if (how == QLatin1String("Enter in the list")) {
            keyClick(Qt::Key_Return);
        } else {
            const QRect row = shown.list().visualItemRect(shown.list().item(1));
            const QPoint at = shown.list().viewport()->mapTo(&shown.dialog, row.center());
            QTest::mouseDClick(shown.dialog.windowHandle(), Qt::LeftButton, {}, at);
        }
        QVERIFY(shown.chosen.count() >= 1);
        QCOMPARE(shown.chosen.first().first().value<domain::Environment>().name, QStringLiteral("titan-staging"));
        QCOMPARE(shown.left.count(), 0);
    }

    void aBrokenOneSaysWhyAndCannotBeOpened()
    {
        Shown shown;
        QVERIFY(shown.ready());
        shown.list().setFocus();
        keyClick(Qt::Key_End);
        QCOMPARE(shown.list().currentRow(), 2);
        QVERIFY(!shown.openButton().isEnabled());
        QCOMPARE(textOf(shown.dialog, "startDetail"),
                 QStringLiteral("A value does not have the required form. environments/broken.json: /kind: found "
                                "\"<b>X</b>\", expected PROD"));
        QCOMPARE(part<QLabel>(shown.dialog, "startDetail")->textFormat(), Qt::PlainText);
        QCOMPARE(toneOf(shown.dialog, "startDetail"), ui::Tone::Halt);
        click(shown.openButton());
        keyClick(Qt::Key_Return);
        QCOMPARE(shown.chosen.count(), 0);
    }

    void theLastUsedIsChosenAgain()
    {
        Shown shown(three(), QStringLiteral("titan-staging"));
        QCOMPARE(shown.list().currentRow(), 1);
        Shown gone(three(), QStringLiteral("titan-old"));
        QCOMPARE(gone.list().currentRow(), 0);
    }

    // It asks because of the very one that is chosen: why is said once.
    void whatIsWrongIsSaidOnce()
    {
        const QVector<EnvironmentChoice> choices{broken("titan-3"), three().first()};
        Shown shown(choices, QStringLiteral("titan-3"), choices.first().error);
        QVERIFY(!textOf(shown.dialog, "startProblem").isEmpty());
        QCOMPARE(textOf(shown.dialog, "startDetail"), QString());
        Shown other(choices, QStringLiteral("titan-3"),
                    base::Error{base::ErrorCode::NotFound, {}, QStringLiteral("environments/titan-x.json")});
        QVERIFY(textOf(other.dialog, "startDetail").contains(QLatin1String("expected PROD")));
    }

    void whyItAsksIsSaid()
    {
        const base::Error unknown{base::ErrorCode::NotFound, {}, QStringLiteral("environments/titan-x.json")};
        Shown shown(three(), {}, unknown);
        QVERIFY(shown.ready());
        QCOMPARE(textOf(shown.dialog, "startProblem"), QStringLiteral("It does not exist. environments/titan-x.json"));
        QVERIFY(part(shown.dialog, "startProblem")->isVisible());
    }

    void withoutAnyItSaysHowToMakeOne()
    {
        Shown shown(QVector<EnvironmentChoice>{});
        QVERIFY(shown.ready());
        QVERIFY(!shown.list().isVisible());
        QVERIFY(!shown.openButton().isEnabled());
        QVERIFY(textOf(shown.dialog, "startEmpty").contains(QStringLiteral("NAME.json in /etc/titan <b> with")));
        QCOMPARE(part<QLabel>(shown.dialog, "startEmpty")->textFormat(), Qt::PlainText);
        click(*part(shown.dialog, "startDrill"));
        QCOMPARE(shown.drill.count(), 1);
        QCOMPARE(shown.chosen.count(), 0);
    }

    void leaving_data()
    {
        QTest::addColumn<QString>("how");
        for (const char* how : {"Esc", "Quit", "the window's own close button"})
            QTest::newRow(how) << QString::fromLatin1(how);
    }
    void leaving()
    {
        QFETCH(QString, how);
        Shown shown;
        QVERIFY(shown.ready());
        if (how == QLatin1String("Esc"))
            keyClick(Qt::Key_Escape);
        else if (how == QLatin1String("Quit"))
            click(*part(shown.dialog, "startQuit"));
        else
            shown.dialog.close();
        QCOMPARE(shown.left.count(), 1);
        QCOMPARE(shown.chosen.count() + shown.drill.count(), 0);
    }
};

QTEST_MAIN(TestStartDialog)
#include "tst_start_dialog.moc"
