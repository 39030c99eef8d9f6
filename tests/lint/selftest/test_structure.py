"""The lints on the structure: layers, the pure core, names, lengths."""

import unittest

from lint_case import LintCase

LINKS = "ops_base: ops_flags;Qt6::Core\nops_domain: ops_flags;ops_base\n"


class Layers(LintCase):
    script = "check_layers.py"

    def setUp(self):
        super().setUp()
        self.write({"build/links.txt": LINKS})

    def test_good(self):
        self.write({"build/links.txt": LINKS + "ops_sim: PkgConfig::CNATS\nops_infra_nats: /usr/lib/x/libnats.so\n"})
        self.expect_none(
            {
                "src/domain/a.h": '#pragma once\n#include "base/b.h"\n#include <QString>\n#include <vector>\n',
                "src/ui/halt/c.cpp": '#include "halt/ui_c.h"\n#include "app/d.h"\n#include <QLabel>\n',
                "src/ui/halt/g.cpp": '#include "g.moc"\n',
                "src/infra/nats/e.cpp": '#include "app/ports/p.h"\n#include <nats/nats.h>\n#include <poll.h>\n',
                "src/infra/journal/h.cpp": '#include "infra/posix/i.h"\n',
                "src/main/f.cpp": '#include "infra/nats/e.h"\n#include "ui/halt/c.h"\n',
            }
        )

    def test_includes(self):
        for path, line, reason in (
            ("src/base/a.cpp", '#include "domain/b.h"', "base may include only itself"),
            ("src/domain/a.cpp", '#include "app/b.h"', "domain may include only base"),
            ("src/domain/a.cpp", "#include <QWidget>", "QtWidgets is not for domain"),
            ("src/domain/a.cpp", "#include <QtWidgets/QWidget>", "QtWidgets is not for domain"),
            ("src/domain/a.cpp", "#include <sys/mman.h>", "may not use this library"),
            ("src/domain/a.cpp", "#include <QNoSuchHeader>", "no module of Qt"),
            ("src/domain/a.cpp", '#include "halt/ui_a.h"', "a form outside ui"),
            ("src/models/a.cpp", '#include "app/b.h"', "models may include only"),
            ("src/app/a.cpp", '#include "infra/nats/b.h"', "app may include only"),
            ("src/ui/halt/a.cpp", '#include "infra/nats/b.h"', "ui may include only"),
            ("src/ui/halt/a.cpp", "#include <nats/nats.h>", "may not use this library"),
            ("src/ui/halt/a.cpp", '#include "other.h"', "from the root of src/"),
            ("src/infra/nats/a.cpp", '#include "infra/http/b.h"', "an adapter reaches another adapter"),
            ("src/infra/posix/a.cpp", '#include "infra/journal/b.h"', "an adapter reaches another adapter"),
            ("src/infra/nats/a.cpp", '#include "app/controller.h"', "infra may include only"),
            ("src/infra/nats/a.cpp", "#include <spdlog/spdlog.h>", "may not use this library"),
            ("src/infra/nats/a.cpp", "#include <QTcpSocket>", "QtNetwork is not for infra/nats"),
            ("src/infra/journal/a.cpp", "#include <private/qobject_p.h>", "may not use this library"),
            ("src/sim/a.cpp", '#include "infra/nats/b.h"', "sim may include only"),
            ("src/domain/a.cpp", '#include "domain/../app/b.h"', "a path that climbs"),
            ("src/infra/a.cpp", "", "has a folder of its own"),
            ("src/elsewhere/a.cpp", "", "unknown layer"),
            ("src/a.cpp", "", "in no layer"),
        ):
            with self.subTest(path=path, line=line):
                self.expect({path: line + "\n"}, path, reason)
                (self.root / path).unlink()

    def test_a_commented_include_is_none(self):
        self.expect_none({"src/base/a.cpp": '// #include "app/b.h"\n/*\n#include "app/b.h"\n*/\n'})

    def test_links(self):
        self.write({"src/base/a.cpp": ""})
        for line, reason in (
            ("ops_domain: ops_base;ops_app", "ops_domain: links ops_app"),
            ("ops_ui: ops_infra_nats", "ops_ui: links ops_infra_nats"),
            ("ops_sim: ops_infra_nats", "ops_sim: links ops_infra_nats"),
            ("ops_app: $<LINK_ONLY:ops_infra_journal>", "ops_app: links ops_infra_journal"),
            ("ops_models: Qt6::Widgets", "ops_models: links Qt6::Widgets"),
            ("ops_new: ops_base", "does not know"),
        ):
            with self.subTest(line=line):
                self.expect({"build/links.txt": LINKS + line + "\n"}, reason)

    def test_no_targets_prove_nothing(self):
        self.expect({"src/base/a.cpp": "", "build/links.txt": ""}, "names no target")


