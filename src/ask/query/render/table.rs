//! Aligned columns for a terminal. Long cells are shortened, and the foot says how many were.

use comfy_table::{CellAlignment, ContentArrangement, Table, presets};
use polars::prelude::DataFrame;

use crate::error::Result;

use super::cell::{Cell, names, rows};
use super::escape::visible;

/// Longest cell in characters; a path and an address fit, an attack's payload does not.
const WIDTH_MAX: usize = 60;

pub(super) fn render(answer: &DataFrame) -> Result<Vec<u8>> {
    let mut table = Table::new();
    table.load_style(presets::UTF8_FULL_CONDENSED);
    table.set_content_arrangement(ContentArrangement::Disabled);
    table.set_header(names(answer).iter().map(|name| visible(name)));
    let mut shortened = 0;
    for row in rows(answer)? {
        table.add_row(row.iter().map(|cell| shown(cell, &mut shortened)));
    }
    let plural = if answer.height() == 1 { "" } else { "s" };
    let mut text = format!("{table}\n{} row{plural}\n", answer.height());
    if shortened > 0 {
        text.push_str(&format!(
            "{shortened} cells are cut to {WIDTH_MAX} characters; other formats have them whole\n"
        ));
    }
    Ok(text.into_bytes())
}

fn shown(cell: &Cell, shortened: &mut usize) -> comfy_table::Cell {
    let mut text = visible(&cell.text());
    if text.chars().count() > WIDTH_MAX {
        *shortened += 1;
        text = text.chars().take(WIDTH_MAX - 1).chain(['…']).collect();
    }
    let alignment = if cell.is_number() { CellAlignment::Right } else { CellAlignment::Left };
    comfy_table::Cell::new(text).set_alignment(alignment)
}
