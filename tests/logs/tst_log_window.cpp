#include "fake_log_ports.h"
#include "infra/search/log_search.h"
#include "support/fake_clock.h"
#include "support/test_case.h"
#include "ui/common/label.h"
#include "ui/logs/log_table.h"
#include "ui/logs/log_window.h"
#include "ui/widget_rig.h"

#include <QTest>

using namespace ops;
using test::part;

namespace {

struct Opened {
    explicit Opened(const QStringList& paths)
        : window(controller, {&clock}, paths)
    {
        window.show();
        controller.start();
    }
    // More lines than the store keeps.
    void writeMany()
    {
        std::string many;
        for (int i = 0; i < 10'000; ++i)
            many += "line " + std::to_string(i) + '\n';
        source.write("titan-brain", many);
    }
    QString front() const
    {
        const auto* table = part<ui::LogTable>(window, "logTable");
        return table->model()->index(0, static_cast<int>(models::LogColumn::Message)).data().toString();
    }
    ui::Label* note() const { return part<ui::Label>(window, "logSkew"); }

    test::FakeClock clock;
    test::FakeLogSource source{{qint64{64} * 1024, {16 * 1024, 256}}};
    infra::LogSearch lines{nullptr, 1};
    infra::LogSearch places{nullptr, 1};
    app::LogViewController controller{source, lines, places};
    ui::LogWindow window;
};

const QString file = QStringLiteral("/var/log/titan.log");
const std::string setBack = "2026-01-30T18:04:11.000Z INFO one\n"
                            "2026-01-30T18:05:11.000Z INFO two\n"
                            "2026-01-30T16:55:11.000Z INFO three\n"
                            "2026-01-30T18:04:11.000Z INFO four\n";

} // namespace

class TestLogWindow final : public test::TestCase {
    Q_OBJECT

private Q_SLOTS:
    // Lines that went are in the file still; those of a pipe are nowhere.
    void itSaysHowToSeeWhatWent_data()
    {
        QTest::addColumn<QStringList>("paths");
        QTest::addColumn<bool>("pipe");
        QTest::addColumn<QString>("said");
        const QString standardInput = QStringLiteral("standard input cannot be read a second time");
        QTest::newRow("a file") << QStringList{file} << false
                                << QStringLiteral("raise memoryMb in preferences.ini and open it again");
        QTest::newRow("a pipe") << QStringList{QStringLiteral("/run/titan.pipe")} << true
                                << QStringLiteral("; a pipe is read only once: nothing can load them again");
        QTest::newRow("a pipe among files")
            << QStringList{file, QStringLiteral("/dev/fd/63")} << true
            << QStringLiteral("; a pipe is read only once: nothing can load them again");
        QTest::newRow("standard input") << QStringList{QStringLiteral("-")} << false << standardInput;
        QTest::newRow("standard input that is a pipe") << QStringList{QStringLiteral("-")} << true << standardInput;
    }
    void itSaysHowToSeeWhatWent()
    {
        QFETCH(QStringList, paths);
        QFETCH(bool, pipe);
        QFETCH(QString, said);
        Opened opened(paths);
        if (pipe)
            opened.window.sayPipe();
        opened.writeMany();
        QTRY_VERIFY2(opened.front().contains(QStringLiteral("lines are missing")) && opened.front().endsWith(said),
                     qPrintable(opened.front()));
    }

    // It turned out after lines had gone.
    void aPipeThatIsKnownLate()
    {
        Opened opened({QStringLiteral("/run/titan.pipe")});
        opened.writeMany();
        QTRY_VERIFY(opened.front().endsWith(QStringLiteral("open it again")));
        opened.window.sayPipe();
        QTRY_VERIFY(opened.front().endsWith(QStringLiteral("a pipe is read only once: nothing can load them again")));
    }

    // Once, with how often and how far; the lines stay where they are.
    void timesThatGoBackAreSaid()
    {
        Opened opened({file});
        opened.source.write({}, "2026-01-30T18:04:10.000Z INFO zero\n");
        QTRY_COMPARE(opened.controller.histogram().highest(), 1U);
        QVERIFY(!opened.note()->isVisible());
        opened.source.write({}, setBack);
        QTRY_VERIFY(opened.note()->isVisible());
        QVERIFY2(
            opened.note()->text().startsWith(QStringLiteral("The times go back at 1 places, by up to 1 h 10 min:")),
            qPrintable(opened.note()->text()));
        const auto* table = part<ui::LogTable>(opened.window, "logTable");
        QTRY_COMPARE(table->model()->rowCount(), 5);
        QCOMPARE(table->model()->index(3, static_cast<int>(models::LogColumn::Message)).data().toString(),
                 QStringLiteral("three"));
        opened.source.write({}, setBack);
        QTRY_VERIFY(opened.note()->text().contains(QStringLiteral("at 2 places")));
    }

    // Of several, lines stand by their times.
    void ofSeveralFilesItIsNotSaid()
    {
        Opened opened({file, QStringLiteral("/var/log/other.log")});
        opened.source.write("titan", setBack);
        QTRY_COMPARE(opened.controller.backSteps().count(), 1);
        QTRY_VERIFY(!opened.controller.histogram().empty());
        QVERIFY(!opened.note()->isVisible());
    }
};

QTEST_MAIN(TestLogWindow)
#include "tst_log_window.moc"
