//! CSV (RFC 4180). A text that a spreadsheet would take for a formula gets an apostrophe in front, as
//! OWASP "CSV Injection" advises, and characters that would act on a terminal are made visible; numbers
//! and times are left as they are. JSON lines and Parquet keep every value.

use polars::prelude::DataFrame;

use crate::error::{Error, Kind, Result};

use super::cell::{Cell, names, rows};
use super::escape::visible;

pub(super) fn render(answer: &DataFrame) -> Result<Vec<u8>> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let failed = |error: csv::Error| Error::new(Kind::Query, "cannot write CSV").because(error);
    writer.write_record(names(answer).iter().map(|name| disarmed(name))).map_err(failed)?;
    for row in rows(answer)? {
        writer.write_record(row.iter().map(field)).map_err(failed)?;
    }
    writer.into_inner().map_err(|error| Error::new(Kind::Query, error.to_string()))
}

fn field(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => disarmed(text),
        other => other.text(),
    }
}

fn disarmed(text: &str) -> String {
    let text = visible(text);
    // Spreadsheets skip leading blanks and take the full-width signs for the narrow ones.
    if text.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']) {
        format!("'{text}")
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use polars::prelude::df;

    #[test]
    fn formulas_are_disarmed_and_numbers_are_not() {
        let answer = df!("path" => ["=1+1", "a,\"b\"", "-", "\t=1"], "n" => [-1_i64, 2, 3, 4]);
        let bytes = render(&answer.expect("a frame")).expect("CSV");
        let text = String::from_utf8(bytes).expect("UTF-8");
        assert_eq!(text, "path,n\n'=1+1,-1\n\"a,\"\"b\"\"\",2\n'-,3\n\\u{9}=1,4\n");
    }
}
