#include "main/tour/tour_runner.h"

namespace ops::main {

TourRunner::TourRunner(Camera& camera, std::vector<TourStep> steps, QObject* parent)
    : QObject(parent)
    , m_camera(camera)
    , m_steps(std::move(steps))
{
    m_poll.setInterval(10);
    connect(&m_poll, &QTimer::timeout, this, &TourRunner::check);
    connect(&m_camera, &Camera::done, this, [this] {
        ++m_index;
        runStep();
    });
    connect(&m_camera, &Camera::failed, this,
            [this](const QString& path) { Q_EMIT failed(QStringLiteral("could not write %1").arg(path)); });
}

void TourRunner::start()
{
    m_index = 0;
    runStep();
}

void TourRunner::runStep()
{
    if (m_index >= m_steps.size()) {
        Q_EMIT finished();
        return;
    }
    const TourStep& step = m_steps.at(m_index);
    Q_EMIT progressed(step.name, static_cast<int>(m_index) + 1, static_cast<int>(m_steps.size()));
    if (step.act && !step.act()) {
        Q_EMIT failed(QStringLiteral("step %1 \"%2\": nothing to act on").arg(m_index + 1).arg(step.name));
        return;
    }
    m_waited.start();
    m_poll.start();
}

void TourRunner::check()
{
    const TourStep& step = m_steps.at(m_index);
    if (step.until && !step.until()) {
        if (m_waited.elapsed() < step.patience.count())
            return;
        m_poll.stop();
        Q_EMIT failed(QStringLiteral("step %1 \"%2\": its effect did not come within %3 ms")
                          .arg(m_index + 1)
                          .arg(step.name)
                          .arg(step.patience.count()));
        return;
    }
    m_poll.stop();
    if (step.name.isEmpty()) {
        ++m_index;
        runStep();
        return;
    }
    m_camera.shoot(QStringLiteral("%1-%2").arg(m_index + 1, 3, 10, QLatin1Char('0')).arg(step.name),
                   step.presentLookOnly);
}

} // namespace ops::main
