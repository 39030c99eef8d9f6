#pragma once

#include "ui/common/coalescer.h"
#include "ui/common/elided_label.h"
#include "ui/common/window_context.h"

#include <QFrame>

namespace ops::ui {

// The foot of the window: the last command with what is proven of it, and whether the journal can be written. Renders
// controllers; GUI thread.
class StatusStrip final : public QFrame {
    Q_OBJECT

public:
    explicit StatusStrip(const WindowContext& context, QWidget* parent = nullptr);

private:
    void showCommand();
    void showJournal(const app::JournalStatus& status);

    WindowContext m_context;
    ElidedLabel* m_command;
    ElidedLabel* m_rungs;
    ElidedLabel* m_journal;
    Coalescer m_commandNews;
};

} // namespace ops::ui
