#include "log_pane_rig.h"
#include "ui/common/label.h"
#include "ui/common/tokens.h"
#include "ui/logs/log_pins.h"

#include <QClipboard>
#include <QComboBox>
#include <QFontMetricsF>
#include <QListWidget>

#include <cstdlib>
#include <ctime>

using namespace ops;
using domain::LogTime;
using test::part;
using test::Shown;
using ui::LogZone;

namespace {

constexpr LogTime summer{1'792'888'200'000}; // 2026-10-25T00:30:00Z, 02:30 in Berlin
constexpr LogTime winter{1'792'891'800'000}; // and an hour after that 02:30 once more

void setZone(const char* zone)
{
    ::setenv("TZ", zone, 1);
    ::tzset();
}

// Both of them, in the zone of this machine.
struct Autumn : Shown {
    Autumn()
    {
        source.write("titan-brain", "2026-10-25T00:30:00.000Z  INFO order 12 filled\n"
                                    "2026-10-25T01:30:00.000Z  INFO order 12 filled\n"
                                    "2026-10-25T02:30:00.000Z  INFO order 12 filled\n");
        part<QComboBox>(pane, "logZone")->setCurrentIndex(1);
    }
    // What is painted in the column of the times.
    QImage paintedTime(int row) const
    {
        const QModelIndex cell = table->model()->index(row, static_cast<int>(models::LogColumn::TimeUtc));
        return table->viewport()->grab(table->visualRect(cell)).toImage();
    }
    QString detailHead() const { return part<ui::ElidedLabel>(pane, "logDetailHead")->text(); }
};

} // namespace

// The hour that the clocks show twice: two moments never look the same.
// rule: G8
class TestLogLocalTimes final : public test::TestCase {
    Q_OBJECT

private Q_SLOTS:
    void init() { setZone("Europe/Berlin"); }
    void cleanup() { setZone("UTC"); }

    void theOffsetStandsBehindThem()
    {
        QCOMPARE(ui::logTimeText(summer, LogZone::Local), QStringLiteral("2026-10-25 02:30:00.000+02:00"));
        QCOMPARE(ui::logTimeText(winter, LogZone::Local), QStringLiteral("2026-10-25 02:30:00.000+01:00"));
        QCOMPARE(ui::logTimeText({winter.utcMs + 3'600'000}, LogZone::Local),
                 QStringLiteral("2026-10-25 03:30:00.000"));
        for (const LogZone zone : {LogZone::Utc, LogZone::Ago})
            QCOMPARE(ui::logTimeText(summer, zone), QStringLiteral("2026-10-25 00:30:00.000"));
        QVERIFY(ui::logTimeText({}, LogZone::Local).isEmpty());
    }

    void inTheTable()
    {
        const Autumn shown;
        QTRY_COMPARE(shown.rows(), 3);
        QVERIFY(shown.paintedTime(0) != shown.paintedTime(1));
        const double width = QFontMetricsF(ui::fixedFont()).horizontalAdvance(ui::logTimeText(summer, LogZone::Local));
        QVERIFY(shown.table->columnWidth(static_cast<int>(models::LogColumn::TimeUtc)) - 2 * ui::space::s >= width);
    }

    void inTheLineBelow()
    {
        const Autumn shown;
        QTRY_COMPARE(shown.rows(), 3);
        const QString zone = ui::logZoneName(LogZone::Local);
        for (const auto& [row, said] :
             {std::pair(0, "2026-10-25 02:30:00.000+02:00 "), std::pair(1, "2026-10-25 02:30:00.000+01:00 "),
              std::pair(2, "2026-10-25 03:30:00.000 ")}) {
            shown.table->goTo(row);
            QVERIFY2(shown.detailHead().startsWith(QLatin1String(said) + zone + QStringLiteral(" · ")),
                     qPrintable(shown.detailHead()));
        }
    }

    // What is copied is told apart everywhere else too: it is in UTC.
    void inWhatIsCopied()
    {
        const Autumn shown;
        QTRY_COMPARE(shown.rows(), 3);
        QTest::keyClick(shown.table, Qt::Key_Home);
        QTest::keyClick(shown.table, Qt::Key_Down, Qt::ShiftModifier);
        shown.table->setFocus();
        QTest::keyClick(shown.table, Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(),
                 QStringLiteral("2026-10-25T00:30:00.000Z INFO titan-brain order 12 filled\n"
                                "2026-10-25T01:30:00.000Z INFO titan-brain order 12 filled\n"));
    }

    void inThePins()
    {
        const Autumn shown;
        QTRY_COMPARE(shown.rows(), 3);
        shown.table->setFocus();
        for (const int row : {0, 1}) {
            shown.table->goTo(row);
            QTest::keyClick(shown.table, Qt::Key_P);
        }
        const auto* pins = part<QListWidget>(shown.pane, "logPinList");
        QCOMPARE(pins->count(), 2);
        QVERIFY(pins->item(0)->text().startsWith(QStringLiteral("2026-10-25 02:30:00.000+02:00 ")));
        QVERIFY(pins->item(1)->text().startsWith(QStringLiteral("2026-10-25 02:30:00.000+01:00 ")));
    }
};

QTEST_MAIN(TestLogLocalTimes)
#include "tst_log_local_times.moc"
