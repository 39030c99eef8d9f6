#include "support/test_case.h"
#include "ui/activity/activity_page.h"
#include "ui/activity/journal_text.h"
#include "ui/common/data_table.h"
#include "ui/common/label.h"
#include "ui/widget_rig.h"

#include <QComboBox>
#include <QJsonObject>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTest>

using namespace ops;
using domain::JournalEvent;

namespace {

domain::JournalEntry entry(quint64 sequence, JournalEvent event, const QString& reason = QStringLiteral("why"))
{
    domain::JournalEntry e;
    e.sequence = sequence;
    e.record.event = event;
    e.eventWord = domain::journalEventWord(event);
    e.record.at = {1, 1'769'792'648'113};
    e.record.environment = QStringLiteral("titan-prod");
    e.record.actor = QStringLiteral("desk-1@fra");
    e.record.fields = QJsonObject{{QStringLiteral("reason"), reason}};
    e.hash = QByteArray(64, 'a');
    return e;
}

} // namespace

class TestActivityPage final : public test::TestCase {
    Q_OBJECT

private:
    struct Shown {
        test::WidgetRig rig;
        ui::ActivityPage page{rig.window};
        ui::DataTable* table = test::part<ui::DataTable>(page, "journalTable");
        QLineEdit* filter = test::part<QLineEdit>(page, "activityFilter");
        QComboBox* kind = test::part<QComboBox>(page, "activityKind");
        QPlainTextEdit* detail = test::part<QPlainTextEdit>(page, "activityDetail");
        Shown()
        {
            page.resize(1200, 700);
            page.show();
            page.activateWindow();
        }
        void load()
        {
            Q_EMIT rig.journal.loaded({entry(1, JournalEvent::SessionStarted), entry(2, JournalEvent::LinkChanged),
                                       entry(3, JournalEvent::CommandSent, QStringLiteral("Fund loss")),
                                       entry(4, JournalEvent::AlarmRaised),
                                       entry(5, JournalEvent::ForeignCommand, QStringLiteral("<b>%1</b>"))});
        }
        QString cell(int row, models::JournalColumn column) const
        {
            return table->model()->index(row, static_cast<int>(column)).data().toString();
        }
        int rows() const { return table->model()->rowCount(); }
        QString count() const { return test::part<ui::Label>(page, "activityCount")->text(); }
        void choose(int row) const
        {
            const QRect rect = table->visualRect(table->model()->index(row, 0));
            QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, rect.center());
        }
    };

