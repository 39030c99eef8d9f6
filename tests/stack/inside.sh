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

# What a daemon writes where every Debian machine has the same place, this one has for itself.
private_host() {
    mount -t tmpfs -o mode=755 tmpfs /run
    mkdir -p /run/sshd /run/lock
    # The engine's and the registry's files are in memory: fast, and gone with the mount.
    mkdir -p "$dir/data"
    mount -t tmpfs -o mode=711,size=4g tmpfs "$dir/data"
    ip link set lo up
    printf '{}\n' >"$dir/daemon.json"
    use_own_engine
}

# root's account is a fresh one: no start-up files of this machine's shell slow a command down or change it, and an account
# that is locked here is open there, for the stack's own key.
private_account() {
    mkdir -p "$dir/etc"
    sed -E "s,^root:.*,root:x:0:0:root:$dir/home:/bin/bash," /etc/passwd >"$dir/etc/passwd"
    sed -E 's,^root:.*,root:*:19000:0:99999:7:::,' /etc/shadow >"$dir/etc/shadow"
    chmod 600 "$dir/etc/shadow"
    mount --bind "$dir/etc/passwd" /etc/passwd
    mount --bind "$dir/etc/shadow" /etc/shadow
}

serve() {
    local images="$1" version="$2" registry_start
    private_account
    start_sshd
    {
        flock -s "$(dirname "$images")/lock" cp -a "$images" "$dir/data/registry"
        start_registry
    } &
    registry_start=$!
    start_engine
    wait "$registry_start"
    step "engine, registry, sshd"
    cd "$dir/titan"
    sed -n 's/^ *image: *//p' docker-compose.prod.yml | sed "s/\${TITAN_VERSION:-v[0-9.]*}/$version/" |
        xargs -P 4 -n 1 docker pull -q >"$log_dir/pull.log"
    step "images pulled"
    TITAN_VERSION=$version docker compose -f docker-compose.prod.yml up -d >"$log_dir/compose-up.log" 2>&1 || {
        cat "$log_dir/compose-up.log" >&2
        fail "docker compose up failed"
    }
    step "compose up"
    poll 60 all_healthy || {
        docker ps -a >&2
        fail "not all containers became healthy within 60 s"
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

build() {
    local sim="$1" base="$2" images="$3"
    mkdir -p "$dir/data/registry"
    [[ ! -d $base ]] || cp -a "$base/." "$dir/data/registry"
    start_registry
    start_engine
    step "engine and registry"
    if [[ -d $base ]]; then
        docker pull -q "$base_image" >/dev/null
    else
        make_base_images "$dir/data/roots" "$sim"
        keep_registry "$base"
    fi
    make_app_images "$sim"
    keep_registry "$images"
    touch "$dir/ready"
}

# keep_registry FOLDER: there is whole or not at all.
keep_registry() {
    rm -rf "$1.new"
    cp -a "$dir/data/registry" "$1.new"
    mv -T "$1.new" "$1"
}

private_host
"$mode" "${@:3}"
