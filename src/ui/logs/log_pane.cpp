#include "ui/logs/log_pane.h"

#include "domain/log/log_reader.h"
#include "ui/common/elided_label.h"
#include "ui/common/tokens.h"
#include "ui/logs/log_copy.h"
#include "ui/logs/log_detail.h"
#include "ui/logs/log_export_bar.h"
#include "ui/logs/log_filter_bar.h"
#include "ui/logs/log_histogram_view.h"
#include "ui/logs/log_more_button.h"
#include "ui/logs/log_pins.h"
#include "ui/logs/log_repeats_row.h"
#include "ui/logs/log_table.h"
#include "ui/logs/log_term_edit.h"

#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QPushButton>
#include <QShortcut>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>

namespace ops::ui {
namespace {

QPushButton* button(const QString& text, const QString& objectName, const QString& meaning, QWidget* parent)
{
    auto* made = new QPushButton(text, parent);
    made->setObjectName(objectName);
    made->setAccessibleName(meaning);
    made->setToolTip(meaning);
    made->setAutoDefault(false);
    return made;
}

QString serviceText(std::string_view name)
{
    return QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
}

} // namespace

LogPane::LogPane(app::LogViewController& controller, const QString& what, QWidget* parent)
    : QWidget(parent)
    , m_controller(controller)
    , m_model(controller.store(), logTexts([this] { return m_table == nullptr ? LogZone::Utc : m_table->zone(); }))
    , m_filter(new LogFilterBar(this))
    , m_problem(wrappingLabel({}, Type::Body, Tone::Halt, this))
    , m_pins(new LogPins(this))
    , m_histogram(new LogHistogramView(this))
    , m_table(new LogTable(this))
    , m_detail(new LogDetail(this))
    , m_count(new Label({}, Type::Caption, Tone::Muted, this))
    , m_errors(new Label({}, Type::Caption, Tone::Muted, this))
    , m_skew(wrappingLabel({}, Type::Caption, Tone::Soft, this))
{
    setObjectName(QStringLiteral("logPane"));
    m_problem->setObjectName(QStringLiteral("logProblem"));
    m_count->setObjectName(QStringLiteral("logCount"));
    m_errors->setObjectName(QStringLiteral("logErrorRate"));
    m_skew->setObjectName(QStringLiteral("logSkew"));
    m_skew->hide();
    m_countFolds.setSingleShot(true);
    m_countFolds.setInterval(std::chrono::milliseconds(20)); // time for a frame in between
    m_table->setLines(&m_model);
    m_table->setMarked([this](domain::LogSeq seq) {
        const auto& lines = m_foldFinds.lines;
        return m_finds.contains(seq) || std::binary_search(lines.begin(), lines.end(), seq);
    });
    auto* splitter = new QSplitter(Qt::Vertical, this);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(m_table);
    splitter->addWidget(m_detail);
    splitter->setStretchFactor(0, 4);
    splitter->setStretchFactor(1, 1);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space::xl, space::l, space::xl, space::s);
    column->setSpacing(space::s);
    buildHead(*column, what);
    column->addWidget(m_filter);
    column->addWidget(m_problem);
    column->addWidget(m_skew);
    column->addWidget(m_histogram);
    column->addWidget(m_pins);
    column->addWidget(splitter, 1);
    auto* foot = new QHBoxLayout;
    foot->addWidget(m_count);
    foot->addStretch(1);
    foot->addWidget(m_errors);
    column->addLayout(foot);
    connectParts();
    addShortcuts();
    grow();
    showFinds();
    showFollowing();
}

LogPane::~LogPane()
{
    delete m_table; // before the lines that it shows
}

void LogPane::setWhat(const QString& what)
{
    m_what->setElideMode(Qt::ElideRight); // a sentence; of paths the middle can be spared
    m_what->setText(what);
}

void LogPane::setEmptyReason(const QString& reason)
{
    if (std::exchange(m_emptyReason, reason) != reason)
        showEmptyText();
}

