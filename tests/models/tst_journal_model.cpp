#include "models/journal_filter_model.h"
#include "models/journal_model.h"
#include "support/test_case.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

using namespace ops;
using models::JournalColumn;
using models::JournalModel;

namespace {

domain::JournalEntry entry(quint64 n)
{
    domain::JournalEntry e;
    e.sequence = n;
    e.record.event = n % 3 == 0 ? domain::JournalEvent::CommandSent : domain::JournalEvent::LinkChanged;
    e.eventWord = domain::journalEventWord(e.record.event);
    e.record.at = {1, 1'769'792'648'113};
    e.record.environment = QStringLiteral("prod-eu");
    e.record.actor = QStringLiteral("ana@desk1");
    if (n % 3 == 0)
        e.record.command = base::CommandId(QStringLiteral("7f3a%1").arg(n % 5, 12, 16, QLatin1Char('0')));
    e.record.fields = QJsonObject{{QStringLiteral("kind"), QStringLiteral("HARD_HALT")},
                                  {QStringLiteral("reason"), QStringLiteral("Line %1").arg(n)}};
    e.hash = QByteArray::number(n).rightJustified(64, '0');
    return e;
}

QVector<domain::JournalEntry> entries(quint64 from, quint64 to)
{
    QVector<domain::JournalEntry> all;
    for (quint64 n = from; n <= to; ++n)
        all.append(entry(n));
    return all;
}

QString headerOf(JournalColumn column)
{
    return QStringLiteral("H%1").arg(static_cast<int>(column));
}

QString cell(const QAbstractItemModel& model, int row, JournalColumn column, int role = Qt::DisplayRole)
{
    return model.index(row, static_cast<int>(column)).data(role).toString();
}

} // namespace

class TestJournalModel final : public test::TestCase {
    Q_OBJECT

private Q_SLOTS:
    void aRowShowsTheRecord()
    {
        JournalModel model(headerOf);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        model.append(entries(1, 3));
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(cell(model, 0, JournalColumn::Sequence), QStringLiteral("3")); // newest first
        QCOMPARE(cell(model, 0, JournalColumn::TimeUtc), QStringLiteral("2026-01-30T17:04:08.113Z"));
        QCOMPARE(cell(model, 0, JournalColumn::Event), QStringLiteral("command-sent"));
        QCOMPARE(cell(model, 0, JournalColumn::Command), QStringLiteral("7f3a HARD_HALT"));
        QCOMPARE(cell(model, 0, JournalColumn::Actor), QStringLiteral("ana@desk1"));
        QCOMPARE(cell(model, 0, JournalColumn::Environment), QStringLiteral("prod-eu"));
        QCOMPARE(cell(model, 0, JournalColumn::What), QStringLiteral("reason=Line 3"));
        QCOMPARE(cell(model, 0, JournalColumn::Hash).size(), 12);
        QCOMPARE(cell(model, 1, JournalColumn::Command), QString());
        QCOMPARE(model.headerData(2, Qt::Horizontal, Qt::DisplayRole).toString(), QStringLiteral("H2"));
        QCOMPARE(cell(model, 0, JournalColumn::Actor, Qt::AccessibleTextRole), QStringLiteral("H4: ana@desk1"));
        const auto raw = model.index(0, 0).data(JournalModel::EntryRole).value<domain::JournalEntry>();
        QCOMPARE(raw.hash, entry(3).hash);
    }

    // rule: G7
    void evidenceIsOnePlainLineInAFixedOrder()
    {
        domain::JournalEntry e = entry(1);
        e.record.fields = QJsonObject{{QStringLiteral("attempt"), 2},
                                      {QStringLiteral("zeta"), 12.34},
                                      {QStringLiteral("kind"), QStringLiteral("OPEN")},
                                      {QStringLiteral("reached"), true},
                                      {QStringLiteral("list"), QJsonArray{1, QStringLiteral("x")}},
                                      {QStringLiteral("nothing"), QJsonValue()},
                                      {QStringLiteral("verdict"), QStringLiteral("SENT")},
                                      {QStringLiteral("reason"), QStringLiteral("<b>bold</b>\n\t%s  end")}};
        QCOMPARE(models::journalEvidence(e),
                 QStringLiteral("verdict=SENT  reached=yes  reason=<b>bold</b> %s end  attempt=2  list=[1,\"x\"]  "
                                "zeta=12.3"));
    }

    void whatIsThereAlreadyIsNotAddedAgain()
    {
        JournalModel model(headerOf);
        model.append(entries(1, 5));
        QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
        model.append(entries(3, 7));
        QCOMPARE(inserted.size(), 1); // one batch, one signal
        QCOMPARE(model.rowCount(), 7);
        model.append({});
        QCOMPARE(inserted.size(), 1);
        domain::JournalEntry unreadable;
        unreadable.eventWord = QStringLiteral("unreadable-line");
        model.append({unreadable, unreadable});
        QCOMPARE(model.rowCount(), 9);
    }

