#include "ui/logs/log_highlight_dialog.h"

#include "ui/common/describe.h"
#include "ui/common/dialog_button.h"
#include "ui/common/dialog_head.h"
#include "ui/common/tokens.h"
#include "ui/logs/log_highlight.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QListWidget>
#include <QPainter>
#include <QVBoxLayout>

namespace ops::ui {

using domain::HighlightColour;

namespace {

constexpr int dialogWidth = 560;
constexpr int rowsShown = 6;

QIcon swatch(HighlightColour colour, const QPalette& palette)
{
    constexpr int side = 16;
    QPixmap drawn(side, side);
    drawn.fill(Qt::transparent);
    QPainter painter(&drawn);
    const HighlightLook look = highlightLook(colour, palette);
    painter.setBrush(look.fill);
    painter.setPen(look.frame);
    painter.drawRect(1, 1, side - 3, side - 3);
    return drawn;
}

} // namespace

LogHighlightDialog::LogHighlightDialog(app::LogAidsController& controller, QWidget* parent)
    : OpsDialog(parent)
    , m_controller(controller)
    , m_list(new QListWidget(this))
    , m_text(new QLineEdit(this))
    , m_colour(new QComboBox(this))
    , m_case(new QPushButton(tr("Aa"), this))
    , m_add(new QPushButton(tr("Add"), this))
    , m_remove(new QPushButton(tr("Remove"), this))
    , m_note(wrappingLabel({}, Type::Body, Tone::Muted, this))
{
    setObjectName(QStringLiteral("logHighlightDialog"));
    setWindowTitle(tr("Log highlights"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_list->setObjectName(QStringLiteral("logHighlightList"));
    m_list->setAccessibleName(tr("Highlighted texts"));
    m_list->setMinimumHeight(rowsShown * rowHeight());
    m_text->setObjectName(QStringLiteral("logHighlightText"));
    m_text->setAccessibleName(tr("Text to highlight"));
    m_text->setPlaceholderText(tr("Text to highlight"));
    m_text->setMaxLength(domain::maxHighlightLength);
    m_colour->setObjectName(QStringLiteral("logHighlightColour"));
    m_colour->setAccessibleName(tr("Colour of the highlight"));
    for (int i = 0; i < domain::highlightColours; ++i) {
        const auto colour = static_cast<HighlightColour>(i);
        m_colour->addItem(swatch(colour, palette()), highlightColourText(colour), i);
    }
    m_case->setObjectName(QStringLiteral("logHighlightCase"));
    m_case->setCheckable(true);
    m_case->setToolTip(tr("Case matters"));
    m_case->setAccessibleName(tr("Case matters"));
    m_case->setFixedWidth(rowHeight() + space::s);
    m_add->setObjectName(QStringLiteral("logHighlightAdd"));
    m_remove->setObjectName(QStringLiteral("logHighlightRemove"));
    for (QPushButton* button : {m_case, m_add, m_remove})
        button->setAutoDefault(false);
    auto* fresh = new QHBoxLayout;
    fresh->setSpacing(space::s);
    fresh->addWidget(m_text, 1);
    fresh->addWidget(m_case);
    fresh->addWidget(m_colour);
    fresh->addWidget(m_add);
    auto* foot = new DialogFoot(this);
    auto* close = new DialogButton(tr("Close"), QStringLiteral("logHighlightClose"), foot);
    QHBoxLayout* acts = foot->acts();
    acts->addStretch(1);
    acts->addWidget(close);
    auto* body = new QVBoxLayout;
    body->setContentsMargins(space::xl, space::l, space::xl, space::l);
    body->setSpacing(space::m);
    body->addWidget(new Label(tr("Log highlights"), Type::Title, Tone::Normal, this));
    body->addLayout(fresh);
    body->addWidget(m_list, 1);
    body->addWidget(m_remove, 0, Qt::AlignLeft);
    body->addWidget(m_note);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(1, 1, 1, 1); // the dialog's own line
    column->setSpacing(0);
    column->addLayout(body, 1);
    column->addWidget(foot);
    connect(m_text, &QLineEdit::textChanged, this, [this](const QString& text) { m_add->setEnabled(!text.isEmpty()); });
    connect(m_text, &QLineEdit::returnPressed, this, &LogHighlightDialog::add);
    connect(m_add, &QPushButton::clicked, this, &LogHighlightDialog::add);
    connect(m_remove, &QPushButton::clicked, this, &LogHighlightDialog::remove);
    connect(m_list, &QListWidget::currentRowChanged, this, [this](int row) { m_remove->setEnabled(row >= 0); });
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    connect(&m_controller, &app::LogAidsController::changed, this, &LogHighlightDialog::showHighlights);
    m_add->setEnabled(false);
    showHighlights();
    m_text->setFocus();
    fit(dialogWidth);
}

void LogHighlightDialog::showHighlights()
{
    const int chosen = m_list->currentRow();
    m_list->clear();
    for (const domain::LogHighlight& highlight : m_controller.highlights()) {
        const QString text = highlight.caseSensitive ? tr("%1 (case matters)").arg(highlight.text) : highlight.text;
        auto* item = new QListWidgetItem(swatch(highlight.colour, palette()),
                                         text + QStringLiteral(" — ") + highlightColourText(highlight.colour), m_list);
        item->setData(Qt::UserRole, highlight.text);
    }
    m_list->setCurrentRow(std::min(chosen, m_list->count() - 1));
    m_remove->setEnabled(m_list->currentRow() >= 0);
    const auto& problem = m_controller.problem();
    m_note->setTone(problem ? Tone::Halt : Tone::Muted);
    if (problem)
        m_note->setText((m_controller.isUnsaved() ? tr("It was not saved. %1")
                                                  : tr("The file of filters and highlights cannot be used. %1"))
                            .arg(describeWithAct(*problem)));
    else
        m_note->setText(tr("Framed wherever they stand in a message. Nothing is hidden by it."));
}

void LogHighlightDialog::add()
{
    if (m_text->text().isEmpty())
        return;
    if (m_controller.addHighlight(
            {m_text->text(), static_cast<HighlightColour>(m_colour->currentData().toInt()), m_case->isChecked()})) {
        m_text->clear();
        // The next one is told apart from this one.
        m_colour->setCurrentIndex((m_colour->currentIndex() + 1) % m_colour->count());
    }
    m_text->setFocus();
}

void LogHighlightDialog::remove()
{
    if (const QListWidgetItem* item = m_list->currentItem())
        m_controller.removeHighlight(item->data(Qt::UserRole).toString());
}

} // namespace ops::ui