void LogPane::buildHead(QVBoxLayout& column, const QString& what)
{
    auto* title = new Label(tr("Logs"), Type::Title, Tone::Normal, this);
    m_what = new ElidedLabel(Type::Caption, Tone::Muted, this);
    m_what->setObjectName(QStringLiteral("logWhat"));
    m_what->setText(what);
    m_find = new LogTermEdit(QStringLiteral("logFind"), tr("Find"), this);
    m_findCount = new Label({}, Type::Caption, Tone::Muted, this);
    m_findCount->setObjectName(QStringLiteral("logFindCount"));
    m_previous = button(QStringLiteral("▲"), QStringLiteral("logFindPrevious"), tr("Previous find (Shift+F3)"), this);
    m_next = button(QStringLiteral("▼"), QStringLiteral("logFindNext"), tr("Next find (F3)"), this);
    for (QPushButton* arrow : {m_previous, m_next})
        arrow->setFixedWidth(rowHeight() + space::s);
    m_zone = new QComboBox(this);
    m_zone->setObjectName(QStringLiteral("logZone"));
    m_zone->setAccessibleName(tr("Zone of the times"));
    m_zone->addItem(logZoneName(LogZone::Utc));
    m_zone->addItem(logZoneName(LogZone::Local));
    m_more = new LogMoreButton(*m_table, this);
    m_follow = button({}, QStringLiteral("logFollow"), tr("Stay at the newest line (F)"), this);
    m_follow->setCheckable(true);
    auto* row = new QHBoxLayout;
    row->setSpacing(space::s);
    row->addWidget(title);
    row->addWidget(m_what, 1);
    row->addWidget(m_find, 1);
    row->addWidget(m_findCount);
    row->addWidget(m_previous);
    row->addWidget(m_next);
    row->addWidget(m_zone);
    row->addWidget(m_more);
    row->addWidget(m_follow);
    column.addLayout(row);
}

void LogPane::connectParts()
{
    using app::LogViewController;
    connect(&m_controller, &LogViewController::grew, this, &LogPane::grow);
    connect(&m_controller, &LogViewController::filterRestarted, this, &LogPane::restart);
    connect(&m_controller, &LogViewController::linesFound, this, &LogPane::takeLines);
    connect(&m_controller, &LogViewController::frontChanged, this, &LogPane::changeFront);
    connect(&m_controller, &LogViewController::findRestarted, this, [this] {
        m_finds.clear();
        m_foldFinds = {};
        m_anyFinds = false;
        showFinds();
    });
    connect(&m_controller, &LogViewController::placesFound, this, [this](const std::vector<domain::LogHits>& hits) {
        for (const domain::LogHits& found : hits) {
            const bool older = m_anyFinds && found.end <= m_findsFirst;
            if (older)
                m_finds.addOlder(found);
            else
                m_finds.addNewer(found);
            if (!m_anyFinds || older)
                m_findsFirst = found.first;
            m_anyFinds = true;
            for (const domain::LogSeq seq : found.earlier)
                if (!m_finds.contains(seq))
                    m_finds.insert(seq);
        }
        showFinds();
    });
    connect(&m_controller, &LogViewController::histogramChanged, this, [this] {
        m_histogram->setHistogram(m_controller.histogram());
        showErrors();
    });
    m_table->setPinned([this](domain::LogSeq seq) { return m_pins->contains(seq); });
    connect(m_table, &LogTable::pinRequested, this, &LogPane::pin);
    connect(m_more, &LogMoreButton::pinRequested, this, &LogPane::pin);
    connect(m_pins, &LogPins::changed, m_table->viewport(), QOverload<>::of(&QWidget::update));
    connect(m_pins, &LogPins::chosen, this, &LogPane::goToPin);
    connect(&m_controller, &LogViewController::changed, this, &LogPane::showState);
    connect(m_filter, &LogFilterBar::edited, this, &LogPane::applyFilter);
    connect(m_histogram, &LogHistogramView::jumped, this, &LogPane::jumpTo);
    connect(m_histogram, &LogHistogramView::windowChosen, this, &LogPane::setTimeWindow);
    connect(m_histogram, &LogHistogramView::windowGivenUp, this, [this] { setTimeWindow({}, {}); });
    connect(m_more, &LogMoreButton::timeWindowRequested, this, &LogPane::openTimeWindow);
    connect(m_find, &LogTermEdit::edited, this, [this] { m_controller.setFind(m_find->term()); });
    connect(m_find, &LogTermEdit::entered, this, [this] { goToFind(1); });
    connect(m_find, &LogTermEdit::enteredBackwards, this, [this] { goToFind(-1); });
    connect(m_next, &QPushButton::clicked, this, [this] { goToFind(1); });
    connect(m_previous, &QPushButton::clicked, this, [this] { goToFind(-1); });
    connect(m_follow, &QPushButton::clicked, m_table, &LogTable::setFollowing);
    connect(m_table, &LogTable::followingChanged, this, &LogPane::setFollowing);
    // Lines that are folded away or shown are said as well.
    connect(&m_model, &QAbstractItemModel::rowsInserted, &m_countFolds, qOverload<>(&QTimer::start));
    connect(&m_model, &QAbstractItemModel::rowsRemoved, &m_countFolds, qOverload<>(&QTimer::start));
    connect(&m_countFolds, &QTimer::timeout, this, &LogPane::showState);
    connect(m_zone, &QComboBox::currentIndexChanged, this, &LogPane::setZone);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &LogPane::showDetail);
}