class PureCore(LintCase):
    script = "check_pure_core.py"

    def test_good(self):
        self.expect_none(
            {
                "src/base/clock.cpp": "auto t = std::chrono::steady_clock::now();\n",
                "src/domain/a.cpp": '#include <QString>\n#include <chrono>\nauto text = "std::time(nullptr)";\n',
                "src/app/b.cpp": "#include <QTimer>\nauto when = m_clock.now();\nQString time(int);\n",
                "src/infra/host/c.cpp": "auto t = std::chrono::steady_clock::now();\n",
            }
        )

    def test_acting_headers(self):
        for header in ("QObject", "QTimer", "QtCore/QFile", "QThread", "fstream", "mutex", "QSettings"):
            with self.subTest(header=header):
                self.expect({"src/domain/a.cpp": f"#include <{header}>\n"}, "src/domain/a.cpp:1", "pure core")

    def test_clocks(self):
        for call in (
            "QDateTime::currentDateTimeUtc()",
            "QDateTime::currentMSecsSinceEpoch()",
            "std::chrono::system_clock::now()",
            "std::time(nullptr)",
        ):
            with self.subTest(call=call):
                self.expect({"src/ui/a.cpp": f"auto t = {call};\n"}, "src/ui/a.cpp:1", "injected Clock")


class Names(LintCase):
    script = "check_names.py"
    GOOD = "#pragma once\nnamespace ops::base {\n}\n"
    FORWARD = "#pragma once\nnamespace ops::ui {\nclass A;\n}\nnamespace ops::main {\n}\n"

    def test_good(self):
        self.expect_none(
            {
                "src/base/good_name.h": self.GOOD,
                "src/main/forward.h": self.FORWARD,
                "src/sim/main.cpp": "int main(int, char**)\n{\n}\n",
                "tests/base/tst_a.cpp": "class A {};\n",
            }
        )

    def test_bad(self):
        for path, content, reason in (
            ("src/base/BadName.h", self.GOOD, "snake_case"),
            ("ui/halt/haltDialog.ui", "<ui/>", "snake_case"),
            ("src/base/a.h", "namespace ops::base {\n}\n", "#pragma once"),
            ("src/domain/a.h", self.GOOD, "namespace ops::base in the folder of ops::domain"),
            ("src/base/a.cpp", "int x;\n", "nothing here is in namespace ops::base"),
        ):
            with self.subTest(path=path):
                self.expect({path: content}, path, reason)
                (self.root / path).unlink()


class FileLength(LintCase):
    script = "check_file_length.py"

    def test_limit(self):
        self.expect_none({"src/a.cpp": "\n" * 500, "dev": "\n" * 500})
        self.expect({"src/a.cpp": "\n" * 501}, "src/a.cpp: 501 lines")
        self.expect({"src/a.cpp": "", "dev": "\n" * 501}, "dev: 501 lines")

    def test_nothing_to_look_at(self):
        self.expect({"README.md": ""}, "nothing to look at")


if __name__ == "__main__":
    unittest.main()
