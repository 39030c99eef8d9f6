"""lint.tidy and lint.clazy: clang-tidy and clazy over the files that changed, or over all with OPS_LINT_FULL=1.

Both run one process a file and a processor, with the commands that the build itself uses. A header is looked at through
the source file of the same name.
"""

import json
import os
import re
import shlex
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import lintlib

# Options of g++ that clang does not know.
GCC_ONLY = re.compile(r"^-(fno-plt|mno-direct-extern-access|fuse-ld=.*|Wno-.*|Werror)$")
# Generated code is not ours; clazy counts allocations that tests may well make.
NO_CLAZY_IN_TESTS = {"qstring-allocations", "heap-allocated-small-trivial-type"}


def units(root, build):
    """Source file -> its compile command, generated files left out."""
    found = {}
    for entry in json.loads((build / "compile_commands.json").read_text(encoding="utf-8")):
        path = Path(entry["directory"], entry["file"]).resolve()
        if path.is_relative_to(build.resolve()) or not path.is_relative_to(root.resolve()):
            continue
        found.setdefault(path.relative_to(root.resolve()), entry)
    return found


def selected(root, known):
    if lintlib.full():
        return sorted(known)
    names = lintlib.changed(root)
    if names is None:
        return sorted(known)
    stems = {name.with_suffix("") for name in names if name.suffix in (".cpp", ".h")}
    return sorted(path for path in known if path.with_suffix("") in stems)


def database(build, known):
    """clang's own copy of the commands: without ccache in front and without what only g++ understands."""
    folder = build / "lint"
    folder.mkdir(parents=True, exist_ok=True)
    entries = []
    for path, entry in known.items():
        words = entry.get("arguments") or shlex.split(entry["command"])
        while words and Path(words[0]).name in ("ccache", "distcc"):
            words = words[1:]
        words = ["clang++", "--driver-mode=g++"] + [word for word in words[1:] if not GCC_ONLY.match(word)]
        entries.append({"directory": entry["directory"], "file": entry["file"], "arguments": words})
    target = folder / "compile_commands.json"
    fresh = folder / f"compile_commands.{os.getpid()}"
    fresh.write_text(json.dumps(entries), encoding="utf-8")
    fresh.replace(target)
    return folder


def clazy_checks(root, in_tests):
    lines = [line.strip() for line in (root / ".clazy").read_text(encoding="utf-8").splitlines()]
    checks = [line for line in lines if line and not line.startswith("#")]
    return ",".join(check for check in checks if not (in_tests and check in NO_CLAZY_IN_TESTS))


def run_tidy(root, folder, path):
    command = ["clang-tidy", "--quiet", "-p", str(folder), str(root / path)]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout, done.stderr


def run_clazy(root, folder, path):
    checks = clazy_checks(root, path.parts[0] == "tests")
    command = ["clazy-standalone", f"--checks={checks}", "--header-filter=/(src|tests)/", "-p", str(folder)]
    done = subprocess.run([*command, str(root / path)], cwd=root, capture_output=True, text=True, check=False)
    said = done.stdout + done.stderr
    warned = re.search(r"\[-Wclazy-[\w-]+\]|: error: ", said)
    return int(bool(warned) or done.returncode != 0), said, ""


def main():
    check = sys.argv.pop(1)
    options = lintlib.arguments(__doc__, build_dir=True)
    known = units(options.root, options.build)
    chosen = selected(options.root, known)
    if known and not chosen:
        print(f"lint.{check}: no source file changed; OPS_LINT_FULL=1 looks at all {len(known)}")
        return
    folder = database(options.build, known)
    run = {"tidy": run_tidy, "clazy": run_clazy}[check]
    findings = []
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        for path, (status, said, noise) in zip(
            chosen, pool.map(lambda name: run(options.root, folder, name), chosen)
        ):
            if status:
                findings.append(f"--- {path}\n{said.strip() or noise.strip()}")
    lintlib.finish(f"lint.{check}", findings, len(chosen))


if __name__ == "__main__":
    main()
