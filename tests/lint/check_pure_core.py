"""lint.pure_core: base and domain decide on values only; no layer above reads the clock behind the injected one's back.

base/clock.cpp is where time comes from, and infra may measure what it waits for itself.
"""

import re

import lintlib

PURE = ("base", "domain")
TIMED = ("base", "domain", "app", "models", "ui")
CLOCK = "src/base/clock.cpp"
# Headers with which a decision would start to act, to remember or to wait.
ACTS = re.compile(
    r"""^[ \t]*\#[ \t]*include[ \t]*<(
        (?:Qt\w+/)?Q(?:Object|Pointer|Thread\w*|Timer\w*|BasicTimer|Mutex\w*|WaitCondition|Semaphore|ReadWriteLock
          |Future\w*|Promise|Process\w*|File\w*|SaveFile|Dir\w*|Temporary\w+|LockFile|Settings|StandardPaths|Socket\w*
          |CoreApplication|EventLoop|ElapsedTimer|DeadlineTimer|SharedMemory|LocalSocket|SystemSemaphore)
        |fstream|iostream|filesystem|thread|mutex|shared_mutex|condition_variable|future|semaphore|latch|barrier|cstdio
    )>""",
    re.MULTILINE | re.VERBOSE,
)
TELLS_TIME = re.compile(
    r"\b(?:QDateTime|QDate|QTime)\s*::\s*current\w+|\b\w+_clock\s*::\s*now\b|\bQElapsedTimer\b|\bQDeadlineTimer\b"
    r"|\bstd::time\s*\(|\bclock_gettime\s*\(|\bgettimeofday\s*\("
)


def main():
    options = lintlib.arguments(__doc__)
    chosen = [path for path in lintlib.files(options.root, ".cpp", ".h", under=["src"]) if path.parts[1] in TIMED]
    findings = []
    for path in chosen:
        text = lintlib.blank(lintlib.read(options.root, path))
        if path.parts[1] in PURE:
            for match in ACTS.finditer(text):
                number = lintlib.line_of(text, match.start(1))
                findings.append(f"{path}:{number}: <{match.group(1)}>: {path.parts[1]} is a pure core")
        if path.as_posix() != CLOCK:
            for match in TELLS_TIME.finditer(text):
                number = lintlib.line_of(text, match.start())
                findings.append(f"{path}:{number}: {match.group(0).strip()}: time comes from the injected Clock")
    lintlib.finish("lint.pure_core", findings, len(chosen))


if __name__ == "__main__":
    main()
