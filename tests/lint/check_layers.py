"""lint.layers: the arrows between the layers hold in the #include lines and in what the targets link."""

import glob
import re
from pathlib import Path

import layer_rules as rules
import lintlib

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*(["<])([^">]+)[">]', re.MULTILINE)


def qt_headers():
    """Header name -> module, from the installed headers: the include root is one and the same for all of them."""
    modules = {}
    for folder in glob.glob("/usr/include/*/qt6/Qt*") + glob.glob("/usr/include/qt6/Qt*"):
        for header in Path(folder).iterdir():
            modules.setdefault(header.name, Path(folder).name)
    return modules


def place(path):
    """("infra", "infra/nats") for src/infra/nats/x.cpp; ("ui", "ui") for src/ui/guard/x.cpp"""
    layer = path.parts[1]
    return layer, "/".join(path.parts[1:3]) if layer == "infra" else layer


def check_own(path, name, layer, adapter):
    base = name.split("/")[-1]
    if base.startswith("ui_") and base.endswith(".h"):
        return None if layer in ("ui", "main", "bench") else "a form outside ui"
    if base.startswith("moc_") or base.endswith(".moc"):
        return None
    first = name.split("/")[0]
    if "/" not in name or first not in rules.LAYERS:
        return 'own headers are included from the root of src/, as in "domain/x.h"'
    if ".." in name.split("/"):
        return "a path that climbs"
    if layer == "infra":
        if name.startswith(adapter + "/"):
            return None
        if first == "infra":
            shared = any(name.startswith(folder + "/") for folder in rules.SHARED)
            return None if shared else "an adapter reaches another adapter"
    elif first == layer:
        return None
    if any(name.startswith(folder + "/") for folder in rules.LAYERS[layer]):
        return None
    return f"{layer} may include only {', '.join(rules.LAYERS[layer]) or 'itself'}"


def check_outside(name, adapter, modules):
    outside = rules.OUTSIDE.get(adapter, [])
    first = name.split("/")[0]
    module = modules.get(name) if name.startswith(("Q", "q")) else None
    if first.startswith("Qt") and "/" in name:
        module = first
    if module is not None:
        allowed = rules.QT_MODULES.get(adapter, ["QtCore"])
        return None if module in allowed else f"{module} is not for {adapter}, which may use {', '.join(allowed)}"
    if "." not in name and "/" not in name:
        return None if not re.match(r"Q[A-Z]", name) else "no module of Qt has this header"
    for prefix in outside:
        if prefix != "posix" and name.startswith(prefix):
            return None
    libraries = ("nats", "spdlog/", "qt6keychain/", "qtkeychain/", "fmt/", "private/", "Qt")
    if "posix" in outside and name.endswith(".h") and not name.startswith(libraries):
        return None
    return f"{adapter} may not use this library or the operating system"


def check_includes(root):
    modules = qt_headers()
    findings = []
    sources = lintlib.files(root, ".h", ".cpp", under=["src"])
    for path in sources:
        if len(path.parts) < 3:
            findings.append(f"{path}: a source file that is in no layer")
            continue
        layer, adapter = place(path)
        if layer not in rules.LAYERS:
            findings.append(f"{path}: unknown layer {layer}")
            continue
        if layer == "infra" and len(path.parts) < 4:
            findings.append(f"{path}: an adapter has a folder of its own")
            continue
        text = lintlib.blank(lintlib.read(root, path), keep_strings=True)
        for match in INCLUDE.finditer(text):
            name = match.group(2)
            own = match.group(1) == '"'
            reason = check_own(path, name, layer, adapter) if own else check_outside(name, adapter, modules)
            if reason:
                findings.append(f"{path}:{lintlib.line_of(text, match.start())}: #include {name}: {reason}")
    return findings, len(sources)


def check_links(links_file):
    """The file has one line a target: its name, a colon, and what it links itself, as CMake evaluated it."""
    findings, known = [], set()
    for line in links_file.read_text(encoding="utf-8").splitlines():
        target, _, linked = line.partition(":")
        target = target.strip()
        known.add(target)
        if any(re.fullmatch(pattern, target) for pattern in rules.ROOTS):
            continue
        family = "ops_ui" if target.startswith("ops_ui_") else target
        if family not in rules.LINKS:
            findings.append(f"{target}: a target of src/ that tests/lint/layer_rules.py does not know")
            continue
        for item in filter(None, re.split(r"[;\s]+", linked)):
            item = re.sub(r"^\$<LINK_ONLY:(.*)>$", r"\1", item)
            if item == "ops_flags" or item.startswith("::@"):
                continue
            if not any(re.fullmatch(pattern, item) for pattern in rules.LINKS[family]):
                findings.append(f"{target}: links {item}, which its layer may not")
    if not known:
        findings.append(f"{links_file}: names no target")
    return sorted(set(findings))


def main():
    options = lintlib.arguments(__doc__, build_dir=True)
    findings, looked_at = check_includes(options.root)
    findings += check_links(options.build / "links.txt")
    lintlib.finish("lint.layers", findings, looked_at)


if __name__ == "__main__":
    main()
