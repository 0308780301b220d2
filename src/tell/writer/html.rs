//! `report.html`: one self-contained file that needs no script, no network and no style but its own.
//! A document in, HTML bytes out. The Content-Security-Policy forbids everything except the one
//! style sheet, named by its digest; no text from a log becomes a link, a class or a name.

use minijinja::syntax::SyntaxConfig;
use minijinja::{AutoEscape, Environment, UndefinedBehavior, Value, context};
use sha2::{Digest, Sha256};

use super::{Writer, view};
use crate::error::{Error, Kind, Result};
use crate::tell::Report;
use crate::tell::chart::world;

/// The HTML writer.
pub const WRITER: Writer =
    Writer { name: "html", file_name: Some("report.html"), localised: true, write };

const TEMPLATE: &str = include_str!("html/report.html");
/// The style sheet; its light colours are those of the PDF too.
pub(super) const STYLE: &str = include_str!("html/report.css");

fn write(report: &Report<'_>) -> Result<Vec<u8>> {
    let policy = policy();
    let page = render(report, &policy)
        .map_err(|source| Error::new(Kind::Case, "cannot write report.html").because(source))?;
    Ok(page.into_bytes())
}

fn render(report: &Report<'_>, policy: &str) -> std::result::Result<String, minijinja::Error> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()?);
    environment.add_filter("shared", |svg: String| Value::from_safe_string(world::shared(&svg)));
    environment.add_template("report.html", TEMPLATE)?;
    let style = Value::from_safe_string(STYLE.to_owned());
    let shapes = Value::from_safe_string(world::shapes());
    let page =
        context! { style => style, policy => policy, shapes => shapes, ..view::page(report) };
    let page = environment.get_template("report.html")?.render(page)?;
    // Shapes that no map uses are dead weight: a third of a short report.
    Ok(if page.contains("href=\"#land-") { page } else { page.replace(&world::shapes(), "") })
}

/// Nothing is loaded, nothing runs, nothing is sent. `frame-ancestors` and `sandbox` have no effect
/// in a `<meta>` element and are left out.
fn policy() -> String {
    let digest = base64(&Sha256::digest(STYLE.as_bytes()));
    format!(
        "default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
    )
}

/// RFC 4648 §4, with padding.
fn base64(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for group in bytes.chunks(3) {
        let byte = |index: usize| u32::from(group.get(index).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..4 {
            let symbol = (bits >> (18 - 6 * place) & 63) as usize;
            let shown = ALPHABET.get(symbol).map_or('=', |letter| char::from(*letter));
            text.push(if place <= group.len() { shown } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_of_the_standard() {
        for (bytes, expected) in
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg==")]
        {
            assert_eq!(base64(bytes.as_bytes()), expected);
        }
    }

    #[test]
    fn the_style_cannot_end_its_element() {
        assert!(!STYLE.contains("</"));
        assert!(!STYLE.contains("url(") && !STYLE.contains("@import"));
    }
}
