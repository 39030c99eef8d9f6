#include "support/test_case.h"
#include "ui/common/cell_delegate.h"
#include "ui/common/cell_table_model.h"
#include "ui/common/data_table.h"
#include "ui/common/tokens.h"

#include <QAbstractItemModelTester>
#include <QLineEdit>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>

using namespace ops::ui;

namespace {

CellRow row(const QString& key, const QString& text = {})
{
    Cell first;
    first.text = key;
    first.fixed = true;
    Cell second;
    second.text = text.isEmpty() ? QStringLiteral("value of ") + key : text;
    return {key, {first, second}};
}

QVector<CellRow> rows(std::initializer_list<const char*> keys)
{
    QVector<CellRow> list;
    for (const char* key : keys)
        list.append(row(QString::fromLatin1(key)));
    return list;
}

} // namespace

class TestDataTable final : public ops::test::TestCase {
    Q_OBJECT

private:
    struct Shown {
        QWidget window;
        CellTableModel model{{QStringLiteral("Time"), QStringLiteral("What")}};
        QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::Fatal};
        QLineEdit* before = new QLineEdit(&window);
        DataTable* table = new DataTable(QStringLiteral("table"), QStringLiteral("Last commands"), &window);
        QLineEdit* after = new QLineEdit(&window);
        Shown()
        {
            auto* column = new QVBoxLayout(&window);
            column->addWidget(before);
            column->addWidget(table);
            column->addWidget(after);
            table->setModel(&model);
            table->setItemDelegate(new CellDelegate(table));
            table->setColumnCharacters({12, 0});
            window.resize(500, 300);
            window.show();
            window.activateWindow();
        }
    };

