# shellcheck shell=bash
# Sourced by ./dev: what each verb needs from Debian 12, and how it is installed when it is missing.
# shellcheck disable=SC2034 # the arrays are used by the file that sources this one

# What the sources are compiled with.
build_packages=(
    g++ cmake ninja-build ccache mold pkg-config git
    qt6-base-dev qt6-base-dev-tools qt6-tools-dev qt6-tools-dev-tools qt6-l10n-tools
    libgl1-mesa-dev libnats-dev libspdlog-dev qtkeychain-qt6-dev libpcre2-dev
)
# For searches in logs; where there is none, PCRE2 does it all.
if [[ "$(dpkg --print-architecture)" == amd64 ]]; then
    build_packages+=(libhyperscan-dev)
fi
# What the programs need to run, and to be seen where there is no display.
run_packages=(nats-server xvfb xauth fonts-dejavu-core libqt6svg6)
# What the tests drive the programs with: private servers (NATS, ssh), keyring and session bus, clients that are not
# ours, and a hand on the keyboard and the mouse.
test_packages=(
    "${run_packages[@]}" python3 dbus gnome-keyring libsecret-tools curl procps iproute2 openssl xdotool
    openssh-client openssh-server
)
# And the fuzz targets of the log parsers.
test_packages+=(clang libclang-rt-14-dev)
# What the practice host of the stack tests is made of: a Docker Engine, both sides of ssh, a registry, the programs that go
# into its images. The engine's package is named like a registry's host, which no file here may name: hence the quotes.
stack_packages=(
    docker".io" docker-compose docker-registry openssh-server openssh-client nats-server redis-server redis-tools
    postgresql-15 busybox-static iptables iproute2 util-linux curl
)
lint_packages=(
    git python3 clang-format clang-tidy clazy shellcheck cmake-format codespell desktop-file-utils appstream
)
# What the benchmarks are measured beside.
bench_packages=(ripgrep lnav)
package_packages=(dpkg-dev fakeroot desktop-file-utils appstream file)

# need PACKAGE...: installs those that are missing. Quick, and without the network, when none is.
need() {
    local -a missing=() prefix=()
    local package
    for package in "$@"; do
        if [[ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" != installed ]]; then
            missing+=("$package")
        fi
    done
    ((${#missing[@]})) || return 0
    if ((EUID != 0)); then
        if ! command -v sudo >/dev/null; then
            fail "these packages are missing and neither root nor sudo is there to install them: ${missing[*]}"
        fi
        prefix=(sudo --preserve-env=DEBIAN_FRONTEND)
    fi
    say "installing ${#missing[@]} packages: ${missing[*]}"
    export DEBIAN_FRONTEND=noninteractive
    "${prefix[@]}" apt-get update -q -o Acquire::Retries=5 </dev/null || fail "apt-get update failed"
    keep_services_down "${prefix[@]}"
    local status=0
    "${prefix[@]}" apt-get install -q -y -o Acquire::Retries=5 --no-install-recommends "${missing[@]}" \
        </dev/null || status=$?
    let_services_start "${prefix[@]}"
    ((status == 0)) || fail "apt-get install failed; by hand: apt-get install --no-install-recommends ${missing[*]}"
}

# A package such as nats-server starts its system service when it is installed; this project only ever starts its own
# private servers. Where the machine has no policy of its own yet, one stands for the length of the installation.
policy_file=/usr/sbin/policy-rc.d
policy_made=0
keep_services_down() {
    [[ -e $policy_file ]] && return 0
    printf '#!/bin/sh\nexit 101\n' | "$@" tee "$policy_file" >/dev/null
    "$@" chmod 755 "$policy_file"
    policy_made=1
}
let_services_start() {
    ((policy_made)) || return 0
    "$@" rm -f "$policy_file"
    policy_made=0
}

# Node.js may be there from elsewhere, newer than Debian's: any 18 or later will do, with its npm.
need_node() {
    local major=0
    if command -v node >/dev/null; then
        major="$(node --version | sed -E 's/^v([0-9]+).*/\1/')"
    fi
    if ((major < 18)); then
        need nodejs npm
    elif ! command -v npm >/dev/null; then
        need npm
    fi
}
