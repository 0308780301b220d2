#!/usr/bin/env python3
"""DuckDB's answers to every named question and trap statement, on the Parquet of fixtures/queries.

Usage: oracle.py [--print]     needs `pip install duckdb pytz`
Writes fixtures/queries/answers.jsonl, one statement a line: {"name", "columns", "rows"}; with
--print it writes the same to the standard output instead. Statements marked `-- refused` are not
asked. Times are RFC 3339 UTC, decimals are floating-point numbers.
"""

import datetime
import decimal
import json
import math
import pathlib
import re
import sys

import duckdb

ROOT = pathlib.Path(__file__).resolve().parents[2]
FOLDER = ROOT / "fixtures" / "queries"


def statements():
    """(name, SQL) of everything that is answered, traps first, in a fixed order."""
    traps = (FOLDER / "traps.sql").read_text(encoding="utf-8")
    for block in re.split(r"^-- trap: ", traps, flags=re.MULTILINE)[1:]:
        name, rest = block.split("\n", 1)
        if not rest.startswith("-- refused"):
            yield name, rest
    for path in sorted((ROOT / "queries").glob("*.sql")):
        yield path.stem, path.read_text(encoding="utf-8")


def plain(value):
    """A cell as JSON has it."""
    if isinstance(value, datetime.datetime):
        utc = value.astimezone(datetime.timezone.utc)
        text = utc.strftime("%Y-%m-%dT%H:%M:%S")
        fraction = f".{utc.microsecond:06d}".rstrip("0") if utc.microsecond else ""
        return f"{text}{fraction}Z"
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, decimal.Decimal):
        return float(value)
    if isinstance(value, float) and not math.isfinite(value):
        return "NaN" if math.isnan(value) else str(value)
    return value


def answers():
    """One JSON line a statement."""
    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'UTC'")
    for path in sorted(FOLDER.glob("*.parquet")):
        connection.execute(f"CREATE VIEW {path.stem} AS SELECT * FROM read_parquet('{path}')")
    for name, sql in statements():
        result = connection.execute(sql)
        columns = [column[0] for column in result.description]
        rows = [[plain(value) for value in row] for row in result.fetchall()]
        yield json.dumps({"name": name, "columns": columns, "rows": rows}, ensure_ascii=False)


if __name__ == "__main__":
    text = "".join(line + "\n" for line in answers())
    if "--print" in sys.argv:
        sys.stdout.buffer.write(text.encode("utf-8"))
    else:
        (FOLDER / "answers.jsonl").write_text(text, encoding="utf-8")
