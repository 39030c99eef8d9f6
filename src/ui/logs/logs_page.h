#pragma once

#include "ui/common/window_context.h"

#include <QWidget>

#include <chrono>
#include <optional>

namespace ops::ui {

class EngineBar;
class LogPane;

// The logs of all services of the environment, merged by time, as they are written. Begins to follow them when it is
// first shown, and then goes on whatever page is shown. Renders LogFollowController and LogViewController, which the
// context must have; GUI thread. refresh() lets ages grow.
class LogsPage final : public QWidget {
    Q_OBJECT

public:
    explicit LogsPage(const WindowContext& context, QWidget* parent = nullptr);

    void refresh();

protected:
    void showEvent(QShowEvent* event) override;

private:
    void showFollowed();
    void loadOlder(std::optional<std::chrono::minutes> back);

    WindowContext m_context;
    EngineBar* m_engines;
    LogPane* m_pane;
};

} // namespace ops::ui
