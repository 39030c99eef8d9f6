#pragma once

#include "main/tour/camera.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <chrono>
#include <functional>
#include <vector>

namespace ops::main {

// One station of the tour: do something as a person would, wait until the program shows it, take pictures.
struct TourStep {
    QString name;                // file name of the pictures; empty: no picture
    std::function<bool()> act;   // false: what it needed was not there
    std::function<bool()> until; // the observable effect; empty: none to wait for
    std::chrono::milliseconds patience{8000};
    bool presentLookOnly = false; // a state that does not last through a change of looks
};

// Walks the steps in order. GUI thread. A step whose effect does not come ends the tour with its name: a tour that
// photographs something else than it says is worse than none.
class TourRunner : public QObject {
    Q_OBJECT

public:
    TourRunner(Camera& camera, std::vector<TourStep> steps, QObject* parent = nullptr);
    void start();

Q_SIGNALS:
    void progressed(const QString& step, int number, int total);
    void finished();
    void failed(const QString& why);

private:
    void runStep();
    void check();

    Camera& m_camera;
    std::vector<TourStep> m_steps;
    size_t m_index = 0;
    QTimer m_poll;
    QElapsedTimer m_waited;
};

} // namespace ops::main
