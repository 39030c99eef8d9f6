#pragma once

#include "ui/common/dialog_head.h"
#include "ui/common/ops_dialog.h"
#include "ui/common/window_context.h"

#include <QTimer>

#include <vector>

class QPushButton;
class QScrollArea;

namespace ops::ui {

class HostCard;

// The command hosts of the environment: connection and tools, which features a missing or old tool switches off, and
// what to install. Asks for versions only, and only when opened or told to look again. GUI thread.
class HostsDialog final : public OpsDialog {
    Q_OBJECT

public:
    explicit HostsDialog(const WindowContext& context, QWidget* parent = nullptr);

    void openFresh();

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    QWidget* makeCards();
    void lookAgain();
    void refresh();
    void showHost(size_t index);

    WindowContext m_context;
    DialogHead* m_head;
    QScrollArea* m_area;
    std::vector<HostCard*> m_cards; // one for each host of the environment, in its order
    QPushButton* m_again;
    QPushButton* m_close;
    QTimer m_ages;
};

} // namespace ops::ui
