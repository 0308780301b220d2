"""Times reading and judging beside what a reader knows, and writes docs/reference/performance.md.

    python bench.py PROGRAM [PAGE]   BENCH_LINES=5000000 sets the size of the log, BENCH_ROUNDS=5 the runs;
                                     BENCH_LARGE=16 adds a case of so many such logs (20 GB), which takes a
                                     quarter of an hour and, in BENCH_DIR, some 15 GB of disk
    python bench.py --stages PAGE    only the stages of reading (src/tests/stages.rs), in their part of the page

Both sides of a ratio run in turn on a warm cache, and the ratio is the median over the pairs: times differ from
machine to machine and from minute to minute, ratios much less. Nothing is asserted. Peers are used where they are
installed (goaccess, gzip, zstd as Debian packages, DuckDB from PyPI) and named with their version.
"""

import gzip
import json
import os
import pathlib
import platform
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True
import large

LINES = int(os.environ.get("BENCH_LINES", 5_000_000))
ROUNDS = int(os.environ.get("BENCH_ROUNDS", 5))
SEED = 20210406

# The model of the log. Clients, paths and referers follow Zipf's law (Breslau et al. 1999 measured exponents of 0.64
# to 0.83 for pages); 85 % of clients have IPv4; a minute has 1,000 requests; one line in 20,000 has an odd quote; one
# answer in 200 is a failure, as on a healthy site.
CLIENTS, PATHS, REFERERS, AGENTS, EXPONENT = 300_000, 58_000, 57_000, 5_000, 0.8
STATUSES = (200,) * 169 + (304,) * 16 + (302,) * 8 + (404,) * 5 + (403, 500)
BLOCK = 100_000

# The six tables that a first look asks for, as DuckDB computes them from the same file. The file is read as text
# with blanks between fields and quotes around some: the fastest way that keeps every line.
DUCKDB = r"""
import sys, duckdb
log = sys.argv[1]
names = ["client", "ident", "user", "stamp", "zone", "request", "status", "bytes", "referer", "agent"]
columns = "{" + ", ".join(f"'{name}': 'VARCHAR'" for name in names) + "}"
duckdb.sql(f'''CREATE TABLE requests AS SELECT client, stamp[2:18] AS minute, status[1:1] AS class,
    split_part(split_part(request, ' ', 2), '?', 1) AS path, TRY_CAST(bytes AS BIGINT) AS bytes, referer, agent
  FROM read_csv('{log}', columns={columns}, delim=' ', quote='"', escape='\\', header=false, ignore_errors=true,
                null_padding=true, parallel=true)''')
for sql in ("SELECT minute, COUNT(*) FROM requests GROUP BY 1",
            "SELECT class, COUNT(*) FROM requests GROUP BY 1",
            "SELECT client, COUNT(*) AS n FROM requests GROUP BY 1 ORDER BY n DESC, client LIMIT 10",
            "SELECT path, COUNT(*) AS n FROM requests GROUP BY 1 ORDER BY n DESC, path LIMIT 10",
            "SELECT COUNT(DISTINCT client), SUM(bytes) FROM requests"):
    duckdb.sql(sql).fetchall()
"""


class Pool:
    """Values drawn by Zipf's law, a block at a time."""

    def __init__(self, rng, values):
        self.rng, self.values = rng, values
        total, self.weights = 0.0, []
        for rank in range(len(values)):
            total += 1 / (rank + 1) ** EXPONENT
            self.weights.append(total)

    def draw(self, count):
        return self.rng.choices(self.values, cum_weights=self.weights, k=count)


def client(rng):
    if rng.random() < 0.85:
        return ".".join(str(rng.randrange(1, 255)) for _ in range(4))
    return "2001:db8:" + ":".join(f"{rng.randrange(1, 65536):x}" for _ in range(6))


def agent(rng):
    version = f"{rng.randrange(40, 100)}.0.{rng.randrange(5000)}.{rng.randrange(200)}"
    system = rng.choice(("Windows NT 10.0; Win64; x64", "X11; Linux x86_64", "Macintosh; Intel Mac OS X 10_15_7"))
    return f"Mozilla/5.0 ({system}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{version} Safari/537.36"


