//! Charts, drawn as SVG with classes instead of styles, so that a strict Content-Security-Policy and
//! both colour schemes hold. Judged values in, a picture with its words and its numbers out. Each
//! answers one question and says it in its title; the table beside it has every number drawn.

mod axis;
pub mod bars;
pub mod campaigns;
pub mod heat;
pub mod overview;
pub mod rates;
pub mod replays;
pub mod scale;
mod svg;
pub mod timeline;
pub mod tippett;
pub mod weights;
pub mod world;

use crate::tell::document::Table;

/// A picture, its words and its numbers.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    /// Anchor, unique in the document.
    pub id: String,
    /// What it answers.
    pub title: String,
    /// What is to be seen, for those who do not see it.
    pub description: String,
    /// The `<svg>` element; every text in it is escaped.
    pub svg: String,
    /// Classes and what they mean.
    pub legend: Vec<(&'static str, String)>,
    /// The numbers drawn.
    pub table: Table,
}

/// What a chart belongs to.
#[derive(Debug, Clone)]
pub struct Scope {
    /// Anchor.
    pub id: String,
    /// Number of the incident.
    pub incident: u32,
    /// Service, printable.
    pub service: String,
}
