//! The page of questions in the documentation: named ones, the tables, and what one-off SQL may say.

use crate::ask::table::TABLES;
use crate::frame::type_name;

use super::named::NAMED;

/// Markdown of `docs/reference/queries.md`.
pub fn reference() -> String {
    let mut page = String::from(
        "# Questions\n\nPrinted from the program. `afflux query CASE NAME` asks a named question, \
         `afflux query CASE --sql \"SELECT …\"` any other\nover `requests` (see \
         [schema](schema.md)) and the tables below.\n\n",
    );
    page.push_str("## Named questions\n\n");
    for named in NAMED {
        page.push_str(&format!(
            "### {}\n\n{}\n\n- reads: {}\n- columns: {}\n- see also: {}\n\n",
            named.name,
            named.question(),
            named.reads(),
            named.columns(),
            named.see_also(),
        ));
    }
    page.push_str("## Tables\n\n");
    for table in TABLES {
        page.push_str(&format!("### {}\n\n{}.\n\n", table.name, capital(table.meaning)));
        page.push_str("| column | type in Parquet | meaning |\n|---|---|---|\n");
        for column in table.columns {
            let kind = type_name(column.kind);
            page.push_str(&format!("| `{}` | {kind} | {} |\n", column.name, column.meaning));
        }
        page.push('\n');
    }
    page.push_str(RULES);
    page
}

fn capital(text: &str) -> String {
    let mut characters = text.chars();
    characters
        .next()
        .map(|first| first.to_uppercase().chain(characters).collect())
        .unwrap_or_default()
}

const RULES: &str = "\
## What SQL may say

One SELECT, with WITH, JOIN, LEFT JOIN, FULL JOIN, CROSS JOIN, WHERE, GROUP BY, HAVING, QUALIFY, \
ORDER BY, LIMIT, UNION,
EXCEPT and INTERSECT. The built-in engine would answer some statements wrongly; they are rewritten so \
that the answer is
that of DuckDB on the same Parquet, or refused with a hint. For what is refused, open the Parquet of \
the case in DuckDB.

| refused | instead |
|---|---|
| scalar subqueries, EXISTS | a WITH part and CROSS JOIN, or IN (SELECT …) |
| running aggregates without a frame; AVG, MEDIAN, LAST_VALUE with ORDER BY in OVER | ROWS BETWEEN \
UNBOUNDED PRECEDING AND CURRENT ROW and a total order |
| more than two keys that may be null in the ORDER BY of a window | COALESCE |
| named windows, NULLS FIRST in a window | the window after OVER, COALESCE |
| CAST of a fraction to an integer, to DECIMAL, unsigned or TIMESTAMP | FLOOR, CEIL or ROUND first; \
DOUBLE |
| SUM of a condition, SUM(DISTINCT …), COUNT of two columns | COUNT(*) FILTER (WHERE …); SELECT \
DISTINCT in a WITH part |
| LOG, POSITION, STRPOS, SUBSTR from the end, LIKE with a backslash | LN, LOG2, LOG10; LIKE, \
STARTS_WITH, SPLIT_PART |
| `//`, `^`, bits | FLOOR(a / b), POW |
| aggregates in ORDER BY, columns beside an aggregate without GROUP BY | name the aggregate; GROUP BY |
| a WITH part or an alias called like a table | another name |
| spans of time in the answer; a time literal beside a calculated time | both ends; a WITH part that \
names the calculated time |
| sums and products beyond 2^61; calculating on a column that holds such a number | leave out forged \
rows |
| anything that writes, reads a file or is not named here | DuckDB |

Time literals are `'2021-04-06 06:02:00'`, UTC. Division gives a fraction, and by zero it gives \
infinity: write NULLIF.
CAST of text to a number fails on text that is none; TRY_CAST gives null. ROUND rounds halves away \
from zero. Nulls are
last in any order unless NULLS FIRST is written.
";
