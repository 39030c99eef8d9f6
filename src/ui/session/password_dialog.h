#pragma once

#include "ui/common/dialog_head.h"
#include "ui/common/ops_dialog.h"
#include "ui/common/window_context.h"

class QCheckBox;
class QLineEdit;

namespace ops::ui {

// Asks once for the environment's password and says where it will be kept (rule G3). Non-modal: the guard opens and
// works while it is up (rule H3). Renders CredentialsController; GUI thread.
class PasswordDialog final : public OpsDialog {
    Q_OBJECT

public:
    explicit PasswordDialog(const WindowContext& context, QWidget* parent = nullptr);

    void ask(bool keyringUsable);
    void reject() override; // goes on without a password

private:
    void provide();

    WindowContext m_context;
    Label* m_rejected;
    QLineEdit* m_password;
    QCheckBox* m_keep;
    Label* m_keyring;
};

} // namespace ops::ui
