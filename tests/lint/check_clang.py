"""lint.tidy and lint.clazy: clang-tidy and clazy over the files that changed, or over all with OPS_LINT_FULL=1.

Both run one process a processor, with the commands that the build itself uses, over several files at once where that
can be, see clang_batches.py. A header is looked at through the source file of the same name, or through one that
includes it. A source file that no target compiles is a finding. A file that was clean is not looked at again until
something changes that it is made of, see clang_memory.py.

OPS_LINT_SECONDS bounds a full run: what changed is looked at in any case and first, then the rest in an order that each
commit shuffles anew, and no further batch is begun after so many seconds. How many files were left is said.
"""

import json
import os
import random
import re
import shlex
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import clang_batches
import lintlib
from clang_memory import Memory

# What these files themselves decide is part of what a clean file is remembered with.
SELF = "".join(Path(module).read_text(encoding="utf-8") for module in (__file__, clang_batches.__file__))
# Options of g++ that clang does not know.
GCC_ONLY = re.compile(r"^-(fno-plt|Winvalid-pch|mno-direct-extern-access|fuse-ld=.*|Wno-.*|Werror)$")
PRECOMPILED = re.compile(r"/cmake_pch\.hxx$")
# What costs an allocation, a copy or a moment at start-up: a test may well do that.
NO_CLAZY_IN_TESTS = {
    "detaching-temporary",
    "heap-allocated-small-trivial-type",
    "non-pod-global-static",
    "qstring-allocations",
    "use-static-qregularexpression",
}


def units(root, build):
    """Source file -> its compile command, generated files left out."""
    found = {}
    for entry in json.loads((build / "compile_commands.json").read_text(encoding="utf-8")):
        path = Path(entry["directory"], entry["file"]).resolve()
        if path.is_relative_to(build.resolve()) or not path.is_relative_to(root.resolve()):
            continue
        found.setdefault(path.relative_to(root.resolve()), entry)
    return found


def orphans(root, known):
    """Nothing looks at a source file that no target compiles: neither the compiler nor a test, and so no lint."""
    sources = lintlib.files(root, ".cpp", under=["src", "tests"])
    return [f"{path}: no target compiles this file" for path in sources if path not in known]


def selected(check, root, known):
    names = None if lintlib.full(check) else lintlib.changed(root)
    if names is None or any(name.name in (".clang-tidy", ".clazy") for name in names):
        return sorted(known)
    return of_interest(root, known, names)


def of_interest(root, known, names):
    """The source files to look at for the sake of these files."""
    chosen = {name for name in names if name in known}
    for header in (name for name in names if name.suffix == ".h" and (root / name).is_file()):
        source = header.with_suffix(".cpp")
        chosen.add(source if source in known else includer(root, known, header))
    return sorted(chosen - {None})


def includer(root, known, header):
    """One source file that includes this header, which has none of its own; None for a header that is not used."""
    asked = "/".join(header.parts[1:])
    for path in sorted(known):
        text = lintlib.read(root, path)
        if f'"{asked}"' in text or (f'"{header.name}"' in text and path.parent == header.parent):
            return path
    return None


def clang_command(build, entry):
    """The build's command without ccache in front and without what only g++ understands: its precompiled headers too,
    so a file is seen with what it includes itself. What the build generates is not ours to change, and stands under the
    system's headers."""
    words = entry.get("arguments") or shlex.split(entry["command"])
    launchers = [index for index, word in enumerate(words) if Path(word).name in ("ccache", "distcc")]
    words = words[launchers[-1] + 1 :] if launchers else words
    words = [
        word
        for index, word in enumerate(words)
        if not PRECOMPILED.search(word) and not PRECOMPILED.search("".join(words[index + 1 : index + 2]))
    ]
    words = ["clang++", "--driver-mode=g++"] + [word for word in words[1:] if not GCC_ONLY.match(word)]
    return [re.sub(rf"^-I(?={re.escape(str(build.resolve()))}/)", "-isystem", word) for word in words]


