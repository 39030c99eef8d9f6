#include "ui/activity/activity_page.h"

#include "activity/ui_activity_page.h"
#include "ui/activity/journal_delegate.h"
#include "ui/activity/journal_text.h"
#include "ui/common/data_table.h"
#include "ui/common/tokens.h"

#include <QPlainTextEdit>

namespace ops::ui {
namespace {

constexpr int newestEntries = 2000;

} // namespace

ActivityPage::ActivityPage(const WindowContext& context, QWidget* parent)
    : QWidget(parent)
    , m_form(std::make_unique<Ui::ActivityPage>())
    , m_model(journalColumnHeading)
    , m_table(new DataTable(QStringLiteral("journalTable"), tr("Journal"), this))
    , m_detail(new QPlainTextEdit(this))
{
    m_form->setupUi(this);
    setObjectName(QStringLiteral("page.activity"));
    m_form->title->setType(Type::Title);
    m_form->count->setType(Type::Caption);
    m_form->count->setTone(Tone::Muted);
    m_form->count->setObjectName(QStringLiteral("activityCount"));
    const QVector<JournalKind> kinds = journalKinds();
    for (const JournalKind& kind : kinds)
        m_form->activityKind->addItem(kind.title);

    m_filter.setSourceModel(&m_model);
    m_table->setModel(&m_filter);
    m_table->setItemDelegate(new JournalDelegate(m_table));
    m_table->setColumnCharacters({7, 28, 24, 18, 16, 12, 0, 15});
    m_detail->setObjectName(QStringLiteral("activityDetail"));
    m_detail->setAccessibleName(tr("The chosen entry in full"));
    m_detail->setReadOnly(true);
    m_detail->setFont(fixedFont());
    m_detail->setTabChangesFocus(true);
    m_detail->setPlaceholderText(tr("Choose an entry to read it in full."));
    m_form->splitter->addWidget(m_table);
    m_form->splitter->addWidget(m_detail);
    m_form->splitter->setStretchFactor(0, 3);
    m_form->splitter->setStretchFactor(1, 1);

    connect(m_form->activityFilter, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_filter.setText(text);
        showCount();
    });
    connect(m_form->activityKind, &QComboBox::currentIndexChanged, this, [this, kinds](int index) {
        m_filter.setEventWords(kinds.at(index).eventWords);
        showCount();
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ActivityPage::showDetail);
    connect(&context.journal, &app::JournalPort::loaded, this, [this](const QVector<domain::JournalEntry>& entries) {
        m_loaded = true;
        m_model.load(entries);
        showCount();
    });
    connect(&context.journal, &app::JournalPort::appended, this, [this](quint64, const domain::JournalEntry& entry) {
        m_model.append({entry});
        showCount();
    });
    showCount();
    context.journal.load(newestEntries);
}

ActivityPage::~ActivityPage() = default;

void ActivityPage::showCount()
{
    const int all = m_model.rowCount();
    const int shown = m_filter.rowCount();
    m_form->count->setText(shown == all ? tr("%n entries, newest first", nullptr, all)
                                        : tr("%1 of %n entries match", nullptr, all).arg(shown));
    if (all > 0)
        m_table->setEmptyText(tr("No entry matches. Clear the filter or choose all kinds."));
    else if (m_loaded)
        m_table->setEmptyText(tr("The journal is empty: nothing has been recorded yet."));
    else
        m_table->setEmptyText(tr("Reading the journal…"));
}

void ActivityPage::showDetail()
{
    const QModelIndex current = m_table->currentIndex();
    if (!current.isValid()) {
        m_detail->clear();
        return;
    }
    m_detail->setPlainText(journalDetail(m_model.entryAt(m_filter.mapToSource(current).row())));
}

} // namespace ops::ui