private Q_SLOTS:
    void whateverRowsComeTheModelHoldsThem()
    {
        CellTableModel model({QStringLiteral("Time"), QStringLiteral("What")});
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        QRandomGenerator random(7);
        QVector<CellRow> wanted;
        int next = 0;
        for (int run = 0; run < 2000; ++run) {
            switch (random.bounded(6)) {
            case 0:
                wanted.clear();
                break;
            case 1:
                if (!wanted.isEmpty())
                    wanted.removeAt(random.bounded(static_cast<int>(wanted.size())));
                break;
            case 2:
                if (!wanted.isEmpty())
                    wanted[random.bounded(static_cast<int>(wanted.size()))].cells[1].text = QString::number(run);
                break;
            case 3:
                wanted.append(row(QString::number(next++)));
                break;
            default:
                wanted.prepend(row(QString::number(next++)));
            }
            wanted.resize(qMin<qsizetype>(wanted.size(), 20));
            model.setRows(wanted);
            QCOMPARE(model.rowCount(), wanted.size());
            for (int i = 0; i < wanted.size(); ++i)
                for (int column = 0; column < 2; ++column)
                    QCOMPARE(model.cell(model.index(i, column)), wanted.at(i).cells.at(column));
        }
    }

    void onlyWhatChangedIsSaidToHaveChanged()
    {
        CellTableModel model({QStringLiteral("Time"), QStringLiteral("What")});
        model.setRows(rows({"a", "b", "c"}));
        const QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        const QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        model.setRows(rows({"a", "b", "c"}));
        QCOMPARE(changed.count(), 0);
        QVector<CellRow> edited = rows({"a", "b", "c"});
        edited[1].cells[1].text = QStringLiteral("new");
        model.setRows(edited);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(changed.last().first().toModelIndex().row(), 1);
        QCOMPARE(reset.count(), 0);
    }

    void rolesForPeopleWhoDoNotSeeIt()
    {
        CellTableModel model({QStringLiteral("Time"), QStringLiteral("What")});
        model.setRows(rows({"a"}));
        QCOMPARE(model.index(0, 1).data(Qt::AccessibleTextRole).toString(), QStringLiteral("What: value of a"));
        QCOMPARE(model.headerData(1, Qt::Horizontal, Qt::DisplayRole).toString(), QStringLiteral("What"));
        QVERIFY(!model.headerData(2, Qt::Horizontal, Qt::DisplayRole).isValid());
        QVERIFY(!model.headerData(0, Qt::Vertical, Qt::DisplayRole).isValid());
    }

    // Where there is room a column takes what its content needs, until a hand gives it another width.
    void aColumnGrowsIntoTheRoomThatIsLeft()
    {
        Shown shown;
        const int own = shown.table->columnWidth(0);
        shown.table->setGrowing(0, own + 100, 200);
        QCOMPARE(shown.table->columnWidth(0), own + 100);
        QCOMPARE(shown.table->ownWidth(0), own);
        shown.table->setMinimumWidth(1);
        shown.window.resize(own + 150, 300);
        QCoreApplication::sendPostedEvents();
        QCOMPARE(shown.table->columnWidth(0), own); // the other one has no more than its share
        shown.window.resize(500, 300);
        QCoreApplication::sendPostedEvents();
        QCOMPARE(shown.table->columnWidth(0), own + 100);
        shown.table->setColumnWidth(0, own + 7);
        shown.window.resize(600, 300);
        QCoreApplication::sendPostedEvents();
        shown.table->setGrowing(0, own + 200, 0);
        QCOMPARE(shown.table->columnWidth(0), own + 7);
        QCOMPARE(shown.table->ownWidth(0), own + 7);
    }

    void aColumnIsNoNarrowerThanItMust()
    {
        Shown shown;
        shown.table->setLeastWidth(0, 150);
        QCOMPARE(shown.table->columnWidth(0), 150);
        shown.table->setColumnWidth(0, 40);
        QCOMPARE(shown.table->columnWidth(0), 150);
    }

    void aSelectionStaysOnItsRowWhenOthersComeBefore()
    {
        Shown shown;
        QVERIFY(QTest::qWaitForWindowActive(&shown.window));
        shown.model.setRows(rows({"b", "a"}));
        const QRect rect = shown.table->visualRect(shown.model.index(0, 1));
        QTest::mouseClick(shown.table->viewport(), Qt::LeftButton, {}, rect.center());
        QCOMPARE(shown.table->currentIndex().row(), 0);
        shown.model.setRows(rows({"d", "c", "b", "a"}));
        QCOMPARE(shown.table->currentIndex().row(), 2);
        QCOMPARE(shown.table->currentIndex().siblingAtColumn(0).data().toString(), QStringLiteral("b"));
        QCOMPARE(shown.table->selectionModel()->selectedRows().size(), 1);
    }

    void arrowsWalkAndTabLeaves()
    {
        Shown shown;
        shown.model.setRows(rows({"c", "b", "a"}));
        QVERIFY(QTest::qWaitForWindowActive(&shown.window));
        shown.before->setFocus();
        QTest::keyClick(shown.before, Qt::Key_Tab);
        QVERIFY(shown.table->hasFocus());
        QTest::keyClick(shown.table, Qt::Key_Home, Qt::ControlModifier);
        QTest::keyClick(shown.table, Qt::Key_Down);
        QCOMPARE(shown.table->currentIndex().row(), 1);
        QTest::keyClick(shown.table, Qt::Key_Tab);
        QVERIFY(shown.after->hasFocus());
    }

    void nothingInItCanBeEdited()
    {
        Shown shown;
        shown.model.setRows(rows({"a"}));
        QVERIFY(QTest::qWaitForWindowActive(&shown.window));
        const QRect rect = shown.table->visualRect(shown.model.index(0, 1));
        QTest::mouseDClick(shown.table->viewport(), Qt::LeftButton, {}, rect.center());
        QTest::keyClick(shown.table, Qt::Key_F2);
        QVERIFY(shown.table->findChildren<QLineEdit*>().isEmpty());
    }

    void anEmptyTableSaysWhy()
    {
        Shown shown;
        const QImage silent = shown.table->grab().toImage();
        shown.table->setEmptyText(QStringLiteral("NOBODY listens."));
        QCOMPARE(shown.table->accessibleDescription(), QStringLiteral("NOBODY listens."));
        const QImage said = shown.table->grab().toImage();
        QVERIFY(said != silent);
        shown.model.setRows(rows({"a"}));
        shown.model.setRows({});
        QCOMPARE(shown.table->grab().toImage(), said);
    }

    // rule: G7, G9
    void cellsAreDrawnPlainAndStaleOnesLookStale()
    {
        Shown shown;
        const auto picture = [&](const Cell& cell) {
            CellRow one = row(QStringLiteral("a"));
            one.cells[1] = cell;
            shown.model.setRows({one});
            return shown.table->grab().toImage();
        };
        Cell cell;
        cell.text = QStringLiteral("bold");
        const QImage plain = picture(cell);
        cell.text = QStringLiteral("<b>bold</b>");
        const QImage markup = picture(cell);
        QVERIFY(markup != plain);
        cell.text = QStringLiteral("<b>bold\n</b>"); // a line break is no second line
        QVERIFY(picture(cell) != plain);
        cell.text = QStringLiteral("bold");
        cell.stale = true;
        QVERIFY(picture(cell) != plain);
        cell.stale = false;
        cell.state = ops::domain::TradingState::HardHalt;
        QVERIFY(picture(cell) != plain); // rule: G5, its shape beside the word
    }

    void heightInRows()
    {
        Shown shown;
        shown.table->setFixedRows(4);
        const int four = shown.table->height();
        shown.table->setFixedRows(5);
        QCOMPARE(shown.table->height() - four, rowHeight());
    }
};

QTEST_MAIN(TestDataTable)
#include "tst_data_table.moc"
