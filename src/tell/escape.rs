//! Text from logs, made visible. Any text in, one line of characters that no terminal, browser or
//! reader interprets out. It does not escape for a syntax: each writer does that afterwards.

/// Characters of one value that are shown. A user agent of a megabyte helps nobody, and the cited
/// line has it whole.
pub const SHOWN_MAX: usize = 300;

/// `text` with every character that acts or hides instead of showing written as `\u{…}`: controls
/// (ANSI escapes among them), bidirectional overrides, zero-width and other format characters,
/// private use, non-characters and white space other than the plain space. Over-long text is cut,
/// with the characters shown and the length: `… [300/1048576]`.
pub fn printable(text: &str) -> String {
    let mut shown = visible(text.chars().take(SHOWN_MAX));
    if let Some((cut, _)) = text.char_indices().nth(SHOWN_MAX) {
        let length = SHOWN_MAX + text.get(cut..).map_or(0, |rest| rest.chars().count());
        shown.push_str(&format!("… [{SHOWN_MAX}/{length}]"));
    }
    shown
}

/// The same of a text of any length, never cut.
pub fn whole(text: &str) -> String {
    visible(text.chars())
}

/// A word of a command line as a POSIX shell reads it back, then made visible, never cut.
pub fn shell_word(text: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "_-./:=,@%+".contains(c);
    if !text.is_empty() && text.chars().all(plain) {
        return text.to_owned();
    }
    visible(format!("'{}'", text.replace('\'', r"'\''")).chars())
}

fn visible(characters: impl Iterator<Item = char>) -> String {
    let mut shown = String::new();
    for character in characters {
        if acts(character) {
            shown.extend(character.escape_unicode());
        } else {
            shown.push(character);
        }
    }
    shown
}

/// Does the character act on what shows it, or show nothing? Ranges: Unicode 16, general categories
/// Cc, Cf, Co, Zl, Zp, Zs (without the space), the default-ignorable fillers and non-characters.
pub fn acts(character: char) -> bool {
    if character.is_control() || (character.is_whitespace() && character != ' ') {
        return true;
    }
    matches!(u32::from(character),
        0x00ad | 0x034f | 0x0600..=0x0605 | 0x061c | 0x06dd | 0x070f | 0x08e2 | 0x115f..=0x1160
        | 0x17b4..=0x17b5 | 0x180b..=0x180f | 0x200b..=0x200f | 0x2028..=0x202e | 0x2060..=0x206f
        | 0x2800 | 0x3164 | 0xfe00..=0xfe0f | 0xfeff | 0xffa0 | 0xfff0..=0xfffb
        | 0x110bd | 0x110cd | 0x13430..=0x1345f | 0x1bca0..=0x1bca3 | 0x1d173..=0x1d17a
        | 0xe000..=0xf8ff | 0xfdd0..=0xfdef | 0xe0000..=0xe0fff | 0xf0000..=0x10ffff)
        || u32::from(character) & 0xfffe == 0xfffe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_acts_is_shown() {
        assert_eq!(printable("a\u{1b}[31mb"), "a\\u{1b}[31mb");
        assert_eq!(printable("\u{202e}gpj.exe"), "\\u{202e}gpj.exe");
        assert_eq!(
            printable("a\u{200b}b\u{feff}c\u{e000}\n"),
            "a\\u{200b}b\\u{feff}c\\u{e000}\\u{a}"
        );
        assert_eq!(printable("\u{2028}\u{a0}\u{ffff}"), "\\u{2028}\\u{a0}\\u{ffff}");
        assert_eq!(printable("/élève?q=1 日本 \u{fffd}"), "/élève?q=1 日本 \u{fffd}");
    }

    #[test]
    fn long_text_states_its_length() {
        let shown = printable(&"x".repeat(1000));
        assert!(shown.ends_with("x… [300/1000]"));
        assert_eq!(shown.chars().count(), 300 + 12);
        assert_eq!(printable(&"x".repeat(300)).len(), 300);
    }

    #[test]
    fn shell_words_come_back_whole() {
        assert_eq!(shell_word("out/case-1"), "out/case-1");
        assert_eq!(shell_word("it's $HOME"), r"'it'\''s $HOME'");
        assert_eq!(shell_word(""), "''");
    }
}