void LogPane::addShortcuts()
{
    const auto on = [this](const QKeySequence& keys, const auto& act) {
        auto* shortcut = new QShortcut(keys, this);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, act);
    };
    on(QKeySequence(Qt::CTRL | Qt::Key_F), [this] { m_find->focusField(); });
    on(QKeySequence(Qt::CTRL | Qt::Key_L), [this] { m_filter->focusText(); });
    on(QKeySequence(Qt::CTRL | Qt::Key_T), [this] { openTimeWindow(); });
    on(QKeySequence(QKeySequence::Save), [this] {
        if (m_exports != nullptr)
            m_exports->ask(app::LogExportController::What::Shown);
    });
    on(QKeySequence(Qt::Key_F3), [this] { goToFind(1); });
    on(QKeySequence(Qt::SHIFT | Qt::Key_F3), [this] { goToFind(-1); });
    const auto inTable = [this](const QKeySequence& keys, bool asText) {
        auto* shortcut = new QShortcut(keys, m_table);
        shortcut->setContext(Qt::WidgetShortcut);
        connect(shortcut, &QShortcut::activated, this, [this, asText] { copy(asText); });
    };
    inTable(QKeySequence(QKeySequence::Copy), false);
    inTable(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C), true);
}

void LogPane::setTimeWindow(domain::LogTime from, domain::LogTime until)
{
    m_filter->setWindow(from, until);
    applyFilter();
}

void LogPane::applyFilter()
{
    m_note.clear(); // it was about other lines
    const domain::LogFilter& filter = m_filter->filter();
    m_histogram->setWindow(filter.from, filter.until);
    m_controller.setFilter(filter);
}

void LogPane::restart()
{
    // Letters may be typed faster than the line is found again for each of them.
    if (m_table->following())
        m_wanted.reset();
    else if (m_table->currentIndex().isValid())
        m_wanted = m_model.seqAt(m_table->currentIndex().row());
    m_model.restart();
    showDetail(); // no line is chosen any more
    showState();
}

