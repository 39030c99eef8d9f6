"""lint.tidy and lint.clazy over a tiny project, and which files a quick run picks."""

import json
import os
import subprocess
import unittest
import unittest.mock

from lint_case import LINTS, LintCase

ROOT = LINTS.parent.parent
GOOD = "#include \"x/a.h\"\nint twice(int value)\n{\n    return value * 2;\n}\n"
BAD = "int Twice(int value)\n{\n    return value * 2;\n}\n"
HEADER = "#pragma once\nint twice(int value);\n"


class ClangCase(LintCase):
    script = "check_clang.py"

    def setUp(self):
        super().setUp()
        self.write({name: (ROOT / name).read_text(encoding="utf-8") for name in (".clang-tidy", ".clazy")})
        self.write({"src/x/a.h": HEADER, "src/x/a.cpp": GOOD})
        self.compiled("src/x/a.cpp")

    def compiled(self, *names, flags=""):
        """The build's own list of commands, with what stands in front of them and what only g++ knows."""
        entries = [
            {
                "directory": str(self.build),
                "file": str(self.root / name),
                "command": f"ccache /usr/bin/c++ -std=c++20 -fno-plt -Werror -Wall {flags} -I{self.root}/src "
                f"-I{self.build}/gen -c {self.root / name}",
            }
            for name in names
        ]
        self.write({"build/compile_commands.json": json.dumps(entries)})