def requests(lines):
    """The fields of every request, in order of time."""
    rng = random.Random(SEED)
    word = lambda: "".join(rng.choices("abcdefghijklmnopqrstuvwxyz-", k=rng.randrange(4, 14)))
    clients = Pool(rng, [client(rng) for _ in range(CLIENTS)])
    paths = Pool(rng, ["/" + "/".join(word() for _ in range(rng.randrange(1, 4))) for _ in range(PATHS)])
    referers = Pool(rng, ["-"] + [f"https://www.example.fr/{word()}/{word()}" for _ in range(REFERERS)])
    agents = Pool(rng, [agent(rng) for _ in range(AGENTS)])
    done, start = 0, 1_617_235_200
    while done < lines:
        count = min(BLOCK, lines - done)
        block = zip(clients.draw(count), paths.draw(count), referers.draw(count), agents.draw(count),
                    rng.choices(STATUSES, k=count))
        for at, (who, path, referer, name, status) in enumerate(block, done):
            query = f"?id={at * 7919 % 9973}" if at % 5 == 0 else ""
            if at % 20_000 == 7:
                name = name + ' \\"odd\\"'
            yield start + at * 60 // 1000, who, path, query, referer, name, status, at * 31 % 40_000, at % 900
        done += count


def combined(second, who, path, query, referer, name, status, size, millis):
    return (f'{who} - - [{STAMPS(second)} +0200] "GET {path}{query} HTTP/1.1" {status} {size} '
            f'"{referer}" "{name}"\n')


def nginx_json(second, who, path, query, referer, name, status, size, millis):
    name = name.replace("\\", "")
    return json.dumps({"time_iso8601": ISO(second) + "+00:00", "remote_addr": who, "request": f"GET {path}{query} HTTP/1.1",
                       "status": status, "body_bytes_sent": size, "request_time": millis / 1000,
                       "http_referer": referer, "http_user_agent": name.replace('"', "")}) + "\n"


def alb(second, who, path, query, referer, name, status, size, millis):
    name = name.replace("\\", "").replace('"', "")
    return (f'https {ISO(second)}.186641Z app/web/50dc6c495c0c9188 {who if ":" not in who else "[" + who + "]"}:2817 '
            f'10.0.0.1:80 0.000 {millis / 1000:.3f} 0.000 {status} {status} 34 {size} '
            f'"GET https://www.example.fr:443{path}{query} HTTP/2.0" "{name}" ECDHE-RSA-AES128-GCM-SHA256 TLSv1.2 '
            f'arn:aws:elasticloadbalancing:eu-west-3:1:targetgroup/web/73e2d6bc24d8a067 "Root=1-58337262-36d228ad" '
            f'"www.example.fr" "-" 0 {ISO(second)}.180000Z "forward" "-" "-" "10.0.0.1:80" "{status}" "-" "-"\n')


def w3c(second, who, path, query, referer, name, status, size, millis):
    name = name.replace(" ", "+").replace('"', "").replace("\\", "")
    date, clock = ISO(second).split("T")
    return (f"{date} {clock} 10.0.0.1 GET {path} {query[1:] or '-'} 443 - {who} {name} {referer} {status} 0 0 "
            f"{millis}\n")


def remembered(shape):
    last = {}

    def stamp(second):
        if second not in last:
            last.clear()
            last[second] = time.strftime(shape, time.gmtime(second))
        return last[second]

    return stamp


STAMPS, ISO = remembered("%d/%b/%Y:%H:%M:%S"), remembered("%Y-%m-%dT%H:%M:%S")
HEADS = {w3c: "#Software: Microsoft Internet Information Services 10.0\n#Fields: date time s-ip cs-method cs-uri-stem "
              "cs-uri-query s-port cs-username c-ip cs(User-Agent) cs(Referer) sc-status sc-substatus "
              "sc-win32-status time-taken\n"}


