#pragma once

#include "ui/common/dialog_head.h"
#include "ui/common/ops_dialog.h"
#include "ui/common/window_context.h"

#include <QTimer>

class QPushButton;

namespace ops::ui {

class CommandFacts;
class CommandRecord;
class ReasonPicker;

// SOFT_HALT: one confirmed act. The same facts before and the same record after as HARD HALT; the confirming button is
// never the default and the focus starts on Cancel. GUI thread.
class SoftHaltDialog final : public OpsDialog {
    Q_OBJECT

public:
    explicit SoftHaltDialog(const WindowContext& context, QWidget* parent = nullptr);

    // Fresh, whatever it showed before.
    void open() override;

protected:
    void hideEvent(QHideEvent* event) override;

private:
    void send();
    void arm();

    WindowContext m_context;
    DialogHead* m_head;
    CommandFacts* m_facts;
    ReasonPicker* m_reasons;
    CommandRecord* m_record;
    QPushButton* m_send;
    QPushButton* m_again;
    QPushButton* m_close;
    QTimer m_ages;
};

} // namespace ops::ui
