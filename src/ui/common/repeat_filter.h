#pragma once

#include <QObject>

class QCoreApplication;

namespace ops::ui {

// Marks the key presses that are repetitions and do not say so. X11 tells a repetition as a release and a press with
// the same stamp; where the two reach Qt apart, as on a busy machine, both pass for the hand's own, and a Space that is
// still down from the guard's second act would press the next button that gets the focus. GUI thread; installed on the
// application for as long as the main window lives.
class RepeatFilter final : public QObject {
    Q_OBJECT

public:
    explicit RepeatFilter(QCoreApplication& app, QObject* parent = nullptr);

    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    int m_key = 0; // released last
    quint64 m_stampMs = 0;
};

} // namespace ops::ui
