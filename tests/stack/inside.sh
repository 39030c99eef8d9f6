#!/usr/bin/env bash
# inside.sh DIR MODE...: the first process of the stack's namespaces. Whatever way it ends, the kernel takes everything
# that runs in them along, and their mounts; so nothing has to be cleaned up in here. Started by keeper.sh only.
#   serve IMAGES VERSION        brings Titan up, writes DIR/ready, and stays
#   build SIM BASE IMAGES       makes the images, into the two folders of the cache
set -euo pipefail
# The /proc of outside is still there: it tells by which number the host knows us.
read -r init _ </proc/self/stat
mount -t proc proc /proc
stack_home=$(dirname "${BASH_SOURCE[0]}")
dir="$1"
mode="$2"
log_dir="$dir/log"
# shellcheck source=lib/common.sh
source "$stack_home/lib/common.sh"
# shellcheck source=lib/host.sh
source "$stack_home/lib/host.sh"
# shellcheck source=lib/roots.sh
source "$stack_home/lib/roots.sh"
# shellcheck source=lib/images.sh
source "$stack_home/lib/images.sh"
printf '%s\n' "$init" >"$dir/init.pid"

# Where a daemon writes to the same place on every Debian machine, this one has that place for itself.
private_host() {
    mount -t tmpfs -o mode=755 tmpfs /run
    mkdir -p /run/sshd /run/lock "$dir/data"
    # The engine's and the registry's files are in memory: fast, and gone with the mount.
    mount -t tmpfs -o mode=711,size=4g tmpfs "$dir/data"
    mkdir "$dir"/data/{etc,work,docker,registry}
    mount -t overlay -o "lowerdir=/etc,upperdir=$dir/data/etc,workdir=$dir/data/work" overlay /etc
    ip link set lo up
    printf '{}\n' >"$dir/daemon.json"
    use_own_engine
}

# root's account is a fresh one: no start-up files of this machine's shell slow a command down or change it, and an account
# that is locked here is open there, for the stack's own key.
private_account() {
    sed -i -E "s,^root:.*,root:x:0:0:root:$dir/home:/bin/bash," /etc/passwd
    sed -i -E 's,^root:.*,root:*:19000:0:99999:7:::,' /etc/shadow
}

serve() {
    local images="$1" version="$2" registry_start
    private_account
    start_sshd
    {
        cp -a "$images/registry/." "$dir/data/registry"
        start_registry
    } &
    registry_start=$!
    cp -a "$images/engine/." "$dir/data/docker"
    start_engine
    wait "$registry_start"
    step "engine, registry, sshd"
    cd "$dir/titan"
    TITAN_VERSION=$version docker compose -f docker-compose.prod.yml up -d >"$log_dir/compose-up.log" 2>&1 || {
        cat "$log_dir/compose-up.log" >&2
        fail "docker compose up failed"
    }
    step "compose up"
    poll 150 all_healthy || {
        docker ps -a >&2
        fail "not all containers became healthy within 150 s"
    }
    step "all healthy"
    touch "$dir/ready"
    # What loses its parent in here becomes ours; waiting is what buries it.
    while :; do
        sleep 3600 &
        wait $! || true
    done
}

all_healthy() {
    local healthy
    healthy=$(docker ps -q --filter health=healthy | wc -l)
    ((healthy == ${#app_services[@]} + 3))
}

# The cache: a registry's storage, and the files of an engine that has pulled the default version from it.
build() {
    local sim="$1" base="$2" images="$3"
    if [[ -d $base ]]; then
        cp -a "$base/registry/." "$dir/data/registry"
        cp -a "$base/engine/." "$dir/data/docker"
    fi
    start_registry
    start_engine
    step "engine and registry"
    if [[ ! -d $base ]]; then
        make_base_images "$dir/data/roots" "$sim"
        stop_engine
        keep "$base"
        start_engine
    fi
    make_app_images "$sim"
    stop_engine
    keep "$images"
    step "kept"
    touch "$dir/ready"
}

# keep FOLDER: is there whole or not at all.
keep() {
    rm -rf "$1.new"
    mkdir "$1.new"
    cp -a "$dir/data/registry" "$1.new/registry"
    cp -a "$dir/data/docker" "$1.new/engine"
    mv -T "$1.new" "$1"
}

private_host
"$mode" "${@:3}"
