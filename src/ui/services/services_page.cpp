#include "ui/services/services_page.h"

#include "domain/services/engine_tool.h"
#include "ui/common/data_table.h"
#include "ui/common/tokens.h"
#include "ui/services/engine_bar.h"
#include "ui/services/host_notice.h"
#include "ui/services/noticed_table.h"
#include "ui/services/service_delegate.h"
#include "ui/services/service_detail.h"
#include "ui/services/service_text.h"
#include "ui/services/tail_lines.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QPushButton>
#include <QShortcut>
#include <QShowEvent>
#include <QSplitter>

#include <algorithm>

namespace ops::ui {
namespace {

constexpr int tipLines = 5;
constexpr int tipLineLength = 160;
constexpr int triesPerFall = 3; // some logging drivers cannot be read at all

// The last few lines, each cut: a tool tip is no log page.
QString lastLines(const QByteArray& text)
{
    const QStringList lines = tailLines(text);
    QStringList last;
    for (const QString& line : lines.mid(std::max<qsizetype>(0, lines.size() - tipLines)))
        last << line.left(tipLineLength);
    return last.join(QLatin1Char('\n'));
}

// Changes with each fall; empty: there is nothing to explain.
QString fallOf(const domain::ServiceRow& row)
{
    const bool fell = std::any_of(row.troubles.begin(), row.troubles.end(), [](domain::ServiceTrouble trouble) {
        return !domain::isAboutName(trouble) && trouble != domain::ServiceTrouble::Paused;
    });
    if (!fell || !row.container)
        return {};
    return QStringLiteral("%1/%2/%3/%4")
        .arg(row.container->id)
        .arg(row.container->finishedUtcMs.value_or(0))
        .arg(row.container->restartCount)
        .arg(row.restarts.last ? row.restarts.last->at.monoNs : 0); // their number falls again as they grow old
}

} // namespace

ServicesPage::ServicesPage(const WindowContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_model(
          serviceColumnHeading, serviceCellText,
          [this](const domain::ServiceRow& row, models::ServiceColumn column, const base::Instant& now) {
              return tipText(row, column, now);
          },
          lastKnownText)
    , m_engines(new EngineBar(this))
{
    setObjectName(QStringLiteral("page.services"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space::xl, space::l, space::xl, space::l);
    column->setSpacing(space::m);
    makeHead(this);
    auto* splitter = new QSplitter(Qt::Vertical, this);
    splitter->setObjectName(QStringLiteral("servicesSplitter"));
    splitter->setChildrenCollapsible(false);
    makeTable(this);
    m_detail = new ServiceDetail(context, splitter);
    splitter->addWidget(new NoticedTable(m_table, m_engines, splitter));
    splitter->addWidget(m_detail);
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 2);
    splitter->setSizes({3 * rowHeight() * 5, 2 * rowHeight() * 5});
    column->addWidget(splitter, 1);

    // As they stand.
    setTabOrder(m_attention, m_text);
    setTabOrder(m_text, m_table);
    connect(m_detail, &ServiceDetail::actRequested, this, &ServicesPage::actRequested);
    connect(&m_context.services, &app::ServicesController::rowsChanged, this, &ServicesPage::showRows);
    connect(&m_context.services, &app::ServicesController::enginesChanged, this, &ServicesPage::showEngines);
    connect(&m_context.services, &app::ServicesController::tailRead, this,
            [this](const QString& key, const QByteArray& text) {
                if (const auto fall = m_falls.find(key); fall != m_falls.end())
                    fall->lines = lastLines(text);
            });
    connect(&m_context.services, &app::ServicesController::tailFailed, this, [this](const QString& key) {
        if (const auto fall = m_falls.find(key); fall != m_falls.end()) {
            fall->unread = true;
            fall->lines.clear(); // they may be the late answer about an earlier fall
        }
    });
    showRows();
    showEngines();
}

void ServicesPage::makeHead(QWidget* parent)
{
    m_title = new Label(tr("Services"), Type::Title, Tone::Normal, parent);
    m_count = wrappingLabel({}, Type::Caption, Tone::Muted, parent);
    m_count->setObjectName(QStringLiteral("servicesCount"));
    m_text = new QLineEdit(parent);
    m_text->setObjectName(QStringLiteral("servicesFilter"));
    m_text->setPlaceholderText(tr("Filter services"));
    m_text->setAccessibleName(tr("Filter services by text"));
    m_text->setClearButtonEnabled(true);
    m_text->setMinimumWidth(QFontMetrics(bodyFont()).averageCharWidth() * 32);
    m_attention = new QCheckBox(tr("Only what needs attention"), parent);
    m_attention->setObjectName(QStringLiteral("servicesAttention"));
    auto* hosts = new QPushButton(tr("Command hosts…"), parent);
    hosts->setObjectName(QStringLiteral("servicesHosts"));
    hosts->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    auto* head = new QHBoxLayout;
    head->setSpacing(space::m);
    head->addWidget(m_title);
    head->addStretch(1);
    head->addWidget(hosts);
    head->addWidget(m_attention);
    head->addWidget(m_text);
    // The count has a line of its own: beside the controls it would wrap, and move what is below, as the engine's words
    // in it change.
    auto* lines = new QVBoxLayout;
    lines->setSpacing(space::xs);
    lines->addLayout(head);
    lines->addWidget(m_count);
    static_cast<QVBoxLayout*>(layout())->addLayout(lines);
    setTabOrder(hosts, m_attention);
    connect(hosts, &QPushButton::clicked, this, &ServicesPage::hostsRequested);
    // Each host's tools are looked for once in a session: here, or by whichever page was shown before.
    connect(&m_context.hosts, &app::CommandHostsController::toolsChanged, this, &ServicesPage::showEngines);
    const QStringList names = m_context.hosts.hosts();
    for (const QString& host : names)
        m_context.hosts.findTools(host);
    connect(m_text, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_filter.setText(text);
        showCount();
    });
    connect(m_attention, &QCheckBox::toggled, this, [this](bool only) {
        m_filter.setAttentionOnly(only);
        showCount();
    });
    // From anywhere in the window while this page is the one that is shown.
    new QShortcut(QKeySequence::Find, this, this, [this] { m_text->setFocus(Qt::ShortcutFocusReason); });
    auto* clear = new QShortcut(QKeySequence(Qt::Key_Escape), m_text, m_text, &QLineEdit::clear);
    clear->setContext(Qt::WidgetShortcut);
}

void ServicesPage::makeTable(QWidget* parent)
{
    m_filter.setSourceModel(&m_model);
    m_table = new DataTable(QStringLiteral("servicesTable"), tr("Services"), parent);
    m_table->setModel(&m_filter);
    m_table->setItemDelegate(new ServiceDelegate(m_table));
    m_table->setColumnCharacters({27, 15, 20, 20, 18, 15, 31, 24, 16, 22, 14, 10, 6, 7, 7, 14});
    m_table->horizontalHeader()->setSectionsClickable(true);
    m_table->horizontalHeader()->setSortIndicatorShown(true);
    m_table->horizontalHeader()->setSortIndicatorClearable(true);
    // Unsorted: the runbook's own order.
    m_table->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    m_table->setSortingEnabled(true);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ServicesPage::showDetail);
}

