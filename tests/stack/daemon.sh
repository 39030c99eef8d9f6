#!/usr/bin/env bash
# daemon.sh DIR WHAT ACTION [PID]: runs in the stack's namespaces (stack.sh enters them), where process numbers and /run
# are the stack's own: what is found there is ours to stop.
set -euo pipefail
stack_home=$(dirname "${BASH_SOURCE[0]}")
dir="$1"
log_dir="$dir/log"
# shellcheck source=lib/common.sh
source "$stack_home/lib/common.sh"
# shellcheck source=lib/host.sh
source "$stack_home/lib/host.sh"
use_own_engine

engine_pid() { cat /var/run/docker.pid; }

signal_sshd() {
    local pid
    while read -r pid; do
        kill "-$1" "$pid" 2>/dev/null || true
    done < <(
        pids_of /usr/sbin/sshd
        pids_of /usr/lib/openssh/sshd-session
    )
}

kill_engine() {
    local pid
    pid=$(engine_pid)
    kill -KILL "$pid"
    poll 10 is_gone "$pid" || fail "the engine does not end"
}

case "$2 $3" in
"engine kill") kill_engine ;;
"engine restart")
    [[ ! -r /var/run/docker.pid || ! -e /proc/$(engine_pid) ]] || kill_engine
    start_engine_again
    ;;
"engine freeze") kill -STOP "$(engine_pid)" ;;
"engine thaw") kill -CONT "$(engine_pid)" ;;
"ssh stop") signal_sshd KILL ;;
"ssh start") start_sshd ;;
"ssh freeze") signal_sshd STOP ;;
"ssh thaw") signal_sshd CONT ;;
"process kill9") kill -KILL "$4" ;;
*) fail "no such action: $2 $3" ;;
esac
