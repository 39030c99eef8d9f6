"""The lints on words and those that ask another tool: words for later, hosts, formats, shell, spelling, packaging."""

import unittest

from lint_case import LINTS, LintCase

ROOT = LINTS.parent.parent
# In parts, so that the lints do not find them here.
LATER = "TO" + "DO"
REGISTRY = "registry." + "npmjs" + ".org"
DOCKER = "docker" + ".io"


class NoTodo(LintCase):
    script = "check_words.py"
    words = ("no_todo",)

    def test_words(self):
        self.expect_none({"src/a.cpp": "// what is to be done is done\n"})
        self.expect({"src/a.cpp": f"\n// {LATER} later\n"}, "src/a.cpp:2", LATER)


class NoHosts(LintCase):
    script = "check_words.py"
    words = ("no_hosts",)

    def test_good(self):
        self.expect_none({"dev": f"packages=({DOCKER} git)\n", "a.md": "http://127.0.0.1:8222 and npm\n"})

    def test_bad(self):
        debian = "deb." + "debian" + ".org"
        for host in (f"https://{REGISTRY}/x", f"{DOCKER}/library/nats", f"registry-1.{DOCKER}", debian):
            with self.subTest(host=host):
                self.expect({"tests/app/package-lock.json": f"\n{host}\n"}, "package-lock.json:2")


class Tools(LintCase):
    script = "check_tools.py"

    def lint(self, check):
        self.words = (check,)

    def test_format(self):
        self.lint("format")
        style = {".clang-format": (ROOT / ".clang-format").read_text(encoding="utf-8")}
        self.expect_none({**style, "src/a.cpp": "int a()\n{\n    return 1;\n}\n"})
        self.expect({"src/a.cpp": "int a() { return  1; }\n"}, "src/a.cpp:1")

    def test_shell(self):
        self.lint("shell")
        self.expect_none({"dev": '#!/usr/bin/env bash\necho "$1"\n', "a.txt": "echo $1\n"})
        self.expect({"dev": "#!/usr/bin/env bash\necho $1\n"}, "dev:2")
        self.expect({"dev": "", "cmake/a.sh": "#!/bin/sh\necho $1\n"}, "cmake/a.sh:2")

    def test_cmake_format(self):
        self.lint("cmake_format")
        style = {".cmake-format.yaml": (ROOT / ".cmake-format.yaml").read_text(encoding="utf-8")}
        self.expect_none({**style, "CMakeLists.txt": "add_subdirectory(src)\n"})
        self.expect({"CMakeLists.txt": "ADD_SUBDIRECTORY( src )\n"}, "CMakeLists.txt")

    def test_spelling(self):
        self.lint("spelling")
        self.expect_none({"README.md": "the same receiver\n"})
        self.expect({"README.md": "the same rec" + "iever\n"}, "README.md:1")


class Packaging(LintCase):
    script = "check_packaging.py"
    DESKTOP = (
        "[Desktop Entry]\nType=Application\nName=Console\nComment=Runs the runbook\nExec=titan-ops-console\n"
        "Icon=io.github.x.Console\nCategories=Office;\nTerminal=false\n"
    )
    METAINFO = (
        '<?xml version="1.0" encoding="UTF-8"?><component type="desktop-application"><id>io.github.x.Console</id>'
        "<metadata_license>CC0-1.0</metadata_license><project_license>Apache-2.0</project_license><name>Console</name>"
        "<summary>Runs the runbook</summary><description><p>It runs the runbook and proves what it did.</p>"
        '</description><launchable type="desktop-id">io.github.x.Console.desktop</launchable>'
        '<url type="homepage">https://example.org/console</url><content_rating type="oars-1.1"/>'
        "<provides><binary>titan-ops-console</binary></provides><developer_name>Us</developer_name>"
        '<releases><release version="1.2.3" date="2025-01-01"/></releases></component>'
    )
    ICON = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><path d="M0 0h64v64z"/></svg>'
    NAME = "packaging/io.github.x.Console"

    def setUp(self):
        super().setUp()
        self.tree = {
            "CMakeLists.txt": "project(\n    x\n    VERSION 1.2.3\n    LANGUAGES CXX)\n",
            f"{self.NAME}.desktop": self.DESKTOP,
            f"{self.NAME}.metainfo.xml": self.METAINFO,
            f"{self.NAME}.svg": self.ICON,
        }

    def test_good(self):
        self.expect_none(self.tree)

    def test_bad(self):
        for suffix, old, new, reason in (
            (".desktop", "Type=Application\n", "", "Type"),
            (".desktop", "Exec=titan-ops-console", "Exec=other", "Exec does not start"),
            (".desktop", "Exec=titan-ops-console", "Exec=titan-ops-console --drill", "may only start the program"),
            (".desktop", "Terminal", "MimeType=text/plain;\nTerminal", "may only start the program"),
            (".desktop", "Icon=io.github.x.Console", "Icon=console", "Icon is not"),
            (".metainfo.xml", "<summary>Runs the runbook</summary>", "", "summary"),
            (".metainfo.xml", "Console.desktop", "Other.desktop", "which is not here"),
            (".metainfo.xml", "<binary>titan-ops-console", "<binary>other", "does not say that it provides"),
            (".metainfo.xml", '"1.2.3"', '"1.2.2"', "has no release 1.2.3"),
            (".metainfo.xml", "</component>", "", "metainfo.xml"),
            (".svg", "0 0 64 64", "0 0 64 32", "no square viewBox"),
            (".svg", "<path", '<image href="x.png"/><path', "is not for an icon"),
        ):
            with self.subTest(suffix=suffix, new=new):
                name = self.NAME + suffix
                self.assertIn(old, self.tree[name])
                self.expect({**self.tree, name: self.tree[name].replace(old, new)}, reason)

    def test_missing(self):
        self.expect({"CMakeLists.txt": ""}, "nothing to look at")
        self.expect({f"{self.NAME}.desktop": self.DESKTOP}, "no metainfo", "no icon")


if __name__ == "__main__":
    unittest.main()
