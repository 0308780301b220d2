//! Questions to the frame: plain columns per service, small mergeable tables, named and one-off SQL.
//! Tables are counted in plain loops over 64-bit integers, because verdicts rest on them; SQL is for
//! people who ask again. Nothing here says what an answer means.

pub mod attempt;
pub mod outcome;
pub mod query;
pub mod service;
mod split;
pub mod table;

pub use split::{OWN_SHARE, TOLD_PAGES, referer_paths, split, split_stored};
