#pragma once

#include "domain/services/container.h"

#include <vector>

// What is told of an engine's containers between two looks. An event is told at once, by what it says itself; then the
// engine is asked about that container, which beats the event. What happens while a question is on its way beats the
// answer. Pure.
namespace ops::domain {

struct ContainerBook {
    std::vector<Container> containers;   // as told last
    QStringList unsure;                  // ids that events spoke of since they were last asked about
    bool asked = false;                  // a question is on its way
    std::vector<EngineEvent> sinceAsked; // what was heard meanwhile
    std::vector<EngineEvent> untold;     // of containers that nothing else is known of yet

    bool operator==(const ContainerBook&) const = default;
};

struct ContainerNews {
    Container container;
    EngineEvent event; // no action: it was looked at again

    bool operator==(const ContainerNews&) const = default;
};

struct BookStep {
    ContainerBook book;
    std::vector<ContainerNews> changed;
    QStringList gone;
};

// The container as the event leaves it; the same where the event says nothing of it, or is older than what is known.
Container containerAfter(Container known, const EngineEvent& event);

BookStep onContainerEvent(ContainerBook book, const EngineEvent& event);
// A question leaves, one at a time, which settles what is unsure of `ids`.
ContainerBook askContainers(ContainerBook book, const QStringList& ids);
// It will not be answered.
ContainerBook giveUpAsking(ContainerBook book);
// All that is there: the new book's containers are what is to be told, and then what was untold of them.
BookStep onAllContainers(ContainerBook book, const std::vector<Container>& containers);
// The answer about `ids`; what is not in it is gone.
BookStep onContainers(ContainerBook book, const QStringList& ids, const std::vector<Container>& containers);

} // namespace ops::domain
