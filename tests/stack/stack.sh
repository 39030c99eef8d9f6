#!/usr/bin/env bash
# The practice host: a private Docker Engine with all of the runbook's containers, a registry and an sshd, in namespaces
# of its own. Nothing of it touches this machine's Docker, ports, firewall or accounts, and several fit side by side.
set -euo pipefail
stack_home=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
repository=$(cd "$stack_home/../.." && pwd)
# shellcheck source=lib/common.sh
source "$stack_home/lib/common.sh"
# shellcheck source=lib/roots.sh
source "$stack_home/lib/roots.sh"
# shellcheck source=lib/images.sh
source "$stack_home/lib/images.sh"
# shellcheck source=lib/compose.sh
source "$stack_home/lib/compose.sh"
# shellcheck source=lib/ssh.sh
source "$stack_home/lib/ssh.sh"

usage() {
    cat <<'END'
stack.sh VERB [OPTIONS] [DIR]: as root. DIR is the stack's folder, e.g. /tmp/ops-stack-mine; up makes it, down removes it.

  up DIR                     bring a stack up; returns when all containers are healthy
  down DIR                   take it down; nothing stays
  run -- COMMAND...          a stack for as long as the command runs, inside the stack's network
  enter DIR -- COMMAND...    run a command in the network of a stack that is up
  engine ACTION DIR          kill (kill -9), restart, freeze or thaw the stack's Docker Engine
  ssh ACTION DIR             stop, start, freeze or thaw its sshd with all sessions
  pid1 DIR CONTAINER         the container's first process, as this machine counts
  kill9 DIR CONTAINER        kill -9 of the container's first process
  images                     only make what is missing in the cache
  sweep                      clear away what killed stacks left behind in /tmp

Options of up and run:
  --version V        version of Titan's services that is started: v1.2.3 (default) or v1.2.2
  --compose VARIANT  v2 (default), or v1: docker-compose 1.29 behind a plugin
  --net inherit      use the caller's network namespace, which must not be the machine's
  --tied             take the stack down when standard input ends; returns when it is down
Options of up, run and images:
  --cache DIR        where images are kept (default: build/stack-cache)
  --sim FILE         the titan-sim that the services run (default: build/dev/bin/titan-sim)

DIR/stack.env has everything a client needs: socket, ssh config, project folder.
END
}

version=$default_version
compose=v2
net=own
hold=loose
cache="$repository/build/stack-cache"
sim="$repository/build/dev/bin/titan-sim"
words=()
command=()
while (($#)); do
    case "$1" in
    --version | --compose | --net | --cache | --sim)
        (($# > 1)) || fail "$1 needs a value"
        printf -v "${1#--}" '%s' "$2"
        shift
        ;;
    --tied) hold=tied ;;
    --)
        command=("${@:2}")
        break
        ;;
    -h | --help) words=(help) ;;
    -*) fail "unknown option: $1" ;;
    *) words+=("$1") ;;
    esac
    shift
done
verb="${words[0]:-help}"

