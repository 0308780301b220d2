//! What a page of the terminal is made of: paragraphs of its width, marks, tables and styles. Printable text in,
//! lines out. It escapes nothing: that was done when the document was made.

use anstyle::Style;

use crate::tell::Context;
use crate::tell::document::Table;
use crate::tell::words::Words;

/// Narrowest and widest text: longer lines are hard to read.
const WIDTHS: (usize, usize) = (40, 100);
/// Columns between two cells of a table.
const GAP: usize = 2;

/// A page that is being written.
pub(super) struct Page<'a> {
    pub(super) words: &'a Words,
    pub(super) width: usize,
    pub(super) colour: bool,
    pub(super) text: String,
}

impl<'a> Page<'a> {
    /// An empty page.
    pub(super) fn new(words: &'a Words, context: &Context) -> Self {
        let width = context.width.clamp(WIDTHS.0, WIDTHS.1);
        Self { words, width, colour: context.colour, text: String::new() }
    }

    pub(super) fn blank(&mut self) {
        self.text.push('\n');
    }

    pub(super) fn paragraph(&mut self, indent: usize, style: Style, text: &str) {
        self.hanging(indent, "", style, text);
    }

    /// A paragraph whose first line starts with `mark`, the others under its text.
    pub(super) fn hanging(&mut self, indent: usize, mark: &str, style: Style, text: &str) {
        let under = indent + mark.chars().count();
        for (index, line) in wrapped(text, self.width.saturating_sub(under)).iter().enumerate() {
            let start = if index == 0 { mark } else { "" };
            self.text.push_str(&" ".repeat(if index == 0 { indent } else { under }));
            self.text.push_str(start);
            self.styled(style, line);
            self.text.push('\n');
        }
    }

    pub(super) fn line(&mut self, indent: usize, style: Style, text: &str) {
        self.text.push_str(&" ".repeat(indent));
        self.styled(style, text);
        self.text.push('\n');
    }

    pub(super) fn styled(&mut self, style: Style, text: &str) {
        if self.colour {
            self.text.push_str(&format!("{style}{text}{style:#}"));
        } else {
            self.text.push_str(text);
        }
    }

    /// A table, each column as wide as its widest cell; a row that is too wide is a paragraph of its cells.
    pub(super) fn table(&mut self, indent: usize, table: &Table) {
        self.paragraph(indent, Style::new().italic(), &table.caption);
        let titles: Vec<&str> = table.columns.iter().map(|(title, _)| title.as_str()).collect();
        let rows = table.rows.iter().map(|row| row.iter().map(|c| c.text.as_str()).collect());
        let rows: Vec<Vec<&str>> = rows.collect();
        let length = |text: &&str| text.chars().count();
        let widest = |column: usize| {
            let cells = rows.iter().chain([&titles]).filter_map(|row| row.get(column));
            cells.map(length).max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..titles.len()).map(widest).collect();
        if indent + widths.iter().map(|width| width + GAP).sum::<usize>() > self.width + GAP {
            rows.iter().for_each(|row| self.hanging(indent, "- ", Style::new(), &row.join(" · ")));
            return;
        }
        self.row(indent, &titles, &widths, table, Style::new().dimmed());
        rows.iter().for_each(|row| self.row(indent, row, &widths, table, Style::new()));
    }

    fn row(&mut self, indent: usize, row: &[&str], widths: &[usize], table: &Table, style: Style) {
        let mut line = String::new();
        for ((cell, width), (_, number)) in row.iter().zip(widths).zip(&table.columns) {
            let room = " ".repeat(width.saturating_sub(cell.chars().count()));
            let (before, after) = if *number { (room.as_str(), "") } else { ("", room.as_str()) };
            line.push_str(&format!("{before}{cell}{after}{}", " ".repeat(GAP)));
        }
        self.line(indent, style, line.trim_end());
    }
}

/// Breaks at plain spaces; a word longer than a line stands alone.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut used = 0;
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let length = word.chars().count();
        if used > 0 && used + 1 + length > width {
            lines.push(String::new());
            used = 0;
        }
        if let Some(line) = lines.last_mut() {
            if used > 0 {
                line.push(' ');
                used += 1;
            }
            line.push_str(word);
            used += length;
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_wrapped_at_spaces_only() {
        assert_eq!(wrapped("aa bb cc", 5), ["aa bb", "cc"]);
        assert_eq!(wrapped("aaaaaaaa b", 4), ["aaaaaaaa", "b"]);
        assert_eq!(wrapped("12\u{a0}% x", 4), ["12\u{a0}%", "x"]);
    }
}