// Lines before that one are others, and are found again.
void LogPane::changeFront(domain::LogSeq unmoved)
{
    m_table->holdPlace();
    m_model.forgetBefore(unmoved);
    m_finds.removeBefore(unmoved);
    m_foldFinds = {};
    m_pins->loseBefore(unmoved);
    m_findsFirst = std::max(m_findsFirst, unmoved);
    m_newFrom = std::max(m_newFrom, unmoved);
    if (m_wanted && *m_wanted < unmoved)
        m_wanted.reset(); // another line has its number now
}

void LogPane::takeLines(const std::vector<domain::LogHits>& hits)
{
    m_model.addHits(hits);
    // The line that was read before the filter changed is found again.
    if (m_wanted) {
        const int row = m_model.rowOf(*m_wanted);
        if (row >= 0) {
            m_wanted.reset();
            m_table->goTo(row);
        }
    }
    showState();
}

void LogPane::grow()
{
    m_model.sync();
    const domain::LogStore& store = *m_controller.store();
    m_finds.removeBefore(store.oldest()); // those that the cap took
    domain::LogReader reader(store);
    m_landmarks.look(reader);
    QStringList services;
    for (int i = 1; i < store.serviceCount(); ++i)
        services << serviceText(store.serviceName({static_cast<quint16>(i)}));
    if (m_landmarks.anyWithoutService())
        services << QString();
    m_filter->setServices(services);
    m_filter->setStreams(m_landmarks.anyOnErrorChannel());
    m_detail->setStreams(m_landmarks.anyOnErrorChannel());
    m_filter->setLastHalt(m_landmarks.lastHalt());
    showState();
}

void LogPane::setFollowing(bool following)
{
    if (!following)
        m_newFrom = m_controller.store()->readEnd();
    showFollowing();
}

// It is about the view, which stays at the end or where somebody reads; lines come in all the same.
void LogPane::showFollowing()
{
    const bool following = m_table->following();
    const int fresh = following ? 0 : m_model.rowCount() - m_model.rowAtOrAfter(m_newFrom);
    QString text = following ? tr("At the end") : tr("To the end");
    if (fresh > 0)
        text = tr("To the end — %Ln new lines", nullptr, fresh);
    m_follow->setChecked(following);
    if (m_follow->text() == text)
        return;
    m_follow->setText(text);
    m_follow->setAccessibleDescription(text); // its name is what it does
}

void LogPane::showDetail()
{
    const QModelIndex current = m_table->currentIndex();
    const auto seq = current.isValid() ? m_model.seqAt(current.row()) : std::nullopt;
    domain::LogReader reader(*m_controller.store());
    const domain::LogSpan& span = reader.pin();
    std::string_view line;
    if (seq && *seq >= span.first && *seq < span.readEnd) {
        m_detail->showLine(reader, *seq);
        line = domain::withoutLineEnding(reader.bytes(*seq));
    } else {
        m_detail->clear();
    }
    if (m_repeats != nullptr)
        m_repeats->look(m_controller.store(), line);
    showFinds();
}

void LogPane::setZone(int index)
{
    const LogZone zone = static_cast<LogZone>(index);
    m_table->setZone(zone);
    m_histogram->setZone(zone == LogZone::Ago ? LogZone::Utc : zone);
    m_pins->setZone(zone);
    if (m_repeats != nullptr)
        m_repeats->setZone(zone);
    m_detail->setZone(zone);
    showDetail();
    showErrors();
}

void LogPane::copy(bool asText)
{
    const LogCopy copied =
        copyLogRows(m_model, m_table->selectionModel()->selection(), asText ? LogCopyAs::Text : LogCopyAs::Raw);
    if (copied.rows == 0)
        return;
    QGuiApplication::clipboard()->setText(copied.text);
    m_note = copied.whole ? tr("%Ln lines copied", nullptr, copied.rows)
                          : tr("the first %Ln lines copied: more are too many for the clipboard", nullptr, copied.rows);
    if (!copied.exact)
        m_note += QStringLiteral("; ") + tr("as text, without carriage returns and bytes that are no UTF-8: an export "
                                            "has them");
    showState();
}

} // namespace ops::ui
