#!/usr/bin/env bash
# The runbook's quick rollback on the practice host: ./scripts/ops/rollback.sh [VERSION]. It has the faults of such scripts
# on purpose, because the console has to live with them: it asks on standard input, takes a refusal for success, swallows
# the errors of the halt and of the stops, and sends OPEN in the end whatever is running then.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit 1
compose=(docker compose -f docker-compose.prod.yml)

send_state() {
    docker exec titan-nats nats pub titan.cmd.sys.halt "{\"state\":\"$1\",\"reason\":\"$2\"}" ||
        echo "rollback: warning: NATS not available"
}

read -r -p "Roll back to ${1:-the version set before}? (yes/no) " answer || exit 1
if [[ $answer != yes ]]; then
    echo "rollback: cancelled"
    exit 0
fi
send_state HARD_HALT "Rollback"
"${compose[@]}" stop titan-phase1-scavenger titan-phase2-hunter titan-phase3-sentinel titan-powerlaw-lab \
    titan-ai-quant 2>/dev/null || true
"${compose[@]}" stop titan-execution titan-brain 2>/dev/null || true
if [[ -n ${1:-} ]]; then
    export TITAN_VERSION="$1"
    "${compose[@]}" pull titan-brain titan-execution || exit 1
fi
npm run --silent start:prod || exit 1
send_state OPEN "Rollback complete"
echo "rollback: complete"
