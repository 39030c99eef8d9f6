"""Source files looked at together: one translation unit that includes several spares clang their headers, which are most
of its work (16 files of src/domain: 10 s of processor time instead of 70).

A batch can only say which of its files are clean. A file with a finding is looked at by itself, so that what is said is
what the file alone would say; when the files do not go together (two name a helper alike), each half is tried. Tests are
programs of their own and name their helpers alike, so in a batch each stands in a namespace of its own, after all headers
of all of them. Two checks look at a unit's main file only: a file
that has a using declaration or a namespace alias and does not mention its name again is looked at by itself, for those.
"""

import json
import re
import subprocess
import tempfile
from pathlib import Path

SIZE = 16
FOUND_AT = re.compile(r"^(/[^:\n]+):\d+:\d+: (?:warning|error|fatal error): ", re.MULTILINE)
MAIN_FILE_CHECKS = "-*,misc-unused-alias-decls,misc-unused-using-decls"
FOR_MAIN_FILE = re.compile(r"^[ \t]*(?:using\s+[\w:]+::(\w+)\s*;|namespace\s+(\w+)\s*=)", re.MULTILINE)
INCLUDE = re.compile(r'^#include (<[^>\n]+>|"[^"\n]+(?<!\.moc)")', re.MULTILINE)
COMMENT = re.compile(r"//[^\n]*")


GENERATED = re.compile(r"_autogen/include\b")


def flags(command):
    """The command without the file, its object and where its target's own generated headers are: what two files must
    have in common."""
    kept, skip = [], False
    for word in command:
        if skip or word in ("-c", "-o"):
            skip = not skip
        elif not GENERATED.search(word):
            kept.append(word)
    return tuple(kept)


def batches(root, paths, commands):
    """Lists of files that may be put together."""
    groups = {}
    for path in paths:
        groups.setdefault((path.parts[0], stands_alone(root, path), *flags(commands[path])), []).append(path)
    chunks = [group[start : start + SIZE] for group in groups.values() for start in range(0, len(group), SIZE)]
    return sorted(chunks, key=len, reverse=True)


def look(run, root, folder, batch, commands):
    """[(path, clean, what was said)] of each file of the batch; `run(folder, file[, checks])` looks at one file."""
    if len(batch) == 1:
        return [(batch[0], *run(folder, batch[0]))]
    with tempfile.TemporaryDirectory(dir=folder) as place:
        unit = Path(place, f"{batch[0].parts[0]}.cpp")
        unit.write_text(together_text(root, batch), encoding="utf-8")
        generated = [word for path in batch for word in commands[path] if GENERATED.search(word)]
        command = [*flags(commands[batch[0]]), *dict.fromkeys(generated), "-c", str(unit)]
        together = not subprocess.run([*command, "-fsyntax-only", "-w"], capture_output=True, check=False).returncode
        if together:
            entry = {"directory": place, "file": str(unit), "arguments": command}
            Path(place, "compile_commands.json").write_text(json.dumps([entry]), encoding="utf-8")
            suspects = suspected(root, batch, *run(Path(place), unit))
            others = [path for path in batch if path not in suspects]
            return [(path, *run(folder, path)) for path in suspects] + [
                (path, *run(folder, path, MAIN_FILE_CHECKS)) if needs_main_file(root, path) else (path, True, "")
                for path in others
            ]
    halves = batch[: len(batch) // 2], batch[len(batch) // 2 :]
    return [result for half in halves for result in look(run, root, folder, half, commands)]


def needs_main_file(root, path):
    text = COMMENT.sub("", (root / path).read_text(encoding="utf-8"))
    names = (using or alias for using, alias in FOR_MAIN_FILE.findall(text))
    return any(len(re.findall(rf"\b{name}\b", text)) < 2 for name in names)


def together_text(root, batch):
    lines = [f'#include "{(root / path).resolve()}"\n' for path in batch]
    if not stands_alone(root, batch[0]):
        mains = (f"#define main main{number}\n{line}#undef main\n" for number, line in enumerate(lines))
        return "".join(lines if batch[0].parts[0] == "src" else mains)
    headers = dict.fromkeys(header for path in batch for header in headers_of(root, path))
    return "".join(headers) + "".join(
        f"namespace unit{number} {{\n{line}}}\n" for number, line in enumerate(lines)
    )


def stands_alone(root, path):
    """A test whose names are nobody else's, so that it may stand in a namespace; what declares a type to Qt may not."""
    return path.name.startswith("tst_") and "Q_DECLARE_METATYPE" not in (root / path).read_text(encoding="utf-8")


def headers_of(root, path):
    """The lines that include a file's headers, those that stand beside it by their whole names."""
    for name in INCLUDE.findall((root / path).read_text(encoding="utf-8")):
        beside = (root / path).parent / name.strip('"')
        yield f'#include "{beside.resolve()}"\n' if name[0] == '"' and beside.is_file() else f"#include {name}\n"


def suspected(root, batch, clean, said):
    """The files with findings of their own; all of them where a finding stands elsewhere: in a header, or nowhere."""
    places = {Path(name) for name in FOUND_AT.findall(said)}
    named = {path for path in batch if (root / path).resolve() in places}
    if clean:
        return []
    return [path for path in batch if path in named] if len(places) == len(named) > 0 else batch
