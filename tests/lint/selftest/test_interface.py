"""The lints on what the interface does and says: waiting, strings, forms, catalogues, safety rules."""

import unittest

from lint_case import LintCase


class BlockingCalls(LintCase):
    script = "check_blocking_calls.py"

    def test_good(self):
        self.expect_none(
            {
                "src/ui/a.cpp": '// dialog.exec() would wait\ndialog.open();\nlog("exec()");\nf.then(this, [] {});\n',
                "src/main/main.cpp": "return app.exec();\nprocess.waitForFinished(); // tool mode: no window here\n",
                "src/infra/nats/worker.cpp": "m_condition.wait(lock);\nstd::this_thread::sleep_for(grace);\n",
                "src/sim/a.cpp": "process.waitForFinished();\n",
            }
        )

    def test_bad(self):
        for path, call in (
            ("src/ui/a.cpp", "dialog.exec();"),
            ("src/ui/a.cpp", "menu->exec(at);"),
            ("src/ui/a.cpp", "connect(b, &QPushButton::clicked, d, &QDialog::exec);"),
            ("src/ui/a.cpp", 'QMessageBox::question(this, "a", "b");'),
            ("src/ui/a.cpp", "QFileDialog::getOpenFileName(this);"),
            ("src/ui/a.h", "QEventLoop m_loop;"),
            ("src/ui/a.cpp", "QCoreApplication::processEvents();"),
            ("src/ui/a.cpp", "connect(a, SIGNAL(x()), b, SLOT(y()));"),
            ("src/app/a.cpp", "future.result();"),
            ("src/app/a.cpp", "future.resultAt(0);"),
            ("src/app/a.cpp", "future.then([] {});"),
            ("src/app/a.cpp", "m_condition.wait(lock);"),
            ("src/app/a.cpp", "std::this_thread::sleep_for(1s);"),
            ("src/infra/host/a.cpp", "process.waitForFinished();"),
            ("src/infra/host/a.cpp", "connect(a, &A::b, c, &C::d, Qt::BlockingQueuedConnection);"),
            ("src/infra/host/a.cpp", "QThread::msleep(5);"),
            ("src/main/console.cpp", "dialog.exec();"),
            ("src/main/console.cpp", "process.waitForFinished();"),
        ):
            with self.subTest(path=path, call=call):
                self.expect({path: f"\n{call}\n"}, f"{path}:2")
                (self.root / path).unlink()


class Tr(LintCase):
    script = "check_tr.py"
    FORM = '<ui version="4.0"><widget class="QLabel"><property name="{}"><string{}>{}</string></property></widget></ui>'

    def test_good(self):
        self.expect_none(
            {
                "src/ui/a.cpp": 'label->setText(tr("All is well"));\nlabel->setObjectName("all.is.well");\n'
                'setText(QStringLiteral("%1 · %2").arg(a, b));\nsetText(QStringLiteral("ms")); // not prose: a unit\n'
                'qCWarning(lc, "this is for the log");\nsetToolTip(tr("one "\n"and two"));\n',
                "ui/a/b.ui": self.FORM.format("text", "", "All is well"),
                "ui/a/c.ui": self.FORM.format("text", ' notr="true" comment="not prose: a unit"', "ms"),
                "ui/a/d.ui": self.FORM.format("objectName", ' notr="true"', "a name"),
            }
        )

    def test_bad(self):
        for call in (
            'label->setText("Halted");',
            'label->setText(QStringLiteral("Halted"));',
            'label->setText(fine ? tr("Fine") : QStringLiteral("Halted"));',
            'QLabel label("Halted");',
            'auto* button = new QPushButton(QStringLiteral("Halt"), this);',
            'addAction(QString::fromUtf8("Halt"));',
            'const auto text = QStringLiteral("All is well");',
        ):
            with self.subTest(call=call):
                self.expect({"src/ui/a.cpp": f"\n{call}\n"}, "src/ui/a.cpp:2")

    def test_bad_form(self):
        self.expect({"ui/a/b.ui": self.FORM.format("toolTip", ' notr="true"', "Halted")}, "not translatable")
        self.expect({"ui/a/b.ui": "<ui>"}, "ui/a/b.ui")


class Forms(LintCase):
    script = "check_forms.py"

    def test_good(self):
        self.expect_none({"ui/halt/a.ui": '<ui version="4.0"><widget class="QWidget"/><connections/></ui>'})

    def test_bad(self):
        for path, content, reason in (
            ("ui/halt/a.ui", "<ui><connections><connection/></connections></ui>", "connections belong in the code"),
            ("ui/halt/a.ui", '<ui><widget><property name="styleSheet"/></widget></ui>', "a style sheet"),
            ("ui/halt/a.ui", "<ui>", "ui/halt/a.ui"),
            ("src/ui/halt/a.ui", "<ui/>", "forms stand in ui/FEATURE/"),
            ("ui/a.ui", "<ui/>", "forms stand in ui/FEATURE/"),
        ):
            with self.subTest(path=path, content=content):
                self.expect({path: content}, path, reason)
                (self.root / path).unlink()


