#pragma once

#include "models/log_table_model.h"
#include "ui/logs/log_words.h"

#include <QFrame>

#include <vector>

class QListWidget;

namespace ops::ui {

// Lines that somebody wants to keep in sight, whatever is shown below: a copy of each, which stays when the line itself
// has made room for newer ones. Takes no room while there are none. GUI thread.
class LogPins final : public QFrame {
    Q_OBJECT

public:
    static constexpr int mostPins = 50;

    explicit LogPins(QWidget* parent = nullptr);

    // Pins the model's row, or lets go of it. False: there are too many already, or the row is no line.
    bool toggle(const models::LogTableModel& model, int row);
    bool contains(domain::LogSeq seq) const;
    int count() const { return static_cast<int>(m_pins.size()); }
    // Lines before that one are others now, or stand elsewhere: their pins stay, but lead nowhere.
    void loseBefore(domain::LogSeq seq);
    void setZone(LogZone zone);

Q_SIGNALS:
    void chosen(ops::domain::LogSeq seq);
    void changed();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    struct Pin {
        domain::LogSeq seq;
        domain::LogTime time;
        QString text; // level, service and message
    };
    void showPins();
    void removeCurrent();

    std::vector<Pin> m_pins; // in the order of their lines
    QListWidget* m_list;
    LogZone m_zone = LogZone::Utc;
};

} // namespace ops::ui