    void loadingKeepsWhatCameMeanwhile()
    {
        JournalModel model(headerOf);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        model.append(entries(9, 12));
        model.load(entries(1, 10));
        QCOMPARE(model.rowCount(), 12);
        for (int row = 0; row < 12; ++row)
            QCOMPARE(model.entryAt(row).sequence, static_cast<quint64>(12 - row));
    }

    void theOldestRowsGoWhenItIsFull()
    {
        JournalModel model(headerOf);
        model.append(entries(1, JournalModel::maxRows));
        model.append(entries(10'001, 10'005));
        QCOMPARE(model.rowCount(), JournalModel::maxRows);
        QCOMPARE(model.entryAt(0).sequence, 10'005U);
        QCOMPARE(model.entryAt(JournalModel::maxRows - 1).sequence, 6U);
        model.append(entries(20'000, 32'000));
        QCOMPARE(model.rowCount(), JournalModel::maxRows);
        QCOMPARE(model.entryAt(0).sequence, 32'000U);
    }

    void theFilterNarrowsByTextKindAndCommand()
    {
        JournalModel model(headerOf);
        model.append(entries(1, 30));
        models::JournalFilterModel filter;
        filter.setSourceModel(&model);
        const QAbstractItemModelTester tester(&filter, QAbstractItemModelTester::FailureReportingMode::Fatal);
        QCOMPARE(filter.rowCount(), 30);
        filter.setText(QStringLiteral("LINE 7"));
        QCOMPARE(filter.rowCount(), 1);
        filter.setText(QStringLiteral("line 1"));
        QCOMPARE(filter.rowCount(), 11);
        filter.setEventWords({QStringLiteral("command-sent")});
        QCOMPARE(filter.rowCount(), 3); // 12, 15, 18
        filter.setCommand(entry(15).record.command);
        QCOMPARE(filter.rowCount(), 1);
        model.append(entries(45, 45)); // the same command, but no "line 1"
        QCOMPARE(filter.rowCount(), 1);
        filter.setText({});
        QCOMPARE(filter.rowCount(), 3); // 15, 30, 45
        filter.setCommand({});
        filter.setEventWords({});
        QCOMPARE(filter.rowCount(), 31);
        filter.setText(QStringLiteral(".*")); // text, not a pattern
        QCOMPARE(filter.rowCount(), 0);
    }

    void randomSequencesKeepModelAndFilterConsistent()
    {
        QRandomGenerator random(42);
        JournalModel model(headerOf);
        models::JournalFilterModel filter;
        filter.setSourceModel(&model);
        const QAbstractItemModelTester a(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        const QAbstractItemModelTester b(&filter, QAbstractItemModelTester::FailureReportingMode::Fatal);
        quint64 next = 1;
        for (int i = 0; i < 300; ++i) {
            switch (random.bounded(5)) {
            case 0:
                filter.setText(random.bounded(2) == 0 ? QString() : QString::number(random.bounded(10)));
                break;
            case 1:
                filter.setEventWords(random.bounded(2) == 0 ? QSet<QString>()
                                                            : QSet<QString>{QStringLiteral("link-changed")});
                break;
            case 2:
                model.load(entries(next > 50 ? next - 50 : 1, next));
                break;
            default: {
                const quint64 count = random.bounded(20U);
                model.append(entries(next, next + count));
                next += count + 1;
            }
            }
            int expected = 0;
            for (int row = 0; row < model.rowCount(); ++row) {
                const domain::JournalEntry& e = model.entryAt(row);
                QVERIFY(row == 0 || e.sequence < model.entryAt(row - 1).sequence);
                const bool kind = filter.eventWords().isEmpty() || filter.eventWords().contains(e.eventWord);
                const QString all = cell(model, row, JournalColumn::Sequence, JournalModel::SearchTextRole);
                expected += kind && (filter.text().isEmpty() || all.contains(filter.text())) ? 1 : 0;
            }
            QCOMPARE(filter.rowCount(), expected);
        }
    }

    void filteringAFullModelIsQuick()
    {
        JournalModel model(headerOf);
        model.append(entries(1, JournalModel::maxRows));
        models::JournalFilterModel filter;
        filter.setSourceModel(&model);
        QElapsedTimer timer;
        timer.start();
        filter.setText(QStringLiteral("line 77"));
        QCOMPARE(filter.rowCount(), 111);
        qInfo("journal.filter.10k %.1f ms", static_cast<double>(timer.nsecsElapsed()) / 1e6);
        timer.restart();
        filter.setText({});
        QCOMPARE(filter.rowCount(), JournalModel::maxRows);
        qInfo("journal.filter.clear.10k %.1f ms", static_cast<double>(timer.nsecsElapsed()) / 1e6);
    }
};

QTEST_GUILESS_MAIN(TestJournalModel)
#include "tst_journal_model.moc"
