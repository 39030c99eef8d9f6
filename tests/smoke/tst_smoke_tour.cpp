#include "smoke/smoke_rig.h"
#include "support/test_case.h"

#include <QDir>
#include <QFile>
#include <QImageReader>
#include <QMap>
#include <QRegularExpression>
#include <QTest>

using namespace ops;
using namespace ops::test;

namespace {

// What the tour promises to show, in its order: the main job, then what can go wrong. True: in every look; else only as
// long as the state lasts.
const QList<std::pair<QString, bool>>& stations()
{
    static const QList<std::pair<QString, bool>> list = [] {
        QList<std::pair<QString, bool>> all;
        for (const char* name : {"password",
                                 "overview-open",
                                 "activity",
                                 "services",
                                 "guard-lifted",
                                 "guard-holding",
                                 "guard-applied",
                                 "guard-proven",
                                 "overview-halted",
                                 "resume-gates",
                                 "resume-ready",
                                 "resume-sent",
                                 "soft-halt",
                                 "soft-halt-sent",
                                 "health-ok",
                                 "health-sick",
                                 "health-no-engine",
                                 "services-hosts",
                                 "services-detail",
                                 "service-act-halt-path",
                                 "service-act",
                                 "service-act-seen",
                                 "services-sick",
                                 "services-restart-loop",
                                 "services-engine-gone",
                                 "services-50",
                                 "services-stale",
                                 "alarm-foreign-resume",
                                 "guard-partly",
                                 "guard-nobody",
                                 "guard-nobody-sent",
                                 "alarm-nobody",
                                 "path-down",
                                 "guard-path-down",
                                 "guard-not-sent",
                                 "alarm-not-sent",
                                 "activity-filtered",
                                 "help",
                                 "about",
                                 "start",
                                 "logs-page",
                                 "logs-page-filtered",
                                 "logs-page-no-engine",
                                 "logs-page-back",
                                 "logs-page-first-row",
                                 "logs-page-older",
                                 "logs-page-halt",
                                 "services-last-error",
                                 "logs",
                                 "logs-errors-trace-open",
                                 "logs-find",
                                 "logs-found",
                                 "logs-nothing-matches",
                                 "logs-cut",
                                 "logs-empty",
                                 "logs-pins-highlights-repeats",
                                 "logs-ages",
                                 "logs-highlight-dialog",
                                 "logs-filter-name",
                                 "logs-time-window",
                                 "logs-export-dialog",
                                 "logs-exported"}) {
            const QString text = QString::fromLatin1(name);
            all.append({text, text != QLatin1String("guard-holding") && text != QLatin1String("guard-applied")});
        }
        return all;
    }();
    return list;
}

struct Picture {
    QString path;
    QString station;
    QString look; // "dark-2560x1440"
    QSize size;
};

// By number and look, as they were taken; a file that is named otherwise has an empty station.
QList<Picture> picturesIn(const QString& directory)
{
    static const QRegularExpression form(QStringLiteral("^\\d{3}-([a-z0-9-]+)-((?:light|dark)-(\\d+)x(\\d+))\\.png$"));
    QList<Picture> pictures;
    const QDir dir(directory);
    const QStringList files = dir.entryList({QStringLiteral("*.png")}, QDir::Files, QDir::Name);
    for (const QString& file : files) {
        const auto match = form.match(file);
        pictures.append({dir.filePath(file), match.captured(1), match.captured(2),
                         QSize(match.captured(3).toInt(), match.captured(4).toInt())});
    }
    return pictures;
}

constexpr int fewestColours = 40; // smoothed text alone has more; an empty window has a handful

} // namespace

// The built program walks its whole main job and its troubles by itself, on a real display.
class TestSmokeTour final : public TestCase {
    Q_OBJECT

private:
    VirtualDisplay m_display;
    QTemporaryDir m_directory;
    QByteArray m_account;

    // The account's paragraph of the first command that begins with `word`.
    QByteArray paragraph(const QByteArray& word) const
    {
        const qsizetype begin = m_account.indexOf(QByteArray("\n\n") += word + ' ');
        return begin < 0 ? QByteArray() : m_account.mid(begin + 2, m_account.indexOf("\n\n", begin + 2) - begin - 2);
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_display.start());
        ConsoleProcess console(m_display.name());
        QVERIFY(console.start({QStringLiteral("--tour"), m_directory.path()}));
        const int code = console.waitForExit(840'000);
        const QByteArray said = console.standardOutput() + console.standardError();
        QVERIFY2(code == 0, said.constData());
        QFile account(m_directory.filePath(QStringLiteral("account.txt")));
        QVERIFY(account.open(QIODevice::ReadOnly));
        m_account = account.readAll();
        QVERIFY(!m_account.contains("DID NOT END"));
        // A tour's journal does not stand among real records.
        QVERIFY(!QFile::exists(console.journalPath()));
        QVERIFY2(!console.log().contains("practice-only"), "the password stands in the log"); // rule: G3
        QVERIFY(!said.contains("practice-only"));
    }