void ServicesPage::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (event->spontaneous())
        return;
    m_context.services.setWatched(true);
    refresh();
}

void ServicesPage::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    if (!event->spontaneous())
        m_context.services.setWatched(false);
}

void ServicesPage::refresh()
{
    if (m_context.logFollow != nullptr && m_context.logFollow->started())
        m_model.setRows(rowsWithErrors(), m_context.now());
    else
        m_model.setNow(m_context.now());
    showEngines();
    m_detail->refresh();
}

void ServicesPage::chooseService(const QString& name)
{
    QModelIndex found;
    for (int row = 0; row < m_filter.rowCount(); ++row) {
        const QModelIndex index = m_filter.index(row, 0);
        // Another container may go by the name of a service, too.
        const domain::ServiceRow* known = m_context.services.row(index.data(models::ServiceModel::KeyRole).toString());
        if (index.data().toString() == name && (!found.isValid() || (known != nullptr && known->inRunbook)))
            found = index;
    }
    if (found.isValid())
        m_table->setCurrentIndex(found);
}

std::vector<domain::ServiceRow> ServicesPage::rowsWithErrors() const
{
    std::vector<domain::ServiceRow> rows = m_context.services.rows();
    if (m_context.logView == nullptr || m_context.logFollow == nullptr || !m_context.logFollow->started())
        return rows;
    const domain::LogStore& store = *m_context.logView->store();
    QHash<QString, domain::ServiceErrors> errors;
    for (int i = 1; i < store.serviceCount(); ++i) {
        const domain::LogService service{static_cast<quint16>(i)};
        const std::string_view name = store.serviceName(service);
        const auto seen = m_context.logView->errors().of(service, {m_context.now().utcMs});
        errors.insert(QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size())),
                      {seen.last.known() ? std::optional(seen.last.utcMs) : std::nullopt, seen.count});
    }
    // A log that is read and has said nothing has said no error; of one that cannot be read nothing is known.
    const auto followed = m_context.logFollow->followed();
    for (domain::ServiceRow& row : rows) {
        const auto log = std::find_if(followed.begin(), followed.end(), [&row](const auto& each) {
            return row.container && each.container.id == row.container->id;
        });
        if (log == followed.end())
            continue;
        const bool read = log->follow.phase == domain::LogFollowPhase::Following ||
                          log->follow.phase == domain::LogFollowPhase::Waiting;
        if (const auto seen = errors.constFind(log->container.service); seen != errors.constEnd())
            row.errors = *seen;
        else if (read)
            row.errors = domain::ServiceErrors();
    }
    return rows;
}

void ServicesPage::showRows()
{
    const auto rows = rowsWithErrors();
    m_model.setRows(rows, m_context.now());
    const auto hosts = m_context.services.engines().size();
    m_table->setColumnHidden(static_cast<int>(models::ServiceColumn::Host), hosts < 2);
    readFalls(rows);
    showCount();
}

