#include "base/clock.h"
#include "ui/common/label.h"
#include "ui/common/tokens.h"
#include "ui/logs/log_error_text.h"
#include "ui/logs/log_highlight.h"
#include "ui/logs/log_table.h"

#include <QPaintEvent>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <utility>

namespace ops::ui {

using domain::LogLevel;
using models::LogColumn;
using models::LogTableModel;

// What all rows of one paint have in common, and the row that is being painted.
struct LogTable::RowPaint {
    const Tokens& look;
    QFont fixed;
    QFont strong;
    QFont body;
    QColor text;
    QColor base;
    QItemSelection selection;
    int row = 0;
    QRect box;
    QModelIndex index; // of its first column
    QColor back;
};

// A cell of fixed-pitch text.
struct LogTable::TextCell {
    QRect box;
    QString text;
    QColor pen;
    bool strong = false;
    bool framed = false; // something in it is highlighted, and it is written upon that
};

namespace {

QColor levelColor(LogLevel level, const Tokens& look)
{
    if (level == LogLevel::Error || level == LogLevel::Fatal)
        return look.halt;
    return level == LogLevel::Warn ? look.soft : look.muted;
}

struct CommandLook {
    QColor text;
    QColor back;
};

// The words say it; the colour is that of the state which is asked for or was reached.
CommandLook commandLook(const QString& text, const Tokens& look)
{
    const QString to = text.section(QStringLiteral(" → "), -1);
    if (to.contains(QLatin1String("HARD_HALT")))
        return {look.halt, look.haltBack};
    if (to.contains(QLatin1String("SOFT_HALT")))
        return {look.soft, look.softBack};
    return {look.text, look.header};
}

} // namespace

void LogTable::paintEvent(QPaintEvent* event)
{
    QPainter painter(viewport());
    const Tokens& look = tokens(palette());
    RowPaint paint{look,
                   fixedFont(),
                   fixedFont(),
                   bodyFont(),
                   palette().color(QPalette::Text),
                   palette().color(QPalette::Base),
                   selectionModel() != nullptr ? selectionModel()->selection() : QItemSelection(),
                   0,
                   {},
                   {},
                   {}};
    paint.strong.setWeight(QFont::Bold);
    const int rows = m_lines == nullptr ? 0 : m_lines->rowCount();
    const int first = std::max(0, rowAtY(event->rect().top()));
    const int last = std::min(rows - 1, rowAtY(event->rect().bottom()));
    for (int row = first; row <= last; ++row) {
        paint.row = row;
        paint.box = QRect(0, (row - firstVisibleRow()) * m_rowHeight, viewport()->width(), m_rowHeight);
        paint.index = m_lines->index(row, 0);
        paintRow(painter, paint);
    }
    const int below = std::max(0, (std::max(last, first - 1) + 1 - firstVisibleRow()) * m_rowHeight);
    const QRect rest = QRect(0, rows == 0 ? 0 : below, viewport()->width(), viewport()->height()) & event->rect();
    painter.fillRect(rest, paint.base);
    if (rows > 0)
        return;
    painter.setFont(paint.body);
    painter.setPen(look.muted);
    painter.drawText(viewport()->rect().adjusted(space::l, space::s, -space::l, -space::s),
                     static_cast<int>(Qt::AlignCenter) | Qt::TextWordWrap, m_emptyText);
}

// There are few of them, and they stand in every row: each is painted once on each colour.
void LogTable::paintService(QPainter& painter, const RowPaint& row, const QRect& box, const QString& service)
{
    if (box.isEmpty())
        return;
    auto known = std::find_if(m_services.begin(), m_services.end(),
                              [&](const ShownService& shown) { return shown.name == service; });
    if (known == m_services.end())
        known = m_services.insert(known, {service, {}, {}, {}, {}});
    const QColor colour = serviceColor(static_cast<int>(std::distance(m_services.begin(), known)), palette());
    if (painter.device()->devicePixelRatioF() != 1.0) {
        drawService(painter, box, colour, service);
        return;
    }
    const bool selected = row.back == row.look.selection;
    QImage& picture = selected ? known->selected : known->usual;
    if (known->back != row.base || known->text != row.text) {
        known->usual = {};
        known->selected = {};
        known->back = row.base;
        known->text = row.text;
    }
    if (picture.size() != box.size()) {
        picture = QImage(box.size(), QImage::Format_RGB32);
        QPainter once(&picture);
        once.setFont(row.body);
        once.setPen(row.text);
        paintGround(once, picture.rect(), row);
        drawService(once, QRect({}, box.size()), colour, service);
    }
    painter.drawImage(box.topLeft(), picture);
}

// A mark in the service's colour and its name, in the painter's font and pen.
void LogTable::drawService(QPainter& painter, QRect box, const QColor& colour, const QString& service) const
{
    painter.fillRect(QRect(box.left(), box.top() + 4, 4, box.height() - 8), colour);
    box.setLeft(box.left() + space::m);
    paintText(painter, box, service);
}

// What a row's cells stand on, and the line under it.
void LogTable::paintGround(QPainter& painter, const QRect& box, const RowPaint& row)
{
    painter.fillRect(box, row.back);
    painter.fillRect(QRect(box.left(), box.bottom(), box.width(), 1), row.look.header);
}

void LogTable::paintRow(QPainter& painter, RowPaint& row)
{
    const auto kind = static_cast<LogTableModel::RowKind>(m_lines->data(row.index, LogTableModel::RowKindRole).toInt());
    row.back = row.base;
    if (row.selection.contains(row.index))
        row.back = row.look.selection;
    else if (kind == LogTableModel::RowKind::Command)
        row.back = commandLook(messageText(row.index), row.look).back;
    else if (kind == LogTableModel::RowKind::Front)
        row.back = row.look.header;
    if (kind == LogTableModel::RowKind::Line) {
        paintLine(painter, row);
    } else {
        paintGround(painter, row.box, row);
        paintMarker(painter, row);
    }
    paintEdge(painter, row);
    if (row.index.row() == currentIndex().row() && hasFocus()) {
        painter.setPen(row.look.focus);
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(row.box.adjusted(0, 0, -1, -1));
    }
}

void LogTable::paintLine(QPainter& painter, const RowPaint& row)
{
    const auto cell = [&](LogColumn column) {
        const int number = static_cast<int>(column);
        return QRect(columnViewportPosition(number) + space::s, row.box.top(), columnWidth(number) - 2 * space::s,
                     row.box.height());
    };
    const auto shown = [&](LogColumn column) { return !isColumnHidden(static_cast<int>(column)); };
    const auto words = [&](LogColumn column) {
        return m_lines->data(row.index.siblingAtColumn(static_cast<int>(column)), Qt::DisplayRole).toString();
    };
    std::vector<TextCell> cells;
    cells.reserve(4);
    if (shown(LogColumn::TimeUtc) && !m_lines->data(row.index, LogTableModel::TimeInheritedRole).toBool())
        cells.push_back({cell(LogColumn::TimeUtc), timeText(row.index), row.look.muted});
    if (shown(LogColumn::Level)) {
        const auto level = static_cast<LogLevel>(m_lines->data(row.index, LogTableModel::LevelRole).toInt());
        cells.push_back(
            {cell(LogColumn::Level), words(LogColumn::Level), levelColor(level, row.look), level >= LogLevel::Error});
    }
    if (shown(LogColumn::Channel))
        cells.push_back({cell(LogColumn::Channel), words(LogColumn::Channel), row.look.muted});
    const bool continues = m_lines->data(row.index, LogTableModel::ContinuesRole).toBool();
    QRect message = cell(LogColumn::Message);
    message.setLeft(message.left() + m_rowHeight - space::s + (continues ? space::l : 0));
    cells.push_back({message, words(LogColumn::Message), continues ? row.look.muted : row.text});
    painter.setFont(row.fixed);
    const auto frames = highlights(painter, message, cells.back().text);
    cells.back().framed = !frames.empty();
    putStrip(painter, row, cells);

    painter.setPen(row.text);
    painter.setFont(row.body);
    const QString service = shown(LogColumn::Service) ? words(LogColumn::Service) : QString();
    if (!service.isEmpty())
        paintService(painter, row, cell(LogColumn::Service), service);
    paintFold(painter, foldBox(row.row), row);
    painter.setFont(row.fixed);
    paintHighlights(painter, message, frames);
    for (const TextCell& text : cells) {
        painter.setPen(text.pen);
        painter.setFont(text.strong ? row.strong : row.fixed);
        paintText(painter, text.box, text.text, text.strong ? &m_strong : &m_fixed);
    }
}

// The row's ground, and upon it those of the cells whose letters can be copied; what is left of the cells has to be
// painted. A row is put together apart from the window, in memory that the processor has at hand.
void LogTable::putStrip(QPainter& painter, const RowPaint& row, std::vector<TextCell>& cells)
{
    if (painter.device()->devicePixelRatioF() != 1.0) {
        paintGround(painter, row.box, row);
        return;
    }
    if (m_strip.size() != row.box.size())
        m_strip = QImage(row.box.size(), QImage::Format_RGB32);
    m_strip.fill(row.back);
    const auto copied = [&](const TextCell& cell) {
        FixedText& letters = cell.strong ? m_strong : m_fixed;
        const QRect place(cell.box.left(), 0, cell.box.width(), cell.box.height());
        return !cell.framed && letters.copy(m_strip, place, cell.text, cell.pen, row.back);
    };
    std::erase_if(cells, copied);
    // Only now: the letters bring their ground with them.
    auto* const line = reinterpret_cast<QRgb*>(m_strip.scanLine(m_strip.height() - 1));
    std::fill_n(line, m_strip.width(), row.look.header.rgba());
    painter.drawImage(row.box.topLeft(), m_strip);
}

// What was looked for, and what somebody pinned.
void LogTable::paintEdge(QPainter& painter, const RowPaint& row) const
{
    const auto seq = m_lines->seqAt(row.row);
    if (!seq)
        return;
    if (m_marked && m_marked(*seq)) {
        painter.fillRect(QRect(0, row.box.top(), 4, row.box.height()), row.look.focus);
        painter.fillRect(QRect(4, row.box.center().y() - 1, 4, 3), row.look.focus);
    }
    if (m_pinned && m_pinned(*seq)) {
        const int side = row.box.height() / 2;
        QPainterPath corner(row.box.topLeft());
        corner.lineTo(row.box.left() + side, row.box.top());
        corner.lineTo(row.box.left(), row.box.top() + side);
        painter.fillPath(corner, row.look.text);
    }
}

// Frames around what is looked out for in a cell's words; in the painter's font.
std::vector<LogTable::Frame> LogTable::highlights(const QPainter& painter, const QRect& cell,
                                                  const QString& words) const
{
    if (m_highlights.empty() || words.isEmpty() || cell.width() <= 0)
        return {};
    const QFontMetrics metrics = painter.fontMetrics();
    const QString shown = words.left(cell.width() * 2 / std::max(1, metrics.averageCharWidth()) + 1);
    std::vector<Frame> frames;
    for (const HighlightPlace& place : highlightPlaces(shown, m_highlights)) {
        const int left = cell.left() + metrics.horizontalAdvance(shown.left(place.start));
        const int width = metrics.horizontalAdvance(shown.mid(place.start, place.length));
        frames.push_back({QRect(left - 1, cell.top() + 3, width + 1, cell.height() - 7), place.colour});
    }
    return frames;
}

void LogTable::paintHighlights(QPainter& painter, const QRect& cell, const std::vector<Frame>& frames) const
{
    if (frames.empty())
        return;
    painter.save();
    painter.setClipRect(cell);
    for (const Frame& frame : frames) {
        const HighlightLook look = highlightLook(frame.colour, palette());
        painter.setPen(look.frame);
        painter.setBrush(look.fill);
        painter.drawRect(frame.box);
    }
    painter.restore();
}

QString LogTable::timeText(const QModelIndex& index) const
{
    const QVariant time = m_lines->data(index, LogTableModel::TimeRole);
    if (!time.isValid())
        return {};
    const domain::LogTime at{time.toLongLong()};
    return m_zone == LogZone::Ago && m_clock != nullptr ? logAgeText(at, m_clock->now().utcMs)
                                                        : logTimeText(at, m_zone);
}

QString LogTable::messageText(const QModelIndex& index) const
{
    return m_lines->data(index.siblingAtColumn(static_cast<int>(LogColumn::Message)), Qt::DisplayRole).toString();
}

// A row that no service wrote, across the whole table: hatched where lines are missing. Above all lines somebody else
// has something at its right end.
void LogTable::paintMarker(QPainter& painter, const RowPaint& row) const
{
    const auto kind = static_cast<LogTableModel::RowKind>(m_lines->data(row.index, LogTableModel::RowKindRole).toInt());
    const bool gap = kind == LogTableModel::RowKind::Gap;
    if (gap)
        painter.fillRect(row.box, QBrush(row.look.border, Qt::BDiagPattern));
    const QString at = timeText(row.index);
    const QString time = at.isEmpty() ? at : at + QStringLiteral("  ");
    const QString text = messageText(row.index);
    painter.setFont(typeFont(Type::Strong));
    const bool front = !m_lines->seqAt(row.row).has_value();
    const QRect box = row.box.adjusted(space::s, 0, -space::s - (front ? m_frontInset : 0), 0);
    const QString sign = kind == LogTableModel::RowKind::Command ? QStringLiteral("■ ") : QStringLiteral("— ");
    const QString words = (kind == LogTableModel::RowKind::Front ? QString() : sign) + time + text;
    if (gap) {
        // Letters on hatching cannot be read.
        const QRect behind(row.box.left(), row.box.top(),
                           std::min(box.width(), painter.fontMetrics().horizontalAdvance(words) + 2 * space::s),
                           row.box.height() - 1);
        painter.fillRect(behind, row.selection.contains(row.index) ? row.look.selection : row.base);
    }
    const bool command = kind == LogTableModel::RowKind::Command;
    painter.setPen(command ? commandLook(text, row.look).text : row.look.muted);
    paintText(painter, box, words);
}

void LogTable::paintText(QPainter& painter, const QRect& cell, const QString& text, FixedText* quick) const
{
    if (cell.width() <= 0 || text.isEmpty() || (quick != nullptr && quick->draw(painter, cell, text)))
        return;
    // Only as much as can be seen: laying out a long message would take longer than everything else.
    const int unit = std::max(1, painter.fontMetrics().averageCharWidth());
    const int mayFit = cell.width() * 2 / unit + 1;
    QString words = text.size() > mayFit ? text.left(mayFit) : text;
    words = painter.fontMetrics().elidedText(words, Qt::ElideRight, cell.width());
    // Marks that are put upon a letter, one upon the other, reach into the rows above and below.
    painter.save();
    painter.setClipRect(cell, Qt::IntersectClip);
    painter.drawText(cell, static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter) | Qt::TextSingleLine, words);
    painter.restore();
}

// A triangle where lines continue this one: right when they are folded away, down when they are shown.
void LogTable::paintFold(QPainter& painter, const QRect& box, const RowPaint& row) const
{
    const auto seq = m_lines->seqAt(row.row);
    if (!seq || m_lines->data(row.index, LogTableModel::ContinuesRole).toBool() ||
        m_lines->continuationCount(*seq) == 0)
        return;
    const double size = box.height() / 5.0;
    const QPointF middle = QRectF(box).center();
    QPainterPath triangle;
    if (m_lines->isOpen(*seq)) {
        triangle.moveTo(middle + QPointF(-size, -size / 2));
        triangle.lineTo(middle + QPointF(size, -size / 2));
        triangle.lineTo(middle + QPointF(0, size));
    } else {
        triangle.moveTo(middle + QPointF(-size / 2, -size));
        triangle.lineTo(middle + QPointF(-size / 2, size));
        triangle.lineTo(middle + QPointF(size, 0));
    }
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillPath(triangle, row.look.focus);
    painter.restore();
}

} // namespace ops::ui
