#pragma once

#include "ui/common/coalescer.h"
#include "ui/common/state_badge.h"
#include "ui/common/window_context.h"
#include "ui/window/banner_segment.h"
#include "ui/window/halt_button.h"

#include <QFrame>

namespace ops::ui {

// The head of the window, the same on every page: where we are, what state trading is provably in, whether a command
// could be sent, who would hear it, and the halt control. Renders controllers; GUI thread. refresh() lets ages grow.
// Where all of it has no room, whole parts are not there, the least needed first; the halt control always is (rule H1).
class Banner final : public QFrame {
    Q_OBJECT

public:
    explicit Banner(const WindowContext& context, QWidget* parent = nullptr);

    void refresh();

protected:
    void resizeEvent(QResizeEvent* event) override;
    bool event(QEvent* event) override;

private:
    void chooseParts();
    void showState();
    void showCommandPath();
    void showTelemetry();
    void showListeners();
    void showGuard();

    WindowContext m_context;
    StateBadge* m_badge;
    QWidget* m_proofs;
    ElidedLabel* m_proof;
    ElidedLabel* m_proofAge;
    BannerSegment* m_path;
    BannerSegment* m_telemetry;
    BannerSegment* m_listeners;
    QWidget* m_who;
    ElidedLabel* m_clock;
    Label* m_warning;
    HaltButton* m_halt;
    Coalescer m_guardNews;
    Coalescer m_stateNews;
    Coalescer m_linkNews;
};

} // namespace ops::ui