// Why it fell is wanted before anybody asks: one look for each fall, and another one or two where that failed.
void ServicesPage::readFalls(const std::vector<domain::ServiceRow>& rows)
{
    for (const domain::ServiceRow& row : rows) {
        const QString fall = fallOf(row);
        if (fall.isEmpty()) {
            m_falls.remove(row.key);
            continue;
        }
        Fall& known = m_falls[row.key];
        if (known.which != fall)
            known = {fall, {}}; // what was said before an earlier fall explains nothing of this one
        if (!row.engineFollowed || known.tries == triesPerFall || (known.tries > 0 && !known.unread))
            continue;
        known.unread = false;
        ++known.tries;
        m_context.services.readTail(row.key);
    }
    m_falls.removeIf([this](const auto& known) { return m_context.services.row(known.key()) == nullptr; });
}

void ServicesPage::showCount()
{
    const auto& rows = m_context.services.rows();
    int wanted = 0;
    int found = 0;
    int unknown = 0; // nobody has told of them yet: neither found nor missing
    int attention = 0;
    bool isLastKnown = false;
    const base::Instant now = m_context.now();
    for (const domain::ServiceRow& row : rows) {
        wanted += row.inRunbook ? 1 : 0;
        found += row.inRunbook && row.container ? 1 : 0;
        unknown += row.inRunbook && !row.knownAt ? 1 : 0;
        attention += domain::needsAttention(row, now) ? 1 : 0;
        isLastKnown = isLastKnown || (row.knownAt && !row.engineFollowed);
    }
    QStringList parts;
    if (unknown < wanted || wanted == 0) {
        const QString foundText = tr("%1 of %n services found", nullptr, wanted).arg(found);
        parts << (isLastKnown ? lastKnownText(foundText) : foundText);
    }
    if (unknown > 0)
        parts << tr("nothing known of %n services", nullptr, unknown);
    const int others = static_cast<int>(rows.size()) - wanted;
    if (others > 0)
        parts << tr("%n more containers", nullptr, others);
    parts << tr("%n need attention", nullptr, attention);
    for (const domain::EngineStatus& engine : m_context.services.engines())
        parts << engineShortText(engine);
    m_count->setText(parts.join(QStringLiteral(" · ")));
    m_table->setEmptyText(m_model.rowCount() == 0
                              ? tr("This runbook names no service, and no container was found.")
                              : tr("No service matches. Clear the filter, or show what needs no attention too."));
}

void ServicesPage::showEngines()
{
    std::vector<EngineNotice> notices;
    const auto engines = m_context.services.engines();
    for (const domain::EngineStatus& engine : engines)
        if (const EngineNotice notice = engineNotice(engine, m_context.now()); !notice.text.isEmpty())
            notices.push_back(notice);
    for (const domain::EngineStatus& engine : engines)
        if (const EngineNotice notice = clockNotice(engine); !notice.text.isEmpty())
            notices.push_back(notice);
    for (const domain::SharedEngine& shared : m_context.services.sharedEngines())
        notices.push_back(sharedNotice(shared));
    for (const app::ServicesController::Doubt& doubt : m_context.services.doubts())
        notices.push_back(projectNotice(doubt.host, doubt.choice));
    const QStringList hosts = m_context.hosts.hosts();
    for (const QString& host : hosts) {
        std::vector<domain::ToolFinding> tools = m_context.hosts.tools(host);
        for (const domain::EngineStatus& engine : engines)
            if (engine.host == host)
                tools = domain::withEngineNow(std::move(tools), engine, *m_context.hosts.status(host));
        if (const EngineNotice notice = toolsNotice(host, tools); !notice.text.isEmpty())
            notices.push_back(notice);
    }
    for (const domain::UnknownName& name :
         domain::unknownNames(m_context.session.environment, m_context.session.runbook))
        notices.push_back(unknownNameNotice(name));
    if (const EngineNotice notice = simulatedNotice(engines); !notice.text.isEmpty())
        notices.push_back(notice);
    if (engines.empty())
        notices.push_back(
            {domain::LevelGrade::Degraded,
             tr("This environment names no command host: nothing is known of its containers."),
             tr("Add \"hosts\" to its file (see the help), or look with docker by hand. Trading states are "
                "heard all the same.")});
    m_engines->setNotices(notices);
    showCount();
}

void ServicesPage::showDetail()
{
    const QModelIndex current = m_table->currentIndex();
    m_detail->setKey(current.isValid() ? current.data(models::ServiceModel::KeyRole).toString() : QString());
}

QString ServicesPage::tipText(const domain::ServiceRow& row, models::ServiceColumn column,
                              const base::Instant& now) const
{
    QString tip = serviceTipText(row, column, now);
    if (column != models::ServiceColumn::Service)
        return tip;
    const Fall fall = m_falls.value(row.key);
    if (!fall.lines.isEmpty())
        return tip + QLatin1Char('\n') + tr("Its last lines:") + QLatin1Char('\n') + fall.lines;
    const bool isGivenUp = fall.unread && fall.tries == triesPerFall;
    return isGivenUp ? tip + QLatin1Char('\n') + tr("Its log could not be read.") : tip;
}

} // namespace ops::ui
