"""lint.translations: the catalogues hold exactly the strings of the sources, and each is translated whole.

A translation keeps the placeholders of its source, and the words of the design that are names (OPEN, HARD_HALT, SENT):
those are what the runbook, the wire and the record say, in every language. The English catalogue holds the plural forms
only. What lupdate itself finds odd is a finding too: a string in the wrong context is never looked up.
"""

import re
import subprocess
import tempfile
import xml.etree.ElementTree as ElementTree
from collections import Counter
from pathlib import Path

import lintlib

LUPDATE = next(
    (tool for tool in ("/usr/lib/qt6/bin/lupdate", "/usr/bin/lupdate6") if Path(tool).exists()), "lupdate"
)
PLACEHOLDER = re.compile(r"%L?(?:\d+|n)")
NAMES = re.compile(
    r"\b(OPEN|SOFT_HALT|HARD_HALT|UNKNOWN|PREPARED|SENT|STORED|RECEIVED|APPLIED|QUIET|NOBODY LISTENING|DENIED|PROD"
    r"|STAGING|DRILL)\b"
)


def messages(path):
    """(context, source, comment) -> its message element"""
    found = {}
    for context in ElementTree.parse(path).getroot().iter("context"):
        for message in context.iter("message"):
            key = (context.findtext("name"), message.findtext("source"), message.findtext("comment") or "")
            found[key] = message
    return found


def is_plural(message):
    return message.get("numerus") == "yes"


def wrong(source, message):
    """What is wrong with a translation, or None."""
    translation = message.find("translation")
    if translation is None:
        return "unfinished"
    if translation.get("type"):
        return translation.get("type")
    forms = [form.text or "" for form in translation.iter("numerusform")] if is_plural(message) else []
    if is_plural(message) and len(forms) != 2:
        return f"{len(forms)} plural forms, 2 wanted"
    for text in forms or ["".join(translation.itertext())]:
        if not text.strip():
            return "empty"
        # The singular may say "one" where the plural counts.
        wanted, there = Counter(PLACEHOLDER.findall(source)), Counter(PLACEHOLDER.findall(text))
        for count in ("%n", "%Ln"):
            if forms and text is forms[0] and not there[count]:
                wanted.pop(count, None)
        if set(wanted) != set(there):
            return f"has the placeholders {sorted(there)}, the source has {sorted(wanted)}"
        lost = set(NAMES.findall(source)) - set(NAMES.findall(text))
        if lost:
            return f"loses {', '.join(sorted(lost))}"
        if source[-1:] in (" ", ":", "\n") and source[-1:] != text[-1:]:
            return f'ends otherwise than with "{source[-1:]}"'
    return None


def wanted(root):
    """The messages of the sources, and what lupdate has to say of them."""
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / "fresh.ts"
        folders = [str(root / name) for name in ("src", "ui") if (root / name).is_dir()]
        command = [LUPDATE, "-silent", "-locations", "none", *folders, "-ts", str(fresh)]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        complaints = [f"lupdate: {line}" for line in done.stderr.split("\n") if line.strip()]
        return messages(fresh), complaints


def check_catalogue(name, found, keys):
    findings = []
    for key, message in found.items():
        context, source, _ = key
        if key not in keys:
            findings.append(f'{name}: {context}: "{source}" is in no source; build update_translations')
        elif reason := wrong(source, message):
            findings.append(f'{name}: {context}: "{source}": {reason}')
    findings += [
        f'{name}: {context}: "{source}" is missing; build update_translations'
        for context, source, comment in keys
        if (context, source, comment) not in found
    ]
    return findings


def main():
    options = lintlib.arguments(__doc__)
    catalogues = lintlib.files(options.root, ".ts", under=["translations"])
    if not catalogues:
        lintlib.finish("lint.translations", [], 0)
    sources, findings = wanted(options.root)
    plurals = {key: message for key, message in sources.items() if is_plural(message)}
    for path in catalogues:
        keys = plurals if path.stem.endswith("_en") else sources
        findings += check_catalogue(path, messages(options.root / path), keys)
    lintlib.finish("lint.translations", findings, len(catalogues))


if __name__ == "__main__":
    main()
