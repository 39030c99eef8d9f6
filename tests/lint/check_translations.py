"""lint.translations: the catalogues hold exactly the strings of the sources, and each is translated."""

import subprocess
import tempfile
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import lintlib

LUPDATE = next(
    (tool for tool in ("/usr/lib/qt6/bin/lupdate", "/usr/bin/lupdate6") if Path(tool).exists()), "lupdate"
)


def messages(path):
    """(context, source, comment) -> what is wrong with its translation, or None"""
    found = {}
    for context in ElementTree.parse(path).getroot().iter("context"):
        for message in context.iter("message"):
            key = (context.findtext("name"), message.findtext("source"), message.findtext("comment") or "")
            translation = message.find("translation")
            kind = translation.get("type") if translation is not None else "unfinished"
            empty = translation is None or not "".join(translation.itertext()).strip()
            found[key] = kind or ("empty" if empty else None)
    return found


def wanted(root):
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / "fresh.ts"
        folders = [str(root / name) for name in ("src", "ui") if (root / name).is_dir()]
        command = [LUPDATE, "-silent", "-no-recursive"] if not folders else [LUPDATE, "-silent"]
        subprocess.run([*command, *folders, "-ts", str(fresh)], check=True, stdout=subprocess.DEVNULL)
        return set(messages(fresh))


def main():
    options = lintlib.arguments(__doc__)
    catalogues = lintlib.files(options.root, ".ts", under=["translations"])
    findings = []
    keys = wanted(options.root) if catalogues else set()
    for path in catalogues:
        if path.stem.endswith("_en"):
            continue  # plural forms only, see translations/
        found = messages(options.root / path)
        for (context, source, _), wrong in found.items():
            if wrong:
                findings.append(f"{path}: {context}: \"{source}\": {wrong}")
        live = {key for key, wrong in found.items() if wrong not in ("vanished", "obsolete")}
        findings += [f"{path}: {context}: \"{source}\" is missing; run lupdate" for context, source, _ in keys - live]
        findings += [f"{path}: {context}: \"{source}\" is in no source" for context, source, _ in live - keys]
    lintlib.finish("lint.translations", findings, len(catalogues))


if __name__ == "__main__":
    main()
