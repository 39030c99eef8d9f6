#include "domain/services/container_book.h"

#include <algorithm>

namespace ops::domain {
namespace {

constexpr qint64 nsPerMs = 1'000'000;

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

// The event of an end comes after what the engine notes as its moment, up to seconds later where the output is still
// being read, and before the container is started again.
bool isOfLastEnd(const Container& known, qint64 eventMs)
{
    if (!known.finishedUtcMs || eventMs < *known.finishedUtcMs)
        return false;
    const bool startedSince = known.startedUtcMs && *known.startedUtcMs >= *known.finishedUtcMs;
    return !startedSince || eventMs <= *known.startedUtcMs;
}

// The event tells how that container ended last, where nothing else does.
void fillExitCode(Container& known, const EngineEvent& event)
{
    if (!known.exitCode && event.id == known.id && event.action == QLatin1String("die") &&
        isOfLastEnd(known, event.timeNs / nsPerMs))
        known.exitCode = event.exitCode;
}

// A running container's exit code is 0 for the engine, however it ended last: that is known only from the event.
void keepExitCode(Container& answer, ContainerBook& book)
{
    if (answer.run != ContainerRun::Running && answer.run != ContainerRun::Paused)
        return;
    const auto known = find(book.containers, answer.id);
    // What is known of an end is the moment that the engine notes, or that of its event, which is later.
    const bool sameEnd = known != book.containers.end() && known->finishedUtcMs && answer.finishedUtcMs &&
                         *known->finishedUtcMs >= *answer.finishedUtcMs;
    answer.exitCode = sameEnd ? known->exitCode : std::nullopt;
    for (const std::vector<EngineEvent>& heard : {book.untold, book.sinceAsked})
        for (const EngineEvent& event : heard)
            fillExitCode(answer, event);
}

// What the engine answered, with what was heard while the question was on its way on top of it.
std::vector<Container> settle(std::vector<Container> answered, ContainerBook& book)
{
    for (Container& answer : answered)
        keepExitCode(answer, book);
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
    if (isOutdated(known, event)) {
        fillExitCode(known, event);
        return known;
    }
    if (action == QLatin1String("start")) {
        known.ahead = true;
        known.run = ContainerRun::Running;
        known.startedUtcMs = event.timeNs / nsPerMs;
        known.error.clear();
        known.oomKilled = false;
        known.failingStreak = 0;
        if (known.health != ImageHealth::None)
            known.health = ImageHealth::Starting;
    } else if (action == QLatin1String("die")) {
        known.ahead = true;
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
    // One that was made after the engine had listed what there is, is asked about next, and its events are told then.
    const auto isOver = [&](const EngineEvent& event) {
        return !book.unsure.contains(event.id) || find(answered, event.id) != answered.end();
    };
    book.untold.erase(std::remove_if(book.untold.begin(), book.untold.end(), isOver), book.untold.end());
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
