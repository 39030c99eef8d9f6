#include "models/service_filter_model.h"
#include "models/service_model.h"
#include "support/fake_clock.h"
#include "support/test_case.h"

#include <QAbstractItemModelTester>
#include <QItemSelectionModel>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

using namespace ops;
using namespace std::chrono_literals;
using domain::LevelGrade;
using domain::LevelKind;
using domain::ServiceRow;
using models::ServiceColumn;
using models::ServiceFilterModel;
using models::ServiceModel;

namespace {

ServiceRow row(const QString& name, const base::Instant& at)
{
    ServiceRow row;
    row.key = QStringLiteral("service:") + name;
    row.name = name;
    row.host = QStringLiteral("host");
    row.inRunbook = true;
    row.wantedContainer = name;
    row.container = domain::Container();
    row.container->name = name;
    row.container->run = domain::ContainerRun::Running;
    row.container->startedUtcMs = at.utcMs - 1000;
    row.engineFollowed = true;
    row.knownAt = at;
    for (domain::HealthLevel& level : row.levels) {
        level.grade = LevelGrade::Ok;
        level.value = QStringLiteral("running");
        level.at = at;
        level.maxAge = 25s;
    }
    return row;
}

QString headingOf(ServiceColumn column)
{
    return QStringLiteral("H%1").arg(static_cast<int>(column));
}

// Text that says what it was made from.
QString textOf(const ServiceRow& row, ServiceColumn column, const base::Instant& now)
{
    switch (column) {
    case ServiceColumn::Up:
        return QString::number(row.uptime(now).value_or(0ms).count() / 1000);
    case ServiceColumn::Age:
        return QString::number(row.knownAt ? base::elapsed(*row.knownAt, now).count() / 1'000'000'000 : -1);
    case ServiceColumn::LastError:
        return row.errors && row.errors->lastUtcMs ? QString::number((now.utcMs - *row.errors->lastUtcMs) / 1000)
                                                   : QString();
    case ServiceColumn::Service:
        return row.name;
    case ServiceColumn::State:
        return domain::containerRunWord(row.container ? row.container->run : domain::ContainerRun::Unknown);
    case ServiceColumn::Trading:
        return domain::isStale(row, LevelKind::TradingState, now) ? QStringLiteral("old") : QStringLiteral("young");
    case ServiceColumn::Cpu:
        return QString::number(row.load ? row.load->cpuPercent : -1, 'f', 1);
    default:
        return QStringLiteral("c%1").arg(static_cast<int>(column));
    }
}

QString tipOf(const ServiceRow& row, ServiceColumn, const base::Instant&)
{
    return QStringLiteral("about ") + row.name;
}

QString lastKnownOf(const QString& text)
{
    return text + QStringLiteral(" (old)");
}

} // namespace

class TestServiceModel final : public test::TestCase {
    Q_OBJECT

private:
    struct Rig {
        test::FakeClock clock;
        ServiceModel model{headingOf, textOf, tipOf, lastKnownOf};
        QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::Fatal};
        QSignalSpy changes{&model, &QAbstractItemModel::dataChanged};

