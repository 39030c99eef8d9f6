"""lint.file_length: no source, test, script, form or CMake file is longer than 500 lines."""

import lintlib

LIMIT = 500
SUFFIXES = (".cpp", ".h", ".py", ".sh", ".js", ".mjs", ".ui", ".cmake", "CMakeLists.txt", ".qrc", ".conf")
SCRIPTS = ("dev", ".ci/run")


def main():
    options = lintlib.arguments(__doc__)
    chosen = [
        path for path in lintlib.files(options.root) if path.name.endswith(SUFFIXES) or path.as_posix() in SCRIPTS
    ]
    findings = []
    for path in chosen:
        length = lintlib.read(options.root, path).count("\n")
        if length > LIMIT:
            findings.append(f"{path}: {length} lines, {LIMIT} at most")
    lintlib.finish("lint.file_length", findings, len(chosen))


if __name__ == "__main__":
    main()
