#!/usr/bin/env bash
# stack_console.sh CONSOLE [ARGS]: the console on the practice host, with an environment file and a journal of its own
# that go with it. Runs inside the host's network; `./dev run -- --stack` starts it through tests/stack/stack.sh.
set -euo pipefail
: "${TITAN_PROJECT:?runs on the practice host only: tests/stack/stack.sh run -- $0 ...}"

home="$(mktemp -d)"
trap 'rm -rf "$home"' EXIT
environments="$home/config/titan-ops-console/environments"
mkdir -p "$environments" "$home/state"
cat >"$environments/stack.json" <<END
{
  "name": "stack",
  "kind": "DRILL",
  "natsUrls": ["nats://127.0.0.1:4222"],
  "monitoringUrl": "http://127.0.0.1:8222",
  "runbook": "runbook",
  "hosts": [{"name": "practice-host", "kind": "local", "workingDirectory": "$TITAN_PROJECT"}]
}
END
XDG_CONFIG_HOME="$home/config" XDG_STATE_HOME="$home/state" "$1" --environment stack "${@:2}"
