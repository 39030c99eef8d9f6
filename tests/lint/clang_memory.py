"""What clang-tidy and clazy found clean before: a file is looked at again when anything that it is made of changed.

That is the file itself, every file of the project that it includes, the form behind a generated header, the compile
command, the checks and the tool. Only clean files are remembered; a finding is found again until it is mended.
"""

import hashlib
import json
import os
import re
import subprocess
from pathlib import Path

INCLUDE = re.compile(rb'^[ \t]*#[ \t]*include[ \t]*"([^"]+)"', re.MULTILINE)
FORM = re.compile(r"^(?:(.*)/)?ui_(\w+)\.h$")


class Memory:
    def __init__(self, root, file, tool, checks):
        self.root = root
        self.file = file
        version = subprocess.run([tool, "--version"], capture_output=True, text=True, check=True).stdout
        self.seed = version + "\0" + checks
        self.contents = {}
        try:
            self.clean = json.loads(file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            self.clean = {}

    def is_clean(self, path, command):
        return self.clean.get(path.as_posix()) == self.key(path, command)

    def remember(self, path, command):
        self.clean[path.as_posix()] = self.key(path, command)
        fresh = self.file.with_suffix(f".{os.getpid()}")
        fresh.write_text(json.dumps(self.clean), encoding="utf-8")
        fresh.replace(self.file)

    def forget(self, path):
        self.clean.pop(path.as_posix(), None)

    def key(self, path, command):
        digest = hashlib.sha256("\0".join([self.seed, *command]).encode())
        for name, content in sorted(self.made_of(path).items()):
            digest.update(f"\0{name}\0".encode() + content)
        return digest.hexdigest()

    def read(self, path):
        if path not in self.contents:
            self.contents[path] = (self.root / path).read_bytes() if (self.root / path).is_file() else None
        return self.contents[path]

    def made_of(self, path):
        """Path -> content, of this file and of all that it includes."""
        found, waiting = {}, [path]
        while waiting:
            current = waiting.pop()
            content = self.read(current)
            if content is None or current.as_posix() in found:
                continue
            found[current.as_posix()] = content
            for name in INCLUDE.findall(content):
                waiting += self.places(current.parent, name.decode("utf-8", errors="replace"))
        return found

    @staticmethod
    def places(folder, name):
        places = [folder / name, Path("src", name), Path("tests", name)]
        form = FORM.match(name)
        if form:
            places.append(Path("ui", form.group(1) or "", form.group(2) + ".ui"))
        return places
