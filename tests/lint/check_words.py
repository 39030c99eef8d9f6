"""lint.no_todo and lint.no_hosts: nothing is left for later in a comment, and no file names a package registry."""

import re
import sys

import lintlib

# In parts, so that this file passes its own checks.
LATER = re.compile(r"\b(" + "|".join(("TO" + "DO", "FIX" + "ME", "X" + "XX", "HA" + "CK")) + r")\b")
NAMES = ["debian org", "npmjs org", "npmjs com", "hub docker com", "ghcr io", "quay io", "pypi org", "pythonhosted org"]
NAMES += ["crates io", "proxy golang org", "registry yarnpkg com", "ubuntu com"]
# Debian has a package that is called like the registry: only a path or a subdomain makes it the host.
DOCKER = r"(?<![\w.-])(?:docker\.io(?=[/:])|(?:[\w-]+\.)+docker\.io\b)"
HOSTS = re.compile(
    r"(?<![\w-])(?:[\w-]+\.)*(?:" + "|".join(name.replace(" ", r"\.") for name in NAMES) + r")\b|" + DOCKER, re.I
)
CHECKS = {
    "no_todo": (LATER, "do it now, or file an issue"),
    "no_hosts": (HOSTS, "no file names a package registry's host"),
}


def text_of(root, path):
    """None for what is no text, such as a picture."""
    data = (root / path).read_bytes()
    return None if b"\0" in data else data.decode("utf-8", errors="replace")


def main():
    check = sys.argv.pop(1)
    options = lintlib.arguments(__doc__)
    pattern, said = CHECKS[check]
    findings, looked_at = [], 0
    for path in lintlib.files(options.root):
        text = text_of(options.root, path)
        if text is None:
            continue
        looked_at += 1
        for number, line in enumerate(text.split("\n"), 1):
            match = pattern.search(line)
            if match:
                findings.append(f"{path}:{number}: {match.group(0)}: {said}")
    lintlib.finish(f"lint.{check}", findings, looked_at)


if __name__ == "__main__":
    main()