    void theAccountHoldsTheExactBytes_data()
    {
        QTest::addColumn<QByteArray>("state");
        QTest::addColumn<QByteArray>("reason");
        QTest::newRow("hard") << QByteArray("HARD_HALT") << QByteArray("Emergency stop by operator");
        QTest::newRow("open") << QByteArray("OPEN") << QByteArray("Resuming operations");
        QTest::newRow("soft") << QByteArray("SOFT_HALT") << QByteArray("Scheduled maintenance");
    }
    void theAccountHoldsTheExactBytes()
    {
        QFETCH(QByteArray, state);
        QFETCH(QByteArray, reason);
        const QString text = QString::fromUtf8(paragraph(state));
        QVERIFY2(!text.isEmpty(), m_account.constData());
        QVERIFY(text.contains(QStringLiteral("\n  subject  titan.cmd.sys.halt\n")));
        const QRegularExpression sent(QStringLiteral("\n  sent     \\{\"state\":\"%1\",\"reason\":\"%2\","
                                                     "\"timestamp\":\\d{10}\\}\n")
                                          .arg(QString::fromLatin1(state), QString::fromLatin1(reason)));
        QVERIFY2(text.contains(sent), qPrintable(text));
        const QRegularExpression stamped(
            QStringLiteral("\n  SENT     \\d\\d:\\d\\d:\\d\\d\\.\\d{3} UTC  \\+[0-9.]+ ms  reached\n"));
        QVERIFY2(text.contains(stamped), qPrintable(text)); // rule: H10
        for (const char* service : {"titan-brain", "titan-execution"})
            QVERIFY2(text.contains(QStringLiteral("\n  %1: received +").arg(QString::fromLatin1(service))),
                     qPrintable(text));
    }

    // rule: H6
    void theHaltWasProvenApplied()
    {
        const QString text = QString::fromUtf8(paragraph("HARD_HALT"));
        static const QRegularExpression verdict(QStringLiteral("^HARD_HALT [0-9a-f]{4}, attempt 1, by .+: QUIET\n"));
        QVERIFY2(text.contains(verdict), qPrintable(text));
        static const QRegularExpression applied(
            QStringLiteral("\n  APPLIED  \\d\\d:\\d\\d:\\d\\d\\.\\d{3} UTC  \\+[0-9.]+ ms  reached\n"));
        QVERIFY2(text.contains(applied), qPrintable(text));
        QCOMPARE(text.count(QStringLiteral("state HARD_HALT by reply")), 2);
        // And what was not heard, half heard or not sent is not called applied.
        QVERIFY(m_account.contains(": PARTLY APPLIED\n"));
        QVERIFY(m_account.contains(": NOBODY LISTENING\n"));
        QVERIFY(m_account.contains(": NOT SENT\n"));
    }

    void everyStationIsThereInEveryLook()
    {
        QMap<QString, QStringList> looks;
        QStringList order;
        for (const Picture& picture : picturesIn(m_directory.path())) {
            QVERIFY2(!picture.station.isEmpty(), qPrintable(picture.path));
            looks[picture.station] << picture.look;
            if (order.isEmpty() || order.last() != picture.station)
                order << picture.station;
        }
        QStringList expected;
        for (const auto& [station, everyLook] : stations()) {
            expected << station;
            const QStringList wanted =
                everyLook ? QStringList{QStringLiteral("dark-1280x800"), QStringLiteral("dark-2560x1440"),
                                        QStringLiteral("light-1280x800"), QStringLiteral("light-2560x1440")}
                          : QStringList{QStringLiteral("light-1280x800")};
            QCOMPARE(looks.value(station), wanted);
        }
        QCOMPARE(order, expected);
    }

    void everyPictureHasItsSizeAndShowsSomething()
    {
        const QList<Picture> pictures = picturesIn(m_directory.path());
        QVERIFY(pictures.size() > 90);
        for (const Picture& picture : pictures) {
            QVERIFY2(QImageReader(picture.path).size() == picture.size, qPrintable(picture.path));
            QVERIFY2(distinctColours(picture.path, fewestColours) >= fewestColours, qPrintable(picture.path));
        }
    }

    // Two looks of a station differ, and so do two stations in one look: nothing was photographed twice.
    void noPictureIsAnotherOne()
    {
        QMap<QByteArray, QString> seen;
        for (const Picture& picture : picturesIn(m_directory.path())) {
            QFile file(picture.path);
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QByteArray bytes = file.readAll();
            QVERIFY2(!seen.contains(bytes), qPrintable(picture.path + QStringLiteral(" is ") + seen.value(bytes)));
            seen.insert(bytes, picture.path);
        }
    }
};

QTEST_GUILESS_MAIN(TestSmokeTour)
#include "tst_smoke_tour.moc"
