#pragma once

#include "ui/common/label.h"
#include "ui/common/window_context.h"

#include <QWidget>

#include <array>

class QPushButton;

namespace ops::ui {

// Start, restart and stop of one service: what cannot be asked for says why, and where the last act stands. The acts
// themselves are confirmed in a dialog that says what they cost.
class ServiceActs final : public QWidget {
    Q_OBJECT

public:
    explicit ServiceActs(const WindowContext& context, QWidget* parent = nullptr);
    void setKey(const QString& key);
    void refresh();

Q_SIGNALS:
    void requested(ops::domain::ContainerAct act, const QString& rowKey);

private:
    WindowContext m_context;
    QString m_key;
    std::array<QPushButton*, std::size(domain::allContainerActs)> m_buttons{};
    Label* m_why;
    Label* m_last;
};

} // namespace ops::ui
