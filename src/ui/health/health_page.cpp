#include "ui/health/health_page.h"

#include "base/time_text.h"
#include "domain/services/engine_status.h"
#include "health/ui_health_page.h"
#include "ui/common/age_text.h"
#include "ui/common/copy_field.h"
#include "ui/common/data_table.h"
#include "ui/common/describe_health.h"
#include "ui/common/label.h"
#include "ui/common/tokens.h"
#include "ui/common/wrapping_label.h"
#include "ui/health/health_delegate.h"
#include "ui/health/health_text.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QPlainTextEdit>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace ops::ui {
namespace {

using namespace std::chrono_literals;

constexpr int leastFound = 40; // characters of what was found, before another column grows
constexpr std::array intervals{5s, 15s, 30s, 60s, 300s, 0s};

} // namespace

HealthPage::HealthPage(const WindowContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_form(std::make_unique<Ui::HealthPage>())
    , m_model({healthColumnHeading, healthCellText, healthSpokenText, healthSecondLine})
    , m_table(new DataTable(QStringLiteral("healthTable"), tr("Health checks"), this))
{
    m_form->setupUi(this);
    setObjectName(QStringLiteral("page.health"));
    m_form->title->setType(Type::Title);
    m_form->summary->setType(Type::Caption);
    m_form->summary->setTone(Tone::Muted);
    m_form->summary->setObjectName(QStringLiteral("healthSummary"));
    m_form->progress->setType(Type::Caption);
    m_form->progress->setObjectName(QStringLiteral("healthProgress"));
    m_form->simulated->setObjectName(QStringLiteral("healthSimulated"));
    m_form->simulated->setTone(Tone::Soft);
    m_form->runOne->setObjectName(QStringLiteral("healthRunOne"));
    m_form->runAll->setObjectName(QStringLiteral("healthRunAll"));
    m_form->cancel->setObjectName(QStringLiteral("healthCancel"));
    m_form->interval->setObjectName(QStringLiteral("healthInterval"));
    fillIntervals();

    m_table->setModel(&m_model);
    m_table->setItemDelegate(new HealthDelegate(m_table));
    m_table->verticalHeader()->setDefaultSectionSize(HealthDelegate::rowHeight());
    m_table->setColumnCharacters({16, 31, 25, 0, 14, 18});
    m_table->setLeastWidth(static_cast<int>(models::HealthColumn::State), HealthDelegate::stateWidth());
    m_table->setEmptyText(tr("This runbook names no health check."));
    m_form->splitter->addWidget(m_table);
    m_form->splitter->addWidget(makeDetail());
    m_form->splitter->setStretchFactor(0, 3);
    m_form->splitter->setStretchFactor(1, 2);

    connect(m_form->runAll, &QPushButton::clicked, &m_context.health, &app::HealthController::runAll);
    connect(m_form->cancel, &QPushButton::clicked, &m_context.health, &app::HealthController::cancelAll);
    connect(m_form->runOne, &QPushButton::clicked, this, [this] {
        if (chosenRow() >= 0)
            m_context.health.run(m_model.recordAt(chosenRow()).check.id);
    });
    connect(m_form->interval, &QComboBox::activated, this,
            [this](int index) { m_context.health.setInterval(intervals.at(static_cast<size_t>(index))); });
    connect(m_table, &QAbstractItemView::activated, this,
            [this](const QModelIndex& index) { m_context.health.run(m_model.recordAt(index.row()).check.id); });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &HealthPage::showDetail);
    connect(&m_context.health, &app::HealthController::started, this, &HealthPage::showAll);
    connect(&m_context.health, &app::HealthController::sweepChanged, this, &HealthPage::showSweep);
    connect(&m_context.health, &app::HealthController::recordChanged, this, [this](int index) {
        m_model.update(index, m_context.health.records().at(static_cast<size_t>(index)), m_context.now());
        showSweep();
        if (index == chosenRow())
            showDetail();
    });
    connect(&m_context.hosts, &app::CommandHostsController::toolsChanged, this, &HealthPage::showSimulated);
    const QStringList hosts = m_context.hosts.hosts();
    for (const QString& host : hosts)
        m_context.hosts.findTools(host);
    showAll();
    showSimulated();
}

HealthPage::~HealthPage() = default;

