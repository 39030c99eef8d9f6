"""lint.forms: the Designer forms stand in ui/, in a folder of their feature, and hold layout only: no connections and
no style sheets."""

import xml.etree.ElementTree as ElementTree

import lintlib


def main():
    options = lintlib.arguments(__doc__)
    forms = lintlib.files(options.root, ".ui")
    findings = []
    for path in forms:
        if path.parts[0] != "ui" or len(path.parts) != 3:
            findings.append(f"{path}: forms stand in ui/FEATURE/")
        try:
            tree = ElementTree.parse(options.root / path)
        except ElementTree.ParseError as error:
            findings.append(f"{path}: {error}")
            continue
        if tree.getroot().find("./connections/connection") is not None:
            findings.append(f"{path}: connections belong in the code, where the compiler checks them")
        if any(item.get("name") == "styleSheet" for item in tree.iter("property")):
            findings.append(f"{path}: a style sheet; colours come from the desktop's palette")
    lintlib.finish("lint.forms", findings, len(forms))


if __name__ == "__main__":
    main()
