"""lint.no_todo and lint.no_hosts: nothing is left for later in a comment, and no file names a package registry."""

import re
import sys

import lintlib

# In parts, so that this file passes its own checks.
LATER = re.compile(r"\b(" + "|".join(("TO" + "DO", "FIX" + "ME", "X" + "XX", "HA" + "CK")) + r")\b")
NAMES = ["deb debian org", "debian org", "registry npmjs org", "npmjs org", "npmjs com", "docker io", "hub docker com"]
NAMES += ["ghcr io", "quay io", "pypi org", "crates io", "proxy golang org", "registry yarnpkg com", "ubuntu com"]
HOSTS = re.compile(r"(?<![\w-])(?:[\w-]+\.)*(" + "|".join(name.replace(" ", r"\.") for name in NAMES) + r")\b", re.I)
TEXT = (".cpp", ".h", ".ui", ".cmake", ".txt", ".py", ".sh", ".js", ".mjs", ".conf", ".md", ".json", ".yaml", ".yml")
TEXT += (".ts", ".xml", ".desktop", ".qrc", ".toml", ".cfg", "dev", "run", ".npmrc", ".svg", "Dockerfile")


def main():
    check = sys.argv.pop(1)
    options = lintlib.arguments(__doc__)
    pattern, under, said = {
        "no_todo": (LATER, ("src", "tests", "ui", "cmake", "packaging"), "do it now, or file an issue"),
        "no_hosts": (HOSTS, (), "no file names a package registry's host"),
    }[check]
    chosen = lintlib.files(options.root, *TEXT, under=under)
    findings = []
    for path in chosen:
        for number, line in enumerate(lintlib.read(options.root, path).split("\n"), 1):
            match = pattern.search(line)
            if match:
                findings.append(f"{path}:{number}: {match.group(0)}: {said}")
    lintlib.finish(f"lint.{check}", findings, len(chosen))


if __name__ == "__main__":
    main()
