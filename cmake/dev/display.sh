# shellcheck shell=bash
# Sourced by ./dev: a virtual display of its own, on a free number, ended by its process id.

xvfb_pid=""
xvfb_dir=""

stop_display() {
    if [[ -n $xvfb_pid ]]; then
        kill "$xvfb_pid" 2>/dev/null || true
        wait "$xvfb_pid" 2>/dev/null || true
        xvfb_pid=""
    fi
    if [[ -n $xvfb_dir ]]; then
        rm -rf "$xvfb_dir"
        xvfb_dir=""
    fi
}

# start_display: exports DISPLAY. Xvfb itself picks the number and says it when it is ready.
start_display() {
    local number=""
    xvfb_dir="$(mktemp -d)"
    trap stop_display EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM
    mkfifo "$xvfb_dir/number"
    # Opened for both directions, so that neither side waits for the other in open().
    exec 9<>"$xvfb_dir/number"
    Xvfb -displayfd 9 -screen 0 2600x1500x24 -nolisten tcp -noreset >"$xvfb_dir/log" 2>&1 &
    xvfb_pid=$!
    read -r -t 30 -u 9 number || true
    exec 9>&-
    if [[ -z $number ]]; then
        cat "$xvfb_dir/log" >&2
        fail "Xvfb did not start"
    fi
    export DISPLAY=":$number"
    unset WAYLAND_DISPLAY
    say "virtual display $DISPLAY"
}
