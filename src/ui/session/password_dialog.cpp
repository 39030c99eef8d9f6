#include "ui/session/password_dialog.h"

#include "ui/common/describe.h"
#include "ui/common/environment_band.h"
#include "ui/common/tokens.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>

namespace ops::ui {
namespace {

constexpr int dialogWidth = 560;

} // namespace

PasswordDialog::PasswordDialog(const WindowContext& context, QWidget* parent)
    : OpsDialog(parent)
    , m_context(context)
    , m_rejected(wrappingLabel({}, Type::Strong, Tone::Halt, this))
    , m_password(new QLineEdit(this))
    , m_keep(new QCheckBox(tr("Keep it in the keyring"), this))
    , m_keyring(wrappingLabel({}, Type::Body, Tone::Muted, this))
{
    const domain::Environment& environment = context.session.environment;
    setObjectName(QStringLiteral("passwordDialog"));
    setWindowTitle(tr("Password — %1").arg(environmentText(environment)));
    m_rejected->setObjectName(QStringLiteral("passwordRejected"));
    m_password->setObjectName(QStringLiteral("password"));
    m_password->setEchoMode(QLineEdit::Password);
    m_keep->setObjectName(QStringLiteral("passwordKeep"));
    m_keyring->setObjectName(QStringLiteral("passwordKeyring"));

    auto* foot = new DialogFoot(this);
    auto* connectButton = new QPushButton(tr("Connect"), foot);
    connectButton->setObjectName(QStringLiteral("passwordConnect"));
    connectButton->setAutoDefault(false);
    auto* without = new QPushButton(tr("Go on without"), foot);
    without->setObjectName(QStringLiteral("passwordSkip"));
    without->setAutoDefault(false);
    QHBoxLayout* acts = foot->acts();
    acts->addWidget(connectButton);
    acts->addStretch(1);
    acts->addWidget(without);

    auto* body = new QVBoxLayout;
    body->setContentsMargins(space::xl, space::l, space::xl, space::l);
    body->setSpacing(space::m);
    body->addWidget(m_rejected);
    auto* label = new Label(tr("Password of NATS user %1").arg(environment.user), Type::Body, Tone::Normal, this);
    label->setBuddy(m_password);
    m_password->setAccessibleName(label->text());
    body->addWidget(label);
    body->addWidget(m_password);
    body->addWidget(m_keep);
    body->addWidget(m_keyring);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(1, 1, 1, 1); // the dialog's own line
    column->setSpacing(0);
    column->addWidget(new DialogHead(environment, tr("Password"), this));
    column->addLayout(body, 1);
    column->addWidget(foot);
    setTabOrder(m_password, m_keep);
    setTabOrder(m_keep, connectButton);
    setTabOrder(connectButton, without);

    connect(m_password, &QLineEdit::returnPressed, this, &PasswordDialog::provide);
    connect(connectButton, &QPushButton::clicked, this, &PasswordDialog::provide);
    connect(without, &QPushButton::clicked, this, &PasswordDialog::reject);
    connect(&context.credentials, &app::CredentialsController::passwordNeeded, this, &PasswordDialog::ask);
}

void PasswordDialog::ask(bool keyringUsable)
{
    const bool again = m_context.credentials.refused();
    m_rejected->setVisible(again);
    m_rejected->setText(again ? tr("The server did not accept the last password.") : QString());
    m_keep->setVisible(keyringUsable);
    m_keep->setChecked(keyringUsable);
    QString where = tr("The password is asked for once. It is never written to a file, a log or the command line.");
    if (!keyringUsable) {
        where = tr("There is no keyring here, so it is kept in this session's memory only and asked for again next "
                   "time.");
        if (const auto& error = m_context.credentials.keyringError())
            where += QLatin1Char(' ') + tr("Keyring:") + QLatin1Char(' ') + describe(*error);
    }
    m_keyring->setText(where);
    m_password->clear();
    fit(dialogWidth);
    present();
    m_password->setFocus(Qt::OtherFocusReason);
}

void PasswordDialog::reject()
{
    m_password->clear();
    hide();
    m_context.credentials.skip();
}

void PasswordDialog::provide()
{
    const QString password = m_password->text();
    if (password.isEmpty())
        return;
    m_password->clear();
    hide();
    m_context.credentials.provide(password, m_keep->isVisibleTo(this) && m_keep->isChecked());
}

} // namespace ops::ui
