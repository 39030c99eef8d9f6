#pragma once

#include "ui/common/dialog_head.h"
#include "ui/common/ops_dialog.h"
#include "ui/common/window_context.h"

#include <QTimer>

class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace ops::ui {

class CopyField;

// Start, stop or restart one service: says what it costs before, and only what is proven after. Where the halt path
// breaks, the service's name has to be typed first. The confirming button is never the default and the focus starts on
// Cancel. GUI thread.
class ServiceActDialog final : public OpsDialog {
    Q_OBJECT

public:
    explicit ServiceActDialog(const WindowContext& context, QWidget* parent = nullptr);

    // Fresh, whatever it showed before.
    void openFor(domain::ContainerAct act, const QString& rowKey);

protected:
    void hideEvent(QHideEvent* event) override;

private:
    // Why the name is to be typed; %1 stands for it.
    static QString typeRequest(const domain::ActCost& cost);
    void showCost();
    void refresh();
    void send();
    void showRecord();

    WindowContext m_context;
    domain::ContainerAct m_act = domain::ContainerAct::Stop;
    QString m_key;
    QString m_service;
    domain::ActCost m_shown;
    base::CommandId m_id;   // null: nothing was asked yet
    bool m_blocked = false; // m_refused says why it cannot be asked for now
    DialogHead* m_head;
    QWidget* m_before;
    QVBoxLayout* m_costs;
    CopyField* m_line;
    Label* m_typedLabel;
    QLineEdit* m_typed;
    Label* m_refused;
    Label* m_record;
    QPushButton* m_send;
    QPushButton* m_close;
    QTimer m_ages;
};

} // namespace ops::ui
