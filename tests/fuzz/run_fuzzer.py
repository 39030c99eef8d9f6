"""Runs one fuzz target for OPS_FUZZ_SECONDS, two where nobody asks for more; the lines of a file are its first inputs."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path


def main():
    program, examples = Path(sys.argv[1]), Path(sys.argv[2])
    seconds = int(os.environ.get("OPS_FUZZ_SECONDS", "2"))
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder, "corpus")
        corpus.mkdir()
        for number, line in enumerate(examples.read_bytes().splitlines(keepends=True)):
            Path(corpus, str(number)).write_bytes(line)
        if not any(corpus.iterdir()):
            sys.exit(f"{examples}: no examples")
        # The limit of one input is wall time, which a busy machine may take away: it is for what does not end.
        command = [str(program), str(corpus), f"-max_total_time={seconds}", "-timeout=30", "-rss_limit_mb=2048"]
        command += ["-max_len=4096", f"-artifact_prefix={folder}/", "-print_final_stats=1", "-verbosity=0"]
        done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
        said = done.stdout + done.stderr
        print(said[-6000:])
        for found in sorted(Path(folder).glob("*-*")):
            if found.is_file():
                print(f"{found.name}: {found.read_bytes()[:2000]!r}")
        # A fuzzer that ran nothing has shown nothing.
        runs = [line.split()[-1] for line in said.splitlines() if "number_of_executed_units" in line]
        if done.returncode == 0 and (not runs or int(runs[0]) < 100):
            sys.exit("the fuzzer did not run")
        sys.exit(done.returncode)


if __name__ == "__main__":
    main()
