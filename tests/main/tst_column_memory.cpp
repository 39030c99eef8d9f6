#include "main/column_memory.h"
#include "support/test_case.h"
#include "ui/common/data_table.h"

#include <QHeaderView>
#include <QStandardItemModel>
#include <QTemporaryDir>
#include <QTest>

using namespace ops;

namespace {

// A window with one table of four columns, the last of which fills it.
struct Shown {
    explicit Shown(const QString& root, int columns = 4)
        : preferences(root)
        , model(3, columns)
    {
        table.setObjectName(QStringLiteral("logTable"));
        table.setProperty(ui::columnsAreChosen, true);
        table.setModel(&model);
        table.horizontalHeader()->setStretchLastSection(true);
        window.resize(800, 300);
        table.resize(800, 300);
        window.show();
        memory.restore(window, preferences);
    }
    void close()
    {
        memory.keep(window, preferences);
        QVERIFY(preferences.sync().ok());
    }

    infra::Preferences preferences;
    main::ColumnMemory memory;
    QStandardItemModel model;
    QWidget window;
    QTableView table{&window};
};

} // namespace

// What the operator did to the columns of a table is there again the next time.
class TestColumnMemory final : public test::TestCase {
    Q_OBJECT

private Q_SLOTS:
    void widthsAndHiddenColumnsComeBack()
    {
        const QTemporaryDir root;
        {
            Shown first(root.path());
            first.table.setColumnWidth(0, 333);
            first.table.setColumnHidden(1, true);
            first.close();
        }
        Shown second(root.path());
        QCOMPARE(second.table.columnWidth(0), 333);
        QVERIFY(second.table.isColumnHidden(1));
        QVERIFY(!second.table.isColumnHidden(2));
        // Shown again, it is there the next time too.
        second.table.setColumnHidden(1, false);
        second.close();
        const Shown third(root.path());
        QVERIFY(!third.table.isColumnHidden(1));
        QCOMPARE(third.table.columnWidth(0), 333);
    }

    void whatNobodyTouchedIsNotKept()
    {
        const QTemporaryDir root;
        Shown shown(root.path());
        shown.window.resize(1200, 300); // the last column grows
        shown.table.resize(1200, 300);
        shown.close();
        QVERIFY(shown.preferences.columnWidths(QStringLiteral("logTable")).isEmpty());
    }

    // A column that grew with its window was chosen by nobody, and grows again the next time.
    void whatGrewByItselfIsNotKept()
    {
        const QTemporaryDir root;
        infra::Preferences preferences(root.path());
        QStandardItemModel model(3, 2);
        const auto open = [&](int dragged) {
            main::ColumnMemory memory;
            QWidget window;
            ui::DataTable table(QStringLiteral("healthTable"), QStringLiteral("Checks"), &window);
            table.setModel(&model);
            table.setColumnCharacters({10, 0});
            table.setGrowing(0, table.columnWidth(0) + 100, 50);
            memory.restore(window, preferences);
            table.resize(800, 300);
            window.show();
            if (dragged > 0)
                table.setColumnWidth(0, dragged);
            const int width = table.columnWidth(0);
            memory.keep(window, preferences);
            return width;
        };
        const int grown = open(0);
        QVERIFY(preferences.columnWidths(QStringLiteral("healthTable")).isEmpty());
        QCOMPARE(open(0), grown);
        QCOMPARE(open(grown + 33), grown + 33);
        QCOMPARE(open(0), grown + 33);
    }

    // A page hides a column of its own accord when it has nothing to say; nobody chose that.
    void whatAPageHidesIsNotKept()
    {
        const QTemporaryDir root;
        Shown shown(root.path());
        shown.table.setProperty(ui::columnsAreChosen, false);
        shown.table.setColumnHidden(1, true);
        shown.table.setColumnHidden(3, true); // the one before it fills the window now
        shown.close();
        QVERIFY(shown.preferences.columnWidths(QStringLiteral("logTable")).isEmpty());
    }

    void otherColumnsThanNowAreLeftAlone()
    {
        const QTemporaryDir root;
        {
            Shown first(root.path());
            first.table.setColumnHidden(0, true);
            first.close();
        }
        const Shown other(root.path(), 5);
        QVERIFY(!other.table.isColumnHidden(0));
    }
};

QTEST_MAIN(TestColumnMemory)
#include "tst_column_memory.moc"
