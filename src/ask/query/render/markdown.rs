//! A GitHub-flavoured Markdown table. Text from a log stays text: no link, no emphasis, no HTML.

use polars::prelude::DataFrame;

use crate::error::Result;

use super::cell::{names, rows};
use super::escape::visible;

pub(super) fn render(answer: &DataFrame) -> Result<Vec<u8>> {
    let names = names(answer);
    let mut text = line(names.iter().map(String::as_str));
    text.push_str(&format!("|{}\n", " --- |".repeat(names.len())));
    for row in rows(answer)? {
        let cells: Vec<String> = row.iter().map(|cell| cell.text()).collect();
        text.push_str(&line(cells.iter().map(String::as_str)));
    }
    Ok(text.into_bytes())
}

fn line<'a>(cells: impl Iterator<Item = &'a str>) -> String {
    let mut line = String::from("|");
    for cell in cells {
        line.push_str(&format!(" {} |", inert(&visible(cell))));
    }
    line.push('\n');
    line
}

/// CommonMark lets any punctuation be escaped by a backslash; HTML is written as entities. The colon
/// before `//` keeps GitHub from making a link of an address.
fn inert(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '!' | '|' | '~' | '$' | '@' => {
                out.push('\\');
                out.push(character);
            }
            _ => out.push(character),
        }
    }
    out.replace("://", "\\://").replace("www.", "www\\.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use polars::prelude::df;

    #[test]
    fn cells_are_inert() {
        let answer = df!("path" => ["a|b", "<script>", "[x](javascript:1)", "l1\nl2"]);
        let bytes = render(&answer.expect("a frame")).expect("Markdown");
        let text = String::from_utf8(bytes).expect("UTF-8");
        assert_eq!(
            text,
            "| path |\n| --- |\n| a\\|b |\n| &lt;script&gt; |\n| \\[x\\](javascript:1) |\n\
             | l1\\\\u{a}l2 |\n"
        );
    }
}
