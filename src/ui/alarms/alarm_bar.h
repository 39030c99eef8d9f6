#pragma once

#include "ui/common/coalescer.h"
#include "ui/common/window_context.h"

#include <QVector>
#include <QWidget>

class QVBoxLayout;

namespace ops::ui {

class AlarmRow;
class Label;

// The alarms that are up, newest first, each until somebody acknowledges it; the newest three are shown, the others
// counted. Never covers anything and never takes the focus. Renders AlarmController; GUI thread.
class AlarmBar final : public QWidget {
    Q_OBJECT

public:
    explicit AlarmBar(const WindowContext& context, QWidget* parent = nullptr);
    static constexpr int mostRows = 3;

Q_SIGNALS:
    void softHaltRequested(); // a SOFT_HALT is sent again from its own dialog

private:
    void rebuild();
    void sendAgain(domain::CommandKind kind);

    WindowContext m_context;
    QVBoxLayout* m_column;
    QVector<AlarmRow*> m_rows;
    Label* m_more;
    Coalescer m_news;
};

} // namespace ops::ui
