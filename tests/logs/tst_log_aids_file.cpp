#include "infra/settings/log_aids_file.h"
#include "support/file_size_limit.h"
#include "support/test_case.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace ops;

class TestLogAidsFile final : public test::TestCase {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        TestCase::init();
        m_home = std::make_unique<QTemporaryDir>();
        m_root = m_home->filePath(QStringLiteral("config"));
        m_path = m_root + QStringLiteral("/log-aids.json");
    }
    static domain::LogAids some()
    {
        return {{{QStringLiteral("panics"), domain::LogFilter::panics()}},
                {{QStringLiteral("order"), domain::HighlightColour::Teal, true}}};
    }
    void put(const QByteArray& bytes) const
    {
        QVERIFY(QDir().mkpath(m_root));
        QFile file(m_path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    }

    void nothingKeptYet()
    {
        const auto loaded = infra::LogAidsFile(m_root).load();
        QVERIFY(loaded.ok());
        QVERIFY(*loaded == domain::LogAids());
    }

    void whatIsSavedIsReadByTheNextStart()
    {
        QVERIFY(infra::LogAidsFile(m_root).save(some()).ok());
        const auto loaded = infra::LogAidsFile(m_root).load();
        QVERIFY(loaded.ok());
        QVERIFY(*loaded == some());
    }

    void aBrokenFileIsNamed()
    {
        put(R"({"filters":[{"name":"n","filter":{"minLevel":"loud"}}]})");
        const auto loaded = infra::LogAidsFile(m_root).load();
        QVERIFY(!loaded.ok());
        QCOMPARE(loaded.error().code, base::ErrorCode::InvalidInput);
        const QString said = base::toLogLine(loaded.error());
        QVERIFY2(said.contains(m_path) && said.contains(QStringLiteral("minLevel")) &&
                     said.contains(QStringLiteral("loud")),
                 qPrintable(said));
    }

    void aFullDiskLeavesWhatWasThere()
    {
        QVERIFY(infra::LogAidsFile(m_root).save(some()).ok());
        domain::LogAids more = some();
        more.highlights.front().text = QString(150, QLatin1Char('x'));
        {
            const test::FileSizeLimit full(20);
            const auto saved = infra::LogAidsFile(m_root).save(more);
            QVERIFY(!saved.ok());
            QCOMPARE(saved.error().code, base::ErrorCode::NoSpace);
        }
        const auto loaded = infra::LogAidsFile(m_root).load();
        QVERIFY(loaded.ok());
        QVERIFY(*loaded == some());
    }

private:
    std::unique_ptr<QTemporaryDir> m_home;
    QString m_root;
    QString m_path;
};

QTEST_GUILESS_MAIN(TestLogAidsFile)
#include "tst_log_aids_file.moc"
