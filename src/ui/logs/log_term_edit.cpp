#include "ui/logs/log_term_edit.h"

#include "ui/common/tokens.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPushButton>

namespace ops::ui {
namespace {

QPushButton* toggle(const QString& sign, const QString& objectName, const QString& meaning, QWidget* parent)
{
    auto* button = new QPushButton(sign, parent);
    button->setObjectName(objectName);
    button->setCheckable(true);
    button->setAutoDefault(false);
    button->setAccessibleName(meaning);
    button->setToolTip(meaning);
    button->setFont(fixedFont());
    button->setFixedWidth(QFontMetrics(button->font()).horizontalAdvance(sign) + 2 * space::s);
    button->setFixedHeight(rowHeight());
    return button;
}

} // namespace

LogTermEdit::LogTermEdit(const QString& name, const QString& prompt, QWidget* parent)
    : QWidget(parent)
    , m_field(new QLineEdit(this))
    , m_regex(toggle(QStringLiteral(".*"), name + QStringLiteral(".regex"), tr("A regular expression"), this))
    , m_case(toggle(QStringLiteral("Aa"), name + QStringLiteral(".case"), tr("Case matters"), this))
{
    m_field->setObjectName(name);
    m_field->setPlaceholderText(prompt);
    m_field->setAccessibleName(prompt);
    m_field->setToolTip(prompt); // a narrow window cuts it, and what is typed hides it
    m_field->setClearButtonEnabled(true);
    m_field->setMinimumWidth(QFontMetrics(bodyFont()).averageCharWidth() * 14);
    m_field->installEventFilter(this);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::xs / 2);
    row->addWidget(m_field, 1);
    row->addWidget(m_regex);
    row->addWidget(m_case);
    connect(m_field, &QLineEdit::textEdited, this, &LogTermEdit::edited);
    // The field's own button for clearing it counts as typing.
    connect(m_field, &QLineEdit::textChanged, this, [this](const QString& text) {
        if (text.isEmpty() && !m_setting)
            Q_EMIT edited();
    });
    connect(m_regex, &QPushButton::clicked, this, &LogTermEdit::edited);
    connect(m_case, &QPushButton::clicked, this, &LogTermEdit::edited);
}

std::optional<domain::LogTextTerm> LogTermEdit::term() const
{
    if (m_field->text().isEmpty())
        return std::nullopt;
    const auto kind = m_regex->isChecked() ? domain::LogTextKind::Regex : domain::LogTextKind::Literal;
    return domain::LogTextTerm{m_field->text(), kind, m_case->isChecked()};
}

void LogTermEdit::setTerm(const std::optional<domain::LogTextTerm>& term)
{
    // Not with its signals blocked: the field's own clear button lives by them.
    m_setting = true;
    m_field->setText(term ? term->text : QString());
    m_regex->setChecked(term && term->kind == domain::LogTextKind::Regex);
    m_case->setChecked(term && term->caseSensitive);
    m_setting = false;
}

void LogTermEdit::setProblem(const QString& why)
{
    m_field->setAccessibleDescription(why);
    QPalette own; // nothing but the one role, so that the rest keeps following the theme
    if (!why.isEmpty())
        own.setColor(QPalette::Text, tokens(palette()).halt);
    m_field->setPalette(own);
}

void LogTermEdit::focusField()
{
    m_field->setFocus(Qt::ShortcutFocusReason);
    m_field->selectAll();
}

bool LogTermEdit::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_field && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) {
            if (key->modifiers().testFlag(Qt::ShiftModifier))
                Q_EMIT enteredBackwards();
            else
                Q_EMIT entered();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace ops::ui
