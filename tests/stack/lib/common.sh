# shellcheck shell=bash
# Sourced by the scripts of the practice host: words, checks and small tools that they share.
# shellcheck disable=SC2034 # the names are used by the files that source this one

# The services of the runbook that are titan-sim, one role each; the other three are the real thing.
app_services=(
    titan-brain titan-execution titan-phase1-scavenger titan-phase2-hunter titan-phase3-sentinel
    titan-powerlaw-lab titan-ai-quant titan-console
)
app_versions=(v1.2.2 v1.2.3)
default_version=v1.2.3 # the engine has it from the start; the other one is only in the registry
registry=127.0.0.1:5000
nats_image=$registry/titan-nats:2
redis_image=$registry/titan-redis:7
postgres_image=$registry/titan-postgres:15
base_image=$registry/titan-app-base:1
ssh_port=22022

program=stack

say() { printf '==> %s\n' "$*" >&2; }
fail() {
    printf '%s: %s\n' "$program" "$*" >&2
    exit 1
}

# Milliseconds since the script's start, in front of what has just been done: the log answers what takes the time.
began_us=${EPOCHREALTIME/[.,]/}
step() {
    local now=${EPOCHREALTIME/[.,]/}
    printf '%6d ms  %s\n' "$(((now - began_us) / 1000))" "$*"
}

# poll SECONDS COMMAND...: until it succeeds; a real condition every 50 ms, never a blind pause.
poll() {
    local end=$((SECONDS + $1 + 1))
    shift
    until "$@" >/dev/null 2>&1; do
        ((SECONDS < end)) || return 1
        sleep 0.05
    done
}

# require_machine: root, and every tool that the stack is made of; says all that is missing at once.
require_machine() {
    local -a missing=()
    local tool
    ((EUID == 0)) || missing+=("root (network, mount and process namespaces of its own, a Docker Engine of its own)")
    for tool in dockerd docker containerd runc docker-registry iptables ip unshare nsenter setpriv flock \
        nats-server redis-server redis-cli curl ssh ssh-keygen npm; do
        command -v "$tool" >/dev/null || missing+=("$tool")
    done
    [[ -x /usr/sbin/sshd ]] || missing+=(sshd)
    [[ -x /bin/busybox ]] || missing+=(busybox)
    [[ -x /usr/bin/docker-compose ]] || missing+=("docker-compose (v1)")
    [[ -n "$(postgres_home)" ]] || missing+=(postgresql)
    ((${#missing[@]} == 0)) && return 0
    printf '%s: this machine cannot run the practice host; missing:\n' "$program" >&2
    printf '  - %s\n' "${missing[@]}" >&2
    printf 'Run ./dev setup, and run the stack as root.\n' >&2
    exit 1
}

# The folder of the newest PostgreSQL server of this machine; its bin/ is not on PATH.
postgres_home() { find /usr/lib/postgresql -mindepth 1 -maxdepth 1 -type d 2>/dev/null | sort -V | tail -n 1; }

# The stack's control group, the same name in every hierarchy: the engine puts each container below it.
cgroup_of() {
    local name
    name=$(basename "$1")
    printf 'ops-stack-%s' "${name#ops-stack-}"
}

# remove_cgroups DIR: the kernel frees a group a moment after its last process.
remove_cgroups() {
    local name
    local -a groups
    name=$(cgroup_of "$1")
    mapfile -t groups < <(awk -v name="/$name" '$3 == "cgroup" || $3 == "cgroup2" {print $2 name}' /proc/mounts)
    poll 20 no_cgroup_left "${groups[@]}" || printf 'control groups are left over: %s\n' "$name" >&2
}
no_cgroup_left() {
    local group
    find "$@" -depth -type d -delete
    for group in "$@"; do
        [[ ! -d $group ]] || return 1
    done
}

# init_of DIR: the host's process id of the stack's init; fails when the stack is not up.
init_of() {
    [[ -r $1/init.pid ]] || fail "no stack is up in $1"
    local init
    init=$(<"$1/init.pid")
    [[ -e /proc/$init ]] || fail "the stack in $1 is gone"
    printf '%s' "$init"
}
