"""lint.format, lint.shell, lint.cmake_format, lint.spelling: what other tools say of all our files."""

import re
import subprocess
import sys

import lintlib

COMMANDS = {
    "format": ["clang-format", "--dry-run", "-Werror", "--style=file"],
    "shell": ["shellcheck", "--external-sources", "--source-path=SCRIPTDIR", "--format=gcc"],
    "cmake_format": ["cmake-format", "--check"],
    "spelling": ["codespell"],
}
PROSE = (".cpp", ".h", ".md", ".py", ".sh", ".js", ".mjs", ".txt", ".cmake", ".ui", ".xml", ".desktop", ".json")

GERMAN = re.compile(r"_de\.md$")  # codespell knows English


def is_shell(root, path):
    if path.suffix in (".sh", ".bash"):
        return True
    if path.suffix:
        return False
    with open(root / path, "rb") as file:
        first = file.readline(80)
    return first.startswith(b"#!") and (b"bash" in first or first.rstrip().endswith(b"/sh"))


def chosen_files(check, root):
    if check == "format":
        return lintlib.files(root, ".cpp", ".h", under=["src", "tests"])
    if check == "shell":
        return [path for path in lintlib.files(root) if is_shell(root, path)]
    if check == "cmake_format":
        return lintlib.files(root, "CMakeLists.txt", ".cmake")
    written = lintlib.files(root, *PROSE) + [path for path in lintlib.files(root, "dev", "run") if not path.suffix]
    return [path for path in written if path.name != "package-lock.json" and not GERMAN.search(path.name)]


def main():
    check = sys.argv.pop(1)
    options = lintlib.arguments(__doc__)
    chosen = chosen_files(check, options.root)
    findings = []
    for start in range(0, len(chosen), 100):
        names = [path.as_posix() for path in chosen[start : start + 100]]
        done = subprocess.run(
            [*COMMANDS[check], *names], cwd=options.root, capture_output=True, text=True, check=False
        )
        # Exit codes that count the findings come round to 0 again at 256, so what is said counts as well.
        said = (done.stdout + done.stderr).strip()
        if done.returncode or said:
            findings += said.split("\n") if said else [f"{COMMANDS[check][0]} ended with {done.returncode}"]
    lintlib.finish(f"lint.{check}", findings, len(chosen))


if __name__ == "__main__":
    main()
