#pragma once

#include "sim/docker/container_book.h"
#include "sim/roles.h"

#include <vector>

namespace ops::sim {

// What a role's container is called in a behaviour set's compose file; everything but its state.
PlayedService playedService(Behaviour behaviour, Role role);
// NATS, Redis and Postgres, in this order; of them only the NATS server is real.
std::vector<PlayedService> playedInfrastructure(Behaviour behaviour);
// A container of the project that no runbook names; everything but its state.
PlayedService playedGuest(int number);

} // namespace ops::sim