class Tidy(ClangCase):
    words = ("tidy",)

    def test_good(self):
        generated = {"build/gen/generated.h": "int GENERATED_name();\n"}
        self.expect_none({**generated, "src/x/a.cpp": '#include "generated.h"\n' + GOOD})

    def test_source(self):
        self.expect({"src/x/a.cpp": BAD}, "--- src/x/a.cpp", "readability-identifier-naming")

    def test_header(self):
        self.expect({"src/x/a.h": HEADER + "class lower {};\n"}, "--- src/x/a.cpp", "readability-identifier-naming")

    def test_what_does_not_compile(self):
        self.expect({"src/x/a.cpp": "int twice(;\n"}, "--- src/x/a.cpp", "error")

    def test_a_file_that_nothing_compiles(self):
        self.expect({"src/x/b.cpp": GOOD}, "src/x/b.cpp: no target compiles this file")

    def test_what_was_clean_is_looked_at_again_when_a_part_changes(self):
        self.expect_none({})
        status, said = self.run_lint()
        self.assertEqual(status, 0, said)
        self.assertIn("1 files are as they were", said)
        self.expect({"src/x/a.h": HEADER + "class lower {};\n"}, "--- src/x/a.cpp")
        self.expect({}, "--- src/x/a.cpp")
        self.expect_none({"src/x/a.h": HEADER})
        checks = (ROOT / ".clang-tidy").read_text(encoding="utf-8")
        stricter = checks.replace("FunctionCase, value: camelBack", "FunctionCase, value: UPPER_CASE")
        self.expect({".clang-tidy": stricter}, "--- src/x/a.cpp")
        self.expect_none({".clang-tidy": checks})
        self.compiled("src/x/a.cpp", flags="-Dtwice=3")
        self.expect({}, "--- src/x/a.cpp")

    def test_files_are_looked_at_together(self):
        names = [f"src/x/f{number}.cpp" for number in range(20)]
        self.write({name: f"int value{number}()\n{{\n    return 1;\n}}\n" for number, name in enumerate(names)})
        # Two that do not go together, and one whose checks look at a main file only.
        self.write({names[3]: "static int same = 1;\nint third()\n{\n    return same;\n}\n"})
        self.write({names[7]: "static int same = 2;\nint seventh()\n{\n    return same;\n}\n"})
        self.compiled("src/x/a.cpp", *names)
        self.expect_none({})
        self.expect({names[7]: BAD}, "--- src/x/f7.cpp", "readability-identifier-naming", "in 21 files")
        self.expect({names[7]: GOOD.replace("twice", "seventh"), names[3]: BAD}, "--- src/x/f3.cpp")
        alias = "namespace std {}\nnamespace unused = std;\n" + GOOD.replace("twice", "third")
        self.expect({names[3]: alias}, "misc-unused-alias-decls")

    def test_a_bounded_run_looks_at_what_changed(self):
        self.write({".gitignore": "/build/\n", "src/x/b.cpp": BAD, "src/x/c.cpp": GOOD.replace("twice", "third")})
        self.compiled("src/x/a.cpp", "src/x/b.cpp", "src/x/c.cpp")
        self.git("init", "-q", "-b", "main")
        self.git("add", ".")
        self.git("commit", "-q", "-m", "one")
        self.git("commit", "-q", "--allow-empty", "-m", "two")
        self.write({"src/x/c.cpp": GOOD.replace("twice", "fourth")})
        with unittest.mock.patch.dict(os.environ, {"OPS_LINT_SECONDS": "0"}):
            status, said = self.run_lint(full=True)
            self.assertEqual(status, 0, said)
            self.assertIn("no time for 2 files that did not change", said)
            self.assertIn("1 files, no findings", said)
            self.expect({"src/x/c.cpp": BAD}, "--- src/x/c.cpp", full=True)

    def test_programs_are_looked_at_together(self):
        names = [f"tests/x/t{number}.cpp" for number in range(3)]
        self.write({name: "int main()\n{\n    return 1;\n}\n" for name in names})
        self.compiled("src/x/a.cpp", *names)
        self.expect_none({})
        self.expect({names[1]: BAD + "int main()\n{\n    return 1;\n}\n"}, "--- tests/x/t1.cpp", "in 4 files")

    def test_no_commands(self):
        self.compiled()
        self.expect({"src/x/a.cpp": GOOD}, "no target compiles this file")

    def test_quick_run(self):
        self.write({".gitignore": "/build/\n", "src/x/b.cpp": BAD})
        self.write({"src/x/alone.h": HEADER, "src/x/c.cpp": '#include "x/alone.h"\n'})
        self.compiled("src/x/a.cpp", "src/x/b.cpp", "src/x/c.cpp")
        self.git("init", "-q", "-b", "main")
        self.git("add", ".")
        self.git("commit", "-q", "-m", "one")
        # One commit has nothing to compare with: everything is looked at.
        self.expect({}, "--- src/x/b.cpp", "in 3 files", full=False)
        self.git("commit", "-q", "--allow-empty", "-m", "two")
        status, said = self.run_lint(full=False)
        self.assertEqual(status, 0, said)
        self.assertIn("no source file changed", said)
        self.expect_none({"src/x/a.h": HEADER + "\n"}, full=False)
        self.expect({}, "--- src/x/b.cpp", full=True)
        self.expect({}, "--- src/x/b.cpp", full="tidy")
        self.expect_none({}, full="clazy")
        self.expect({"src/x/alone.h": "class lower {};\n"}, "--- src/x/c.cpp", full=False)
        self.write({"src/x/alone.h": HEADER, "src/x/new.cpp": BAD})
        self.compiled("src/x/a.cpp", "src/x/b.cpp", "src/x/c.cpp", "src/x/new.cpp")
        self.expect({}, "--- src/x/new.cpp", full=False)
        self.write({"src/x/new.cpp": GOOD})
        checks = (ROOT / ".clang-tidy").read_text(encoding="utf-8")
        self.expect({".clang-tidy": checks + "\n"}, "--- src/x/b.cpp", full=False)


class Clazy(ClangCase):
    words = ("clazy",)
    QT = '#include <QString>\nbool empty(const QString& text)\n{{\n    return {};\n}}\n'

    def setUp(self):
        super().setUp()
        self.compiled("src/x/a.cpp", flags=self.qt_flags())

    def qt_flags(self):
        found = subprocess.run(
            ["/usr/lib/qt6/bin/qmake6", "-query", "QT_INSTALL_HEADERS"], capture_output=True, text=True, check=True
        ).stdout.strip()
        return f"-fPIC -isystem {found} -isystem {found}/QtCore"

    def test_good(self):
        self.expect_none({"src/x/a.cpp": self.QT.format("text.isEmpty()")})

    def test_source(self):
        self.expect({"src/x/a.cpp": self.QT.format('text == QString("")')}, "--- src/x/a.cpp", "-Wclazy-")

    def test_an_unknown_check_is_no_silence(self):
        self.expect({".clazy": "level0\nno-such-check-at-all\nsuch-check\n"}, "such-check")


if __name__ == "__main__":
    unittest.main()