        std::vector<ServiceRow> rows(const QStringList& names) const
        {
            std::vector<ServiceRow> list;
            for (const QString& name : names)
                list.push_back(row(name, clock.now()));
            return list;
        }
        QStringList names() const
        {
            QStringList list;
            for (int i = 0; i < model.rowCount(); ++i)
                list << model.rowAt(i).name;
            return list;
        }
    };
    static QStringList abc() { return {QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")}; }

private Q_SLOTS:
    void cellsSayWhatTheyAre()
    {
        Rig rig;
        rig.model.setRows(rig.rows(abc()), rig.clock.now());
        const QModelIndex cell = rig.model.index(1, static_cast<int>(ServiceColumn::Role));
        QCOMPARE(cell.data().toString(), QStringLiteral("c1"));
        QCOMPARE(cell.data(Qt::AccessibleTextRole).toString(), QStringLiteral("H1: c1"));
        QCOMPARE(cell.data(Qt::ToolTipRole).toString(), QStringLiteral("about b"));
        QCOMPARE(cell.data(ServiceModel::KeyRole).toString(), QStringLiteral("service:b"));
        QCOMPARE(rig.model.headerData(2, Qt::Horizontal, Qt::DisplayRole).toString(), QStringLiteral("H2"));
        QVERIFY(!rig.model.headerData(99, Qt::Horizontal, Qt::DisplayRole).isValid());
    }

    void onlyWhatChangedIsTold()
    {
        Rig rig;
        auto rows = rig.rows(abc());
        rig.model.setRows(rows, rig.clock.now());
        rig.changes.clear();
        rig.model.setRows(rows, rig.clock.now());
        QCOMPARE(rig.changes.count(), 0);
        rows[1].container->run = domain::ContainerRun::Exited;
        rig.model.setRows(rows, rig.clock.now());
        using Cells = QSet<QPair<int, int>>;
        // A cell is told by itself, or a view paints all of its rows.
        const auto told = [&rig] {
            Cells cells;
            for (const auto& change : std::as_const(rig.changes))
                if (change.at(0) == change.at(1))
                    cells.insert({change.at(0).toModelIndex().row(), change.at(0).toModelIndex().column()});
            return cells.size() == rig.changes.size() ? cells : Cells();
        };
        const auto cell = [](int row, ServiceColumn column) { return QPair<int, int>(row, static_cast<int>(column)); };
        QCOMPARE(told(), (Cells{cell(1, ServiceColumn::State), cell(1, ServiceColumn::Up)}));
        QCOMPARE(rig.model.index(1, static_cast<int>(ServiceColumn::State)).data().toString(),
                 QStringLiteral("exited"));
        // A value that looks the same is the same.
        rows[0].load = domain::ContainerLoad();
        rows[0].load->cpuPercent = 1.23;
        rig.model.setRows(rows, rig.clock.now());
        rig.changes.clear();
        rows[0].load->cpuPercent = 1.24;
        rows[1].restarts.crashes = 9;
        rig.model.setRows(rows, rig.clock.now());
        QCOMPARE(rig.changes.count(), 0);
        rows[0].load->cpuPercent = 2.5;
        rows[2].levels[0].grade = LevelGrade::Failed; // it needs attention, which is told by its name
        rig.model.setRows(rows, rig.clock.now());
        QCOMPARE(told(),
                 (Cells{cell(0, ServiceColumn::Cpu), cell(2, ServiceColumn::State), cell(2, ServiceColumn::Service)}));
    }

    // What only a filter looks at is told too, or a row would stay hidden, or shown.
    void whatAFilterLooksAtIsTold()
    {
        Rig rig;
        ServiceFilterModel filter;
        filter.setSourceModel(&rig.model);
        auto rows = rig.rows(abc());
        rig.model.setRows(rows, rig.clock.now());
        filter.setText(QStringLiteral("sought"));
        QCOMPARE(filter.rowCount(), 0);
        rows[1].container->image = QStringLiteral("sought:1");
        rig.model.setRows(rows, rig.clock.now());
        QCOMPARE(filter.rowCount(), 1);
        rows[2].nearestName = QStringLiteral("sought-2");
        rig.model.setRows(rows, rig.clock.now());
        QCOMPARE(filter.rowCount(), 2);
        filter.setText({});
        filter.setAttentionOnly(true);
        QCOMPARE(filter.rowCount(), 0);
        rows[0].troubles = {domain::ServiceTrouble::Crashed};
        rig.model.setRows(rows, rig.clock.now());
        QCOMPARE(filter.rowCount(), 1);
    }

    // What was well when it was last known is wanted too: nobody can say how it is now.
    // rule: G9
    void whatGoesStaleIsWantedByTheFilter()
    {
        Rig rig;
        ServiceFilterModel filter;
        filter.setSourceModel(&rig.model);
        filter.setAttentionOnly(true);
        rig.model.setRows(rig.rows(abc()), rig.clock.now());
        QCOMPARE(filter.rowCount(), 0);
        rig.clock.advance(26s);
        QVERIFY(!rig.model.index(0, 0).data(ServiceModel::AttentionRole).toBool()); // as of when time passed last
        rig.model.setNow(rig.clock.now());
        QCOMPARE(filter.rowCount(), 3);
        rig.model.setRows(rig.rows(abc()), rig.clock.now());
        QCOMPARE(filter.rowCount(), 0);
        auto rows = rig.rows(abc());
        rows[1].engineFollowed = false;
        rig.model.setRows(rows, rig.clock.now());
        QCOMPARE(filter.rowCount(), 1);
    }

    void timeChangesAgesOnly()
    {
        Rig rig;
        rig.model.setRows(rig.rows({QStringLiteral("a")}), rig.clock.now());
        rig.changes.clear();
        rig.clock.advance(100ms);
        rig.model.setNow(rig.clock.now());
        QCOMPARE(rig.changes.count(), 0); // nothing that is shown is another
        rig.clock.advance(1s);
        rig.model.setNow(rig.clock.now());
        QSet<int> columns;
        for (const auto& change : std::as_const(rig.changes))
            for (int c = change.at(0).toModelIndex().column(); c <= change.at(1).toModelIndex().column(); ++c)
                columns.insert(c);
        QCOMPARE(columns, (QSet<int>{static_cast<int>(ServiceColumn::Up), static_cast<int>(ServiceColumn::Age)}));
    }

    // rule: G9
    void whatIsPastItsAgeGoesStale()
    {
        Rig rig;
        rig.model.setRows(rig.rows({QStringLiteral("a")}), rig.clock.now());
        const QModelIndex state = rig.model.index(0, static_cast<int>(ServiceColumn::State));
        QVERIFY(!state.data(ServiceModel::StaleRole).toBool());
        rig.clock.advance(26s);
        rig.changes.clear();
        rig.model.setNow(rig.clock.now());
        QVERIFY(state.data(ServiceModel::StaleRole).toBool());
        QVERIFY(!rig.changes.isEmpty());
        auto rows = rig.rows({QStringLiteral("a")});
        rows[0].engineFollowed = false;
        rig.model.setRows(rows, rig.clock.now());
        QVERIFY(state.data(ServiceModel::StaleRole).toBool()); // however young
        const QModelIndex lastError = rig.model.index(0, static_cast<int>(ServiceColumn::LastError));
        QVERIFY(lastError.data(ServiceModel::StaleRole).toBool());
    }

    // Who cannot see that a cell is grey is told so.
    // rule: G9, G5
    void whatIsLastKnownIsSaidSo_data()
    {
        QTest::addColumn<ServiceColumn>("column");
        QTest::addColumn<bool>("said");
        const auto row = [](const char* name, ServiceColumn column, bool said) {
            QTest::newRow(name) << column << said;
        };
        row("its name is no news", ServiceColumn::Service, false);
        row("role", ServiceColumn::Role, false);
        row("state", ServiceColumn::State, true);
        row("healthcheck", ServiceColumn::Healthcheck, true);
        row("endpoint", ServiceColumn::Endpoint, true);
        row("trading", ServiceColumn::Trading, true);
        row("an age says it itself", ServiceColumn::Age, false);
        row("container", ServiceColumn::Container, true);
        row("last error", ServiceColumn::LastError, true);
        row("image", ServiceColumn::Image, true);
        row("up", ServiceColumn::Up, true);
        row("restarts", ServiceColumn::Restarts, true);
        row("exit code", ServiceColumn::ExitCode, true);
        row("CPU", ServiceColumn::Cpu, true);
        row("memory", ServiceColumn::Memory, true);
        row("host", ServiceColumn::Host, false);
    }
    void whatIsLastKnownIsSaidSo()
    {
        QFETCH(ServiceColumn, column);
        QFETCH(bool, said);
        Rig rig;
        auto rows = rig.rows({QStringLiteral("a")});
        rows[0].load = domain::ContainerLoad();
        rows[0].loadAt = rig.clock.now();
        rig.model.setRows(rows, rig.clock.now());
        const QModelIndex cell = rig.model.index(0, static_cast<int>(column));
        const auto spoken = [&cell] { return cell.data(Qt::AccessibleTextRole).toString(); };
        QVERIFY2(!spoken().contains(QLatin1String("(old)")), qPrintable(spoken()));
        rig.clock.advance(26s);
        rig.model.setNow(rig.clock.now());
        QCOMPARE(spoken().endsWith(QLatin1String("(old)")), said);
        QVERIFY(spoken().startsWith(headingOf(column) + QStringLiteral(": ")));
    }

    // Some words are others once they are only last known.
    void whatGoesStaleIsWordedAnew()
    {
        Rig rig;
        rig.model.setRows(rig.rows({QStringLiteral("a")}), rig.clock.now());
        const QModelIndex trading = rig.model.index(0, static_cast<int>(ServiceColumn::Trading));
        QCOMPARE(trading.data().toString(), QStringLiteral("young"));
        rig.clock.advance(26s);
        rig.model.setNow(rig.clock.now());
        QCOMPARE(trading.data().toString(), QStringLiteral("old"));
    }

    // rule: H7
    void whatIsProvenOfTrading_data()
    {
        using domain::TradingState;
        QTest::addColumn<QString>("word");
        QTest::addColumn<LevelGrade>("grade");
        QTest::addColumn<TradingState>("young");
        QTest::addColumn<TradingState>("old");
        const auto row = [](const char* name, const char* word, LevelGrade grade, TradingState young,
                            TradingState old) {
            QTest::newRow(name) << QString::fromLatin1(word) << grade << young << old;
        };
        row("open", "OPEN", LevelGrade::Ok, TradingState::Open, TradingState::Unknown);
        row("a halt was sent since", "OPEN", LevelGrade::Unknown, TradingState::Unknown, TradingState::Unknown);
        row("soft", "SOFT_HALT", LevelGrade::Degraded, TradingState::SoftHalt, TradingState::SoftHalt);
        row("hard", "HARD_HALT", LevelGrade::Failed, TradingState::HardHalt, TradingState::HardHalt);
        row("unheard", "UNKNOWN", LevelGrade::Unknown, TradingState::Unknown, TradingState::Unknown);
        row("says nothing of it", "", LevelGrade::NotApplicable, TradingState::Unknown, TradingState::Unknown);
    }
    void whatIsProvenOfTrading()
    {
        using domain::TradingState;
        QFETCH(QString, word);
        QFETCH(LevelGrade, grade);
        Rig rig;
        auto rows = rig.rows({QStringLiteral("a")});
        rows[0].level(LevelKind::TradingState).value = word;
        rows[0].level(LevelKind::TradingState).grade = grade;
        rig.model.setRows(rows, rig.clock.now());
        const auto proven = [&rig] {
            const QModelIndex cell = rig.model.index(0, static_cast<int>(ServiceColumn::Trading));
            return static_cast<TradingState>(cell.data(ServiceModel::TradingRole).toInt());
        };
        QTEST(proven(), "young");
        rig.clock.advance(26s);
        rig.model.setNow(rig.clock.now());
        QTEST(proven(), "old");
    }

    // Its name stays, and is only the runbook's then.
    void aContainerThatIsGoneIsTold()
    {
        Rig rig;
        auto rows = rig.rows({QStringLiteral("a")});
        rig.model.setRows(rows, rig.clock.now());
        const QModelIndex cell = rig.model.index(0, static_cast<int>(ServiceColumn::Container));
        QVERIFY(!cell.data(ServiceModel::AbsentRole).toBool());
        rig.changes.clear();
        rows[0].container.reset();
        rig.model.setRows(rows, rig.clock.now());
        QVERIFY(cell.data(ServiceModel::AbsentRole).toBool());
        const auto told = [&cell](const QList<QVariant>& change) { return change.at(0).toModelIndex() == cell; };
        QVERIFY(std::any_of(rig.changes.cbegin(), rig.changes.cend(), told));
    }

    void selectionStaysWithItsService()
    {
        Rig rig;
        ServiceFilterModel filter;
        filter.setSourceModel(&rig.model);
        QAbstractItemModelTester tester(&filter, QAbstractItemModelTester::FailureReportingMode::Fatal);
        filter.sort(static_cast<int>(ServiceColumn::Service), Qt::DescendingOrder);
        QItemSelectionModel selection(&filter);
        rig.model.setRows(rig.rows(abc()), rig.clock.now());
        selection.setCurrentIndex(filter.index(0, 0), QItemSelectionModel::SelectCurrent);
        QCOMPARE(selection.currentIndex().data().toString(), QStringLiteral("c"));
        rig.clock.advance(1s);
        rig.model.setRows(
            rig.rows({QStringLiteral("0"), QStringLiteral("b"), QStringLiteral("c"), QStringLiteral("z")}),
            rig.clock.now());
        QCOMPARE(selection.currentIndex().data().toString(), QStringLiteral("c"));
        QCOMPARE(filter.index(0, 0).data().toString(), QStringLiteral("z"));
    }

    void anyRowsInAnyOrder()
    {
        Rig rig;
        QRandomGenerator random(7);
        for (int round = 0; round < 300; ++round) {
            QStringList names;
            for (char letter = 'a'; letter < 'k'; ++letter)
                if (random.bounded(3) != 0)
                    names << QString(QLatin1Char(letter));
            std::shuffle(names.begin(), names.end(), random);
            rig.model.setRows(rig.rows(names), rig.clock.now());
            QCOMPARE(rig.names(), names);
        }
    }

    void sortsByTheValueNotByItsText_data()
    {
        QTest::addColumn<ServiceColumn>("column");
        QTest::addColumn<Qt::SortOrder>("order");
        QTest::addColumn<QString>("names");
        const auto row = [](ServiceColumn column, Qt::SortOrder order, const char* names) {
            QTest::addRow("%d %d", static_cast<int>(column), static_cast<int>(order))
                << column << order << QString::fromLatin1(names);
        };
        row(ServiceColumn::Restarts, Qt::AscendingOrder, "cab");
        row(ServiceColumn::Restarts, Qt::DescendingOrder, "acb"); // what is unknown stays last
        row(ServiceColumn::State, Qt::DescendingOrder, "bac");
        row(ServiceColumn::Container, Qt::AscendingOrder, "bca"); // a missing one by the name it would have
        row(ServiceColumn::Cpu, Qt::DescendingOrder, "cab");
        row(ServiceColumn::Up, Qt::AscendingOrder, "cab");
        row(ServiceColumn::Host, Qt::AscendingOrder, "abc"); // the same: the order they came in
        row(ServiceColumn::Host, Qt::DescendingOrder, "abc");
    }
    void sortsByTheValueNotByItsText()
    {
        QFETCH(ServiceColumn, column);
        QFETCH(Qt::SortOrder, order);
        Rig rig;
        auto rows = rig.rows(abc());
        rows[0].container->restartCount = 14;
        rows[0].container->name = QStringLiteral("z");
        rows[2].container->restartCount = 2;
        rows[2].container->startedUtcMs = *rows[0].container->startedUtcMs + 500;
        rows[1].container.reset();
        rows[1].level(LevelKind::Container).grade = LevelGrade::Failed;
        rows[0].load = domain::ContainerLoad{{}, 9.5, 1};
        rows[2].load = domain::ContainerLoad{{}, 12.25, 1};
        rig.model.setRows(rows, rig.clock.now());
        ServiceFilterModel filter;
        filter.setSourceModel(&rig.model);
        filter.sort(static_cast<int>(column), order);
        QString names;
        for (int i = 0; i < filter.rowCount(); ++i)
            names += filter.index(i, 0).data().toString();
        QTEST(names, "names");
    }

    void filtersByTextAndByWhatNeedsAttention()
    {
        Rig rig;
        auto rows = rig.rows({QStringLiteral("titan-brain"), QStringLiteral("titan-nats")});
        rows[1].level(LevelKind::Healthcheck).grade = LevelGrade::Degraded;
        rows[1].container->image = QStringLiteral("nats:2.10");
        rig.model.setRows(rows, rig.clock.now());
        ServiceFilterModel filter;
        filter.setSourceModel(&rig.model);
        filter.setText(QStringLiteral("BRAIN"));
        QCOMPARE(filter.rowCount(), 1);
        filter.setText(QStringLiteral("2.10"));
        QCOMPARE(filter.index(0, 0).data().toString(), QStringLiteral("titan-nats"));
        filter.setText({});
        filter.setAttentionOnly(true);
        QCOMPARE(filter.rowCount(), 1);
        rows[1].level(LevelKind::Healthcheck).grade = LevelGrade::Ok;
        rig.model.setRows(rows, rig.clock.now());
        QCOMPARE(filter.rowCount(), 0); // it follows
    }
};

QTEST_GUILESS_MAIN(TestServiceModel)
#include "tst_service_model.moc"
