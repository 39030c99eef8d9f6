#include "log_tools_rig.h"
#include "ui/logs/log_error_text.h"
#include "ui/logs/log_filter_bar.h"
#include "ui/logs/log_highlight.h"
#include "ui/logs/log_pins.h"
#include "ui/logs/log_saved_filters.h"

#include <QComboBox>
#include <QFileDialog>
#include <QListWidget>
#include <QMenu>
#include <QProgressBar>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QToolButton>

using namespace ops;
using test::dialog;
using test::part;
using Shown = test::Tooled;
using What = app::LogExportController::What;

class TestLogTools final : public test::TestCase {
    Q_OBJECT

private Q_SLOTS:
    // By the keyboard, from the table to the file.
    void exportByKeyboard()
    {
        Shown shown;
        QTRY_VERIFY(shown.ready());
        const QTemporaryDir home;
        shown.choose(0);
        QTest::keyClick(shown.table, Qt::Key_S, Qt::ControlModifier);
        auto* files = dialog<QFileDialog>("logExportDialog");
        files->setDirectory(home.path());
        auto* name = files->findChild<QLineEdit*>();
        name->setFocus();
        name->selectAll();
        QTest::keyClicks(name, QStringLiteral("night"));
        QTest::keyClick(name, Qt::Key_Return);
        QTRY_COMPARE(shown.exportPort.starts, 1);
        QCOMPARE(shown.exportPort.order.path, home.filePath(QStringLiteral("night.log")));
        QVERIFY(shown.exportPort.order.as == domain::LogLineAs::Raw);
        auto* bar = part<QProgressBar>(shown.pane, "logExportProgress");
        QVERIFY(bar->isVisible());
        Q_EMIT shown.exportPort.progressed(42);
        QCOMPARE(bar->value(), 42);
        Q_EMIT shown.exportPort.finished({shown.exportPort.order.path, 1234, 56'000, 3});
        QVERIFY(!bar->isVisible());
        QVERIFY2(shown.text("logExportText").contains(QStringLiteral("night.log")),
                 qPrintable(shown.text("logExportText")));
        QVERIFY(shown.text("logExportText").contains(QStringLiteral("3 lines went")));
        QTest::mouseClick(part<QPushButton>(shown.pane, "logExportEnd"), Qt::LeftButton);
        QVERIFY(!part(shown.pane, "logExportBar")->isVisible());
    }

    void exportOfAllAsText()
    {
        Shown shown;
        QTRY_VERIFY(shown.ready());
        const QTemporaryDir home;
        shown.act("logExportAll");
        auto* files = dialog<QFileDialog>("logExportDialog");
        files->setDirectory(home.path());
        auto* kinds = files->findChild<QComboBox*>(QStringLiteral("fileTypeCombo"));
        QVERIFY(kinds != nullptr);
        kinds->setFocus();
        QTest::keyClick(kinds, Qt::Key_Down);
        Q_EMIT kinds->textActivated(kinds->currentText());
        auto* name = files->findChild<QLineEdit*>();
        name->setFocus();
        name->selectAll();
        QTest::keyClicks(name, QStringLiteral("all"));
        QTest::keyClick(name, Qt::Key_Return);
        QTRY_COMPARE(shown.exportPort.starts, 1);
        QCOMPARE(shown.exportPort.order.path, home.filePath(QStringLiteral("all.txt")));
        QVERIFY(shown.exportPort.order.as == domain::LogLineAs::Text);
        QVERIFY(shown.exportPort.order.filter.acceptsEverything());
        QTest::mouseClick(part<QPushButton>(shown.pane, "logExportEnd"), Qt::LeftButton); // Cancel
        QCOMPARE(shown.exportPort.cancellations, 1);
        QVERIFY(!part(shown.pane, "logExportBar")->isVisible());
    }

    void anExportThatFailedSaysWhy()
    {
        Shown shown;
        shown.exports.start(What::Shown, domain::LogLineAs::Raw, QStringLiteral("/x/a.log"), {});
        Q_EMIT shown.exportPort.failed(
            {base::ErrorCode::NoSpace, QStringLiteral("No space left on device"), QStringLiteral("/x/a.log")});
        const QString said = shown.text("logExportText");
        QVERIFY2(said.contains(QStringLiteral("/x/a.log")) && said.contains(QStringLiteral("Nothing was exported")),
                 qPrintable(said));
    }

    void aFilterIsSavedAndPutBack()
    {
        Shown shown;
        QTRY_VERIFY(shown.ready());
        auto* text = part<QLineEdit>(shown.pane, "logFilter");
        text->setFocus();
        QTest::keyClicks(text, QStringLiteral("lost"));
        QTRY_COMPARE(shown.table->model()->rowCount(), 1);
        auto* saved = part<ui::LogSavedFilters>(shown.pane, "logSavedFilters");
        saved->askName();
        auto* asked = dialog("logFilterNameDialog");
        auto* name = asked->findChild<QLineEdit*>(QStringLiteral("logFilterName"));
        QVERIFY(!part<QPushButton>(*asked, "logFilterKeep")->isEnabled());
        name->setFocus();
        QTest::keyClicks(name, QStringLiteral("lost writes"));
        QTest::keyClick(name, Qt::Key_Return);
        QCOMPARE(shown.aidsPort.aids.filters.size(), size_t{1});
        QTest::mouseClick(part<QPushButton>(shown.pane, "logShowAll"), Qt::LeftButton);
        QTRY_COMPARE(shown.table->model()->rowCount(), 4);
        Q_EMIT saved->menu()->aboutToShow();
        QAction* entry = saved->menu()->actions().first();
        QCOMPARE(entry->text(), QStringLiteral("lost writes"));
        entry->trigger();
        QTRY_COMPARE(shown.table->model()->rowCount(), 1);
        QCOMPARE(text->text(), QStringLiteral("lost"));
    }

    // It would be refused whenever it is put back.
    void aFilterThatIsNoneIsNotSaved()
    {
        Shown shown;
        QTRY_VERIFY(shown.ready());
        auto* text = part<QLineEdit>(shown.pane, "logFilter");
        auto* saved = part<ui::LogSavedFilters>(shown.pane, "logSavedFilters");
        const auto canBeKept = [saved] {
            Q_EMIT saved->menu()->aboutToShow();
            return saved->menu()->findChild<QAction*>(QStringLiteral("logFilterSave"))->isEnabled();
        };
        QTest::mouseClick(part<QPushButton>(shown.pane, "logFilter.regex"), Qt::LeftButton);
        text->setFocus();
        QTest::keyClicks(text, QStringLiteral("lost"));
        QTRY_VERIFY(canBeKept());
        QTest::keyClicks(text, QStringLiteral("("));
        QTRY_VERIFY(!canBeKept());
        saved->askName();
        QVERIFY(shown.pane.findChild<QDialog*>(QStringLiteral("logFilterNameDialog")) == nullptr);
    }

    void aFilterThatCannotBeSavedSaysSo()
    {
        Shown shown;
        QTRY_VERIFY(shown.ready());
        shown.aidsPort.saveError =
            base::Error{base::ErrorCode::PermissionDenied, QStringLiteral("read-only"), QStringLiteral("/x/aids")};
        part<ui::LogSavedFilters>(shown.pane, "logSavedFilters")->askName();
        auto* asked = dialog("logFilterNameDialog");
        auto* name = asked->findChild<QLineEdit*>(QStringLiteral("logFilterName"));
        QTest::keyClicks(name, QStringLiteral("x"));
        QTest::keyClick(name, Qt::Key_Return);
        QVERIFY(asked->isVisible());
        const auto* note = part<ui::Label>(*asked, "logFilterNameNote");
        QVERIFY2(note->text().contains(QStringLiteral("/x/aids")), qPrintable(note->text()));
        // All of it can be read: the dialog grows as often as that takes.
        QTRY_VERIFY2(note->height() >= note->heightForWidth(note->width()),
                     qPrintable(QString::number(note->height())));
        shown.aidsPort.saveError->subject = QStringLiteral("/x/") + QString(300, QLatin1Char('y'));
        QTest::keyClick(name, Qt::Key_Return);
        QVERIFY(note->text().contains(QStringLiteral("yyy")));
        QTRY_VERIFY2(note->height() >= note->heightForWidth(note->width()),
                     qPrintable(QString::number(note->height())));
        asked->close();
    }

    // A field that was emptied offers nothing to clear, and nobody has edited it.
    void anEmptiedFieldHasNothingToClear()
    {
        ui::LogFilterBar bar;
        bar.show();
        auto* field = part<QLineEdit>(bar, "logFilter");
        const auto* clear = field->findChild<QToolButton*>();
        QVERIFY(clear != nullptr);
        domain::LogFilter filter;
        filter.include = {{QStringLiteral("x"), domain::LogTextKind::Literal, false}};
        bar.setFilter(filter);
        QTRY_COMPARE(clear->property("opacity").toReal(), 1.0);
        const QSignalSpy edited(&bar, &ui::LogFilterBar::edited);
        bar.clear();
        QTRY_COMPARE(clear->property("opacity").toReal(), 0.0);
        QCOMPARE(edited.size(), 0);
    }

    // What the bar has no field for holds all the same, is said, and can be given up.
    void aFilterWithMoreTextsThanFields()
    {
        ui::LogFilterBar bar;
        bar.setServices({QStringLiteral("titan-brain"), QStringLiteral("titan-execution")});
        domain::LogFilter filter = domain::LogFilter::errors();
        filter.include.push_back({QStringLiteral("a.c"), domain::LogTextKind::Regex, true});
        filter.include.push_back({QStringLiteral("<b>"), domain::LogTextKind::Literal, false});
        filter.exclude = {{QStringLiteral("x"), domain::LogTextKind::Literal, false},
                          {QStringLiteral("y"), domain::LogTextKind::Literal, true}};
        filter.minLevel = domain::LogLevel::Warn;
        filter.channel = domain::LogChannel::Error;
        filter.services = {QStringLiteral("titan-brain"), QStringLiteral("titan-later")};
        bar.setFilter(filter);
        QVERIFY(bar.filter() == filter);
        QVERIFY(part<QPushButton>(bar, "logErrors")->isChecked());
        // A choice that holds is shown, also where the log has no line on standard error.
        bar.setStreams(false);
        QVERIFY(!part<QComboBox>(bar, "logStreams")->isHidden());
        auto* more = part<QPushButton>(bar, "logMoreTexts");
        QVERIFY(!more->isHidden());
        QVERIFY(more->text().startsWith(QStringLiteral("2 ")));
        QVERIFY2(more->toolTip().contains(QStringLiteral("with &lt;b&gt;\n")), qPrintable(more->toolTip())); // rule: G7
        // A service that comes later is one of the chosen ones.
        bar.setServices(
            {QStringLiteral("titan-brain"), QStringLiteral("titan-execution"), QStringLiteral("titan-later")});
        QTest::mouseClick(more, Qt::LeftButton);
        filter.include.pop_back();
        filter.exclude.pop_back();
        QVERIFY(bar.filter() == filter);
        QVERIFY(more->isHidden());
        QCOMPARE(more->toolTip(), QString());
        bar.clear();
        QVERIFY(bar.filter().acceptsEverything());
        QVERIFY(part<QComboBox>(bar, "logStreams")->isHidden());
    }

    void highlightsAreFramed()
    {
        Shown shown;
        QTRY_VERIFY(shown.ready());
        const auto painted = [&] {
            shown.table->viewport()->repaint();
            return shown.table->viewport()->grab().toImage();
        };
        const QImage before = painted();
        shown.act("logHighlights");
        auto* asked = dialog("logHighlightDialog");
        auto* text = part<QLineEdit>(*asked, "logHighlightText");
        text->setFocus();
        QTest::keyClicks(text, QStringLiteral("ORDER"));
        QTest::keyClick(text, Qt::Key_Return);
        QCOMPARE(shown.aidsPort.aids.highlights.size(), size_t{1});
        QVERIFY(text->text().isEmpty());
        const QImage with = painted();
        QVERIFY(with != before);
        auto* list = part<QListWidget>(*asked, "logHighlightList");
        QCOMPARE(list->count(), 1);
        list->setCurrentRow(0);
        QTest::mouseClick(part<QPushButton>(*asked, "logHighlightRemove"), Qt::LeftButton);
        QVERIFY(shown.aidsPort.aids.highlights.empty());
        QCOMPARE(painted(), before);
        asked->close();
    }

    void placesOfHighlights()
    {
        using domain::HighlightColour;
        using ui::HighlightPlace;
        const std::vector<domain::LogHighlight> two{{QStringLiteral("order"), HighlightColour::Blue, false},
                                                    {QStringLiteral("ER"), HighlightColour::Teal, true}};
        QVERIFY(ui::highlightPlaces(QStringLiteral("ERR Order er ORDER"), two) ==
                (std::vector<HighlightPlace>{
                    {0, 2, HighlightColour::Teal}, {4, 5, HighlightColour::Blue}, {13, 5, HighlightColour::Blue}}));
        QVERIFY(ui::highlightPlaces({}, two).empty());
        QVERIFY(ui::highlightPlaces(QStringLiteral("aaaa"), {{QStringLiteral("aa"), HighlightColour::Grey, false}}) ==
                (std::vector<HighlightPlace>{{0, 2, HighlightColour::Grey}, {2, 2, HighlightColour::Grey}}));
    }

    void pins()
    {
        Shown shown;
        QTRY_VERIFY(shown.ready());
        auto* list = part<QListWidget>(shown.pane, "logPinList");
        QVERIFY(!list->isVisible());
        shown.choose(2);
        QTest::keyClick(shown.table, Qt::Key_P);
        shown.choose(0);
        QTest::keyClick(shown.table, Qt::Key_P);
        QVERIFY(list->isVisible());
        QCOMPARE(list->count(), 2);
        QVERIFY2(list->item(0)->text().contains(QStringLiteral("17:04:01.000 UTC")), qPrintable(list->item(0)->text()));
        QVERIFY(list->item(1)->text().contains(QStringLiteral("db write lost")));
        // Enter goes to it.
        list->setFocus();
        list->setCurrentRow(1);
        QTest::keyClick(list, Qt::Key_Return);
        QCOMPARE(shown.table->currentIndex().row(), 2);
        // A filter hides the line, not the pin.
        domain::LogFilter filter;
        filter.include = {{QStringLiteral("order"), domain::LogTextKind::Literal, false}};
        shown.controller.setFilter(filter);
        QTRY_COMPARE(shown.table->model()->rowCount(), 3);
        QTest::keyClick(list, Qt::Key_Return);
        QVERIFY2(shown.text("logCount").contains(QStringLiteral("not among those shown")),
                 qPrintable(shown.text("logCount")));
        QTest::keyClick(list, Qt::Key_Delete);
        QCOMPARE(list->count(), 1);
        shown.choose(0);
        shown.act("logPin"); // a second time: no longer
        QVERIFY(!list->isVisible());
    }

    // Older lines that come in front give the first lines other numbers: a pin of one of those leads nowhere rather
    // than to another line.
    void pinsOfRenumberedLines()
    {
        Shown shown;
        QTRY_VERIFY(shown.ready());
        shown.choose(0);
        QTest::keyClick(shown.table, Qt::Key_P);
        shown.choose(2);
        QTest::keyClick(shown.table, Qt::Key_P);
        auto* list = part<QListWidget>(shown.pane, "logPinList");
        const qint64 second = list->item(1)->data(Qt::UserRole).toLongLong();
        list->setCurrentRow(1);
        part<ui::LogPins>(shown.pane, "logPins")->loseBefore({second});
        QCOMPARE(list->count(), 2);
        QCOMPARE(list->currentRow(), 1);
        QCOMPARE(list->item(0)->data(Qt::UserRole).toLongLong(), -1);
        QCOMPARE(list->item(1)->data(Qt::UserRole).toLongLong(), second);
        list->setFocus();
        list->setCurrentRow(0);
        QTest::keyClick(list, Qt::Key_Return);
        QCOMPARE(shown.table->currentIndex().row(), 2);
        QVERIFY(!shown.text("logCount").isEmpty());
    }

    void columnsCanBeChosen()
    {
        Shown shown;
        QTRY_VERIFY(shown.ready());
        const auto column = [](models::LogColumn which) { return static_cast<int>(which); };
        QVERIFY(shown.table->isColumnHidden(column(models::LogColumn::Channel)));
        shown.act("logColumn.3");
        QVERIFY(!shown.table->isColumnHidden(column(models::LogColumn::Channel)));
        shown.pane.findChild<QAction*>(QStringLiteral("logColumn.2"))->setChecked(true);
        shown.act("logColumn.2");
        QVERIFY(shown.table->isColumnHidden(column(models::LogColumn::Service)));
    }

    void agesInsteadOfTimes()
    {
        Shown shown;
        QTRY_VERIFY(shown.ready());
        auto* zone = part<QComboBox>(shown.pane, "logZone");
        zone->setCurrentIndex(2);
        QCOMPARE(shown.table->zone(), ui::LogZone::Ago);
        const QImage before = shown.table->viewport()->grab().toImage();
        shown.clock.advance(std::chrono::minutes(1));
        QVERIFY(shown.table->viewport()->grab().toImage() != before);
        const qint64 now = 1'769'792'648'113;
        QCOMPARE(ui::logAgeText({now - 184'000}, now), QStringLiteral("3 min 04 s ago"));
        QCOMPARE(ui::logAgeText({now + 60'000}, now), QStringLiteral("in 1 min 00 s"));
        QCOMPARE(ui::logAgeText({now - 500}, now), QStringLiteral("now"));
        QCOMPARE(ui::logAgeText({now - 86'400'000}, now), QStringLiteral("2026-01-29T17:04:08.113Z"));
        QCOMPARE(ui::logAgeText({}, now), QString());
    }

    void howOftenALineIsSaid()
    {
        Shown shown;
        QTRY_VERIFY(shown.ready());
        shown.choose(1);
        QTRY_VERIFY2(shown.text("logRepeats").startsWith(QStringLiteral("× 3 ·")),
                     qPrintable(shown.text("logRepeats")));
        QVERIFY(shown.text("logRepeats").contains(QStringLiteral("first 17:04:01.000 UTC")));
        QVERIFY(shown.text("logRepeats").contains(QStringLiteral("last 17:04:04.000 UTC")));
        QTest::mouseClick(part<QPushButton>(shown.pane, "logOnlyThese"), Qt::LeftButton);
        QTRY_COMPARE(shown.table->model()->rowCount(), 3);
        QTest::mouseClick(part<QPushButton>(shown.pane, "logShowAll"), Qt::LeftButton);
        QTRY_COMPARE(shown.table->model()->rowCount(), 4);
        shown.choose(2);
        QTRY_COMPARE(shown.text("logRepeats"), QStringLiteral("× 1"));
        QVERIFY(!part<QPushButton>(shown.pane, "logOnlyThese")->isVisible());
    }

    // What was typed and chosen before still holds.
    void onlyTheseAreFewer()
    {
        Shown shown;
        QTRY_VERIFY(shown.ready());
        shown.source.write("titan-brain", "2026-01-30T17:04:05.000Z ERROR no error: order 20 lost\n"
                                          "2026-01-30T17:04:06.000Z ERROR no error: order 21 lost\n");
        shown.click("logErrors");
        shown.type("logFilter", "order 2");
        QTRY_COMPARE(shown.rows(), 2);
        shown.type("logExclude", "21");
        QTRY_COMPARE(shown.rows(), 1);
        shown.choose(0);
        QTRY_VERIFY(shown.text("logRepeats").startsWith(QStringLiteral("× 2 ·")));
        shown.click("logOnlyThese");
        QTRY_VERIFY(!shown.controller.searching());
        QCOMPARE(shown.rows(), 1);
        QVERIFY(part<QPushButton>(shown.pane, "logErrors")->isChecked());
        QCOMPARE(part<QLineEdit>(shown.pane, "logFilter")->text(), QStringLiteral("order 2"));
        QCOMPARE(part<QLineEdit>(shown.pane, "logExclude")->text(), QStringLiteral("21"));
        auto* more = part<QPushButton>(shown.pane, "logMoreTexts");
        QVERIFY(more->isVisible());
        QCOMPARE(more->text(), QStringLiteral("1 more texts ×"));
        QCOMPARE(shown.controller.filter().include.size(), size_t{3});
    }

    // A filter that hides the chosen line leaves none chosen: nothing is said of it any more.
    void repeatsGoWithTheLine()
    {
        Shown shown;
        QTRY_VERIFY(shown.ready());
        shown.choose(1);
        QTRY_VERIFY(shown.text("logRepeats").startsWith(QStringLiteral("× 3 ·")));
        shown.type("logFilter", "lost");
        QTRY_COMPARE(shown.rows(), 1);
        QTRY_VERIFY(!shown.controller.searching());
        QCOMPARE(shown.text("logRepeats"), QString());
        QVERIFY(!part<QPushButton>(shown.pane, "logOnlyThese")->isVisible());
        // One that is found again is the chosen one again.
        shown.click("logShowAll");
        QTRY_VERIFY(shown.ready());
        shown.choose(1);
        shown.type("logFilter", "order");
        QTRY_COMPARE(shown.rows(), 3);
        QTRY_VERIFY(shown.text("logRepeats").startsWith(QStringLiteral("× 3 ·")));
    }

    void errorsAreCounted()
    {
        Shown shown;
        QTRY_VERIFY(shown.ready());
        QTRY_COMPARE(shown.text("logErrorRate"), QStringLiteral("1 errors, 1 in the last 5 min, last 5 s ago"));
        domain::LogErrorTally tally;
        QCOMPARE(ui::logErrorText(tally, 0), QString());
        const qint64 now = 1'769'796'253'000;
        for (int i = 0; i < 3; ++i)
            tally.add({now - i * 240'000}, domain::LogLevel::Error, {1});
        QCOMPARE(ui::logErrorText(tally, now + 5000), QStringLiteral("3 errors, 2 in the last 5 min, last 5 s ago"));
    }

    void skewIsNoted()
    {
        Shown shown;
        QTRY_VERIFY(shown.ready());
        auto* note = part<ui::Label>(shown.pane, "logSkew");
        QVERIFY(!note->isVisible());
        domain::LogStore store;
        store.noteSkew(store.service("titan-brain"), -3000);
        store.noteSkew(store.service("titan-execution"), 65'000);
        store.noteSkew(store.service("titan-redis"), 0);
        QCOMPARE(ui::logSkewText(store), QStringLiteral("titan-brain's own clock is 3 s behind its engine's; "
                                                        "titan-execution's own clock is 1 min 05 s ahead of its "
                                                        "engine's"));
    }
};

QTEST_MAIN(TestLogTools)
#include "tst_log_tools.moc"
