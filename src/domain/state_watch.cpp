#include "domain/state_watch.h"

#include "base/lateness.h"

#include <algorithm>

namespace ops::domain {
namespace {

// Without a stamp of the service's own, one OPEN may have been on its way since before the halt; a second is not.
constexpr int unstampedOpenNeeded = 2;

constexpr qint64 latestStampMs = 253'402'300'799'999; // 9999-12-31T23:59:59.999Z

ServiceState& stateOf(StateWatch& watch, const QString& service)
{
    const auto found = std::find_if(watch.services.begin(), watch.services.end(),
                                    [&](const ServiceState& s) { return s.service == service; });
    if (found != watch.services.end())
        return *found;
    ServiceState fresh;
    fresh.service = service;
    watch.services.push_back(fresh);
    return watch.services.back();
}

bool isFresh(const ServiceState& service, std::chrono::milliseconds maxAge, const base::Instant& now)
{
    return service.state != TradingState::Unknown && !base::tookLonger(service.at, now, maxAge);
}

// A halt stays evidence for as long as nothing newer contradicts it; OPEN only while fresh and not overtaken.
bool counts(const ServiceState& service, std::chrono::milliseconds maxAge, const base::Instant& now)
{
    if (isHalted(service.state))
        return true;
    return service.state == TradingState::Open && !service.contradictedAt && isFresh(service, maxAge, now);
}

} // namespace

bool saysTheSame(const std::vector<ServiceState>& a, const std::vector<ServiceState>& b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const ServiceState& one, const ServiceState& other) {
        return one.service == other.service && one.expected == other.expected && one.state == other.state &&
               one.source == other.source && one.contradictedAt.has_value() == other.contradictedAt.has_value();
    });
}

StateWatch startStateWatch(const QStringList& expectedServices, std::chrono::milliseconds maxAge)
{
    StateWatch watch;
    watch.expected = expectedServices;
    watch.maxAge = maxAge;
    for (const QString& name : expectedServices) {
        ServiceState service;
        service.service = name;
        service.expected = true;
        watch.services.push_back(service);
    }
    return watch;
}

ReadingResult onReading(StateWatch watch, const StateReading& reading)
{
    if (reading.state == TradingState::Unknown || reading.service.isEmpty())
        return {std::move(watch), false};
    ServiceState& service = stateOf(watch, reading.service);
    const bool bothStamped = service.stampMs && reading.stampMs;
    if (service.state != TradingState::Unknown && bothStamped && *reading.stampMs < *service.stampMs)
        return {std::move(watch), false}; // overtaken on the way
    if (isHalted(service.state) && reading.state == TradingState::Open) {
        const bool newerStamp = bothStamped && *reading.stampMs > *service.stampMs;
        if (!newerStamp && ++service.openSeen < unstampedOpenNeeded)
            return {std::move(watch), false};
    }
    service.openSeen = 0;
    service.state = reading.state;
    service.source = reading.source;
    service.at = reading.at;
    service.delay.reset();
    if (reading.stampMs) {
        service.stampMs = reading.stampMs;
        // A number from outside, of which the difference shall be one too.
        service.delay =
            std::chrono::milliseconds(reading.at.utcMs - std::clamp(*reading.stampMs, qint64{0}, latestStampMs));
    }
    service.contradictedAt.reset();
    return {std::move(watch), true};
}

StateWatch onCommandSeen(StateWatch watch, const SeenCommand& command)
{
    const bool older = watch.lastCommand && command.stored && !watch.lastCommand->stored;
    if (older)
        return watch; // a stream's memory never replaces what was seen live
    watch.lastCommand = command;
    if (isHalted(command.state))
        watch.lastHalt = command;
    if (command.stored)
        return watch;
    // A proof of OPEN that is older than a halt command says nothing about now. A proof of a halt stands (rule H7).
    if (command.state != TradingState::Open)
        for (ServiceState& service : watch.services)
            if (service.state == TradingState::Open)
                service.contradictedAt = command.at;
    return watch;
}

StateView viewState(const StateWatch& watch, const base::Instant& now)
{
    StateView view;
    std::optional<base::Instant> newest;
    bool differ = false;
    bool anyStale = false;
    bool overtaken = false;
    TradingState common = TradingState::Unknown;
    for (const ServiceState& service : watch.services) {
        if (!counts(service, watch.maxAge, now)) {
            if (service.state == TradingState::Open) {
                view.lastKnown = TradingState::Open;
                overtaken = overtaken || service.contradictedAt.has_value();
                if (!view.provenAt || service.at.monoNs > view.provenAt->monoNs)
                    view.provenAt = service.at;
            }
            if (service.expected)
                view.missing << service.service;
            continue;
        }
        differ = differ || (common != TradingState::Unknown && service.state != common);
        common = service.state;
        view.provenBy << service.service;
        anyStale = anyStale || !isFresh(service, watch.maxAge, now);
        if (!newest || service.at.monoNs > newest->monoNs) {
            newest = service.at;
            view.source = service.source;
        }
    }
    if (view.provenBy.isEmpty()) {
        if (overtaken)
            view.reason = StateReason::CommandUnproven;
        else if (view.lastKnown == TradingState::Open)
            view.reason = StateReason::OpenStale;
        else
            view.reason = watch.lastCommand && !watch.lastCommand->stored ? StateReason::CommandUnproven
                                                                          : StateReason::NothingSeen;
        view.stale = view.lastKnown != TradingState::Unknown;
        return view;
    }
    view.provenAt.reset();
    for (const ServiceState& service : watch.services)
        if (counts(service, watch.maxAge, now) && (!view.provenAt || service.at.monoNs < view.provenAt->monoNs))
            view.provenAt = service.at;
    if (differ) {
        view.reason = StateReason::ServicesDiffer;
        return view;
    }
    if (!view.missing.isEmpty()) {
        view.reason = overtaken ? StateReason::CommandUnproven : StateReason::PartlyProven;
        view.lastKnown = common;
        return view;
    }
    view.shown = common;
    view.lastKnown = common;
    view.stale = anyStale;
    view.reason = anyStale ? StateReason::LatchedStale : StateReason::Proven;
    return view;
}

} // namespace ops::domain
