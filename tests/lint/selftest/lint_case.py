"""A tiny source tree for one lint, and what the lint says of it."""

import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

LINTS = Path(__file__).resolve().parent.parent


class LintCase(unittest.TestCase):
    """`script` is run over the files of `tree`, path -> content; it has to find `finding`, or nothing."""

    script = ""
    words = ()

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name, "tree")
        self.build = self.root / "build"
        self.build.mkdir(parents=True)

    def write(self, tree):
        for name, content in tree.items():
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8")

    def git(self, *words):
        identity = ["-c", "user.name=lint", "-c", "user.email=lint@localhost", "-c", "commit.gpgsign=false"]
        command = ["git", "-C", str(self.root), *identity, *words]
        subprocess.run(command, check=True, capture_output=True)

    def run_lint(self, full=True):
        command = [sys.executable, "-B", str(LINTS / self.script), *self.words, "--root", str(self.root)]
        if "build_dir=True" in (LINTS / self.script).read_text(encoding="utf-8"):
            command += ["--build", str(self.build)]
        which = full if isinstance(full, str) else str(int(full))
        environment = dict(os.environ, OPS_LINT_FULL=which, LC_ALL="C.UTF-8")
        done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
        return done.returncode, done.stdout + done.stderr

    def expect_none(self, tree, full=True):
        self.write(tree)
        status, said = self.run_lint(full)
        self.assertEqual(status, 0, said)
        self.assertIn("no findings", said)

    def expect(self, tree, *findings, full=True):
        self.write(tree)
        status, said = self.run_lint(full)
        self.assertEqual(status, 1, said)
        self.assertNotIn("Traceback", said)
        for finding in findings:
            self.assertIn(finding, said)
        self.assertRegex(said, r"\d+ findings? in |nothing to look at")
