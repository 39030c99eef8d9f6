#include "ui/session/start_dialog.h"

#include "ui/common/describe.h"
#include "ui/common/dialog_head.h"
#include "ui/common/environment_band.h"
#include "ui/common/label.h"
#include "ui/common/tokens.h"

#include <QHBoxLayout>
#include <QListWidget>
#include <QPushButton>

namespace ops::ui {
namespace {

constexpr QSize dialogSize{640, 420};

} // namespace

StartDialog::StartDialog(const QVector<EnvironmentChoice>& choices, const QString& directory, const QString& lastUsed,
                         const std::optional<base::Error>& problem, QWidget* parent)
    : OpsDialog(parent)
    , m_choices(choices)
    , m_problem(problem)
    , m_list(new QListWidget(this))
    , m_detail(wrappingLabel({}, Type::Body, Tone::Muted, this))
{
    setObjectName(QStringLiteral("startDialog"));
    setWindowTitle(tr("Titan Ops Console"));
    m_list->setObjectName(QStringLiteral("startList"));
    m_list->setAccessibleName(tr("Environments"));
    m_detail->setObjectName(QStringLiteral("startDetail"));
    for (const EnvironmentChoice& choice : m_choices) {
        const QString text =
            choice.environment ? environmentText(*choice.environment) : tr("%1 — cannot be used").arg(choice.name);
        auto* item = new QListWidgetItem(text, m_list);
        item->setSizeHint({0, rowHeight()});
        if (choice.name == lastUsed)
            m_list->setCurrentRow(m_list->count() - 1);
    }
    if (m_list->currentRow() < 0 && m_list->count() > 0)
        m_list->setCurrentRow(0);

    auto* foot = new DialogFoot(this);
    m_open = new QPushButton(tr("Open environment"), foot);
    m_open->setObjectName(QStringLiteral("startOpen"));
    m_open->setAutoDefault(false);
    auto* drill = new QPushButton(tr("Start a drill"), foot);
    drill->setObjectName(QStringLiteral("startDrill"));
    drill->setAutoDefault(false);
    auto* quit = new QPushButton(tr("Quit"), foot);
    quit->setObjectName(QStringLiteral("startQuit"));
    quit->setAutoDefault(false);
    QHBoxLayout* acts = foot->acts();
    acts->addWidget(m_open);
    acts->addWidget(drill);
    acts->addStretch(1);
    acts->addWidget(quit);

    auto* body = new QVBoxLayout;
    body->setContentsMargins(space::xl, space::l, space::xl, space::l);
    body->setSpacing(space::m);
    body->addWidget(new Label(tr("Which Titan?"), Type::Title, Tone::Normal, this));
    if (problem) {
        auto* why = wrappingLabel(describe(*problem), Type::Strong, Tone::Halt, this);
        why->setObjectName(QStringLiteral("startProblem"));
        body->addWidget(why);
    }
    body->addWidget(m_list, 1);
    body->addWidget(m_detail);
    if (m_choices.isEmpty()) {
        m_list->hide();
        auto* empty = wrappingLabel(tr("No environment is described yet. An environment is a file NAME.json in %1 with "
                                       "the server's URLs; the README shows one. A drill needs none: it runs a private "
                                       "server and a practice stack on this machine.")
                                        .arg(directory),
                                    Type::Body, Tone::Normal, this);
        empty->setObjectName(QStringLiteral("startEmpty"));
        body->addWidget(empty);
        body->addStretch(1);
    }
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(1, 1, 1, 1); // the dialog's own line
    column->setSpacing(0);
    column->addLayout(body, 1);
    column->addWidget(foot);
    resize(dialogSize);

    connect(m_list, &QListWidget::currentRowChanged, this, &StartDialog::showChoice);
    connect(m_list, &QListWidget::itemActivated, this, &StartDialog::choose);
    connect(m_open, &QPushButton::clicked, this, &StartDialog::choose);
    connect(drill, &QPushButton::clicked, this, &StartDialog::drillChosen);
    connect(quit, &QPushButton::clicked, this, &StartDialog::reject);
    showChoice();
}

void StartDialog::showChoice()
{
    const int row = m_list->currentRow();
    const bool chosen = row >= 0 && row < m_choices.size();
    m_open->setEnabled(chosen && m_choices.at(row).environment.has_value());
    if (!chosen) {
        m_detail->setText({});
        return;
    }
    const EnvironmentChoice& choice = m_choices.at(row);
    m_detail->setTone(choice.environment ? Tone::Muted : Tone::Halt);
    if (choice.environment)
        m_detail->setText(
            tr("Servers: %1. Runbook: %2.").arg(serversText(*choice.environment), choice.environment->runbookId));
    else
        // What is wrong with it may be why this window asks, and is said above then.
        m_detail->setText(choice.error && choice.error != m_problem ? describe(*choice.error) : QString());
}

void StartDialog::choose()
{
    const int row = m_list->currentRow();
    if (row >= 0 && row < m_choices.size() && m_choices.at(row).environment)
        Q_EMIT environmentChosen(*m_choices.at(row).environment);
}

} // namespace ops::ui
