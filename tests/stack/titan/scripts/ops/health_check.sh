#!/usr/bin/env bash
# The runbook's check of all services on the practice host. As in production it only warns about NATS: the image has no
# nats program, so that line always fails, and a caller who looks at the exit code alone never learns it.
set -uo pipefail
failed=0

check() {
    local name="$1" expected="$2" answer
    shift 2
    if answer=$("$@" 2>&1) && [[ $answer == *"$expected"* ]]; then
        echo "OK    $name"
    else
        echo "FAIL  $name: ${answer:-no answer}" >&2
        failed=1
    fi
}

check Brain '"status":"ok"' curl -fsS -m 5 http://localhost:3100/health
check Console '"status":"ok"' curl -fsS -m 5 http://localhost:3000/api/health
check Redis PONG docker exec titan-redis redis-cli ping
check Postgres 'accepting connections' docker exec titan-postgres pg_isready -U titan
if ! answer=$(docker exec titan-nats nats server ping 2>&1); then
    echo "WARN  NATS: ${answer:-no answer}"
fi
exit "$failed"
