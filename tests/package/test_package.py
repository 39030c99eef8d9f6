"""package.installs: the .deb holds what it should and nothing else, says what it needs, and its programs start.

It is unpacked into a folder of its own, so that no root and no network are needed.
"""

import os
import re
import signal
import stat
import subprocess
import tempfile
import time
import unittest
from pathlib import Path

VERSION = os.environ["OPS_VERSION"]
BUILD = Path(os.environ["OPS_BUILD_DIR"])
FILES = {
    "usr/bin/titan-ops-console": 0o755,
    "usr/bin/titan-sim": 0o755,
    "usr/share/applications/titan-ops-console.desktop": 0o644,
    "usr/share/doc/titan-ops-console/copyright": 0o644,
    "usr/share/icons/hicolor/scalable/apps/titan-ops-console.svg": 0o644,
    "usr/share/metainfo/io.github.titan_ops.console.metainfo.xml": 0o644,
}
START_LIMIT_S = 30


def run(*command, **more):
    return subprocess.run(command, check=True, capture_output=True, text=True, **more).stdout


class Package(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory(prefix="ops-package-")
        cls.addClassCleanup(cls.folder.cleanup)
        cls.base = Path(cls.folder.name)
        os.umask(0o022)
        try:
            run("cpack", "-G", "DEB", "--config", str(BUILD / "CPackConfig.cmake"), "-B", str(cls.base / "pack"))
        except subprocess.CalledProcessError as error:
            raise AssertionError(f"cpack failed:\n{error.stdout}{error.stderr}") from error
        cls.debs = list((cls.base / "pack").glob("*.deb"))
        cls.root = cls.base / "root"
        if len(cls.debs) == 1:
            run("dpkg", "-x", str(cls.debs[0]), str(cls.root))

    def field(self, name):
        return run("dpkg-deb", "-f", str(self.debs[0]), name).strip()

    def environment(self):
        home = self.base / "home"
        home.mkdir(exist_ok=True)
        runtime = self.base / "runtime"
        runtime.mkdir(mode=0o700, exist_ok=True)
        kept = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL") if name in os.environ}
        # No session bus: a keyring of the machine is none of this test's business.
        bus = {"DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent"}
        return {**kept, **bus, "HOME": str(home), "XDG_RUNTIME_DIR": str(runtime), "QT_QPA_PLATFORM": "offscreen"}

    def test_name(self):
        architecture = run("dpkg", "--print-architecture").strip()
        self.assertEqual([deb.name for deb in self.debs], [f"titan-ops-console_{VERSION}_{architecture}.deb"])

    def test_control(self):
        self.assertEqual(self.field("Package"), "titan-ops-console")
        self.assertEqual(self.field("Version"), VERSION)
        self.assertIn("runbook", self.field("Description"))
        self.assertRegex(self.field("Maintainer"), r".+ <.+@.+>")
        needed = self.field("Depends")
        for library in ("libc6", "libqt6core6", "libqt6widgets6", "libqt6network6", "libqt6keychain1", "libnats3"):
            self.assertRegex(needed, rf"(^|, ){library}[\w.]* \(>= [^)]+\)|(^|, ){library}[\w.]*(,|$)")
        self.assertNotIn("libqt6test6", needed)
        self.assertIn("nats-server", self.field("Recommends"))

    def test_contents(self):
        found = {}
        for path in self.root.rglob("*"):
            mode = path.lstat().st_mode
            if stat.S_ISDIR(mode):
                self.assertEqual(stat.S_IMODE(mode), 0o755, path)
            else:
                self.assertTrue(stat.S_ISREG(mode), path)
                found[path.relative_to(self.root).as_posix()] = stat.S_IMODE(mode)
        self.assertEqual(found, FILES)

    def test_owners(self):
        for line in run("dpkg-deb", "-c", str(self.debs[0])).splitlines():
            self.assertEqual(line.split()[1], "root/root", line)

    def test_nothing_runs_at_installation(self):
        control = self.base / "control"
        run("dpkg-deb", "-e", str(self.debs[0]), str(control))
        self.assertLessEqual({path.name for path in control.iterdir()}, {"control", "md5sums"})

    def test_programs_are_stripped_and_find_no_build_folder(self):
        for name in ("titan-ops-console", "titan-sim"):
            dynamic = run("readelf", "-d", "-S", str(self.root / "usr/bin" / name))
            self.assertIsNone(re.search(r"\((RPATH|RUNPATH)\)", dynamic))
            self.assertNotIn(".debug_info", dynamic)

    def test_versions(self):
        for name in ("titan-ops-console", "titan-sim"):
            said = run(str(self.root / "usr/bin" / name), "--version", env=self.environment(), timeout=START_LIMIT_S)
            self.assertIn(VERSION, said)

    def test_desktop_data(self):
        run("desktop-file-validate", str(self.root / "usr/share/applications/titan-ops-console.desktop"))
        run("appstreamcli", "validate-tree", "--no-net", str(self.root))

    def test_console_starts_and_ends(self):
        environment = self.environment()
        log = Path(environment["HOME"], ".local/state/titan-ops-console")
        console = subprocess.Popen(
            [str(self.root / "usr/bin/titan-ops-console")],
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        try:
            deadline = time.monotonic() + START_LIMIT_S
            while not list(log.glob("*.log")) and console.poll() is None and time.monotonic() < deadline:
                time.sleep(0.02)
            self.assertIsNone(console.poll(), "the console ended by itself")
            self.assertTrue(list(log.glob("*.log")), "the console wrote no log")
        finally:
            console.send_signal(signal.SIGTERM)
            try:
                _, said = console.communicate(timeout=START_LIMIT_S)
            except subprocess.TimeoutExpired:
                console.kill()
                _, said = console.communicate()
                self.fail("the console did not end when it was asked to")
        self.assertIn(console.returncode, (0, -signal.SIGTERM), said)


if __name__ == "__main__":
    unittest.main()
