"""What the lints share: which files they look at, reading C++ without its comments, and how a finding is said."""

import argparse
import os
import re
import subprocess
import sys
from pathlib import Path


def arguments(description, build_dir=False):
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--root", type=Path, required=True, help="the source tree")
    if build_dir:
        parser.add_argument("--build", type=Path, required=True, help="its build folder")
    return parser.parse_args()


def full(check):
    """A developer's run looks at what changed where looking costs minutes; OPS_LINT_FULL is 1 to look at everything, or
    the name of the one lint that shall."""
    return os.environ.get("OPS_LINT_FULL", "") in ("1", check)


def files(root, *suffixes, under=()):
    """Tracked and new files that are not ignored; every file where there is no repository (a source archive)."""
    try:
        listed = subprocess.run(
            ["git", "-C", str(root), "ls-files", "-z", "--cached", "--others", "--exclude-standard", "."],
            check=True,
            capture_output=True,
        ).stdout
        paths = [Path(os.fsdecode(name)) for name in listed.split(b"\0") if name]
    except (OSError, subprocess.CalledProcessError):
        paths = [path.relative_to(root) for path in root.rglob("*") if path.is_file()]
        paths = [path for path in paths if path.parts[0] != "build" and not {".git", "node_modules"} & set(path.parts)]
    chosen = []
    for path in sorted(set(paths)):
        if suffixes and not path.name.endswith(suffixes):
            continue
        if under and not any(path.as_posix().startswith(folder + "/") for folder in under):
            continue
        if (root / path).is_file():
            chosen.append(path)
    return chosen


def changed(root):
    """Files that differ from where this work left the shared branch, or from the last commit where that is here; None
    where that cannot be told."""

    def git(*words):
        done = subprocess.run(["git", "-C", str(root), *words], capture_output=True, text=True, check=False)
        return done.stdout.split("\n") if done.returncode == 0 else None

    head = git("rev-parse", "HEAD")
    if head is None:
        return None
    base = git("merge-base", "HEAD", "@{upstream}") or git("merge-base", "HEAD", "origin/main")
    if not base or base[0] == head[0]:
        base = ["HEAD~1"]
    names = git("diff", "--relative", "--name-only", base[0])
    new = git("ls-files", "--others", "--exclude-standard")
    if names is None or new is None:
        return None
    return {Path(name) for name in names + new if name}


def head(root):
    """The commit that is looked at; empty where there is none."""
    done = subprocess.run(["git", "-C", str(root), "rev-parse", "HEAD"], capture_output=True, text=True, check=False)
    return done.stdout.strip()


TOKEN = re.compile(
    r'//[^\n]*|/\*.*?\*/|(?:u8|[uUL])?R"([^()\\\s]{0,16})\(.*?\)\1"|(?:u8|[uUL])?"(?:\\.|[^"\\\n])*"'
    r"|'(?:\\.|[^'\\\n])+'",
    re.DOTALL,
)
DIGIT_SEPARATOR = re.compile(r"(?<=[0-9a-fA-F])'(?=[0-9a-fA-F])")


def blank(text, keep_strings=False):
    """The text with comments (and string contents) blanked, so that columns and lines stay where they are."""

    def replace(match):
        piece = match.group(0)
        if piece.startswith(("//", "/*")) or not keep_strings:
            return re.sub(r"[^\n]", " ", piece)
        return piece

    return TOKEN.sub(replace, DIGIT_SEPARATOR.sub("_", text))


def read(root, path):
    return (root / path).read_text(encoding="utf-8", errors="replace")


def line_of(text, offset):
    return text.count("\n", 0, offset) + 1


def line_text(text, number):
    return text.split("\n")[number - 1]


def finish(name, findings, looked_at):
    """A lint that looked at nothing has proved nothing."""
    for finding in findings:
        print(finding)
    if looked_at == 0:
        print(f"{name}: nothing to look at")
        sys.exit(1)
    if findings:
        print(f"{name}: {len(findings)} findings in {looked_at} files")
        sys.exit(1)
    print(f"{name}: {looked_at} files, no findings")
    sys.exit(0)
