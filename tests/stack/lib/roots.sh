# shellcheck shell=bash
# Sourced by inside.sh and images.sh: root file systems from this machine's own binaries and the libraries they load.

# libraries FILE...: what the loader would load for them, the loader itself included.
libraries() {
    local file
    for file in "$@"; do
        ldd "$file" 2>/dev/null | awk '$2 == "=>" && $3 ~ /^\// {print $3} $1 ~ /^\// {print $1}'
    done | sort -u
}

postgres_programs() {
    local program
    for program in postgres initdb pg_ctl psql pg_isready; do
        printf '%s\n' "$(postgres_home)/bin/$program"
    done
}

# Everything that ends up in the images which do not change when titan-sim is built anew. SIM names it for its libraries.
root_inputs() {
    local sim="$1"
    local -a programs=()
    mapfile -t programs < <(
        command -v nats-server
        command -v redis-server
        command -v redis-cli
        postgres_programs
    )
    printf '%s\n' /bin/busybox "${programs[@]}"
    libraries "${programs[@]}" "$sim"
    find "$(postgres_home)/lib" -maxdepth 1 -name '*.so'
}

# put ROOT FILE [AS]: a copy with links followed, at its own path unless told otherwise.
put() {
    local root="$1" file="$2" as="${3:-$2}"
    [[ -e $root$as ]] || install -D -m "$(stat -Lc %a "$file")" "$file" "$root$as"
}

put_libraries() {
    local root="$1" library
    shift
    while read -r library; do
        put "$root" "$library"
    done < <(libraries "$@")
}

# common_root ROOT: what any program expects to find, and busybox for sh, wget and the like.
common_root() {
    local root="$1" applet
    mkdir -p "$root"/{bin,usr/bin,usr/local/bin,etc,tmp,var,run,proc,sys,dev,root,app}
    chmod 1777 "$root/tmp"
    cat >"$root/etc/passwd" <<'END'
root:x:0:0:root:/root:/bin/sh
postgres:x:999:999::/var/lib/postgresql:/bin/sh
redis:x:998:998::/data:/bin/sh
nobody:x:65534:65534::/:/bin/false
END
    printf 'root:x:0:\npostgres:x:999:\nredis:x:998:\nnogroup:x:65534:\n' >"$root/etc/group"
    printf 'hosts: files dns\npasswd: files\ngroup: files\n' >"$root/etc/nsswitch.conf"
    put "$root" /bin/busybox
    while read -r applet; do
        case "$applet" in
        busybox | init | linuxrc) ;;
        *) ln -s busybox "$root/bin/$applet" ;;
        esac
    done < <(/bin/busybox --list)
}

nats_root() {
    common_root "$1"
    put "$1" "$(command -v nats-server)" /usr/local/bin/nats-server
    put_libraries "$1" "$(command -v nats-server)"
}

# Debian's redis-server is a link to redis-check-rdb, which looks at its own name.
redis_root() {
    local program
    common_root "$1"
    for program in redis-server redis-cli; do
        put "$1" "$(command -v "$program")" "/usr/local/bin/$program"
        put_libraries "$1" "$(command -v "$program")"
    done
    install -d -o 998 -g 998 "$1/data"
}

# Debian's pg_isready on PATH is a Perl wrapper, so the real programs are taken, with the folders they look up.
postgres_root() {
    local root="$1" home program
    home=$(postgres_home)
    common_root "$root"
    while read -r program; do
        put "$root" "$program"
        put_libraries "$root" "$program"
    done < <(postgres_programs)
    mkdir -p "$root$home/lib" "$root/usr/share/postgresql"
    cp -aL "$home"/lib/{plpgsql,dict_snowball}.so "$root$home/lib/"
    cp -aL "/usr/share/postgresql/$(basename "$home")" "$root/usr/share/postgresql/"
    mkdir -p "$root/usr/share/zoneinfo"
    cp -aL /usr/share/zoneinfo/{UTC,Etc} "$root/usr/share/zoneinfo/"
    install -d -o 999 -g 999 "$root/var/lib/postgresql" "$root/var/run/postgresql"
    install -d -o 999 -g 999 -m 700 "$root/var/lib/postgresql/data"
}

# The services' base: busybox and the libraries of titan-sim; the program itself comes in a layer of its own.
app_root() {
    common_root "$1"
    put_libraries "$1" "$2"
    # The health check of the services without an endpoint: is this one connected to NATS?
    cat >"$1/usr/local/bin/on-nats" <<'END'
#!/bin/sh
wget -qO- http://titan-nats:8222/connz | grep -q "\"name\": \"$1\""
END
    chmod 755 "$1/usr/local/bin/on-nats"
}
