#include "fake_log_ports.h"
#include "infra/search/log_search.h"
#include "support/fake_clock.h"
#include "support/test_case.h"
#include "ui/common/label.h"
#include "ui/logs/log_histogram_view.h"
#include "ui/logs/log_pane.h"
#include "ui/logs/log_table.h"
#include "ui/logs/log_time_dialog.h"
#include "ui/widget_rig.h"

#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include <cstdlib>
#include <ctime>
#include <memory>

using namespace ops;
using domain::LogTime;
using test::part;
using ui::LogTimeDialog;
using ui::LogZone;

namespace {

// Two days before the clock's.
const std::string lines = "2026-01-28T17:04:01.000Z  INFO order 17 filled\n"
                          "2026-01-28T17:04:02.000Z  INFO order 18 filled\n"
                          "2026-01-28T17:04:03.000Z ERROR db write lost\n"
                          "2026-01-28T17:04:04.000Z  INFO order 19 filled\n";
constexpr LogTime second{1'769'619'842'000}; // of the lines
constexpr LogTime fourth{1'769'619'844'000};

void setZone(const char* zone)
{
    ::setenv("TZ", zone, 1);
    ::tzset();
}

void type(QLineEdit* field, const char* text)
{
    field->setFocus();
    field->selectAll();
    QTest::keyClick(field, Qt::Key_Delete);
    QTest::keyClicks(field, QString::fromLatin1(text));
}

// The dialog and its parts.
struct Asked {
    explicit Asked(LogTimeDialog* wanted)
        : dialog(wanted)
    {
    }
    QString note() const { return part<ui::Label>(*dialog, "logTimeNote")->text(); }
    bool canApply() const { return part<QPushButton>(*dialog, "logTimeApply")->isEnabled(); }
    void click(const char* button) const { QTest::mouseClick(part<QPushButton>(*dialog, button), Qt::LeftButton); }

    LogTimeDialog* dialog;
    QLineEdit* from = part<QLineEdit>(*dialog, "logTimeFrom");
    QLineEdit* until = part<QLineEdit>(*dialog, "logTimeUntil");
};

// The dialog alone.
struct Alone {
    Alone(LogTime from, LogTime until, LogTime reference, LogZone zone)
        : owned(std::make_unique<LogTimeDialog>(from, until, reference, zone))
    {
        owned->setAttribute(Qt::WA_DeleteOnClose, false);
        owned->present();
    }
    std::unique_ptr<LogTimeDialog> owned;
    Asked asked{owned.get()};
    QSignalSpy chosen{owned.get(), &LogTimeDialog::chosen};
    LogTime end(int which) const { return chosen.at(0).at(which).value<LogTime>(); }
};

// The pane over a log in memory and the real search.
struct Shown {
    Shown()
    {
        pane.setTools({&clock});
        pane.resize(1400, 800);
        pane.show();
        pane.activateWindow();
        controller.start();
    }
    void load() { source.write("titan-brain", lines); }
    int rows() const { return controller.searching() ? -1 : table->model()->rowCount(); }
    // The entry of the menu, as a click on it does.
    void choose() const
    {
        const auto* entry = pane.findChild<QAction*>(QStringLiteral("logTimeWindow"));
        if (entry == nullptr || !entry->isEnabled())
            qFatal("no window of time to be chosen");
        pane.findChild<QAction*>(QStringLiteral("logTimeWindow"))->trigger();
    }
    static QList<LogTimeDialog*> dialogs()
    {
        QList<LogTimeDialog*> found;
        const auto widgets = QApplication::topLevelWidgets();
        for (QWidget* widget : widgets)
            if (auto* dialog = qobject_cast<LogTimeDialog*>(widget); dialog != nullptr && dialog->isVisible())
                found.append(dialog);
        return found;
    }
    static Asked asked()
    {
        if (!QTest::qWaitFor([] { return dialogs().size() == 1; }) || !QTest::qWaitForWindowActive(dialogs().first()))
            qFatal("no dialog, or several");
        return Asked(dialogs().first());
    }

    test::FakeClock clock;
    test::FakeLogSource source;
    infra::LogSearch search{nullptr, 1};
    infra::LogSearch places{nullptr, 1};
    app::LogViewController controller{source, search, places};
    ui::LogPane pane{controller, QStringLiteral("/var/log/titan.log")};
    ui::LogTable* table = part<ui::LogTable>(pane, "logTable");
};

} // namespace

// rule: G8
class TestLogTimeDialog final : public test::TestCase {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { setZone("UTC"); }
    void cleanup() { setZone("UTC"); }

