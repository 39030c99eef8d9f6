# shellcheck shell=bash
# Sourced by stack.sh (which images are needed, are they there) and inside.sh (making them, with a private engine).
#
# shellcheck disable=SC2154 # stack_home and log_dir are the caller's, the other names common.sh's
#
# The cache has one folder per content: images-KEY holds everything, base-KEY what does not change when titan-sim is built
# anew. In each, registry/ is a registry's storage and engine/ the files of an engine that has the default version. A stack
# starts with copies of both; what the engine does not have, it really pulls.

# keys SIM: the two keys, "BASE IMAGES", of everything that goes in: the binaries and the recipe.
keys() {
    local sim="$1" recipe base
    recipe=$({
        declare -p app_services app_versions nats_image redis_image postgres_image base_image
        cat "$stack_home"/lib/{roots,images}.sh
    } | sha256sum)
    base=$(
        {
            printf '%s\n' "$recipe"
            root_inputs "$sim" | sort -u | xargs -d '\n' sha256sum
        } | sha256sum | cut -c1-16
    )
    printf '%s %s\n' "$base" "$({
        printf '%s\n' "$base"
        sha256sum <"$sim"
    } | sha256sum | cut -c1-16)"
}

# import_root NAME ROOT CHANGE...
import_root() {
    local name="$1" root="$2" change
    local -a changes=()
    shift 2
    for change in "$@"; do
        changes+=(--change "$change")
    done
    tar -C "$root" --numeric-owner -cf - . | docker import "${changes[@]}" - "$name" >/dev/null
}

make_base_images() {
    local work="$1" sim="$2"
    local path
    path="ENV PATH=/usr/local/bin:$(postgres_home)/bin:/usr/sbin:/usr/bin:/sbin:/bin"
    nats_root "$work/nats"
    import_root "$nats_image" "$work/nats" "$path" 'EXPOSE 4222 8222' 'ENTRYPOINT ["nats-server"]' \
        'CMD ["-js", "-m", "8222"]'
    redis_root "$work/redis"
    import_root "$redis_image" "$work/redis" "$path" 'WORKDIR /data' 'USER redis' 'EXPOSE 6379' \
        'CMD ["redis-server", "--protected-mode", "no", "--save", ""]'
    app_root "$work/app" "$sim"
    import_root "$base_image" "$work/app" "$path" 'WORKDIR /app'
    step "images of nats, redis and the services' base"
    postgres_root "$work/postgres"
    import_root titan-postgres-seed "$work/postgres" "$path" 'ENV PGDATA=/var/lib/postgresql/data' 'ENV LANG=C' \
        'ENV TZ=UTC' 'USER postgres' 'EXPOSE 5432'
    make_cluster
    step "image of postgres, cluster included"
    local image
    for image in "$nats_image" "$redis_image" "$postgres_image" "$base_image"; do
        docker push -q "$image" >/dev/null
    done
    step "pushed"
}

# The cluster is made once, here, so that a container answers pg_isready at once.
make_cluster() {
    docker run --name titan-postgres-seed --network none titan-postgres-seed sh -c '
        set -e
        initdb -A trust -U postgres --no-sync -E UTF8 --locale=C
        printf "listen_addresses = '\''*'\''\njit = off\nfsync = off\n" >>"$PGDATA/postgresql.conf"
        printf "host all all 0.0.0.0/0 trust\n" >>"$PGDATA/pg_hba.conf"
        pg_ctl -w -o "-c listen_addresses=" start
        psql -qU postgres -c "create role titan superuser login" -c "create database titan owner titan"
        pg_ctl -w -m fast stop' >"$log_dir/initdb.log" 2>&1 || {
        cat "$log_dir/initdb.log" >&2
        fail "the PostgreSQL cluster could not be made"
    }
    docker commit --change 'CMD ["postgres"]' titan-postgres-seed "$postgres_image" >/dev/null
    docker rm titan-postgres-seed >/dev/null
    docker image rm titan-postgres-seed >/dev/null
}

# Each service in each version is an image of its own, as it is in production: own command, label and digest.
make_app_images() {
    local sim="$1" version service
    docker create --name titan-app "$base_image" titan-sim >/dev/null
    docker cp "$sim" titan-app:/usr/local/bin/titan-sim >/dev/null
    for version in "${app_versions[@]}"; do
        for service in "${app_services[@]}"; do
            docker commit --change "ENV TITAN_BUILD=$version" --change "LABEL org.opencontainers.image.version=$version" \
                --change "LABEL org.opencontainers.image.title=$service" --change "$(app_command "$service")" \
                titan-app "$registry/$service:$version" >/dev/null
        done
    done
    docker rm titan-app >/dev/null
    step "images of the services, ${#app_services[@]} in ${#app_versions[@]} versions"
    for service in "${app_services[@]}"; do
        docker push -q -a "$registry/$service" >/dev/null
        for version in "${app_versions[@]}"; do
            [[ $version == "$default_version" ]] || docker image rm "$registry/$service:$version" >/dev/null
        done
    done
    docker image rm "$base_image" >/dev/null
    step "pushed"
}

app_command() {
    printf 'CMD ["titan-sim", "--role", "%s", "--nats", "nats://titan-nats:4222", "--bind", "0.0.0.0", ' "${1#titan-}"
    printf '"--state-dir", "/app", "--connect-timeout", "60"]'
}