QWidget* HealthPage::makeDetail()
{
    auto* box = new QWidget(this);
    m_detailTitle = new Label({}, Type::Strong, Tone::Normal, box);
    m_detailTitle->setObjectName(QStringLiteral("healthDetailTitle"));
    m_detailAge = new Label({}, Type::Caption, Tone::Muted, box);
    m_detailAge->setObjectName(QStringLiteral("healthDetailAge"));
    m_detailFound = wrappingLabel({}, Type::Body, Tone::Normal, box);
    m_detailFound->setObjectName(QStringLiteral("healthDetailFound"));
    m_detailNext = wrappingLabel({}, Type::Strong, Tone::Normal, box);
    m_detailNext->setObjectName(QStringLiteral("healthDetailNext"));
    m_detailWay = wrappingLabel({}, Type::Caption, Tone::Muted, box);
    m_detailWay->setObjectName(QStringLiteral("healthDetailWay"));
    m_detailCommand = new CopyField(tr("The runbook's line"), box);
    m_detailCommand->nameParts(QStringLiteral("healthDetailCommand"));
    m_detailOutput = new QPlainTextEdit(box);
    m_detailOutput->setObjectName(QStringLiteral("healthDetailOutput"));
    m_detailOutput->setAccessibleName(tr("What it answered, in full"));
    m_detailOutput->setReadOnly(true);
    m_detailOutput->setTabChangesFocus(true);
    m_detailOutput->setFont(fixedFont());
    m_detailOutput->setPlaceholderText(tr("What it answers is shown here in full."));
    m_detailOutput->setMinimumHeight(3 * ui::rowHeight());
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(0, space::s, 0, 0);
    column->setSpacing(space::xs);
    auto* head = new QHBoxLayout;
    head->setSpacing(space::s);
    head->addWidget(m_detailTitle);
    head->addWidget(m_detailAge, 1);
    column->addLayout(head);
    for (QWidget* part : {static_cast<QWidget*>(m_detailFound), static_cast<QWidget*>(m_detailNext),
                          static_cast<QWidget*>(m_detailWay), static_cast<QWidget*>(m_detailCommand)})
        column->addWidget(part);
    column->addWidget(m_detailOutput, 1);
    return box;
}

void HealthPage::fillIntervals()
{
    int chosen = 0;
    for (const std::chrono::seconds interval : intervals) {
        if (interval == m_context.health.interval())
            chosen = m_form->interval->count();
        m_form->interval->addItem(interval == 0s   ? tr("Only when asked")
                                  : interval < 60s ? tr("Every %1 s").arg(interval.count())
                                                   : tr("Every %1 min").arg(interval.count() / 60));
    }
    m_form->interval->setCurrentIndex(chosen);
}

int HealthPage::chosenRow() const
{
    return m_table->currentIndex().isValid() ? m_table->currentIndex().row() : -1;
}

void HealthPage::refresh()
{
    m_model.setNow(m_context.now());
    showSweep();
    showAge();
}

void HealthPage::showAll()
{
    m_model.reset(m_context.health.records(), m_context.now());
    growColumns();
    if (m_model.rowCount() > 0)
        m_table->setCurrentIndex(m_model.index(0, 0));
    showSweep();
    showDetail();
}

// The checks' names and commands, and what the runbook expects, are whole where there is room for it.
void HealthPage::growColumns()
{
    const int spare = QFontMetrics(bodyFont()).averageCharWidth() * leastFound;
    for (const models::HealthColumn column : {models::HealthColumn::Check, models::HealthColumn::Expected}) {
        int most = 0;
        for (int row = 0; row < m_model.rowCount(); ++row)
            most = std::max(most, HealthDelegate::wholeWidth(m_model.recordAt(row), column, m_context.now()));
        m_table->setGrowing(static_cast<int>(column), most, spare);
    }
}