class Rules(LintCase):
    script = "check_rules.py"
    RULES = "# Rules\n- **H1** Reachable.\n- **H2** Two acts.\n## Not in force yet\n- **B1** Shown whole.\n"

    def setUp(self):
        super().setUp()
        self.write({"resources/help/safety-rules.md": self.RULES})

    def test_good(self):
        self.expect_none({"tests/ui/tst_a.cpp": "// rule: H1\nvoid a(); // rule: H2 (as far as it goes)\n"})

    def test_bad(self):
        for line, reason in (
            ("// rule: H1", "H2 is in force and no test names it"),
            ("// rule: H1, H2, H9", "H9 is no rule"),
            ("// rule: H1, H2, B1", "B1 is not in force yet"),
            ("// rule: H1 H2", "separated by commas"),
            ("// rules: H1, H2", "a rule is named as"),
        ):
            with self.subTest(line=line):
                self.expect({"tests/ui/tst_a.cpp": line + "\n"}, reason)

    def test_bad_rules(self):
        claims = {"tests/ui/tst_a.cpp": "// rule: H1, H2\n"}
        self.expect({**claims, "resources/help/safety-rules.md": self.RULES + "- **H1** Again.\n"}, "twice")
        self.expect({**claims, "resources/help/safety-rules.md": "# Rules\n"}, "no rule in force found")
        (self.root / "resources/help/safety-rules.md").unlink()
        self.expect({}, "missing")

    def test_translations(self):
        claims = {"tests/ui/tst_a.cpp": "// rule: H1, H2\n"}
        german = "# Regeln\n- **H1** Erreichbar.\n- **H2** Zweimal.\n## Gilt noch nicht\n- **B1** Ganz.\n"
        self.expect_none({**claims, "resources/help/safety-rules_de.md": german})
        for wrong in (german.replace("- **H2** Zweimal.\n", ""), german.replace("## Gilt noch nicht\n", "")):
            self.expect({"resources/help/safety-rules_de.md": wrong}, "safety-rules_de.md: not the rules of")

    def test_a_claim_outside_of_the_tests_proves_nothing(self):
        self.expect({"src/ui/a.cpp": "// rule: H1, H2\n", "tests/ui/tst_a.cpp": ""}, "H1 is in force")


class Translations(LintCase):
    script = "check_translations.py"
    SOURCE = (
        "class Page : public QObject { Q_OBJECT void a() { "
        'tr("%1 is HARD_HALT"); tr("%n command(s)", nullptr, 3); } };\n'
    )
    TS = '<?xml version="1.0"?><TS version="2.1" language="de"><context><name>Page</name>{}</context></TS>'
    PLAIN = "<message><source>%1 is HARD_HALT</source><translation{}>{}</translation></message>"
    PLURAL = (
        '<message numerus="yes"><source>%n command(s)</source><translation>'
        "<numerusform>{}</numerusform><numerusform>{}</numerusform></translation></message>"
    )
    GOOD_PLAIN = PLAIN.format("", "%1 steht auf HARD_HALT")
    GOOD_PLURAL = PLURAL.format("ein Befehl", "%n Befehle")
    EN = TS.format(PLURAL.format("%n command", "%n commands"))

    def setUp(self):
        super().setUp()
        self.write({"src/ui/page.cpp": self.SOURCE, "translations/x_en.ts": self.EN})

    def test_good(self):
        self.expect_none({"translations/x_de.ts": self.TS.format(self.GOOD_PLAIN + self.GOOD_PLURAL)})

    def test_bad(self):
        gone = "<message><source>Gone</source><translation>Weg</translation></message>"
        for messages, reason in (
            (self.GOOD_PLURAL, "is missing"),
            (self.GOOD_PLAIN + self.GOOD_PLURAL + gone, "is in no source"),
            (self.PLAIN.format(' type="unfinished"', "") + self.GOOD_PLURAL, "unfinished"),
            (self.PLAIN.format("", "") + self.GOOD_PLURAL, "empty"),
            (self.PLAIN.format("", "Alles auf HARD_HALT") + self.GOOD_PLURAL, "placeholders"),
            (self.PLAIN.format("", "%1: alles steht") + self.GOOD_PLURAL, "loses HARD_HALT"),
            (self.GOOD_PLAIN + self.PLURAL.format("ein Befehl", ""), "empty"),
            (self.GOOD_PLAIN + self.PLURAL.format("ein Befehl", "Befehle"), "placeholders"),
        ):
            with self.subTest(reason=reason):
                self.expect({"translations/x_de.ts": self.TS.format(messages)}, reason)

    def test_counts_that_are_grouped(self):
        self.write(
            {
                "src/ui/page.cpp": self.SOURCE.replace("%n", "%Ln"),
                "translations/x_en.ts": self.EN.replace("%n", "%Ln"),
            }
        )
        good = self.TS.format(self.GOOD_PLAIN + self.GOOD_PLURAL.replace("%n", "%Ln"))
        self.expect_none({"translations/x_de.ts": good})
        self.expect({"translations/x_de.ts": good.replace("%Ln Befehle", "Befehle")}, "placeholders")

    def test_english_has_the_plural_forms_only(self):
        self.expect({"translations/x_en.ts": self.TS.format("")}, "is missing")
        self.expect({"translations/x_en.ts": self.TS.format(self.GOOD_PLAIN + self.GOOD_PLURAL)}, "is in no source")

    def test_what_lupdate_complains_of(self):
        lost = 'class Lost : public QObject { void a() { tr("x"); } };\n'
        good = self.TS.format(self.GOOD_PLAIN + self.GOOD_PLURAL)
        self.expect({"src/ui/lost.cpp": lost, "translations/x_de.ts": good}, "lupdate: ", "lacks Q_OBJECT")

    def test_no_catalogue(self):
        (self.root / "translations/x_en.ts").unlink()
        self.expect({}, "nothing to look at")


if __name__ == "__main__":
    unittest.main()
