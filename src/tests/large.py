"""A case larger than memory, for bench.py: BENCH_LARGE=16 adds one of so many of its logs (20 GB)."""

import os
import shutil
import subprocess
import sys

LOGS = int(os.environ.get("BENCH_LARGE", 0))
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def repeated(log, out, number):
    """The log packed, in another month than its April of 2021: no two copies overlap."""
    other = f"/{MONTHS[number % 12]}/{2021 - number // 12}:".encode()
    pack = subprocess.Popen(["zstd", "-1", "-q", "-f", "-o", str(out)], stdin=subprocess.PIPE)
    with open(log, "rb") as lines:
        while block := lines.read(32 << 20) + lines.readline():
            pack.stdin.write(block.replace(b"/Apr/2021:", other))
    pack.stdin.close()
    if pack.wait():
        sys.exit("zstd failed")


def measure(page, folder, log, program, run):
    """Time and memory of all logs together in 2 GB, beside one of them in as much as it takes."""
    if not LOGS or not shutil.which("zstd"):
        return
    logs = folder / "large"
    logs.mkdir()
    for number in range(LOGS):
        repeated(log, logs / f"access.{number:03}.log.zst", number)
    words = program + ["investigate", "--out", folder / "case", "--force", "--quiet", "--no-progress"]
    small, _ = run(words + [logs / "access.000.log.zst"])
    taken, peak = run(words + [logs, "--memory", "2GB"])
    size = LOGS * log.stat().st_size / 1e9
    page.row(f"investigate {size:.1f} GB, packed, --memory 2GB: time per byte", f"{taken:.0f} s",
             f"one of {LOGS} logs {small:.1f} s", f"{taken / LOGS / small:.2f} ×")
    page.row("memory of it", f"{peak:.0f} MiB", "", "")
    shutil.rmtree(logs)
