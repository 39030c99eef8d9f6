#pragma once

#include "ui/common/dialog_head.h"
#include "ui/common/ops_dialog.h"
#include "ui/common/window_context.h"

#include <QTimer>

class QLineEdit;
class QPushButton;

namespace ops::ui {

class CommandFacts;
class CommandRecord;
class GateList;
class ReasonPicker;

// OPEN: the expensive side, in a place of its own (rules R1, R4, R5). Shows who halted, when and why, what stands in
// the way, and what is sent; the environment's name is typed. After the act it is the record. GUI thread.
class ResumeDialog final : public OpsDialog {
    Q_OBJECT

public:
    explicit ResumeDialog(const WindowContext& context, QWidget* parent = nullptr);

    // Fresh, with nothing typed.
    void open() override;

protected:
    void hideEvent(QHideEvent* event) override;

private:
    void refresh();
    void send();

    WindowContext m_context;
    DialogHead* m_head;
    QWidget* m_before;
    Label* m_halt;
    Label* m_state;
    GateList* m_gates;
    CommandFacts* m_facts;
    ReasonPicker* m_reasons;
    QLineEdit* m_typed;
    Label* m_refused;
    CommandRecord* m_record;
    Label* m_hint;
    QPushButton* m_send;
    QPushButton* m_close;
    QTimer m_ages;
};

} // namespace ops::ui
