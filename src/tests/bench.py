"""Times the main job beside what a reader knows: wc -l, and DuckDB on the same file.

    python bench.py PROGRAM          BENCH_MB=300 sets the size of the log

The log is that of the demo, replayed a week later each time with other addresses of the same networks, so that
times go on and clients are new; the same size gives the same bytes. Every job runs three times on a warm cache,
and the best counts. Nothing is asserted: machines differ, ratios on one machine say more.
"""

import gzip
import multiprocessing
import os
import pathlib
import re
import resource
import subprocess
import sys
import tempfile
import time
from datetime import datetime, timedelta

DEMO = pathlib.Path(__file__).parents[2] / "fixtures/demo/access.log.gz"
ROUNDS = 3
LINE = re.compile(r"(\S+)( \S+ \S+ \[)([^\]]{20})(.*)", re.DOTALL)
STAMP = "%d/%b/%Y:%H:%M:%S"

# Requests a minute, classes of status, top clients: what a first look at a log asks for.
DUCKDB = r"""
import sys, duckdb
log = sys.argv[1]
duckdb.sql(f'''CREATE TABLE requests AS SELECT
    regexp_extract(line, '^(\S+)', 1) AS client,
    strptime(regexp_extract(line, '\[([^\] ]+)', 1), '%d/%b/%Y:%H:%M:%S') AS ts,
    TRY_CAST(regexp_extract(line, '" (\d{{3}}) ', 1) AS INTEGER) AS status
  FROM read_csv('{log}', columns={{'line': 'VARCHAR'}}, delim='\x01', quote='', escape='', header=false)''')
for sql in ("SELECT date_trunc('minute', ts) AS minute, COUNT(*) FROM requests GROUP BY 1 ORDER BY 1",
            "SELECT status // 100 AS class, COUNT(*) FROM requests GROUP BY 1 ORDER BY 1",
            "SELECT client, COUNT(*) AS n FROM requests GROUP BY 1 ORDER BY n DESC, client LIMIT 20"):
    duckdb.sql(sql).fetchall()
"""


def shifted(address, turn):
    """Another address of the same network: the last part is turned."""
    if "." in address:
        head, last = address.rsplit(".", 1)
        return f"{head}.{(int(last) + 37 * turn) % 256}"
    head, last = address.rsplit(":", 1)
    return f"{head}:{(int(last or '0', 16) + 37 * turn) % 65536:x}"


def replay(lines, turn, addresses, stamps):
    """The lines of the demo, `turn` weeks later. Each address and each second is worked out once."""
    for client, between, stamp, rest in lines:
        if client not in addresses:
            addresses[client] = shifted(client, turn)
        if stamp not in stamps:
            later = datetime.strptime(stamp, STAMP) + timedelta(weeks=turn)
            stamps[stamp] = later.strftime(STAMP)
        yield f"{addresses[client]}{between}{stamps[stamp]}{rest}"


def build(path, size):
    """Writes whole turns of the demo until the log has `size` bytes."""
    with gzip.open(DEMO, "rt", encoding="utf-8", errors="surrogateescape", newline="") as demo:
        lines = [LINE.fullmatch(line).groups() for line in demo]
    written, turn = 0, 0
    with open(path, "w", encoding="utf-8", errors="surrogateescape", newline="") as log:
        while written < size:
            written += log.write("".join(replay(lines, turn, {}, {})))
            turn += 1


def run(words):
    """Seconds and peak memory (MiB) of one run; a failing job ends the comparison."""
    start = time.perf_counter()
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    said = process.stderr.read()
    # wait4 gives the usage of this child alone; RUSAGE_CHILDREN would keep the largest of all.
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{' '.join(map(str, words))}\n{said.decode(errors='replace')}")
    return seconds, usage.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)


def best(words):
    runs = [run(words) for _ in range(ROUNDS)]
    return min(seconds for seconds, _ in runs), max(memory for _, memory in runs)


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: bench.py PROGRAM")
    program = str(pathlib.Path(sys.argv[1]).resolve())
    # A limit on memory would be told as slowness.
    soft, _ = resource.getrlimit(resource.RLIMIT_AS)
    limit = "" if soft == resource.RLIM_INFINITY else f", address space limited to {soft >> 20} MiB"
    with tempfile.TemporaryDirectory() as directory:
        folder = pathlib.Path(directory)
        log = folder / "access.log"
        wanted = int(os.environ.get("BENCH_MB", "300")) * 1_000_000
        # In a process of its own: a child's peak memory is never told as less than its parent's was.
        builder = multiprocessing.Process(target=build, args=(log, wanted))
        builder.start()
        builder.join()
        if builder.exitcode != 0:
            sys.exit("the log could not be built")
        size = log.stat().st_size
        case = folder / "case"
        count = "SELECT COUNT(*) AS n FROM requests"
        jobs = [
            ("wc -l", ["wc", "-l", log]),
            ("afflux query", [program, "-q", "query", log, "--sql", count]),
            ("afflux investigate", [program, "-q", "investigate", log, "--out", case, "--force"]),
            ("DuckDB", [sys.executable, "-c", DUCKDB, log]),
        ]
        print(f"{size / 1e6:.0f} MB, {os.cpu_count()} cores{limit}; best of {ROUNDS}\n")
        print(f"{'job':<20}{'seconds':>9}{'MB/s':>9}{'x wc -l':>9}{'peak MiB':>10}")
        first = None
        for name, words in jobs:
            seconds, memory = best([str(word) for word in words])
            first = first or seconds
            print(
                f"{name:<20}{seconds:>9.2f}{size / 1e6 / seconds:>9.0f}{seconds / first:>9.1f}{memory:>10.0f}",
                flush=True,
            )


if __name__ == "__main__":
    main()
