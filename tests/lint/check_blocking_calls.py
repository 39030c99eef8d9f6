"""lint.blocking_calls: nothing in src/ waits on a thread that has events to serve, and connections are typed.

titan-sim and the benchmarks are programs of their own. src/main may start the one event loop, and its modes that show
no window (such as --verify-audit) may wait where a line says so: `// tool mode: why`.
"""

import re

import lintlib

BANNED = [
    (re.compile(r"\bexec\s*\(|::exec\b"), "exec() runs a nested event loop"),
    (
        re.compile(r"\bQMessageBox::(question|warning|information|critical|about\w*)\s*\("),
        "a static message box runs a nested event loop",
    ),
    (
        re.compile(r"\bQ(File|Input|Color|Font)Dialog::get\w+\s*\("),
        "a static dialog runs a nested event loop",
    ),
    (re.compile(r"\bQEventLoop\b"), "a nested event loop"),
    (re.compile(r"\bprocessEvents\s*\("), "processEvents() re-enters the event loop"),
    (re.compile(r"\bwaitFor\w*\s*\("), "waits for the outside world"),
    (
        re.compile(r"(\.|->)(result|results|takeResult)\s*\(\s*\)|(\.|->)resultAt\s*\("),
        "blocks until the result is there",
    ),
    (
        re.compile(r"(\.|->)(then|onFailed|onCanceled)\s*\(\s*(\[|QtFuture::)"),
        "a continuation without a context runs on the thread of a library",
    ),
    (re.compile(r"\bBlockingQueuedConnection\b"), "waits for another thread"),
    (re.compile(r"\bSIGNAL\s*\(|\bSLOT\s*\("), "connections by name are checked by nobody"),
    (re.compile(r"\bQThread::(m|u)?sleep\s*\(|(?<![\w.>])(u|nano)?sleep\s*\("), "sleeps"),
]
# Where threads of our own work, they may wait for each other; the layers that run on the GUI's thread may not.
BANNED_ON_THE_GUI_THREAD = [
    (re.compile(r"\bsleep_(for|until)\s*\("), "sleeps"),
    (re.compile(r"(\.|->)wait(_for|_until)?\s*\("), "waits for another thread"),
]
GUI_LAYERS = ("base", "domain", "app", "models", "ui", "main")
EXEMPT = ("sim", "bench", "bench_logs")
THE_LOOP = re.compile(r"\b(app|application|QApplication::|QGuiApplication::|QCoreApplication::)\.?exec\s*\(\s*\)")
TOOL_MODE = re.compile(r"//\s*tool mode: \S")


def main():
    options = lintlib.arguments(__doc__)
    chosen = [
        path for path in lintlib.files(options.root, ".cpp", ".h", under=["src"]) if path.parts[1] not in EXEMPT
    ]
    findings = []
    for path in chosen:
        original = lintlib.read(options.root, path)
        text = lintlib.blank(original)
        in_main = path.parts[1] == "main"
        if in_main and path.suffix == ".cpp":
            text = THE_LOOP.sub(lambda match: " " * len(match.group(0)), text)
        banned = BANNED + (BANNED_ON_THE_GUI_THREAD if path.parts[1] in GUI_LAYERS else [])
        for pattern, reason in banned:
            for match in pattern.finditer(text):
                number = lintlib.line_of(text, match.start())
                if in_main and TOOL_MODE.search(lintlib.line_text(original, number)):
                    continue
                findings.append(f"{path}:{number}: {match.group(0).strip()}: {reason}")
    lintlib.finish("lint.blocking_calls", findings, len(chosen))


if __name__ == "__main__":
    main()
