#pragma once

#include "app/alarm_controller.h"
#include "ui/common/label.h"
#include "ui/common/mark.h"

#include <QFrame>

class QPushButton;

namespace ops::ui {

// One alarm: shape, word, what it is about, cause, what to do, and the buttons that help. Shows one alarm for its whole
// life; the bar makes another for another.
class AlarmRow final : public QFrame {
    Q_OBJECT

public:
    // `commandLine` empty: there is none to copy.
    AlarmRow(const app::Alarm& alarm, const QString& commandLine, QWidget* parent = nullptr);

    quint64 alarmId() const { return m_id; }

Q_SIGNALS:
    void sendAgainRequested();
    void acknowledged(quint64 id);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    quint64 m_id;
};

} // namespace ops::ui