private Q_SLOTS:
    void theNewestStandsFirst()
    {
        Shown shown;
        shown.load();
        QCOMPARE(shown.rows(), 5);
        QCOMPARE(shown.cell(0, models::JournalColumn::Sequence), QStringLiteral("5"));
        QCOMPARE(shown.cell(4, models::JournalColumn::Event), QStringLiteral("session-started"));
        QCOMPARE(shown.cell(0, models::JournalColumn::TimeUtc), QStringLiteral("2026-01-30T17:04:08.113Z")); // rule: G8
        QVERIFY2(shown.count().startsWith(QLatin1Char('5')), qPrintable(shown.count()));
    }

    void whatHappensNowAppears()
    {
        Shown shown;
        shown.load();
        Q_EMIT shown.rig.journal.appended(0, entry(6, JournalEvent::CommandPrepared));
        QCOMPARE(shown.rows(), 6);
        QCOMPARE(shown.cell(0, models::JournalColumn::Sequence), QStringLiteral("6"));
        // The same thing by way of the controllers and the journal.
        shown.rig.commands.requestStop(domain::CommandKind::HardHalt, QStringLiteral("why"));
        QVERIFY(shown.rows() >= 6);
    }

    void typingFilters()
    {
        Shown shown;
        QVERIFY(QTest::qWaitForWindowActive(&shown.page));
        shown.load();
        shown.filter->setFocus();
        QTest::keyClicks(shown.filter, QStringLiteral("fund"));
        QCOMPARE(shown.rows(), 1);
        QCOMPARE(shown.cell(0, models::JournalColumn::Sequence), QStringLiteral("3"));
        QVERIFY2(shown.count().startsWith(QStringLiteral("1 of 5")), qPrintable(shown.count()));
        QTest::keyClicks(shown.filter, QStringLiteral(" nothing like it"));
        QCOMPARE(shown.rows(), 0);
        QVERIFY(shown.table->accessibleDescription().startsWith(QStringLiteral("No entry matches")));
        shown.filter->clear();
        QCOMPARE(shown.rows(), 5);
    }

    // rule: G7
    void aFilterIsTextNotAPattern()
    {
        Shown shown;
        shown.load();
        for (const char* text : {"<b>%1</b>", "%1"}) {
            shown.filter->setText(QString::fromLatin1(text));
            QCOMPARE(shown.rows(), 1);
        }
        for (const char* text : {".*", "[a-z]", "F*d", "("}) {
            shown.filter->setText(QString::fromLatin1(text));
            QCOMPARE(shown.rows(), 0);
        }
    }

    void kindsFilter()
    {
        Shown shown;
        shown.load();
        QSet<QString> covered;
        int sum = 0;
        const auto kinds = ui::journalKinds();
        for (int i = 1; i < shown.kind->count(); ++i) {
            shown.kind->setCurrentIndex(i);
            sum += shown.rows();
            covered.unite(kinds.at(i).eventWords);
        }
        QCOMPARE(sum, 5); // every entry is of one kind
        for (int event = 0; event <= static_cast<int>(JournalEvent::JournalRepaired); ++event)
            QVERIFY(covered.contains(domain::journalEventWord(static_cast<JournalEvent>(event))));
        shown.kind->setCurrentIndex(0);
        QCOMPARE(shown.rows(), 5);
    }

    // rule: G7
    void theChosenEntryInFullAsPlainText()
    {
        Shown shown;
        shown.load();
        QVERIFY(shown.detail->toPlainText().isEmpty());
        shown.choose(0);
        const QString text = shown.detail->toPlainText();
        QVERIFY2(text.startsWith(QStringLiteral("event: Command by others (foreign-command)")), qPrintable(text));
        QVERIFY2(text.contains(QStringLiteral("reason: <b>%1</b>")), qPrintable(text));
        QVERIFY2(text.contains(QStringLiteral("hash: ") + QString(64, QLatin1Char('a'))), qPrintable(text));
        QVERIFY(shown.detail->isReadOnly());
        QTest::keyClick(shown.table, Qt::Key_Down);
        QVERIFY(shown.detail->toPlainText().contains(QStringLiteral("number: 4")));
    }

    void theChosenEntryStaysChosen()
    {
        Shown shown;
        shown.load();
        shown.choose(2);
        const QString text = shown.detail->toPlainText();
        QVERIFY(text.contains(QStringLiteral("number: 3")));
        Q_EMIT shown.rig.journal.appended(0, entry(6, JournalEvent::CommandPrepared));
        QCOMPARE(shown.table->currentIndex().row(), 3);
        QCOMPARE(shown.detail->toPlainText(), text);
    }

    void anEmptyJournalSaysSo()
    {
        test::WidgetRig rig;
        class SlowJournal final : public app::JournalPort {
        public:
            void append(const domain::JournalRecord&, quint64) override {}
            void load(int limit) override { wanted = limit; }
            int wanted = 0;
        } journal;
        const ui::WindowContext context{rig.context, rig.links,  rig.states,      rig.commands,
                                        rig.alarms,  rig.guard,  rig.credentials, journal,
                                        rig.hosts,   rig.health, rig.services,    rig.serviceActs};
        ui::ActivityPage page(context);
        const auto* table = test::part<ui::DataTable>(page, "journalTable");
        QCOMPARE(journal.wanted, 2000);
        QCOMPARE(table->accessibleDescription(), QStringLiteral("Reading the journal…"));
        Q_EMIT journal.loaded({});
        QCOMPARE(table->accessibleDescription(),
                 QStringLiteral("The journal is empty: nothing has been recorded yet."));
    }

    void everyColumnHasAHeading()
    {
        QSet<QString> headings;
        for (int column = 0; column < models::journalColumnCount; ++column)
            headings.insert(ui::journalColumnHeading(static_cast<models::JournalColumn>(column)));
        QCOMPARE(headings.size(), models::journalColumnCount);
    }
};

QTEST_MAIN(TestActivityPage)
#include "tst_activity_page.moc"