    // From the menu, by keys alone; a time without a date is of the day of the lines, not of today.
    void aWindowIsTyped()
    {
        Shown shown;
        shown.load();
        QTRY_COMPARE(shown.rows(), 4);
        shown.choose();
        const Asked asked = Shown::asked();
        QTRY_VERIFY(asked.from->hasFocus());
        QVERIFY(asked.from->text().isEmpty() && asked.until->text().isEmpty());
        QCOMPARE(asked.note(), QStringLiteral("No limit: lines of every time"));
        QTest::keyClicks(asked.from, QStringLiteral("17:04:02"));
        QCOMPARE(asked.note(), QStringLiteral("2026-01-28 17:04:02.000 UTC and later"));
        QTest::keyClick(asked.from, Qt::Key_Tab);
        QTRY_VERIFY(asked.until->hasFocus());
        QTest::keyClicks(asked.until, QStringLiteral("17:04:04"));
        QCOMPARE(asked.note(), QStringLiteral("2026-01-28 17:04:02.000 UTC to 2026-01-28 17:04:04.000 UTC"));
        QCOMPARE(asked.until->accessibleDescription(), asked.note());
        QTest::keyClick(asked.until, Qt::Key_Return);
        QTRY_VERIFY(Shown::dialogs().isEmpty());
        QTRY_COMPARE(shown.rows(), 2); // the line at the end itself is not among them
        QCOMPARE(shown.controller.filter().from.utcMs, second.utcMs);
        QCOMPARE(shown.controller.filter().until.utcMs, fourth.utcMs);
    }

    void theKeyOpensIt()
    {
        Shown shown;
        shown.load();
        QTRY_COMPARE(shown.rows(), 4);
        shown.table->setFocus();
        QTest::keyClick(shown.table, Qt::Key_T, Qt::ControlModifier);
        const Asked asked = Shown::asked();
        QTest::keyClicks(asked.from, QStringLiteral("2026-01-28T17:04:03.0004Z"));
        // A second one would hide what has been typed.
        shown.choose();
        QCOMPARE(Shown::dialogs().size(), 1);
        QCOMPARE(asked.from->text(), QStringLiteral("2026-01-28T17:04:03.0004Z"));
        asked.click("logTimeApply");
        QTRY_VERIFY(Shown::dialogs().isEmpty());
        QTRY_COMPARE(shown.rows(), 2);
    }

    void thePresentWindowIsShownAndGivenUp()
    {
        Shown shown;
        shown.load();
        QTRY_COMPARE(shown.rows(), 4);
        Q_EMIT part<ui::LogHistogramView>(shown.pane, "logHistogram")->windowChosen(second, fourth);
        QTRY_COMPARE(shown.rows(), 2);
        shown.choose();
        const Asked asked = Shown::asked();
        QCOMPARE(asked.from->text(), QStringLiteral("2026-01-28 17:04:02.000"));
        QCOMPARE(asked.until->text(), QStringLiteral("2026-01-28 17:04:04.000"));
        QVERIFY(asked.canApply());
        asked.click("logTimeClear");
        QTRY_VERIFY(Shown::dialogs().isEmpty());
        QTRY_COMPARE(shown.rows(), 4);
        QVERIFY(shown.controller.filter().acceptsEverything());
    }

    void leavingItChangesNothing()
    {
        Shown shown;
        shown.load();
        QTRY_COMPARE(shown.rows(), 4);
        for (const bool byKey : {true, false}) {
            shown.choose();
            const Asked asked = Shown::asked();
            QTest::keyClicks(asked.from, QStringLiteral("17:04:03"));
            if (byKey)
                QTest::keyClick(asked.from, Qt::Key_Escape);
            else
                asked.click("logTimeCancel");
            QTRY_VERIFY(Shown::dialogs().isEmpty());
            QVERIFY(shown.controller.filter().acceptsEverything());
        }
    }

    // Where no line has a time, today is meant.
    void withoutLinesADayIsTheClocks()
    {
        Shown shown;
        shown.choose();
        const Asked asked = Shown::asked();
        QTest::keyClicks(asked.from, QStringLiteral("17:04"));
        QCOMPARE(asked.note(), QStringLiteral("2026-01-30 17:04:00.000 UTC and later"));
    }

    // Ages stand beside UTC everywhere else too.
    void whileTheTableShowsAgesItReadsUtc()
    {
        setZone("Europe/Berlin");
        Shown shown;
        shown.load();
        QTRY_COMPARE(shown.rows(), 4);
        part<QComboBox>(shown.pane, "logZone")->setCurrentIndex(2);
        shown.choose();
        const Asked asked = Shown::asked();
        QTest::keyClicks(asked.from, QStringLiteral("17:04:02"));
        QCOMPARE(asked.note(), QStringLiteral("2026-01-28 17:04:02.000 UTC and later"));
    }

    void itReadsAndSaysTheZoneOfTheTable()
    {
        setZone("Europe/Berlin");
        Shown shown;
        shown.load();
        QTRY_COMPARE(shown.rows(), 4);
        part<QComboBox>(shown.pane, "logZone")->setCurrentIndex(1);
        shown.choose();
        const Asked asked = Shown::asked();
        QTest::keyClicks(asked.from, QStringLiteral("18:04:02"));
        QCOMPARE(asked.note(), QStringLiteral("2026-01-28 17:04:02.000 UTC and later\n"
                                              "2026-01-28 18:04:02.000 %1 and later")
                                   .arg(ui::logZoneName(LogZone::Local)));
        QTest::keyClick(asked.from, Qt::Key_Return);
        QTRY_COMPARE(shown.rows(), 3);
        QCOMPARE(shown.controller.filter().from.utcMs, second.utcMs);
        shown.choose();
        QCOMPARE(Shown::asked().from->text(), QStringLiteral("2026-01-28 18:04:02.000"));
    }

