#!/usr/bin/env bash
# stack_console.sh CONSOLE [ARGS]: the console on the practice host, with an environment file and a journal of its own
# that go with it. Runs inside the host's network; `./dev run -- --stack` starts it through tests/stack/stack.sh. With
# OPS_CONSOLE_USER the console runs as that user, who may talk to the host's engine.
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
as_user=()
if [[ -n "${OPS_CONSOLE_USER:-}" ]]; then
    chown -R "$OPS_CONSOLE_USER" "$home" "${DOCKER_HOST#unix://}"
    as_user=(runuser -u "$OPS_CONSOLE_USER" --)
fi
export XDG_CONFIG_HOME="$home/config" XDG_STATE_HOME="$home/state"
"${as_user[@]}" "$1" --environment stack "${@:2}"
