"""bench.smoke, bench_containers.smoke, bench_logs.smoke, bench_follow.smoke: a benchmark prints every figure, each once, as "name value
unit" with a finite positive value.
"""

import math
import subprocess
import sys
import tempfile

# figure -> unit; the ones that the goals are set on, and the ones that explain them
CONSOLE = {
    "startup.console.first_paint_ms": "ms",
    "startup.console.rss_mib": "MiB",
    "startup.page.first_paint_ms": "ms",
    "startup.page.rss_mib": "MiB",
    "startup.label.first_paint_ms": "ms",
    "startup.label.rss_mib": "MiB",
    "startup.empty.first_paint_ms": "ms",
    "startup.empty.rss_mib": "MiB",
    "startup.first_paint.ratio_label": "ratio",
    "startup.first_paint.ratio_empty": "ratio",
    "startup.page.ratio_label": "ratio",
    "startup.rss.ratio_empty": "ratio",
    "startup.page.rss.ratio_empty": "ratio",
    "services.drill_sweep.p50_ms": "ms",
    "services.drill_sweep.slowest.p50_ms": "ms",
    "services.drill_sweep.ratio_slowest": "ratio",
    "halt.raw.p50_ms": "ms",
    "halt.raw.p99_ms": "ms",
    "halt.sent.p50_ms": "ms",
    "halt.sent.p99_ms": "ms",
    "halt.sent.p50_ratio": "ratio",
    "halt.sent.gui.p50_ms": "ms",
    "halt.sent.gui.p99_ms": "ms",
    "halt.sent.gui.p50_ratio": "ratio",
    "halt.sent.repaint.verdict.p99_ms": "ms",
    "halt.sent.repaint.p50_ms": "ms",
    "halt.sent.repaint.p99_ms": "ms",
    "halt.sent.repaint.fps": "fps",
    "halt.nolistener.p50_ms": "ms",
    "halt.nolistener.ratio": "ratio",
    "halt.refused.p50_ms": "ms",
    "halt.refused.worst_ms": "ms",
    "halt.frozen.unknown_ms": "ms",
    "halt.frozen.noticed_pings": "intervals",
    "halt.frozen.noticed.p50_pings": "intervals",
    "halt.dead.noticed_ms": "ms",
    "halt.reconnect.p50_ms": "ms",
    "halt.reconnect.p99_ms": "ms",
}
CONTAINERS = {
    "services.containers": "containers",
    "services.events.p50_ms": "ms",
    "services.events.p99_ms": "ms",
    "services.repaint.p50_ms": "ms",
    "services.repaint.p99_ms": "ms",
    "services.repaint.ratio_events": "ratio",
    "services.gui_block.p99_ms": "ms",
    "services.gui_block.own_max_ms": "ms",
    "services.gui_block.max_ms": "ms",
    "services.idle_cpu_percent": "%",
    "services.idle_clients_percent": "%",
    "services.sweep.p50_ms": "ms",
    "services.sweep.slowest.p50_ms": "ms",
    "services.sweep.ratio_slowest": "ratio",
}
LOGS = {
    "logs.open.ms": "ms",
    "logs.open.wc_ms": "ms",
    "logs.open.ratio_wc": "ratio",
    "logs.open_and_read.ms": "ms",
    "logs.ingest.rows_per_s": "rows/s",
    "logs.ingest.ratio_pipe": "ratio",
    "logs.refilter_20000.ms": "ms",
    "logs.refilter_20000.first_ms": "ms",
    "logs.refilter_20000.clear_ms": "ms",
    "logs.refilter_20000.stall_ms": "ms",
    "logs.refilter_20000.own_stall_ms": "ms",
    "logs.refilter_20000.ratio_proxy": "ratio",
    "logs.pagejump.fps": "fps",
    "logs.pagejump.tableview_fps": "fps",
    "logs.pagejump.bare_fps": "fps",
    "logs.pagejump.ratio_tableview": "ratio",
    "logs.scroll.fps": "fps",
    "logs.scroll.tableview_fps": "fps",
    "logs.scroll.bare_fps": "fps",
    "logs.scroll.ratio_tableview": "ratio",
    "logs.first_paint.ms": "ms",
    "logs.first_paint.1k_ms": "ms",
    "logs.first_paint.ratio_1k": "ratio",
    "logs.stall.p99_ms": "ms",
    "logs.stall.max_ms": "ms",
    "logs.stall.own_p99_ms": "ms",
    "logs.stall.own_max_ms": "ms",
    "logs.stall.capped.p99_ms": "ms",
    "logs.stall.capped.max_ms": "ms",
    "logs.stall.capped.own_max_ms": "ms",
    "logs.stall.tableview.p99_ms": "ms",
    "logs.stall.tableview.max_ms": "ms",
    "logs.cpu.percent": "%",
    "logs.cpu.tableview_percent": "%",
    "logs.cpu.ratio_tableview": "ratio",
    "logs.cpu.ratio_empty": "ratio",
    "logs.store.ratio_raw": "ratio",
    "logs.store.rss_ratio_raw": "ratio",
}
FOLLOW = {
    "logs.follow.rows_per_s": "rows/s",
    "logs.follow.ratio_docker": "ratio",
}
# name -> the figures, and what makes the run short
PROGRAMS = {
    "console": (CONSOLE, ["--samples", "20"]),
    "containers": (CONTAINERS, ["containers", "--samples", "20"]),
    # The peers of the search are installed by ./dev bench only.
    "logs": (
        LOGS,
        # Nine tenths of the lines that are due have to be shown: of half a second a busy machine may miss a tenth.
        ["--lines", "20000", "--runs", "1", "--live-ms", "1000"]
        + ["open", "ingest", "refilter", "scroll", "paint", "live", "store"],
    ),
    "follow": (FOLLOW, ["--lines", "20000", "--runs", "1", "follow"]),
}


def main():
    figures, arguments = PROGRAMS[sys.argv[1]]
    program = sys.argv[2:]
    with tempfile.TemporaryDirectory() as home:
        done = subprocess.run(
            ["env", f"HOME={home}", f"XDG_RUNTIME_DIR={home}", *program, *arguments],
            stdout=subprocess.PIPE,
            text=True,
            check=False,
        )
    wrong = [] if done.returncode == 0 else [f"it ended with {done.returncode}"]
    seen = {}
    for line in done.stdout.splitlines():
        words = line.split(" ")
        if len(words) != 3:
            wrong.append(f"not a figure: {line!r}")
            continue
        name, value, unit = words
        if name in seen:
            wrong.append(f"{name}: printed twice")
        seen[name] = value
        if figures.get(name) != unit:
            wrong.append(f"{name}: in {unit}, expected {figures.get(name, 'no such figure')}")
        try:
            number = float(value)
        except ValueError:
            number = math.nan
        if not math.isfinite(number) or number <= 0:
            wrong.append(f"{name}: {value} is no finite positive number")
    wrong += [f"{name}: missing" for name in figures if name not in seen]
    print("\n".join(wrong) if wrong else f"{len(seen)} figures")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
