#!/usr/bin/env bash
# npm run start:prod on the practice host: starts Titan in order, each group only after the one before it is healthy.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
compose=(docker compose -f docker-compose.prod.yml)

wait_healthy() {
    local service state="" end=$((SECONDS + 60))
    for service in "$@"; do
        until state=$(docker inspect -f '{{.State.Health.Status}}' "$service") && [[ $state == healthy ]]; do
            if ((SECONDS >= end)); then
                echo "start: $service is ${state:-not there} after 60 s" >&2
                exit 1
            fi
            sleep 0.2
        done
        echo "start: $service is healthy"
    done
}

"${compose[@]}" up -d titan-nats titan-redis titan-postgres
wait_healthy titan-nats titan-redis titan-postgres
"${compose[@]}" up -d titan-brain
wait_healthy titan-brain
"${compose[@]}" up -d titan-execution
wait_healthy titan-execution
"${compose[@]}" up -d
wait_healthy titan-phase1-scavenger titan-phase2-hunter titan-phase3-sentinel titan-powerlaw-lab titan-ai-quant \
    titan-console
echo "start: Titan ${TITAN_VERSION:-at its default version} is up"