void HealthPage::showSweep()
{
    const app::HealthSweep& sweep = m_context.health.sweep();
    const auto& records = m_context.health.records();
    m_form->summary->setText(describe(domain::summarize(records, m_context.now())));
    const bool anyRunning = std::any_of(records.begin(), records.end(), [](const domain::HealthRecord& record) {
        return record.runningSince.has_value();
    });
    const bool anyCancelled = std::any_of(records.begin(), records.end(), [this](const domain::HealthRecord& record) {
        return record.justCancelled(m_context.now());
    });
    const bool anyStands = std::any_of(records.begin(), records.end(), [this](const domain::HealthRecord& record) {
        return record.justCancelled(m_context.now()) && record.at;
    });
    if (sweep.running())
        m_form->progress->setText(tr("%1 of %2 done").arg(sweep.done).arg(sweep.total));
    else if (sweep.ended && sweep.cancelled)
        m_form->progress->setText(tr("cancelled"));
    else if (sweep.ended)
        m_form->progress->setText(
            tr("all run in %1").arg(base::latencyText(base::elapsedMs(sweep.began, *sweep.ended))));
    else
        m_form->progress->clear();
    if (anyCancelled && !sweep.running())
        m_form->progress->setText(anyStands ? tr("cancelled; what was known before stands") : tr("cancelled"));
    enable(*m_form->runAll, !sweep.running() && !records.empty());
    enable(*m_form->cancel, anyRunning);
    enable(*m_form->runOne, chosenRow() >= 0 && !m_model.recordAt(chosenRow()).runningSince);
}

// A button that goes while it has the focus would send it to the next one that there is, anywhere in the window, and
// keys meant for this page with it.
void HealthPage::enable(QPushButton& button, bool enabled)
{
    if (!enabled && button.hasFocus())
        m_table->setFocus();
    button.setEnabled(enabled);
}

void HealthPage::showDetail()
{
    const int row = chosenRow();
    if (row < 0) {
        m_detailTitle->clear();
        m_detailFound->clear();
        m_detailNext->clear();
        m_detailWay->clear();
        m_detailCommand->setText({});
        m_detailOutput->clear();
        showAge();
        return;
    }
    const domain::HealthRecord& record = m_model.recordAt(row);
    m_detailTitle->setText(record.check.title);
    m_detailFound->setText(describe(record.check, record.verdict));
    const QString next = nextAct(record.check, record.verdict);
    m_detailNext->setText(next);
    m_detailNext->setVisible(!next.isEmpty());
    m_detailWay->setText(tr("Asked %1. Below, the runbook's own line.").arg(healthWayText(record.check)));
    m_detailCommand->setText(record.check.commandLine());
    const QString output = healthOutputText(record);
    if (m_detailOutput->toPlainText() != output)
        m_detailOutput->setPlainText(output);
    showAge();
    showSweep();
}

// Apart from the rest of the detail: each second, and a selection in it stays.
void HealthPage::showAge()
{
    const domain::HealthRecord record = chosenRow() < 0 ? domain::HealthRecord() : m_model.recordAt(chosenRow());
    const QString age = healthAgeText(record, m_context.now());
    const bool isStale = record.stale(m_context.now());
    m_detailAge->setText(age);
    m_detailAge->setVisible(!age.isEmpty());
    m_detailFound->setTone(isStale ? Tone::Muted : Tone::Normal);
    m_detailNext->setTone(isStale ? Tone::Muted : Tone::Normal);
    QPalette own; // nothing but the one role, so that the rest keeps following the theme
    if (isStale)
        own.setColor(QPalette::Text, toneColor(Tone::Muted, palette()));
    m_detailOutput->setPalette(own);
    // By the clock: it may be read out whenever it changes.
    const QString spoken = isStale ? tr("last known, from %1").arg(utcText(*record.at, m_context.now())) : QString();
    if (m_detailOutput->accessibleDescription() != spoken)
        m_detailOutput->setAccessibleDescription(spoken);
}

void HealthPage::showSimulated()
{
    QStringList hosts;
    const QStringList all = m_context.hosts.hosts();
    for (const QString& host : all)
        for (const domain::ToolFinding& finding : m_context.hosts.tools(host))
            if (finding.tool == domain::Tool::DockerEngine && finding.version &&
                domain::isSimulatedEngine(finding.version->text))
                hosts << host;
    m_form->simulated->setVisible(!hosts.isEmpty());
    m_form->simulated->setText(
        tr("SIMULATED: docker and scripts on host %1 are played by titan-sim. No container runs there.")
            .arg(hosts.join(QStringLiteral(", "))));
}

} // namespace ops::ui
