"""lint.names: files are snake_case, headers stand under #pragma once, and what is in src/LAYER is in ops::LAYER."""

import re

import lintlib

FILE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*\.(cpp|h|ui)")
PRAGMA = re.compile(r"^#pragma once$", re.MULTILINE)
NAMESPACE = re.compile(r"^(?:inline )?namespace +([\w:]+)", re.MULTILINE)
MAIN = re.compile(r"^int main\(", re.MULTILINE)
# Names of another folder's classes, made known and nothing more.
FORWARD = re.compile(r"namespace\s+[\w:]+\s*\{(?:\s*(?:class|struct)\s+\w+\s*;)+\s*\}")


def main():
    options = lintlib.arguments(__doc__)
    chosen = lintlib.files(options.root, ".cpp", ".h", ".ui", under=["src", "tests", "ui"])
    findings = []
    for path in chosen:
        if not FILE.fullmatch(path.name):
            findings.append(f"{path}: file names are snake_case")
        if path.suffix == ".ui":
            continue
        text = lintlib.blank(lintlib.read(options.root, path))
        if path.suffix == ".h" and not PRAGMA.search(text):
            findings.append(f"{path}: a header starts with #pragma once")
        if path.parts[0] == "src" and not MAIN.search(text):
            text = FORWARD.sub("", text)
            wanted = f"ops::{path.parts[1]}"
            spaces = [space for space in NAMESPACE.findall(text) if space.startswith("ops")]
            if not spaces:
                findings.append(f"{path}: nothing here is in namespace {wanted}")
            findings += [
                f"{path}: namespace {space} in the folder of {wanted}"
                for space in spaces
                if space != wanted and not space.startswith(wanted + "::")
            ]
    lintlib.finish("lint.names", findings, len(chosen))


if __name__ == "__main__":
    main()