# prepare DIR: everything of a stack that is only files, under the name DIR.new; the keeper takes it over.
prepare() {
    local dir="$1"
    [[ $dir == /* ]] || fail "give DIR as an absolute path"
    # Unix sockets have to fit below it.
    ((${#dir} <= 60)) || fail "DIR is too long, 60 characters at most: $dir"
    if [[ -e $dir ]]; then
        is_left_behind "$dir" || fail "$dir is there already"
        clear_left_behind "$dir"
    fi
    mkdir "$dir.new" || fail "$dir cannot be made"
    mkdir "$dir.new/log"
}

prepare_titan() {
    local dir="$1"
    cp -a "$stack_home/titan" "$dir.new/titan"
    # Both variants are there; the one in use is a link, so a client may also be pointed at the other.
    compose_plugin v1 "$dir.new/docker-config-v1/cli-plugins/docker-compose" "$cache"
    compose_plugin v2 "$dir.new/docker-config-v2/cli-plugins/docker-compose" "$cache"
    ln -s "docker-config-$compose" "$dir.new/docker-config"
    prepare_ssh "$dir.new" "$dir"
    cat >"$dir.new/stack.env" <<END
DOCKER_HOST=unix://$dir/docker.sock
DOCKER_CONFIG=$dir/docker-config
PATH=$dir/bin:$PATH
TITAN_PROJECT=$dir/titan
TITAN_SSH_CONFIG=$dir/ssh/config
TITAN_SSH_HOST=titan
END
}

# start_keeper TIE DIR MODE...: TIE says whose end is the stack's: "self" this script's, "stdin" that of standard input,
# "loose" nobody's. It belongs to a session and a parent of its own, so that it outlives whoever is killed and can clear
# away. Returns when the stack is ready, or the keeper gone.
start_keeper() {
    local tie="$1" dir="$2" keeper="" begin=$SECONDS limit=300
    shift
    [[ $2 != build ]] || limit=540 # layers are compressed one after the other
    # Opened for reading here, so that what went wrong can be read after the keeper has cleared away.
    local errors="$dir.new/log/error.log"
    : >"$errors"
    exec 5<"$errors"
    local -a run=(setsid -f bash "$stack_home/keeper.sh" "$dir" "$net")
    case "$tie" in
    loose) "${run[@]}" loose "${@:2}" </dev/null >/dev/null 2>"$errors" 5<&- 8>&- ;;
    stdin) "${run[@]}" tied "${@:2}" <&0 >/dev/null 2>"$errors" 5<&- 8>&- ;;
    self) exec 6> >(exec "${run[@]}" tied "${@:2}" >/dev/null 2>"$errors" 5<&- 8>&-) ;;
    esac
    until [[ -e $dir/ready ]]; do
        [[ -n $keeper ]] || keeper=$(cat "$dir/keeper.pid" 2>/dev/null) || true
        if [[ -n $keeper && ! -e /proc/$keeper ]]; then
            cat <&5 >&2
            return 1
        fi
        if ((SECONDS > begin + (${#keeper} ? limit : 30))); then
            [[ -z $keeper ]] || kill -TERM "$keeper"
            say "no stack within its time"
            cat <&5 >&2
            return 1
        fi
        sleep 0.05
    done
    cat <&5 >&2
    exec 5<&-
}

# await_end DIR: until its keeper has cleared away; one that is tied to this script ends now.
await_end() {
    exec 6>&-
    if [[ -e $1/lock ]]; then
        exec 7<"$1/lock"
        flock -s 7
        exec 7<&-
    fi
}

# is_left_behind DIR: a stack whose keeper is gone.
is_left_behind() { [[ -f $1/lock ]] && flock -n "$1/lock" true; }
clear_left_behind() {
    remove_cgroups "$1"
    rm -rf "$1"
}

verb_sweep() {
    local dir
    for dir in /tmp/ops-stack-*; do
        if [[ $dir != *.new ]] && is_left_behind "$dir"; then
            clear_left_behind "$dir"
        fi
    done
    find /tmp -maxdepth 1 -name 'ops-stack-*.new' -mmin +10 -exec rm -rf {} +
}

# ensure_images: the cache is complete afterwards; images_dir is the folder with this titan-sim's.
ensure_images() {
    local base key work
    [[ -x $sim ]] || fail "no titan-sim at $sim; build it first or give --sim"
    mkdir -p "$cache"
    cache=$(realpath "$cache")
    exec 8>"$cache/lock"
    flock 8
    ensure_compose_v2 "$cache"
    read -r base key < <(keys "$sim")
    images_dir="$cache/images-$key"
    if [[ ! -d $images_dir ]]; then
        say "making the images, once for each titan-sim"
        work=$(mktemp -u /tmp/ops-stack-images-XXXXXX)
        prepare "$work"
        net=own start_keeper self "$work" build "$(realpath "$sim")" "$cache/base-$base" "$images_dir" || true
        await_end "$work"
        [[ -d $images_dir ]] || fail "the images could not be made"
        touch "$cache/base-$base"
        prune images
        prune base
    fi
    touch "$images_dir"
    exec 8>&-
}

# prune KIND: the newest two stay; each is some 300 MB.
prune() {
    find "$cache" -mindepth 1 -maxdepth 1 -name "$1-*" -printf '%T@ %p\n' | sort -rn | tail -n +3 | cut -d' ' -f2- |
        xargs -r rm -rf
}

verb_images() {
    ensure_images
    say "images are in $images_dir"
}

# The machine's own firewall and bridges must never become the stack's.
check_network() {
    [[ $net != own ]] || return 0
    [[ $net == inherit ]] || fail "no such network: $net; own or inherit"
    [[ "${OPS_STACK_NETNS:-}" == "$(readlink /proc/self/ns/net)" ]] ||
        fail "--net inherit is for callers in a network of their own: start them through tests/stack/in_netns.sh"
}

# bring_up TIE DIR
bring_up() {
    check_network
    [[ $compose == v[12] ]] || fail "no such Compose variant: $compose; v2 or v1"
    [[ " ${app_versions[*]} " == *" $version "* ]] || fail "no such version: $version; ${app_versions[*]}"
    verb_sweep
    ensure_images
    prepare "$2"
    prepare_titan "$2"
    start_keeper "$1" "$2" serve "$images_dir" "$version" || fail "the stack did not come up"
}

verb_up() {
    local dir="$1"
    if [[ $hold == loose ]]; then
        bring_up loose "$dir"
        say "up: $dir; its network: $0 enter $dir -- COMMAND; the end: $0 down $dir"
        return
    fi
    bring_up stdin "$dir"
    printf 'READY %s\n' "$dir"
    await_end "$dir"
}

verb_down() {
    local dir="$1" keeper
    [[ -f $dir/lock ]] || fail "no stack in $dir"
    exec 7<"$dir/lock"
    if ! flock -n -s 7; then
        keeper=$(<"$dir/keeper.pid")
        kill -TERM "$keeper"
        flock -w 30 -s 7 || fail "the stack in $dir does not end"
    fi
    [[ ! -e $dir ]] || clear_left_behind "$dir"
}

verb_run() {
    ((${#command[@]})) || fail "run needs -- COMMAND"
    local dir status=0
    dir=$(mktemp -u /tmp/ops-stack-run-XXXXXX)
    bring_up self "$dir"
    enter "$dir" || status=$?
    await_end "$dir"
    return "$status"
}

# enter DIR: runs the command in the stack's network, with the stack's docker and ssh.
enter() {
    local dir="$1" init
    local -a environment
    init=$(init_of "$dir")
    mapfile -t environment <"$dir/stack.env"
    nsenter --target "$init" --net env "${environment[@]}" "${command[@]}" 6>&-
}

verb_enter() {
    ((${#command[@]})) || fail "enter needs -- COMMAND"
    enter "$1"
}

# in_stack DIR WHAT ACTION [PID]
in_stack() {
    local init
    init=$(init_of "$1")
    nsenter --target "$init" --mount --net --pid bash "$stack_home/daemon.sh" "$@"
}
verb_engine() { in_stack "$2" engine "$1"; }
verb_ssh() { in_stack "$2" ssh "$1"; }

# inner_pid DIR CONTAINER: as the stack's engine counts.
inner_pid() {
    local pid
    pid=$(DOCKER_HOST="unix://$1/docker.sock" docker inspect -f '{{.State.Pid}}' "$2")
    ((pid > 0)) || fail "$2 does not run"
    printf '%s' "$pid"
}
verb_kill9() { in_stack "$1" process kill9 "$(inner_pid "$1" "$2")"; }

# The stack counts processes by itself; the kernel keeps both numbers, and ours is the one below our init.
verb_pid1() {
    local init inner
    init=$(init_of "$1")
    inner=$(inner_pid "$1" "$2")
    # Through cat, which goes on when a process ends meanwhile.
    { cat /proc/[0-9]*/status 2>/dev/null || true; } | awk -v init="$init" -v inner="$inner" '
        /^Pid:/ { pid = $2 }
        /^PPid:/ { parent[pid] = $2 }
        /^NSpid:/ { if (pid == init) level = NF; for (i = 2; i <= NF; ++i) number[pid, i] = $i }
        END {
            for (pid in parent) {
                if (number[pid, level] != inner) continue
                for (up = pid; up > 1 && up != init; up = parent[up]) { }
                if (up == init) { print pid; exit }
            }
            exit 1
        }' || fail "process $inner of $2 was not found"
}

case "$verb ${#words[@]}" in
"help "*) usage ;;
"up 2" | "down 2" | "enter 2" | "engine 3" | "ssh 3" | "pid1 3" | "kill9 3" | "run 1" | "images 1" | "sweep 1")
    require_machine
    "verb_$verb" "${words[@]:1}"
    ;;
*)
    usage >&2
    fail "not understood: ${words[*]}"
    ;;
esac
