#include "infra/nats/handover_filter.h"

#include <algorithm>

namespace ops::infra {
namespace {

constexpr std::chrono::seconds pairWithin{3}; // on a busy machine two threads take a message up seconds apart
constexpr size_t mostTold = 256;              // a flood is told twice rather than kept

} // namespace

bool HandoverFilter::isNew(const app::TelemetryMessage& message, Source source)
{
    const auto old = [&](const Told& told) { return base::elapsed(told.at, message.at) > pairWithin; };
    m_told.erase(std::remove_if(m_told.begin(), m_told.end(), old), m_told.end());
    const auto pair = std::find_if(m_told.begin(), m_told.end(), [&](const Told& told) {
        return told.source != source && told.payload == message.payload;
    });
    if (pair != m_told.end()) {
        m_told.erase(pair);
        return false;
    }
    m_told.push_back({message.payload, source, message.at});
    if (m_told.size() > mostTold)
        m_told.pop_front();
    return true;
}

} // namespace ops::infra
