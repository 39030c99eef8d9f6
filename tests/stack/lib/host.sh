# shellcheck shell=bash
# Sourced by inside.sh and daemon.sh, which run in the stack's namespaces: the host's daemons, each with the defaults of a
# Debian machine where that is possible. /run is the stack's own there, so /var/run/docker.sock is its engine.
# shellcheck disable=SC2154 # dir and log_dir are the caller's, the other names common.sh's

# Nothing of the caller's points a docker client elsewhere.
use_own_engine() {
    unset "${!DOCKER_@}" "${!COMPOSE_@}" TITAN_VERSION
    export DOCKER_CONFIG="$dir/docker-config"
}

start_engine() {
    # Live restore: containers outlive a killed engine, as on a well-kept production host.
    setsid -f dockerd --config-file "$dir/daemon.json" --data-root "$dir/data/docker" \
        --host unix:///var/run/docker.sock --host "unix://$dir/docker.sock" --live-restore \
        --exec-opt native.cgroupdriver=cgroupfs --cgroup-parent "/$(cgroup_of "$dir")" \
        >>"$log_dir/dockerd.log" 2>&1 </dev/null
    if ! poll 60 engine_answers; then
        tail -n 20 "$log_dir/dockerd.log" >&2
        fail "the engine does not answer"
    fi
}
stop_engine() {
    local pid
    pid=$(</var/run/docker.pid)
    kill -TERM "$pid"
    poll 30 is_gone "$pid" || fail "the engine does not end"
}
engine_answers() { timeout 5 docker version; }

# A zombie counts as gone only when init has reaped it: dockerd looks at its old pid file the same way.
is_gone() { [[ ! -e /proc/$1 ]]; }

# start_engine_again: after a kill. The old containerd dies a moment later than its dockerd, and a dockerd that still finds
# it gives up after many seconds.
start_engine_again() {
    local file pid
    for file in /var/run/docker.pid /var/run/docker/containerd/containerd.pid; do
        [[ -r $file ]] || continue
        pid=$(<"$file")
        poll 30 is_gone "$pid" || fail "process $pid of the old engine does not end"
        rm -f "$file"
    done
    start_engine
}

start_registry() {
    cat >"$dir/registry.yml" <<END
version: 0.1
log: {level: error}
storage:
  filesystem: {rootdirectory: $dir/data/registry}
  delete: {enabled: true}
http: {addr: "$registry"}
END
    setsid -f docker-registry serve "$dir/registry.yml" >>"$log_dir/registry.log" 2>&1 </dev/null
    poll 30 curl -fsS "http://$registry/v2/" || fail "the registry does not answer"
}

start_sshd() {
    /usr/sbin/sshd -f "$dir/ssh/sshd_config" -E "$log_dir/sshd.log"
    poll 30 port_open "$ssh_port" || fail "sshd does not listen"
}
port_open() { : <"/dev/tcp/127.0.0.1/$1"; }

# pids_of PROGRAM: the stack's processes that run this file; never one of another stack, for /proc is our own.
pids_of() {
    local link
    for link in /proc/[0-9]*/exe; do
        if [[ "$(readlink "$link" 2>/dev/null)" == "$1" ]]; then
            link=${link%/exe}
            printf '%s\n' "${link#/proc/}"
        fi
    done
}
