#!/usr/bin/env bash
# keeper.sh DIR NET HOLD MODE...: owns one stack from outside. It keeps DIR/lock for its whole life, starts inside.sh in
# namespaces of its own, and clears the stack away when that ends, when it is told to (SIGTERM), or, with HOLD "tied", when
# its standard input does: that is the end of whoever started it, be it by kill -9. Should the keeper itself be killed,
# the stack goes with it, and `stack.sh sweep` (every start sweeps) clears away what it left on disk.
set -euo pipefail
stack_home=$(dirname "${BASH_SOURCE[0]}")
dir="$1"
net="$2"
hold="$3"
shift 3
# shellcheck source=lib/common.sh
source "$stack_home/lib/common.sh"

# Seen under its own name only when it is locked: otherwise a sweep could take it for a killed one.
exec 9>"$dir.new/lock"
flock -n 9
printf '%s\n' $$ >"$dir.new/keeper.pid"
mv -T "$dir.new" "$dir"

namespaces=(--mount --pid --fork --kill-child)
[[ $net == inherit ]] || namespaces+=(--net)

child=""
clear_away() {
    trap '' TERM INT HUP
    if [[ -n $child ]]; then
        # The init, and with it all that runs in its namespaces; its parent, unshare, is left to bury it. Where there is no
        # init yet, or it does not end, unshare is ended, and the kernel ends the init with it.
        if [[ -r $dir/init.pid ]] && kill -KILL "$(<"$dir/init.pid")" 2>/dev/null; then
            poll 10 init_gone || printf 'process %s does not end\n' "$(<"$dir/init.pid")" >&2
        fi
        kill -KILL "$child" 2>/dev/null || true
        wait "$child" 2>/dev/null || true
    fi
    [[ $net != inherit ]] || clear_network
    remove_cgroups "$dir"
    rm -rf "$dir"
}
init_gone() { [[ ! -e /proc/$(<"$dir/init.pid") ]]; }

# A network namespace that outlives the stack is given back as it was: no bridges, no rules.
clear_network() {
    local link table
    while read -r link; do
        ip link delete "$link" || true
    done < <(ip -o link show type bridge | awk -F': ' '{print $2}')
    for table in nat filter; do
        iptables -t "$table" -F
        iptables -t "$table" -X
    done
    iptables -P FORWARD ACCEPT
}

trap clear_away EXIT
trap 'exit 0' TERM INT HUP
exec 3<&0
setpriv --pdeathsig KILL unshare "${namespaces[@]}" bash "$stack_home/inside.sh" "$dir" "$@" \
    9>&- 3<&- </dev/null >"$dir/log/up.log" &
child=$!
waited=("$child")
if [[ $hold == tied ]]; then
    setpriv --pdeathsig KILL cat <&3 >/dev/null 9>&- &
    waited+=($!)
fi
wait -n -p ended "${waited[@]}" || true
# Once it is buried, its number and the init's may be anybody's.
[[ ${ended:-} != "$child" ]] || child=""
