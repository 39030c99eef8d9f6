#pragma once

#include "base/clock.h"
#include "infra/journal/chained_file.h"
#include "infra/journal/journal_file.h"
#include "infra/journal/verify_report.h"

#include <QFile>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

namespace ops::test {

inline domain::JournalRecord journalRecord(int n, const QString& who = QStringLiteral("ana@desk1"))
{
    domain::JournalRecord record;
    record.event = n % 2 == 0 ? domain::JournalEvent::CommandSent : domain::JournalEvent::StateChanged;
    record.at = base::SystemClock().now();
    record.environment = QStringLiteral("drill");
    record.actor = who;
    record.command = base::CommandId(QStringLiteral("7f3a%1").arg(n, 12, 16, QLatin1Char('0')));
    record.fields = QJsonObject{{QStringLiteral("n"), n}};
    return record;
}

inline QByteArray fileText(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(cannot read)");
}

inline void putFile(const QString& path, const QByteArray& text)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    QCOMPARE(file.write(text), text.size());
}

// A journal in a directory of its own, and everything it has said.
struct JournalUnderTest {
    explicit JournalUnderTest(const QString& directory)
        : journal(directory, clock)
    {
        QObject::connect(&journal, &app::JournalPort::appended, &journal,
                         [this](quint64 token, const domain::JournalEntry& entry) {
                             tokens.append(token);
                             entries.append(entry);
                         });
        QObject::connect(&journal, &app::JournalPort::appendFailed, &journal,
                         [this](quint64 token, const base::Error& error) {
                             failed.append({token, error});
                         });
        QObject::connect(&journal, &app::JournalPort::statusChanged, &journal,
                         [this](const app::JournalStatus& s) { status = s; });
        QObject::connect(&journal, &app::JournalPort::loaded, &journal,
                         [this](const QVector<domain::JournalEntry>& e) { loaded = e; });
    }

    QStringList words() const
    {
        QStringList out;
        for (const domain::JournalEntry& entry : entries)
            out.append(entry.eventWord);
        return out;
    }

    base::SystemClock clock;
    QVector<quint64> tokens;
    QVector<domain::JournalEntry> entries;
    QVector<std::pair<quint64, base::Error>> failed;
    std::optional<app::JournalStatus> status;
    std::optional<QVector<domain::JournalEntry>> loaded;
    infra::JournalFile journal;
};

} // namespace ops::test
