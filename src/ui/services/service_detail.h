#pragma once

#include "ui/common/label.h"
#include "ui/common/window_context.h"

#include <QFrame>

#include <vector>

class QScrollArea;
class QVBoxLayout;

namespace ops::ui {

class CopyField;
class ElidedLabel;
class LevelList;
class ServiceActs;
class ServiceLog;

// One service in full: its four levels with their last hour, what is wrong, image and ports, the end of its log, what
// can be done, and the runbook's own lines about it. Renders ServicesController; GUI thread.
class ServiceDetail final : public QFrame {
    Q_OBJECT

public:
    explicit ServiceDetail(const WindowContext& context, QWidget* parent = nullptr);

    void setKey(const QString& key); // empty: nothing is chosen
    void refresh();

Q_SIGNALS:
    void actRequested(ops::domain::ContainerAct act, const QString& rowKey);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QWidget* makeState(QWidget* parent);
    QWidget* makeLog(QWidget* parent);
    QWidget* makeActs(QWidget* parent);
    void showCommands(const domain::ServiceRow& row);
    QString imageText(const domain::ServiceRow& row) const;

    WindowContext m_context;
    QString m_key;
    std::vector<bool> m_commandsReach; // of the lines that are shown
    QString m_commandsFor;             // the row whose lines are shown
    QWidget* m_content;
    Label* m_empty;
    QScrollArea* m_state = nullptr;
    Label* m_title = nullptr;
    ElidedLabel* m_about = nullptr;
    LevelList* m_levels = nullptr;
    Label* m_troubles = nullptr;
    Label* m_image = nullptr;
    ServiceLog* m_log = nullptr;
    ServiceActs* m_acts = nullptr;
    QVBoxLayout* m_commands = nullptr;
};

} // namespace ops::ui
