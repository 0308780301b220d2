//! The document as a page and a print have it: chapters for the gravest incidents, as many as stay within a size and a
//! number, and a line with a command for each of the others. A document in, one in which nothing is lost that its
//! lines do not lead to out; `verdict.json` and the stored report have all.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::{Answer, Document, Part, size};
use crate::tell::words::Words;

/// Incidents with a chapter at most: the demo's takes twenty-six pages of print, and nobody reads a thousand.
pub const CHAPTERS_MAX: usize = 20;
/// Bytes that answers, chapters and everything beside them may take in the page, by a bound that lies above what they
/// take: with style, map and frame it stays below three million, which a mail and a phone still carry.
pub const BYTES_MAX: usize = 2_850_000;

/// The bytes that a document takes in the page at most, style and shapes of the map aside.
pub fn bytes(document: &Document) -> usize {
    let answers: usize = document.answers.iter().map(size::answer).sum();
    size::head(document) + answers + document.sections.iter().map(size::part).sum::<usize>()
}

/// The document, abridged where it is too long.
pub fn abridged<'a>(document: &'a Document, words: &Words) -> Cow<'a, Document> {
    let told = told(document);
    if told.len() == document.answers.len() {
        return Cow::Borrowed(document);
    }
    let mut short = document.clone();
    short.answers.retain(|answer| told.contains(&answer.incident));
    let kept: BTreeSet<String> = short.answers.iter().map(|one| one.anchor.clone()).collect();
    short.sections.retain(|part| !is_chapter(document, part) || kept.contains(&part.id));
    for one in &mut short.listed {
        one.is_told = told.contains(&one.incident);
    }
    let arguments =
        [("told", (told.len() as u64).into()), ("n", (document.answers.len() as u64).into())];
    short.abridged = Some(words.get("abridged", &arguments));
    Cow::Owned(short)
}

fn is_chapter(document: &Document, part: &Part) -> bool {
    document.answers.iter().any(|answer| answer.anchor == part.id)
}

/// The incidents that have room, the gravest first: those with most failures.
fn told(document: &Document) -> BTreeSet<u32> {
    let rest = document.sections.iter().filter(|part| !is_chapter(document, part));
    let mut used = size::head(document) + rest.map(size::part).sum::<usize>();
    let mut ranked: Vec<&Answer> = document.answers.iter().collect();
    ranked.sort_by_key(|answer| (Reverse(answer.failures), answer.incident));
    let mut told = BTreeSet::new();
    for answer in ranked.into_iter().take(CHAPTERS_MAX) {
        used += size::answer(answer) + chapter(document, answer).map_or(0, size::part);
        if used > BYTES_MAX {
            break;
        }
        told.insert(answer.incident);
    }
    told
}

fn chapter<'a>(document: &'a Document, answer: &Answer) -> Option<&'a Part> {
    document.sections.iter().find(|part| part.id == answer.anchor)
}