    void whatIsWrongIsSaid_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("until");
        QTest::addColumn<QString>("said");
        const auto row = [](const char* from, const char* until, const char* said) {
            QTest::addRow("%s to %s", from, until) << QByteArray(from) << QByteArray(until) << QString::fromUtf8(said);
        };
        row("17:4", "", "“From” cannot be read.");
        row("", "half past five", "“Until” cannot be read.");
        row("17:4", "x", "“From” cannot be read.");
        row("2026-02-30", "", "“From” has a day or a time of day that does not exist.");
        row("", "25:00", "“Until” has a day or a time of day that does not exist.");
        row("2026-03-29 02:30", "", "“From” was skipped here");
        row("", "2026-10-25 02:30", "“Until” came twice here");
        row("17:04:04", "17:04:02", "“Until” is not after “From”.");
        row("17:04:02", "17:04:02", "“Until” is not after “From”.");
        row("23:50", "00:10", "“Until” is not after “From”.");
    }
    void whatIsWrongIsSaid()
    {
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, until);
        QFETCH(QString, said);
        setZone("Europe/Berlin");
        Alone alone({}, {}, fourth, LogZone::Local);
        const Asked& asked = alone.asked;
        type(asked.from, from.constData());
        type(asked.until, until.constData());
        QVERIFY2(asked.note().startsWith(said), qPrintable(asked.note()));
        QCOMPARE(asked.from->accessibleDescription(), asked.note());
        QVERIFY(!asked.canApply());
        for (QLineEdit* field : {asked.from, asked.until})
            QTest::keyClick(field, Qt::Key_Return);
        QVERIFY(alone.owned->isVisible());
        QCOMPARE(alone.chosen.size(), 0);
        // Mended, it is taken.
        type(asked.from, "17:04:02");
        type(asked.until, "17:04:04");
        QVERIFY(asked.canApply());
        QTest::keyClick(asked.from, Qt::Key_Return);
        QCOMPARE(alone.chosen.size(), 1);
        QCOMPARE(alone.end(0).utcMs, second.utcMs - 3'600'000);
        QCOMPARE(alone.end(1).utcMs, fourth.utcMs - 3'600'000);
    }

    void eitherEndMayBeOpen()
    {
        Alone alone(second, {}, fourth, LogZone::Utc);
        type(alone.asked.from, "");
        type(alone.asked.until, " 2026-01-29 ");
        QCOMPARE(alone.asked.note(), QStringLiteral("Before 2026-01-29 00:00:00.000 UTC"));
        alone.asked.click("logTimeApply");
        QCOMPARE(alone.chosen.size(), 1);
        QVERIFY(!alone.end(0).known());
        QCOMPARE(alone.end(1).utcMs, 1'769'644'800'000);
    }

    void aTimeNeedsADay()
    {
        Alone alone({}, {}, {}, LogZone::Utc);
        type(alone.asked.from, "17:04");
        QVERIFY2(alone.asked.note().startsWith(QStringLiteral("“From” needs a date")), qPrintable(alone.asked.note()));
        QVERIFY(!alone.asked.canApply());
        type(alone.asked.from, "2026-01-28 17:04:02");
        QVERIFY(alone.asked.canApply());
    }

    // The hour that comes twice: what holds is shown so that it can be read back.
    void theHourThatComesTwice()
    {
        setZone("Europe/Berlin");
        const LogTime earlier{1'792'888'200'000}; // 2026-10-25T00:30:00Z, 02:30 in summer time
        const LogTime later{1'792'891'800'000};   // and an hour after that 02:30 once more
        Alone alone(earlier, later, fourth, LogZone::Local);
        QCOMPARE(alone.asked.from->text(), QStringLiteral("2026-10-25 02:30:00.000+02:00"));
        QCOMPARE(alone.asked.until->text(), QStringLiteral("2026-10-25 02:30:00.000+01:00"));
        QVERIFY(alone.asked.note().startsWith(
            QStringLiteral("2026-10-25 00:30:00.000 UTC to 2026-10-25 01:30:00.000 UTC\n")));
        alone.asked.click("logTimeApply");
        QCOMPARE(alone.end(0).utcMs, earlier.utcMs);
        QCOMPARE(alone.end(1).utcMs, later.utcMs);
    }

    void everyPartHasAName()
    {
        Alone alone({}, {}, fourth, LogZone::Utc);
        QCOMPARE(alone.asked.from->accessibleName(), QStringLiteral("From"));
        QCOMPARE(alone.asked.until->accessibleName(), QStringLiteral("Until"));
        QVERIFY(!alone.asked.from->placeholderText().isEmpty());
        QCOMPARE(alone.owned->windowTitle(), QStringLiteral("Time window"));
    }
};

QTEST_MAIN(TestLogTimeDialog)
#include "tst_log_time_dialog.moc"
