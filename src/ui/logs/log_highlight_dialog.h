#pragma once

#include "app/log_aids_controller.h"
#include "ui/common/ops_dialog.h"

class QComboBox;
class QLineEdit;
class QListWidget;
class QPushButton;

namespace ops::ui {

class Label;

// Which texts are framed wherever they stand in a message, and in which colour. What is changed holds at once. Renders
// a LogAidsController, which outlives it; GUI thread.
class LogHighlightDialog final : public OpsDialog {
    Q_OBJECT

public:
    explicit LogHighlightDialog(app::LogAidsController& controller, QWidget* parent = nullptr);

private:
    void showHighlights();
    void add();
    void remove();

    app::LogAidsController& m_controller;
    QListWidget* m_list;
    QLineEdit* m_text;
    QComboBox* m_colour;
    QPushButton* m_case;
    QPushButton* m_add;
    QPushButton* m_remove;
    Label* m_note;
};

} // namespace ops::ui
