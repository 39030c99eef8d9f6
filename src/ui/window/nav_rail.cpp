#include "ui/window/nav_rail.h"

#include "ui/common/tokens.h"

#include <QButtonGroup>
#include <QPainter>
#include <QShortcut>
#include <QToolButton>
#include <QVBoxLayout>

namespace ops::ui {
namespace {

constexpr int railWidth = 104;
constexpr int mostShortcuts = 9;

QToolButton* footButton(const QString& text, const QString& objectName, QWidget* parent)
{
    auto* button = new QToolButton(parent);
    button->setText(text);
    button->setObjectName(objectName);
    button->setAutoRaise(true);
    button->setFont(captionFont());
    button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    return button;
}

} // namespace

RailButton::RailButton(const PageEntry& entry, QWidget* parent)
    : QAbstractButton(parent)
    , m_icon(entry.icon)
{
    setText(entry.title);
    setObjectName(QStringLiteral("rail.") + entry.id);
    setCheckable(true);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAttribute(Qt::WA_Hover);
}

QSize RailButton::sizeHint() const
{
    const QFontMetrics metrics(captionFont());
    return {qMax(railWidth, metrics.horizontalAdvance(text()) + space::l),
            metrics.height() + metrics.height() + 2 * space::s + space::xs};
}

// A rail may give way to its page, but not so far that a word is cut; the chosen one is the widest.
QSize RailButton::minimumSizeHint() const
{
    QFont chosen = captionFont();
    chosen.setWeight(QFont::DemiBold);
    return {QFontMetrics(chosen).horizontalAdvance(text()) + space::m, sizeHint().height()};
}

void RailButton::paintEvent(QPaintEvent*)
{
    const Tokens& t = tokens(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (isChecked()) {
        painter.fillRect(rect().adjusted(0, 0, -1, 0), palette().color(QPalette::Base));
        painter.fillRect(QRect(0, 0, 3, height()), t.focus);
    } else if (underMouse()) {
        painter.fillRect(rect().adjusted(0, 0, -1, 0), t.header);
    }
    if (hasFocus()) {
        painter.setPen(QPen(t.focus, 1.5));
        painter.drawRect(QRectF(rect()).adjusted(4, 2, -4, -2));
    }
    QFont font = captionFont();
    font.setWeight(isChecked() ? QFont::DemiBold : QFont::Normal);
    const QFontMetrics metrics(font);
    const double side = metrics.height();
    const QColor color = isChecked() ? palette().color(QPalette::Text) : t.muted;
    painter.setPen(QPen(color, qMax(1.3, side / 11)));
    if (m_icon)
        m_icon(painter, QRectF((width() - side) / 2, space::s, side, side));
    painter.setPen(color);
    painter.setFont(font);
    painter.drawText(QRectF(0, space::s + side + space::xs, width(), metrics.height()), Qt::AlignCenter, text());
}

NavRail::NavRail(const QVector<PageEntry>& pages, QWidget* parent)
    : QFrame(parent)
    , m_group(new QButtonGroup(this))
    , m_pages(pages)
{
    setObjectName(QStringLiteral("rail"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, space::m, 0, space::s);
    column->setSpacing(2);
    for (qsizetype i = 0; i < m_pages.size(); ++i) {
        auto* button = new RailButton(m_pages.at(i), this);
        m_group->addButton(button, static_cast<int>(i));
        column->addWidget(button);
        if (i >= mostShortcuts)
            continue;
        const QKeySequence keys(static_cast<int>(Qt::CTRL) | (Qt::Key_1 + static_cast<int>(i)));
        button->setAccessibleDescription(keys.toString(QKeySequence::NativeText));
        auto* shortcut = new QShortcut(keys, this);
        connect(shortcut, &QShortcut::activated, button, &QAbstractButton::click);
    }
    column->addStretch(1);
    QToolButton* help = footButton(tr("Help  F1"), QStringLiteral("rail.help"), this);
    QToolButton* about = footButton(tr("About"), QStringLiteral("rail.about"), this);
    column->addWidget(help);
    column->addWidget(about);
    m_group->setExclusive(true);
    connect(m_group, &QButtonGroup::idClicked, this, [this](int index) { Q_EMIT chosen(m_pages.at(index).id); });
    connect(help, &QToolButton::clicked, this, &NavRail::helpRequested);
    connect(about, &QToolButton::clicked, this, &NavRail::aboutRequested);
    auto* helpKey = new QShortcut(QKeySequence(QKeySequence::HelpContents), this);
    connect(helpKey, &QShortcut::activated, this, &NavRail::helpRequested);
}

void NavRail::choose(const QString& id)
{
    for (qsizetype i = 0; i < m_pages.size(); ++i)
        if (m_pages.at(i).id == id)
            m_group->button(static_cast<int>(i))->click();
}

QString NavRail::chosenId() const
{
    const int index = m_group->checkedId();
    return index < 0 ? QString() : m_pages.at(index).id;
}

void NavRail::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(QRect(width() - 1, 0, 1, height()), tokens(palette()).border);
}

} // namespace ops::ui
