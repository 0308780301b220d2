//! Which characters the PDF can show. PDF/A refuses a character without a glyph, and a log may hold any
//! character: what the fonts lack is written as `\u{…}` before it is set.

use super::world::FONTS;

/// `text` with every character that cannot be set, or not without joining or turning its neighbours,
/// as `\u{…}`. The ends of lines in the report's own words become spaces; those of a log never come here.
pub fn settable(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        if character == '\n' {
            shown.push(' ');
        } else if stands_alone(character) && has_glyph(character) {
            shown.push(character);
        } else {
            shown.extend(character.escape_unicode());
        }
    }
    shown
}

/// Latin, Greek, Cyrillic, punctuation and symbols; no combining marks, no script that is written from
/// right to left, nothing that shows no shape but the spaces that the report's own words use.
fn stands_alone(character: char) -> bool {
    matches!(u32::from(character),
        0x20..=0x7e | 0xa0..=0xac | 0xae..=0x2ff | 0x370..=0x482 | 0x48a..=0x52f | 0x1e00..=0x1fff
        | 0x2009..=0x200a | 0x2010..=0x2027 | 0x202f..=0x205e | 0x2070..=0x209c | 0x20a0..=0x20bf
        | 0x2100..=0x22ff | 0x2500..=0x25ff | 0xfb01..=0xfb02 | 0xfffd)
}

fn has_glyph(character: char) -> bool {
    if character.is_ascii() {
        return true;
    }
    let book = FONTS.book();
    let mut fonts = book.families().flat_map(|(_, indices)| indices).filter_map(|at| book.info(at));
    fonts.any(|font| font.coverage.contains(character.into()))
}
