#include "domain/services/container_book.h"

#include <algorithm>
#include <cstdlib>

namespace ops::domain {
namespace {

constexpr qint64 nsPerMs = 1'000'000;
constexpr qint64 endToEventMs = 2000; // from the end that the engine notes to its event, at most

std::vector<Container>::iterator find(std::vector<Container>& containers, const QString& id)
{
    return std::find_if(containers.begin(), containers.end(),
                        [&id](const Container& container) { return container.id == id; });
}

bool isDestroy(const EngineEvent& event)
{
    return event.action == QLatin1String("destroy");
}

// Asked for by `kill` and the like, or told in full by the event itself.
bool callsForLook(const EngineEvent& event)
{
    return !isDestroy(event) && event.action != QLatin1String("kill");
}

// An engine that was asked later than this happened may have told it already, and what came after it.
bool isOutdated(const Container& known, const EngineEvent& event)
{
    const qint64 newest = std::max(known.startedUtcMs.value_or(0), known.finishedUtcMs.value_or(0));
    return event.timeNs != 0 && event.timeNs / nsPerMs < newest;
}

void forget(std::vector<EngineEvent>& events, const QStringList& ids)
{
    const auto old = std::remove_if(events.begin(), events.end(),
                                    [&ids](const EngineEvent& event) { return ids.contains(event.id); });
    events.erase(old, events.end());
}

// A running container's exit code is 0 for the engine, however it ended last: that is known only from the event.
void keepExitCode(Container& answer, std::vector<Container>& before)
{
    if (answer.run != ContainerRun::Running && answer.run != ContainerRun::Paused)
        return;
    const auto known = find(before, answer.id);
    const bool sameEnd = known != before.end() && known->finishedUtcMs && answer.finishedUtcMs &&
                         std::abs(*known->finishedUtcMs - *answer.finishedUtcMs) < endToEventMs;
    answer.exitCode = sameEnd ? known->exitCode : std::nullopt;
}

// What the engine answered, with what was heard while the question was on its way on top of it.
std::vector<Container> settle(std::vector<Container> answered, ContainerBook& book)
{
    for (Container& answer : answered)
        keepExitCode(answer, book.containers);
    for (const EngineEvent& event : book.sinceAsked) {
        const auto found = find(answered, event.id);
        if (found == answered.end())
            continue;
        if (isDestroy(event))
            answered.erase(found);
        else
            *found = containerAfter(std::move(*found), event);
    }
    return answered;
}

} // namespace

Container containerAfter(Container known, const EngineEvent& event)
{
    const QLatin1String healthPrefix("health_status: ");
    const QString& action = event.action;
    if (action == QLatin1String("rename")) {
        if (!event.name.isEmpty())
            known.name = event.name;
        return known;
    }
    if (isOutdated(known, event))
        return known;
    if (action == QLatin1String("start")) {
        known.run = ContainerRun::Running;
        known.startedUtcMs = event.timeNs / nsPerMs;
        known.error.clear();
        known.oomKilled = false;
        known.failingStreak = 0;
        if (known.health != ImageHealth::None)
            known.health = ImageHealth::Starting;
    } else if (action == QLatin1String("die")) {
        known.run = ContainerRun::Exited;
        known.finishedUtcMs = event.timeNs / nsPerMs;
        known.exitCode = event.exitCode;
    } else if (action == QLatin1String("pause")) {
        known.run = ContainerRun::Paused;
    } else if (action == QLatin1String("unpause")) {
        known.run = ContainerRun::Running;
    } else if (action == QLatin1String("oom")) {
        known.oomKilled = true;
    } else if (action.startsWith(healthPrefix)) {
        const QString word = action.mid(healthPrefix.size());
        for (const ImageHealth health : {ImageHealth::Starting, ImageHealth::Healthy, ImageHealth::Unhealthy})
            if (word == imageHealthWord(health))
                known.health = health;
        if (known.health == ImageHealth::Healthy)
            known.failingStreak = 0;
    }
    return known;
}

BookStep onContainerEvent(ContainerBook book, const EngineEvent& event)
{
    BookStep step;
    if (book.asked)
        book.sinceAsked.push_back(event);
    if (isDestroy(event))
        book.unsure.removeAll(event.id);
    else if (callsForLook(event) && !book.unsure.contains(event.id))
        book.unsure.append(event.id);
    if (const auto found = find(book.containers, event.id); found != book.containers.end()) {
        if (isDestroy(event)) {
            book.containers.erase(found);
            step.gone.append(event.id);
        } else {
            *found = containerAfter(std::move(*found), event);
            step.changed.push_back({*found, event});
        }
    } else if (!isDestroy(event)) {
        book.untold.push_back(event);
    } else {
        forget(book.untold, {event.id});
    }
    step.book = std::move(book);
    return step;
}

ContainerBook askContainers(ContainerBook book, const QStringList& ids)
{
    book.asked = true;
    for (const QString& id : ids)
        book.unsure.removeAll(id);
    book.sinceAsked.clear();
    return book;
}

ContainerBook giveUpAsking(ContainerBook book)
{
    book.asked = false;
    book.sinceAsked.clear();
    return book;
}

BookStep onAllContainers(ContainerBook book, const std::vector<Container>& containers)
{
    BookStep step;
    std::vector<Container> answered = settle(containers, book);
    for (const EngineEvent& event : book.untold)
        if (const auto found = find(answered, event.id); found != answered.end())
            step.changed.push_back({*found, event});
    book.untold.clear();
    book.containers = std::move(answered);
    step.book = giveUpAsking(std::move(book));
    return step;
}

BookStep onContainers(ContainerBook book, const QStringList& ids, const std::vector<Container>& containers)
{
    BookStep step;
    std::vector<Container> answered = settle(containers, book);
    for (const QString& id : ids) {
        const auto known = find(book.containers, id);
        const auto answer = find(answered, id);
        EngineEvent again;
        again.id = id;
        if (answer == answered.end()) {
            if (known == book.containers.end())
                continue;
            book.containers.erase(known);
            step.gone.append(id);
        } else if (known == book.containers.end()) {
            again.name = answer->name;
            book.containers.push_back(*answer);
            for (const EngineEvent& event : book.untold)
                if (event.id == id)
                    step.changed.push_back({*answer, event});
            if (step.changed.empty() || step.changed.back().container.id != id)
                step.changed.push_back({*answer, again});
        } else if (*known != *answer) {
            again.name = answer->name;
            *known = *answer;
            step.changed.push_back({*answer, again});
        }
    }
    forget(book.untold, ids);
    step.book = giveUpAsking(std::move(book));
    return step;
}

} // namespace ops::domain
