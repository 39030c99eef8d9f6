"""lint.packaging: the desktop entry, the AppStream data and the icon are valid, and name each other and the program."""

import configparser
import re
import subprocess
import xml.etree.ElementTree as ElementTree

import lintlib

PROGRAM = "titan-ops-console"
SVG = "{http://www.w3.org/2000/svg}"
# What an icon must not carry: pictures, scripts, fonts that are elsewhere, links.
FOREIGN = {SVG + name for name in ("image", "script", "foreignObject", "use", "a", "text", "style")}


def said_by(root, *command):
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    said = (done.stdout + done.stderr).strip()
    return said.split("\n") if done.returncode and said else [f"{command[0]} failed"] if done.returncode else []


def check_desktop(root, path):
    findings = [f"{path}: {line}" for line in said_by(root, "desktop-file-validate", "--warn-kde", str(path))]
    entry = configparser.RawConfigParser(strict=True, interpolation=None)
    entry.optionxform = str
    try:
        entry.read_string(lintlib.read(root, path))
        values = dict(entry["Desktop Entry"])
    except (configparser.Error, KeyError) as error:
        return findings + [f"{path}: {error}"]
    words = values.get("Exec", "").split()
    if not words or words[0] != PROGRAM:
        findings.append(f"{path}: Exec does not start {PROGRAM}")
    # H11: nothing outside the guard sends, so the entry offers no action and takes no file or address.
    if len(words) > 1 or any(key in values for key in ("Actions", "MimeType", "DBusActivatable")):
        findings.append(f"{path}: the entry may only start the program: no arguments, actions or types")
    if values.get("Icon") != path.stem:
        findings.append(f"{path}: Icon is not {path.stem}")
    return findings


def check_metainfo(root, path, desktops):
    command = ["appstreamcli", "validate", "--no-net", "--no-color", "--explain", str(path)]
    findings = [f"{path}: {line}" for line in said_by(root, *command)]
    try:
        component = ElementTree.parse(root / path).getroot()
    except ElementTree.ParseError as error:
        return findings + [f"{path}: {error}"]
    launchable = component.findtext("launchable")
    if launchable not in [desktop.name for desktop in desktops]:
        findings.append(f"{path}: launches {launchable}, which is not here")
    provided = [item.text for item in component.iter("binary")]
    if PROGRAM not in provided:
        findings.append(f"{path}: does not say that it provides {PROGRAM}")
    version = re.search(r"^\s*VERSION (\S+)$", lintlib.read(root, "CMakeLists.txt"), re.MULTILINE)
    releases = [item.get("version") for item in component.iter("release")]
    if version and version.group(1) not in releases:
        findings.append(f"{path}: has no release {version.group(1)}, which CMakeLists.txt builds")
    return findings


def check_icon(root, path):
    try:
        picture = ElementTree.parse(root / path).getroot()
    except ElementTree.ParseError as error:
        return [f"{path}: {error}"]
    findings = []
    box = picture.get("viewBox", "").split()
    if len(box) != 4 or box[2] != box[3]:
        findings.append(f"{path}: no square viewBox")
    for item in picture.iter():
        if item.tag in FOREIGN or any(name.endswith("href") for name in item.attrib):
            findings.append(f"{path}: <{item.tag.removeprefix(SVG)}> is not for an icon")
    return findings


def main():
    options = lintlib.arguments(__doc__)
    root = options.root
    desktops = lintlib.files(root, ".desktop", under=["packaging"])
    metainfos = lintlib.files(root, ".metainfo.xml", under=["packaging"])
    icons = lintlib.files(root, ".svg", under=["packaging"])
    findings = [f"packaging/: no {kind}" for kind, found in
                (("desktop entry", desktops), ("metainfo", metainfos), ("icon", icons)) if not found]
    for path in desktops:
        findings += check_desktop(root, path)
        if path.stem not in [icon.stem for icon in icons]:
            findings.append(f"{path}: its icon {path.stem}.svg is not here")
    for path in metainfos:
        findings += check_metainfo(root, path, desktops)
    for path in icons:
        findings += check_icon(root, path)
    lintlib.finish("lint.packaging", findings, len(desktops) + len(metainfos) + len(icons))


if __name__ == "__main__":
    main()
