# shellcheck shell=bash
# Sourced by stack.sh: the two Compose variants, each as a plugin of the docker client.

# The next suite's Compose v2, from Debian's archive through a private view of apt: the machine's own lists and packages
# are not touched, and the archive's address is the machine's own.
next_suite=trixie

# ensure_compose_v2 CACHE: fetched once; CACHE/compose-v2/docker-compose afterwards. The caller holds the cache's lock.
ensure_compose_v2() {
    local cache="$1" keyring=/usr/share/keyrings/debian-archive-keyring.gpg
    [[ -x $cache/compose-v2/docker-compose ]] && return 0
    say "fetching Compose v2 from Debian's $next_suite"
    local view="$cache/apt-view.$$" address
    address=$(archive_address)
    [[ -n $address ]] || fail "no Debian archive among this machine's apt sources; Compose v2 has to come from there"
    mkdir -p "$view"/lists/partial "$view"/cache/archives/partial "$view"/get
    chmod 755 "$view"
    printf 'deb [signed-by=%s] %s %s main\n' "$keyring" "$address" "$next_suite" >"$view/sources.list"
    local -a options=(-q -o "Dir::Etc::sourcelist=$view/sources.list" -o Dir::Etc::sourceparts=/dev/null
        -o "Dir::State::lists=$view/lists" -o "Dir::Cache=$view/cache" -o APT::Sandbox::User=root
        -o Acquire::Retries=5)
    # The archive may be renewed at this very moment: then its parts do not fit one another for a while.
    local tries=1
    until apt-get "${options[@]}" update && (cd "$view/get" && apt-get "${options[@]}" download docker-compose); do
        ((tries++ < 3)) || fail "Compose v2 could not be fetched from suite $next_suite of the machine's Debian archive"
        sleep 10
    done >&2
    dpkg-deb -x "$view"/get/docker-compose_*.deb "$view/x"
    mkdir -p "$view/done"
    install -m 755 "$view/x/usr/libexec/docker/cli-plugins/docker-compose" "$view/done/docker-compose"
    rm -rf "$cache/compose-v2"
    mv -T "$view/done" "$cache/compose-v2"
    rm -rf "$view"
}

# Where this machine gets its own Debian from.
archive_address() {
    # shellcheck disable=SC2016 # apt's own placeholders
    apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(ORIGIN)' 'Created-By: Packages' |
        awk -v suite="$(. /etc/os-release && printf '%s' "$VERSION_CODENAME")" '$2 == suite && /Debian/ {print $1; exit}'
}

# compose_plugin VARIANT FILE CACHE: v2 is Debian's own program; v1 is Debian's docker-compose behind a plugin that hands
# over to it, as administrators did who could not move yet.
compose_plugin() {
    local variant="$1" file="$2" cache="$3"
    mkdir -p "$(dirname "$file")"
    case "$variant" in
    v2) install -m 755 "$cache/compose-v2/docker-compose" "$file" ;;
    v1)
        cat >"$file" <<'END'
#!/bin/sh
if [ "$1" = docker-cli-plugin-metadata ]; then
    echo '{"SchemaVersion":"0.1.0","Vendor":"Titan","Version":"1.29.2","ShortDescription":"Hands over to docker-compose"}'
    exit 0
fi
[ "$1" = compose ] && shift
exec /usr/bin/docker-compose "$@"
END
        chmod 755 "$file"
        ;;
    esac
}
