#!/usr/bin/env bash
# install_client.sh DIR: puts the independent NATS client with its pinned library into DIR, which a build keeps. Needs
# the network the first time only.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
dir="$1"
mkdir -p "$dir"
cp "$here/subscriber.mjs" "$dir/"
if [[ -d $dir/node_modules/nats ]] && cmp -s "$here/package-lock.json" "$dir/installed-lock.json"; then
    echo "the client is in $dir already"
    exit 0
fi
cp "$here/package.json" "$here/package-lock.json" "$dir/"
# One hiccup of the network is no failed build.
tries=1
until (cd "$dir" && npm ci --no-audit --no-fund --ignore-scripts --fetch-retries=5); do
    ((tries++ < 3)) || exit 1
    sleep 10
done
cp "$here/package-lock.json" "$dir/installed-lock.json"
