#include "models/health_model.h"
#include "support/fake_clock.h"
#include "support/test_case.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <functional>

using namespace ops;
using namespace std::chrono_literals;
using domain::HealthRecord;
using models::HealthColumn;
using models::HealthModel;

namespace {

HealthRecord record(const char* title)
{
    HealthRecord made;
    made.check.id = QString::fromLatin1(title);
    made.check.title = made.check.id;
    return made;
}

QString heading(HealthColumn column)
{
    return QStringLiteral("H%1").arg(static_cast<int>(column));
}

QString cell(const HealthRecord& record, HealthColumn column, const base::Instant& now)
{
    return QStringLiteral("%1/%2/%3").arg(record.check.title).arg(static_cast<int>(column)).arg(now.monoNs);
}

QString spoken(const HealthRecord& record, HealthColumn column, const base::Instant& now)
{
    return QStringLiteral("spoken %1").arg(cell(record, column, now));
}

QString note(const HealthRecord& record, HealthColumn column, const base::Instant& now)
{
    return QStringLiteral("below %1").arg(cell(record, column, now));
}

HealthModel::Texts texts()
{
    return {heading, cell, spoken, note};
}

} // namespace

class TestHealthModel final : public test::TestCase {
    Q_OBJECT

private Q_SLOTS:
    void rowsSayWhatTheyAreGiven()
    {
        HealthModel model(texts());
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        QCOMPARE(model.rowCount(), 0);
        model.setNow({5, 5});
        model.reset({record("a"), record("b")}, {7, 7});
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.columnCount(), models::healthColumnCount);
        QCOMPARE(model.index(1, 3).data().toString(), QStringLiteral("b/3/7"));
        QCOMPARE(model.index(1, 3).data(Qt::AccessibleTextRole).toString(), QStringLiteral("spoken b/3/7"));
        QCOMPARE(model.index(1, 3).data(Qt::AccessibleDescriptionRole).toString(), QStringLiteral("below b/3/7"));
        QCOMPARE(model.headerData(5, Qt::Horizontal, Qt::DisplayRole).toString(), QStringLiteral("H5"));
        QVERIFY(!model.headerData(6, Qt::Horizontal, Qt::DisplayRole).isValid());
        QCOMPARE(model.index(0, 0).data(HealthModel::RecordRole).value<HealthRecord>(), record("a"));
        QVERIFY(!model.index(0, 0).data(Qt::CheckStateRole).isValid());
    }

    void onlyTheRowThatChangedIsAnnounced()
    {
        HealthModel model(texts());
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        model.reset({record("a"), record("b"), record("c")}, {});
        const QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        model.update(1, record("b"), {}); // the same
        model.update(7, record("x"), {});
        model.update(-1, record("x"), {});
        QCOMPARE(changed.count(), 0);
        HealthRecord other = record("b");
        other.latencyMs = 3;
        model.update(1, other, {9, 9});
        QCOMPARE(changed.count(), 1);
        QCOMPARE(changed.first().at(0).toModelIndex(), model.index(1, 0));
        QCOMPARE(changed.first().at(1).toModelIndex(), model.index(1, models::healthColumnCount - 1));
        QCOMPARE(reset.count(), 0); // selection and scroll stay
        QCOMPARE(model.now(), (base::Instant{9, 9}));
    }

    void timeChangesOnlyTheColumnsWithAnAge()
    {
        HealthModel model(texts());
        model.reset({record("a"), record("b")}, {});
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        model.setNow({1, 1});
        QCOMPARE(changed.count(), 2);
        for (const auto& arguments : changed) {
            const auto first = arguments.at(0).toModelIndex();
            QCOMPARE(first.column(), arguments.at(1).toModelIndex().column());
            QCOMPARE(first.row(), 0);
            QCOMPARE(arguments.at(1).toModelIndex().row(), 1);
        }
    }

    // rule: G9
    void aRowThatGoesStaleIsAnnouncedWhole()
    {
        test::FakeClock clock;
        HealthModel model(texts());
        HealthRecord old = record("b");
        old.at = clock.now();
        old.maxAge = 10s;
        model.reset({record("a"), old}, clock.now());
        const auto announcedWhole = [&](const std::function<void()>& pass) {
            QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
            clock.advance(6s);
            pass();
            return std::any_of(changed.begin(), changed.end(), [&](const QList<QVariant>& arguments) {
                return arguments.at(0).toModelIndex() == model.index(1, 0) &&
                       arguments.at(1).toModelIndex() == model.index(1, models::healthColumnCount - 1);
            });
        };
        const auto second = [&] { model.setNow(clock.now()); };
        QVERIFY(!announcedWhole(second));
        QVERIFY(announcedWhole(second));
        QVERIFY(!announcedWhole(second)); // only once
        // News of another row is time as well.
        model.reset({record("a"), old}, *old.at);
        QVERIFY(announcedWhole([&] { model.update(0, record("c"), clock.now()); }));
    }
};

QTEST_GUILESS_MAIN(TestHealthModel)
#include "tst_health_model.moc"
