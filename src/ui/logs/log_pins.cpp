#include "ui/logs/log_pins.h"

#include "ui/common/label.h"
#include "ui/common/tokens.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QListWidget>
#include <QPushButton>

#include <algorithm>

namespace ops::ui {

using models::LogColumn;
using models::LogTableModel;

namespace {

constexpr int mostRowsShown = 4;

} // namespace

LogPins::LogPins(QWidget* parent)
    : QFrame(parent)
    , m_list(new QListWidget(this))
{
    setObjectName(QStringLiteral("logPins"));
    m_list->setObjectName(QStringLiteral("logPinList"));
    m_list->setAccessibleName(tr("Pinned lines"));
    m_list->setUniformItemSizes(true);
    m_list->setTextElideMode(Qt::ElideRight);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->installEventFilter(this);
    auto* title = new Label(tr("Pinned"), Type::CaptionStrong, Tone::Muted, this);
    auto* remove = new QPushButton(tr("Unpin"), this);
    remove->setObjectName(QStringLiteral("logUnpin"));
    remove->setToolTip(tr("Let go of the chosen one (Delete)"));
    remove->setAutoDefault(false);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::s);
    row->addWidget(title, 0, Qt::AlignTop);
    row->addWidget(m_list, 1);
    row->addWidget(remove, 0, Qt::AlignTop);
    connect(m_list, &QListWidget::itemActivated, this,
            [this](const QListWidgetItem* item) { Q_EMIT chosen({item->data(Qt::UserRole).toLongLong()}); });
    connect(m_list, &QListWidget::itemClicked, m_list, &QListWidget::itemActivated);
    connect(remove, &QPushButton::clicked, this, &LogPins::removeCurrent);
    showPins();
}

bool LogPins::contains(domain::LogSeq seq) const
{
    return std::any_of(m_pins.begin(), m_pins.end(), [seq](const Pin& pin) { return pin.seq == seq; });
}

bool LogPins::toggle(const LogTableModel& model, int row)
{
    const auto seq = model.seqAt(row);
    if (!seq)
        return false;
    if (contains(*seq)) {
        std::erase_if(m_pins, [&](const Pin& pin) { return pin.seq == *seq; });
    } else {
        if (count() == mostPins)
            return false;
        const QVariant time = model.index(row, 0).data(LogTableModel::TimeRole);
        QStringList parts;
        for (const LogColumn column : {LogColumn::Level, LogColumn::Service, LogColumn::Message}) {
            const QString part = model.index(row, static_cast<int>(column)).data().toString();
            if (!part.isEmpty())
                parts << part;
        }
        m_pins.push_back({*seq, time.isValid() ? domain::LogTime{time.toLongLong()} : domain::LogTime(),
                          parts.join(QStringLiteral("  "))});
        std::sort(m_pins.begin(), m_pins.end(), [](const Pin& a, const Pin& b) { return a.seq < b.seq; });
    }
    showPins();
    Q_EMIT changed();
    return true;
}

void LogPins::loseBefore(domain::LogSeq seq)
{
    constexpr domain::LogSeq nowhere{-1};
    for (Pin& pin : m_pins)
        if (pin.seq < seq)
            pin.seq = nowhere;
    // Another line has its number now, and nothing may lead there.
    const int chosen = m_list->currentRow();
    showPins();
    m_list->setCurrentRow(chosen);
}

void LogPins::setZone(LogZone zone)
{
    m_zone = zone;
    showPins();
}

void LogPins::showPins()
{
    m_list->clear();
    m_list->setFont(fixedFont());
    for (const Pin& pin : m_pins) {
        // An age would have to be kept up to date here; the moment itself is what a pin is for.
        const LogZone zone = m_zone == LogZone::Ago ? LogZone::Utc : m_zone;
        const QString time = logTimeText(pin.time, zone);
        auto* item = new QListWidgetItem(
            time.isEmpty() ? pin.text : time + QLatin1Char(' ') + logZoneName(zone) + QStringLiteral("  ") + pin.text,
            m_list);
        item->setData(Qt::UserRole, pin.seq.value);
        item->setToolTip(QString()); // data is no markup (rule G7): the detail pane shows all of it
    }
    setVisible(!m_pins.empty());
    const int rows = std::clamp(count(), 1, mostRowsShown);
    const int height = std::max(m_list->sizeHintForRow(0), QFontMetrics(fixedFont()).height());
    m_list->setFixedHeight(rows * height + 2 * m_list->frameWidth() + space::xs);
}

void LogPins::removeCurrent()
{
    const int row = m_list->currentRow() >= 0 ? m_list->currentRow() : count() - 1;
    if (row < 0)
        return;
    m_pins.erase(m_pins.begin() + row);
    showPins();
    m_list->setCurrentRow(std::min(row, count() - 1));
    Q_EMIT changed();
}

bool LogPins::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_list && event->type() == QEvent::KeyPress &&
        static_cast<const QKeyEvent*>(event)->key() == Qt::Key_Delete) {
        removeCurrent();
        return true;
    }
    return QFrame::eventFilter(watched, event);
}

void LogPins::changeEvent(QEvent* event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        showPins();
}

} // namespace ops::ui
