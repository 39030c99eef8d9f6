#!/usr/bin/env bash
# in_netns.sh COMMAND...: runs it in a network namespace of its own, loopback only, that ends with it. ctest starts the stack
# tests through this: the test then reaches the stack's ports at the addresses of the runbook, and nobody else's.
set -euo pipefail
if ((EUID != 0)); then
    echo "in_netns: the tests with the real stack need root: a network namespace, and a Docker Engine of their own" >&2
    exit 1
fi
# The variable proves to stack.sh that this network is not the machine's.
# shellcheck disable=SC2016 # for the inner shell
exec unshare --net bash -c \
    'ip link set lo up && OPS_STACK_NETNS=$(readlink /proc/self/ns/net) exec "$@"' in_netns "$@"
