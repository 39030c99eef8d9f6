#pragma once

#include "app/log_aids_controller.h"
#include "ui/common/ops_dialog.h"

class QLineEdit;

namespace ops::ui {

class DialogButton;
class Label;

// Asks under which name the present filter is to be kept. GUI thread; the controller outlives it.
class LogFilterNameDialog final : public OpsDialog {
    Q_OBJECT

public:
    LogFilterNameDialog(app::LogAidsController& controller, domain::LogFilter filter, QWidget* parent = nullptr);

private:
    void look();
    void keep();

    app::LogAidsController& m_controller;
    domain::LogFilter m_filter;
    QLineEdit* m_name;
    Label* m_note;
    DialogButton* m_keep;
};

} // namespace ops::ui