def write(path, shape, lines):
    with open(path, "w", encoding="utf-8") as log:
        log.write(HEADS.get(shape, ""))
        log.writelines(shape(*request) for request in requests(lines))


def run(words):
    """Seconds and peak memory (MiB) of one run; a failing job ends the comparison."""
    start = time.perf_counter()
    process = subprocess.Popen([str(word) for word in words], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    said = process.stderr.read()
    # wait4 gives the usage of this child alone; RUSAGE_CHILDREN would keep the largest of all.
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    if status:
        sys.exit(f"{' '.join(map(str, words))} failed:\n{said.decode(errors='replace')}")
    return seconds, usage.ru_maxrss / 1024


def paired(one, other, rounds=ROUNDS):
    """Median seconds of both, median of the ratios, and peak memory of the first."""
    run(one), run(other)
    pairs = [(run(one), run(other)) for _ in range(rounds)]
    first = statistics.median(pair[0][0] for pair in pairs)
    second = statistics.median(pair[1][0] for pair in pairs)
    ratio = statistics.median(pair[0][0] / pair[1][0] for pair in pairs)
    return first, second, ratio, max(pair[0][1] for pair in pairs)


def version(words):
    said = subprocess.run(words, capture_output=True, text=True, check=False)
    lines = (said.stdout + said.stderr).strip().splitlines()
    return lines[0] if lines else "?"


def processor():
    names = [line.split(":", 1)[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")]
    return f"{len(names)} × {names[0]}" if names else platform.machine()


class Page:
    """Rows as they are measured, on the terminal and in the page."""

    def __init__(self):
        self.rows = []

    def row(self, what, value, against, ratio):
        self.rows.append((what, value, against, ratio))
        print(f"{what:58} {value:>14} {against:>26} {ratio:>10}", flush=True)

    def text(self, head):
        table = "\n".join(f"| {' | '.join(row)} |" for row in self.rows)
        return f"{head}\n\n| what | time | against | ratio |\n|---|---|---|---|\n{table}\n"


def seconds(value):
    return f"{value:.2f} s"


def main(program, page_path):
    folder = pathlib.Path(tempfile.mkdtemp(prefix="afflux-bench-", dir=os.environ.get("BENCH_DIR")))
    try:
        page = measure(program, folder) + stages()
    finally:
        shutil.rmtree(folder)
    if page_path:
        pathlib.Path(page_path).write_text(page, encoding="utf-8")


STAGES = "\n## The stages of reading\n"


def stages():
    """Each stage by itself, as `cargo bench` times it: a part of the page."""
    words = [os.environ.get("CARGO", "cargo"), "bench", "--locked", "--quiet", "--bench", "stages"]
    printed = subprocess.run(words, check=True, capture_output=True, text=True).stdout
    rows, path, name = [], [], None
    for line in printed.splitlines():
        place = re.match(r"^([│ ]*)[├╰]─ (\S+)", line)
        if place:
            depth = len(place.group(1)) // 3
            path = path[:depth] + [place.group(2)]
            name = ", ".join(path).replace("_", " ")
        # The third column of throughputs is the median's.
        found = re.findall(r"([\d.]+) ([KMG]?)item/s", line)
        if found and name and len(found) >= 3:
            value, unit = found[2]
            each = 1e9 / (float(value) * {"": 1, "K": 1e3, "M": 1e6, "G": 1e9}[unit])
            rows.append(f"| {name} | {each:.1f} |" if each < 100 else f"| {name} | {each:.0f} |")
    return f"""{STAGES}
Medians on one thread, from memory, a log of 4,000 lines each (`cargo bench --bench stages`), on {processor()}. A whole
chunk is everything from bytes to columns; recognising is the cost of a line of the sample, of which there are some
thousand in a file whatever its size.

| stage | ns a line |
|---|---|
""" + "\n".join(rows) + "\n"


def only_stages(page_path):
    page = pathlib.Path(page_path)
    text = page.read_text(encoding="utf-8").split(STAGES)[0].rstrip("\n") + "\n"
    page.write_text(text + stages(), encoding="utf-8")


def measure(program, folder):
    page, log = Page(), folder / "access.log"
    write(log, combined, LINES)
    size = log.stat().st_size
    print(f"{LINES:,} lines, {size:,} bytes, {ROUNDS} pairs each, {processor()}")
    count = ["wc", "-l", log]
    summary = [program, "summary", log, "--quiet", "--no-progress"]
    first, second, ratio, peak = paired(summary, count)
    page.row("summary: read all, six tables", seconds(first), f"wc -l {seconds(second)}", f"{ratio:.1f} ×")
    # The mapped file is resident too: what is beyond it is ours.
    beyond = (peak * 1024 * 1024 - size) / LINES
    page.row("memory of it beyond the mapped file", f"{beyond:.0f} B a line", f"peak {peak:.0f} MiB", "")
    one, two, ratio, _ = paired(summary + ["--threads", "1"], summary)
    page.row("one thread against all", seconds(one), seconds(two), f"{ratio:.2f} ×")
    placed(page, summary)
    peers(page, folder, log, summary)
    case = folder / "case"
    whole = [program, "investigate", log, "--out", case, "--force", "--quiet", "--no-progress"]
    first, second, ratio, peak = paired(whole, count, 3)
    page.row("investigate: hash, read, place, judge, report, case", seconds(first), f"wc -l {seconds(second)}",
             f"{ratio:.1f} ×")
    page.row("memory of it", f"{peak:.0f} MiB", f"{peak * 1024 * 1024 / LINES:.0f} B a line", "")
    attempts(page, log)
    # A third of what it would take; never less than the program allows.
    budget = max(round(peak / 3), 128)
    first, second, ratio, peak = paired(whole + ["--memory", f"{budget}MiB"], whole, 3)
    page.row(f"investigate --memory {budget}MiB", seconds(first), f"without {seconds(second)}", f"{ratio:.2f} ×")
    page.row("memory of it", f"{peak:.0f} MiB", "", "")
    packed(page, folder, log, program)
    several(page, folder, log, program)
    shapes(page, folder, summary, size, program)
    growth(page, folder, log, program)
    large.measure(page, folder, log, [program], run)
    return page.text(head(size))


def head(size):
    return f"""# Performance

Written by `make bench`: {LINES:,} lines of combined log, {size:,} bytes (model and seed in `src/tests/bench.py`),
{ROUNDS} paired runs on a warm cache, medians, on {processor()}. Ratios say more than times: both sides of each ran in
turn in the same minutes. `summary` counts without hashing; `investigate` hashes every byte. Peers are those that were
installed."""


def peers(page, folder, log, summary):
    script = folder / "duck.py"
    script.write_text(DUCKDB, encoding="utf-8")
    if subprocess.run([sys.executable, "-c", "import duckdb"], check=False, capture_output=True).returncode == 0:
        name = version([sys.executable, "-c", "import duckdb; print('DuckDB', duckdb.__version__)"])
        first, second, ratio, _ = paired([sys.executable, script, log], summary, 3)
        page.row(f"{name}, read_csv, the same tables", seconds(first), f"summary {seconds(second)}", f"{ratio:.1f} ×")
    if shutil.which("goaccess"):
        # It is slow: a tenth of the log once, which flatters it, for its cost grows with the log.
        part = folder / "part.log"
        with open(log, "rb") as whole, open(part, "wb") as out:
            for _ in range(LINES // 10):
                out.write(whole.readline())
        words = ["goaccess", part, "--log-format=COMBINED", "--no-progress", "-o", folder / "report.json"]
        here = summary[:2] + [part] + summary[3:]
        first, second, ratio, _ = paired(words, here, 1)
        page.row(f"{version(['goaccess', '--version'])}, a tenth of the log", seconds(first),
                 f"summary {seconds(second)}", f"{ratio:.0f} ×")


def attempts(page, log):
    """What looking for attempts to get in takes, beside reading, placing and parting into services, in one process."""
    words = [os.environ.get("CARGO", "cargo"), "bench", "--locked", "--quiet", "--bench", "attempts", "--", log]
    printed = subprocess.run(words, check=True, capture_output=True, text=True).stdout
    read, look, ratio = (float(word) for word in printed.split())
    page.row("looking for attempts to get in", seconds(look), f"reading and placing {seconds(read)}",
             f"{ratio * 100:+.0f} %")


def placed(page, summary):
    """What looking up country and network of every distinct client adds."""
    first, second, ratio, _ = paired(summary + ["--places"], summary)
    page.row("summary --places: every client looked up", seconds(first), f"without {seconds(second)}",
             f"{(ratio - 1) * 100:+.0f} %")


def several(page, folder, log, program):
    """The same bytes as four gz files and as one: files are read side by side."""
    if not shutil.which("gzip"):
        return
    parts = []
    with open(log, "rb") as whole:
        for number in range(4):
            part = folder / f"part{number}.log"
            part.write_bytes(whole.read(50_000_000) + whole.readline())
            parts.append(part)
    one = folder / "together.log"
    one.write_bytes(b"".join(part.read_bytes() for part in parts))
    subprocess.run(["gzip", "-6", "-f", one, *parts], check=True)
    words = [program, "summary", "--quiet", "--no-progress"]
    packed = [f"{part}.gz" for part in parts]
    first, second, ratio, _ = paired(words + [f"{one}.gz"], words + packed, 3)
    page.row("one gz file against four of a quarter each", seconds(first), seconds(second), f"{ratio:.2f} ×")
    # One stream is decoded beside its parsing, so that two cores are busy with it already.
    first, second, ratio, _ = paired(words + [f"{one}.gz", "--threads", "1"], words + packed, 3)
    page.row("the same, one file in one thread", seconds(first), seconds(second), f"{ratio:.2f} ×")


def packed(page, folder, log, program):
    for tool, ending, words in (("gzip", "gz", ["gzip", "-6", "-k", "-f"]), ("zstd", "zst", ["zstd", "-q", "-f"])):
        if not shutil.which(tool):
            continue
        part = folder / "packed.log"
        with open(log, "rb") as whole, open(part, "wb") as out:
            out.write(whole.read(300_000_000))
        subprocess.run(words + [part], check=True)
        archive = folder / f"packed.log.{ending}"
        first, second, ratio, _ = paired([program, "summary", archive, "--quiet", "--no-progress"],
                                         [tool, "-dc", archive], 3)
        page.row(f"{ending}, one stream", seconds(first), f"{tool} -dc {seconds(second)}", f"{ratio:.2f} ×")


def shapes(page, folder, summary, size, program):
    lines = max(LINES // 5, 1)
    base = folder / "base.log"
    write(base, combined, lines)
    for name, shape in (("nginx JSON", nginx_json), ("AWS ALB", alb), ("IIS W3C", w3c)):
        log = folder / "shape.log"
        write(log, shape, lines)
        words = summary[:2] + [log] + summary[3:]
        first, second, _, _ = paired(words, summary[:2] + [base] + summary[3:], 3)
        per_byte = (first / log.stat().st_size) / (second / base.stat().st_size)
        page.row(f"{name}: time per byte", f"{first / lines * 1e9:.0f} ns/line", "combined", f"{per_byte:.1f} ×")


def growth(page, folder, log, program):
    small = folder / "small.log"
    with open(log, "rb") as whole, open(small, "wb") as out:
        out.write(whole.read(100_000_000))
        out.write(b"\n")
    words = [program, "summary", "--quiet", "--no-progress"]
    first, second, _, _ = paired(words + [log], words + [small], 3)
    ratio = (first / log.stat().st_size) / (second / small.stat().st_size)
    page.row("time per byte, whole log against 0.1 GB", seconds(first), seconds(second), f"{ratio:.2f} ×")


if __name__ == "__main__" and sys.argv[1] == "--stages":
    only_stages(sys.argv[2])
elif __name__ == "__main__":
    main(sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else None)
