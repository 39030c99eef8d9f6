#include "ui/common/coalescer.h"

#include <chrono>
#include <utility>

namespace ops::ui {
namespace {

constexpr std::chrono::milliseconds delay{4};

} // namespace

Coalescer::Coalescer(std::function<void()> draw, QObject* parent)
    : QObject(parent)
    , m_draw(std::move(draw))
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, [this] { m_draw(); });
}

void Coalescer::request()
{
    if (!m_timer.isActive())
        m_timer.start(delay);
}

void Coalescer::flush()
{
    if (!m_timer.isActive())
        return;
    m_timer.stop();
    m_draw();
}

} // namespace ops::ui
