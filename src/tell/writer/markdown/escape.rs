//! Text that GitHub-flavoured Markdown shows as it is. One printable line in, one line out that starts no
//! construct and holds none, in a paragraph, a list item or a cell of a table.

/// Words of the report with text from logs in them. What would become a link, a mention of a person or
/// the number of another ticket is set as code, where nothing is looked for.
pub(super) fn prose(text: &str) -> String {
    let words: Vec<String> = text.split(' ').map(word).collect();
    let line = words.join(" ");
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = line.split_at(digits);
    // At the start of a line these begin a list, a rule or a heading.
    let starts = if digits > 0 {
        [". ", ") "].iter().any(|mark| rest.starts_with(mark)) || matches!(rest, "." | ")")
    } else {
        rest.starts_with(['-', '+', '='])
    };
    if starts { format!("{number}\\{rest}") } else { line }
}

/// Signs of the sentence that end a word and are no part of it, with the spaces that French sets before them.
const ENDS: [char; 8] = [',', '.', ';', ':', '»', '”', '\u{202f}', '\u{a0}'];

fn word(word: &str) -> String {
    if !is_active(word) {
        return inert(word);
    }
    let (name, end) = word.split_at(word.trim_end_matches(ENDS).len());
    format!("{}{}", code(name), inert(end))
}

/// Does GitHub or GitLab make something of it: a URL, a host, an e-mail address, a mention, a reference
/// to a ticket (`#12`, `GH-12`, `!12`) or a commit?
fn is_active(word: &str) -> bool {
    let lower = word.to_ascii_lowercase();
    let refers = |sign: char| {
        lower
            .match_indices(sign)
            .any(|(at, _)| lower.as_bytes().get(at + 1).is_some_and(u8::is_ascii_digit))
    };
    lower.contains('@')
        || ["://", "www.", "gh-", "mailto:", "xmpp:"].iter().any(|part| lower.contains(part))
        || ['#', '!', '~', '%', '&', '$'].into_iter().any(refers)
        || is_commit(&lower)
}

/// A short or whole object name of Git, in lower case.
fn is_commit(word: &str) -> bool {
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    (7..=40).contains(&word.len())
        && word.bytes().all(|byte| byte.is_ascii_hexdigit())
        && digits > 0
        && digits < word.len()
}

/// CommonMark lets any ASCII punctuation be escaped by a backslash; HTML is written as entities.
fn inert(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    for character in word.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '$' | '#' | '!' => {
                out.push('\\');
                out.push(character);
            }
            _ => out.push(character),
        }
    }
    out
}

/// A span of code: its fence is longer than any run of back-ticks inside (CommonMark 0.31 §6.1), and a
/// bar is escaped, because a table is cut at bars before anything else (GFM §4.10).
pub(super) fn code(text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    let longest = text.split(|sign| sign != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let pad = if text.starts_with(['`', ' ']) || text.ends_with(['`', ' ']) { " " } else { "" };
    format!("{fence}{pad}{}{pad}{fence}", text.replace('|', "\\|"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_acts_in_markdown_is_shown() {
        for (text, expected) in [
            ("<script>*a*_b_", "&lt;script&gt;\\*a\\*\\_b\\_"),
            ("[x](javascript:1)", "\\[x\\](javascript:1)"),
            ("![x](y)", "\\!\\[x\\](y)"),
            ("see http://evil.example now", "see `http://evil.example` now"),
            ("by @all and #12", "by `@all` and `#12`"),
            ("at www.example.fr, then", "at `www.example.fr`, then"),
            ("www.example.fr\u{202f}: 1", "`www.example.fr`\u{202f}: 1"),
            ("a|b", "a\\|b"),
            ("- item", "\\- item"),
            ("1. item", "1\\. item"),
            ("12,345 requests", "12,345 requests"),
            ("# title", "\\# title"),
            ("77.5% of 1 234", "77.5% of 1 234"),
        ] {
            assert_eq!(prose(text), expected);
        }
    }

    #[test]
    fn code_cannot_be_left() {
        assert_eq!(code("a`b"), "``a`b``");
        assert_eq!(code("```"), "```` ``` ````");
        assert_eq!(code("a|b"), "`a\\|b`");
        assert_eq!(code(""), "");
    }
}
