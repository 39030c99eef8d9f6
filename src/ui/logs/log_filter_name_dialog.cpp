#include "ui/logs/log_filter_name_dialog.h"

#include "ui/common/describe.h"
#include "ui/common/dialog_button.h"
#include "ui/common/dialog_head.h"
#include "ui/common/tokens.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QVBoxLayout>

#include <algorithm>

namespace ops::ui {
namespace {

constexpr int dialogWidth = 460;

} // namespace

LogFilterNameDialog::LogFilterNameDialog(app::LogAidsController& controller, domain::LogFilter filter, QWidget* parent)
    : OpsDialog(parent)
    , m_controller(controller)
    , m_filter(std::move(filter))
    , m_name(new QLineEdit(this))
    , m_note(wrappingLabel({}, Type::Body, Tone::Muted, this))
{
    setObjectName(QStringLiteral("logFilterNameDialog"));
    setWindowTitle(tr("Save the log filter"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_name->setObjectName(QStringLiteral("logFilterName"));
    m_name->setAccessibleName(tr("Name of the filter"));
    m_name->setPlaceholderText(tr("Name of the filter"));
    m_name->setMaxLength(app::LogAidsController::longestName);
    m_note->setObjectName(QStringLiteral("logFilterNameNote"));
    auto* foot = new DialogFoot(this);
    m_keep = new DialogButton(tr("Save"), QStringLiteral("logFilterKeep"), foot);
    auto* cancel = new DialogButton(tr("Cancel"), QStringLiteral("logFilterKeepCancel"), foot);
    QHBoxLayout* acts = foot->acts();
    acts->addWidget(m_keep);
    acts->addStretch(1);
    acts->addWidget(cancel);
    auto* body = new QVBoxLayout;
    body->setContentsMargins(space::xl, space::l, space::xl, space::l);
    body->setSpacing(space::m);
    body->addWidget(new Label(tr("Save the log filter"), Type::Title, Tone::Normal, this));
    body->addWidget(m_name);
    body->addWidget(m_note);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(1, 1, 1, 1); // the dialog's own line
    column->setSpacing(0);
    column->addLayout(body);
    column->addWidget(foot);
    connect(m_name, &QLineEdit::textChanged, this, &LogFilterNameDialog::look);
    // It sends nothing: Enter may end it.
    connect(m_name, &QLineEdit::returnPressed, this, &LogFilterNameDialog::keep);
    connect(m_keep, &QPushButton::clicked, this, &LogFilterNameDialog::keep);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    look();
    m_name->setFocus();
    fit(dialogWidth);
}

void LogFilterNameDialog::look()
{
    const QString name = m_name->text().trimmed();
    const auto& filters = m_controller.filters();
    const bool known =
        std::any_of(filters.begin(), filters.end(), [&](const auto& filter) { return filter.name == name; });
    m_keep->setEnabled(!name.isEmpty());
    m_note->setTone(known ? Tone::Soft : Tone::Muted);
    m_note->setText(known ? tr("There is a filter of this name. Saving puts this one in its place.")
                          : tr("Texts, level, streams and services are kept; the time window is not."));
    growToFit();
}

void LogFilterNameDialog::keep()
{
    if (m_name->text().trimmed().isEmpty())
        return;
    if (m_controller.keepFilter(m_name->text(), m_filter)) {
        accept();
        return;
    }
    m_note->setTone(Tone::Halt);
    m_note->setText(
        tr("It was not saved. %1").arg(m_controller.problem() ? describeWithAct(*m_controller.problem()) : QString()));
    growToFit();
}

} // namespace ops::ui