def database(folder, known, commands):
    folder.mkdir(parents=True, exist_ok=True)
    entries = [
        {"directory": entry["directory"], "file": entry["file"], "arguments": commands[path]}
        for path, entry in known.items()
    ]
    target = folder / "compile_commands.json"
    fresh = folder / f"compile_commands.{os.getpid()}"
    fresh.write_text(json.dumps(entries), encoding="utf-8")
    fresh.replace(target)


def clazy_checks(root, in_tests):
    lines = [line.strip() for line in (root / ".clazy").read_text(encoding="utf-8").splitlines()]
    checks = [line for line in lines if line and not line.startswith("#")]
    if in_tests:
        checks = [check for check in checks if check not in NO_CLAZY_IN_TESTS]
        checks += [f"no-{check}" for check in sorted(NO_CLAZY_IN_TESTS)]
    return ",".join(checks)


def run_tidy(root, folder, path, checks=None):
    if path.is_absolute():
        checks = "-bugprone-suspicious-include"  # that a batch includes sources is the batch's doing
    config = [f"--config-file={root / '.clang-tidy'}", *([f"--checks={checks}"] if checks else [])]
    command = ["clang-tidy", "--quiet", "--warnings-as-errors=*", *config, "-p", str(folder), str(root / path)]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    return done.returncode == 0, done.stdout.strip() or done.stderr.strip()


def run_clazy(root, folder, path, only=None):
    if only:
        return True, ""  # checks of clang-tidy's; clazy has none that look at a main file only
    checks = clazy_checks(root, "tests" in (path.parts[0], path.stem))
    command = ["clazy-standalone", f"--checks={checks}", "--header-filter=/(src|tests)/", "-p", str(folder)]
    done = subprocess.run([*command, str(root / path)], cwd=root, capture_output=True, text=True, check=False)
    said = done.stdout + done.stderr
    warned = re.search(r"\[-Wclazy-[\w-]+\]|: error: |^Invalid check", said, re.MULTILINE)
    return done.returncode == 0 and not warned, said.strip()


TOOLS = {
    "tidy": ("clang-tidy", ".clang-tidy", run_tidy),
    "clazy": ("clazy-standalone", ".clazy", run_clazy),
}


def in_order(root, known, waiting, commands):
    """Batches that are to be looked at, and those that may be: what changed, and the rest."""
    changed = set(of_interest(root, known, lintlib.changed(root) or set()))
    must = clang_batches.batches(root, [path for path in waiting if path in changed], commands)
    may = clang_batches.batches(root, [path for path in waiting if path not in changed], commands)
    random.Random(lintlib.head(root)).shuffle(may)
    return must, may


def main():
    check = sys.argv.pop(1)
    options = lintlib.arguments(__doc__, build_dir=True)
    root = options.root
    tool, checks, run = TOOLS[check]
    known = units(root, options.build)
    findings = orphans(root, known)
    chosen = selected(check, root, known)
    if known and not chosen and not findings:
        print(f"lint.{check}: no source file changed; OPS_LINT_FULL=1 looks at all {len(known)}")
        return
    commands = {path: clang_command(options.build, entry) for path, entry in known.items()}
    folder = options.build / "lint"
    database(folder, known, commands)
    memory = Memory(root, folder / f"clean-{check}.json", tool, lintlib.read(root, Path(checks)) + SELF)
    waiting = [path for path in chosen if not memory.is_clean(path, commands[path])]

    must, may = in_order(root, known, waiting, commands)
    deadline = time.monotonic() + float(os.environ.get("OPS_LINT_SECONDS", "inf"))
    left = []

    def look(batch):
        if batch in may and time.monotonic() > deadline:
            left.extend(batch)
            return []
        return clang_batches.look(lambda *words: run(root, *words), root, folder, batch, commands)

    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        for results in pool.map(look, must + may):
            for path, clean, said in results:
                if clean:
                    memory.remember(path, commands[path])
                else:
                    memory.forget(path)
                    findings.append(f"--- {path}\n{said}")
    if len(waiting) < len(chosen):
        print(f"lint.{check}: {len(chosen) - len(waiting)} files are as they were when they were clean")
    if left:
        print(f"lint.{check}: no time for {len(left)} files that did not change; ./dev lint looks at all")
    lintlib.finish(f"lint.{check}", findings, (len(chosen) or len(known)) - len(left))


if __name__ == "__main__":
    main()
