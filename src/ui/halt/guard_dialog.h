#pragma once

#include "ui/common/dialog_head.h"
#include "ui/common/ops_dialog.h"
#include "ui/common/window_context.h"

#include <QTimer>

class QPushButton;

namespace ops::ui {

class CommandFacts;
class CommandRecord;
class HoldButton;
class ReasonPicker;

// The guard over HARD HALT. Before the second act it says who would hear it, what is sent and what it does not do;
// after it, it is the record of what is proven. Renders GuardController, which decides; closing it never sends. GUI
// thread; shown by lifted(), hidden by closed().
class GuardDialog final : public OpsDialog {
    Q_OBJECT

public:
    explicit GuardDialog(const WindowContext& context, QWidget* parent = nullptr);

    // What GuardController::lifted() brings; public for the one that makes the dialog when it is first lifted.
    void showLifted();
    void reject() override; // Esc and the window's own close button

protected:
    void changeEvent(QEvent* event) override;

private:
    void showPhase();
    void showTime();
    void showStatus();
    void step();

    WindowContext m_context;
    DialogHead* m_head;
    CommandFacts* m_facts;
    ReasonPicker* m_reasons;
    CommandRecord* m_record;
    HoldButton* m_hold;
    Label* m_hint;
    QPushButton* m_again;
    QPushButton* m_close;
    QTimer m_frame; // the hold's fill and the guard's time, 60 Hz while armed
    QTimer m_ages;  // 4 Hz while open
};

} // namespace ops::ui
