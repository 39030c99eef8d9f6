"""lint.rules: every safety rule in force has a test that names it, and no test names a rule that does not exist.

The rules stand in resources/help/safety-rules.md, one a list item that starts with its id in bold. Those under a
heading that says "Not in force yet" belong to features that are not built, and the program says so: a test that claims
to prove one means that the heading is out of date, or the claim untrue. A translation holds the same rules in the same
sections.
"""

import re

import lintlib

RULES = "resources/help/safety-rules.md"
TRANSLATED = re.compile(r"resources/help/safety-rules_\w+\.md")
ITEM = re.compile(r"^\s*[-*]\s+\*\*([A-Z]\d+)\*\*")
LATER = ("not in force yet", "gilt noch nicht")  # in each language that the rules are written in
HEADING = re.compile(r"^(#+)\s+(.*)")
CLAIM = re.compile(r"(?://|#|\*)\s*rule:\s*([A-Z]\d+(?:\s*,\s*[A-Z]\d+)*)")
MORE = re.compile(r"\s+[A-Z]\d+\b")
CLAIM_WORD = re.compile(r"(?://|#)\s*rules?:")


def read_rules(text):
    in_force, later = [], []
    later_level = 0
    for line in text.splitlines():
        heading = HEADING.match(line)
        if heading:
            level = len(heading.group(1))
            if any(words in heading.group(2).lower() for words in LATER):
                later_level = level
            elif later_level and level <= later_level:
                later_level = 0
        item = ITEM.match(line)
        if item:
            (later if later_level else in_force).append(item.group(1))
    return in_force, later


def main():
    options = lintlib.arguments(__doc__)
    if not (options.root / RULES).is_file():
        lintlib.finish("lint.rules", [f"{RULES}: missing"], 1)
    in_force, later = read_rules(lintlib.read(options.root, RULES))
    findings = [] if in_force else [f"{RULES}: no rule in force found"]
    for rule in {rule for rule in in_force + later if (in_force + later).count(rule) > 1}:
        findings.append(f"{RULES}: {rule} stands there twice")
    for path in lintlib.files(options.root, ".md", under=["resources/help"]):
        if TRANSLATED.fullmatch(path.as_posix()) and read_rules(lintlib.read(options.root, path)) != (in_force, later):
            findings.append(f"{path}: not the rules of {RULES}, in their order and sections")
    proved = set()
    tests = [
        path
        for path in lintlib.files(options.root, ".cpp", ".h", ".py", ".js", ".mjs", ".sh", under=["tests"])
        if path.parts[1] != "lint"
    ]
    for path in tests:
        for number, line in enumerate(lintlib.read(options.root, path).split("\n"), 1):
            claim = CLAIM.search(line)
            if claim is None:
                if CLAIM_WORD.search(line):
                    findings.append(f"{path}:{number}: a rule is named as `rule: H3`, several as `rule: H3, H4`")
                continue
            if MORE.match(line, claim.end()):
                findings.append(f"{path}:{number}: several rules are separated by commas, as in `rule: H3, H4`")
            for rule in re.split(r"\s*,\s*", claim.group(1)):
                proved.add(rule)
                if rule in later:
                    findings.append(f"{path}:{number}: {rule} is not in force yet by {RULES}")
                elif rule not in in_force:
                    findings.append(f"{path}:{number}: {rule} is no rule of {RULES}")
    findings += [f"{RULES}: {rule} is in force and no test names it" for rule in in_force if rule not in proved]
    lintlib.finish("lint.rules", findings, len(tests))


if __name__ == "__main__":
    main()
