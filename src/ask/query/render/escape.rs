//! Characters that would act on a terminal or a page instead of being shown. A log is written by
//! whoever sends requests.

/// Makes every control, direction, invisible and tag character visible as `\u{…}`.
pub(super) fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        if acts(character) {
            shown.extend(character.escape_unicode());
        } else {
            shown.push(character);
        }
    }
    shown
}

/// The same in JSON text, by its own escapes: what a program reads stays what it was.
pub(super) fn visible_json(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        if acts(character) {
            let mut units = [0; 2];
            let units = character.encode_utf16(&mut units);
            shown.extend(units.iter().map(|unit| format!("\\u{unit:04x}")));
        } else {
            shown.push(character);
        }
    }
    shown
}

/// Controls (ANSI escapes begin with one), line separators, and what changes the direction of
/// writing or hides (Unicode TR36 §2; CVE-2021-42574 "Trojan Source").
fn acts(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{ad}'
                | '\u{61c}'
                | '\u{180e}'
                | '\u{200b}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{feff}'
                | '\u{fff9}'..='\u{fffb}'
                | '\u{e0000}'..='\u{e007f}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_keeps_its_values() {
        let text = "\"a\u{9b}\u{202e}\u{e0041}é\"";
        let shown = visible_json(text);
        assert_eq!(shown, "\"a\\u009b\\u202e\\udb40\\udc41é\"");
        let read = |text: &str| serde_json::from_str::<String>(text).expect("JSON");
        assert_eq!(read(&shown), read(text));
    }

    #[test]
    fn nothing_acts_on_a_terminal() {
        assert_eq!(visible("a\u{1b}[31mb"), "a\\u{1b}[31mb");
        assert_eq!(visible("x\u{202e}y\nz"), "x\\u{202e}y\\u{a}z");
        assert_eq!(visible("/café?ü=日本"), "/café?ü=日本");
    }
}
