"""lint.tr: every visible string of the interface can be translated.

In src/ui and src/models a string literal with letters that goes into something visible must pass through tr(), and so
must one that reads like prose (two words in a row) wherever it goes; one that is no prose (a protocol word, a unit)
says so at the end of its line: `// not prose: why`. In the forms no visible property is marked as not translatable,
unless its comment says `not prose: why`.
"""

import re
import xml.etree.ElementTree as ElementTree

import lintlib

SINKS = set(
    """setText setPlainText setHtml setMarkdown setWindowTitle setToolTip setStatusTip setWhatsThis setPlaceholderText
    setAccessibleName setAccessibleDescription setTitle setSubTitle setInformativeText setDetailedText setButtonText
    setLabelText setTabText setTabToolTip setItemText setHeaderLabels setHorizontalHeaderLabels setPrefix setSuffix
    setSpecialValueText setCancelButtonText appendPlainText addAction addItem addItems addTab addMenu addRow addButton
    insertItem showMessage information warning question critical about QLabel QPushButton QToolButton QAction QCheckBox
    QRadioButton QGroupBox QCommandLinkButton QTreeWidgetItem QListWidgetItem QTableWidgetItem QStandardItem
    QMessageBox QDockWidget QMenu""".split()
)
TRANSLATED = {"tr", "translate", "QT_TR_NOOP", "QT_TRANSLATE_NOOP", "QT_TR_N_NOOP", "QT_TRANSLATE_N_NOOP"}
LOGGED = {"qCDebug", "qCInfo", "qCWarning", "qCCritical", "Q_ASSERT_X", "static_assert", "Q_LOGGING_CATEGORY"}
TRANSPARENT = {"QStringLiteral", "QLatin1String", "QLatin1StringView", "QString", "fromUtf8", "fromLatin1", "u", ""}
TRANSPARENT |= {"arg", "join", "append", "prepend"}
VISIBLE = set(
    """text title windowTitle toolTip statusTip whatsThis placeholderText accessibleName accessibleDescription
    plainText html prefix suffix specialValueText label subTitle""".split()
)
PIECE = re.compile(
    r'(?P<string>(?:u8|[uUL])?"(?:\\.|[^"\\\n])*")|(?P<name>[A-Za-z_][A-Za-z0-9_]*)|(?P<open>[({\[])|(?P<close>[)}\]])'
    r"|(?P<end>;)|(?P<other>\S)"
)
NOT_PROSE = re.compile(r"//\s*not prose: \S")
ESCAPE = re.compile(r'\\(x[0-9a-fA-F]+|u[0-9a-fA-F]{4}|.)|%\d|%L\d|<[^>]*>|&\w+;')


def has_words(literal):
    content = literal[literal.index('"') + 1 : literal.rindex('"')]
    return re.search(r"[A-Za-z]", ESCAPE.sub("", content)) is not None


def is_prose(literal):
    content = literal[literal.index('"') + 1 : literal.rindex('"')]
    return re.search(r"[A-Za-z]{2,} [A-Za-z]{2,}", ESCAPE.sub("", content)) is not None


def literals(text):
    """Yields (offset, literal, what is wrong) for each literal that is or may become visible untranslated."""
    stack, names = [], []
    for match in PIECE.finditer(text):
        kind = match.lastgroup
        piece = match.group(0)
        if kind == "name":
            names.append(piece)
            continue
        if kind == "open":
            # `QLabel label("…")` names the variable before the parenthesis and the class before that.
            before = names[-2:] if piece != "[" else []
            stack.append(([name for name in before if name in SINKS] or before[-1:] or [""])[-1])
        elif kind == "close" and stack:
            stack.pop()
        elif kind == "string" and has_words(piece):
            sink = next((caller for caller in reversed(stack) if caller not in TRANSPARENT), "")
            if sink in SINKS:
                yield match.start(), piece, f"goes into {sink} without tr()"
            elif is_prose(piece) and not TRANSLATED.intersection(stack) and not LOGGED.intersection(stack):
                yield match.start(), piece, "reads like prose and does not pass through tr()"
        names = []


def check_source(root, path):
    original = lintlib.read(root, path)
    text = lintlib.blank(original, keep_strings=True)
    for offset, literal, wrong in literals(text):
        number = lintlib.line_of(text, offset)
        if not NOT_PROSE.search(lintlib.line_text(original, number)):
            yield f"{path}:{number}: {literal} {wrong}"


def check_form(root, path):
    try:
        tree = ElementTree.parse(root / path)
    except ElementTree.ParseError as error:
        yield f"{path}: {error}"
        return
    for holder in tree.iter():
        if holder.tag not in ("property", "attribute") or holder.get("name") not in VISIBLE:
            continue
        string = holder.find("string")
        if string is None or not re.search(r"[A-Za-z]", string.text or ""):
            continue
        said = (string.get("comment") or "") + (string.get("extracomment") or "")
        if string.get("notr") == "true" and "not prose: " not in said:
            yield f"{path}: {holder.get('name')} \"{string.text}\" is marked as not translatable"


def main():
    options = lintlib.arguments(__doc__)
    sources = lintlib.files(options.root, ".cpp", ".h", under=["src/ui", "src/models"])
    forms = lintlib.files(options.root, ".ui", under=["ui"])
    findings = [finding for path in sources for finding in check_source(options.root, path)]
    findings += [finding for path in forms for finding in check_form(options.root, path)]
    lintlib.finish("lint.tr", findings, len(sources) + len(forms))


if __name__ == "__main__":
    main()
