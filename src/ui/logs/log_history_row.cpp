#include "ui/logs/log_history_row.h"

#include "ui/common/plain_tip.h"
#include "ui/common/tokens.h"
#include "ui/logs/log_history_text.h"
#include "ui/logs/log_table.h"

#include <QEvent>
#include <QPushButton>
#include <QScrollBar>
#include <QShortcut>

namespace ops::ui {

using Phase = app::LogHistoryController::Phase;

LogHistoryRow::LogHistoryRow(LogTable& table, models::LogTableModel& lines, app::LogHistoryController& history)
    : LogHistoryRow(table, lines, &history, {})
{
}

LogHistoryRow::LogHistoryRow(LogTable& table, models::LogTableModel& lines, const QString& whyForGood)
    : LogHistoryRow(table, lines, nullptr, whyForGood)
{
}

LogHistoryRow::LogHistoryRow(LogTable& table, models::LogTableModel& lines, app::LogHistoryController* history,
                             const QString& whyForGood)
    : QObject(&table)
    , m_table(table)
    , m_lines(lines)
    , m_history(history)
    , m_whyForGood(whyForGood)
    , m_button(new QPushButton(table.viewport()))
{
    m_button->setObjectName(QStringLiteral("logOlder"));
    m_button->setAutoDefault(false);
    m_button->hide();
    QWidget::setTabOrder(&m_table, m_button);
    // What is said is a row itself: never while others are told of rows.
    m_later.setSingleShot(true);
    m_later.setInterval(0);
    connect(&m_later, &QTimer::timeout, this, &LogHistoryRow::show);
    const auto later = [this] { m_later.start(); };
    connect(&m_lines, &QAbstractItemModel::rowsInserted, this, later);
    connect(&m_lines, &QAbstractItemModel::rowsRemoved, this, later);
    connect(&m_lines, &QAbstractItemModel::modelReset, this, later);
    connect(&m_lines, &QAbstractItemModel::dataChanged, this, later);
    connect(m_table.verticalScrollBar(), &QScrollBar::valueChanged, this, &LogHistoryRow::place);
    m_table.viewport()->installEventFilter(this);
    if (m_history != nullptr) {
        connect(m_history, &app::LogHistoryController::changed, this, &LogHistoryRow::show);
        connect(m_button, &QPushButton::clicked, this, &LogHistoryRow::act);
        connect(&m_table, &QAbstractItemView::activated, this, [this](const QModelIndex& index) {
            if (index.row() == 0 && m_lines.gapRows() > 0)
                act();
        });
        connect(&m_table, &LogTable::followingChanged, this, [this](bool following) {
            if (following)
                m_history->letGo();
        });
        auto* shortcut = new QShortcut(QKeySequence(Qt::Key_O), &m_table);
        shortcut->setContext(Qt::WidgetShortcut);
        connect(shortcut, &QShortcut::activated, this, [this] {
            m_table.setFollowing(false);
            m_table.verticalScrollBar()->setValue(0);
            act();
        });
    }
    show();
}

void LogHistoryRow::setWhyForGood(const QString& whyForGood)
{
    m_whyForGood = whyForGood;
    m_later.start();
}

void LogHistoryRow::show()
{
    const bool any = m_lines.rowCount() > m_lines.gapRows() || m_lines.gap().rows > 0;
    const qint64 cap = m_lines.store().limits().capBytes;
    QString text;
    if (any)
        text = m_history != nullptr ? logFrontText(*m_history, m_lines.gap(), cap)
                                    : logFrontText(m_lines.gap(), cap, m_whyForGood);
    m_lines.setFrontText(text);
    const QString button = any ? buttonText() : QString();
    if (m_button->text() != button) {
        m_button->setText(button);
        m_button->setAccessibleName(button);
    }
    m_button->setToolTip(plainTip(text));
    m_button->setAccessibleDescription(text);
    place();
}

QString LogHistoryRow::buttonText() const
{
    if (m_history == nullptr)
        return {};
    switch (m_history->phase()) {
    case Phase::Loading:
        return tr("Cancel");
    case Phase::Failed:
        return tr("Try again");
    case Phase::Ready:
    case Phase::Beginning:
        break;
    }
    if (m_lines.gap().rows > 0)
        return tr("Load again");
    return m_history->phase() == Phase::Ready ? tr("Load older lines") : QString();
}

// At the right end of the row, for as long as that is on the screen.
void LogHistoryRow::place()
{
    const QRect row = m_table.visualRect(m_lines.index(0, static_cast<int>(models::LogColumn::Message)));
    const bool there = !m_button->text().isEmpty() && m_lines.gapRows() > 0 && m_table.firstVisibleRow() == 0;
    if (there) {
        const int width = m_button->sizeHint().width() + space::s;
        m_button->setGeometry(m_table.viewport()->width() - width - space::s, row.top() + 1, width, row.height() - 3);
        m_table.setFrontInset(width + 2 * space::s);
    }
    if (!there && m_button->hasFocus())
        m_table.setFocus();
    m_button->setVisible(there);
}

void LogHistoryRow::act()
{
    if (m_history == nullptr || m_button->text().isEmpty())
        return;
    if (m_history->phase() == Phase::Loading) {
        m_history->cancel();
        return;
    }
    m_table.setFollowing(false); // to read what comes
    m_history->load();
}

bool LogHistoryRow::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Resize)
        place();
    return QObject::eventFilter(watched, event);
}

} // namespace ops::ui
