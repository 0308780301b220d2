//! The page of signatures in the documentation. Rules in, Markdown out.

use super::class::Class;
use super::pack::Signature;
use super::rules::Rules;

/// Markdown of `docs/reference/signatures.md`.
pub fn reference(rules: &Rules) -> String {
    let mut page = String::from(HEAD);
    for class in Class::ALL {
        let own = || rules.signatures().iter().filter(|signature| signature.class == class);
        page.push_str(&format!("\n## `{}`\n\n{} signatures.\n\n", class.name(), own().count()));
        page.push_str("| id | looks at | decoded | only where missing | matches | reference |\n");
        page.push_str("|---|---|---|---|---|---|\n");
        own().for_each(|signature| page.push_str(&row(signature)));
    }
    page
}

fn row(signature: &Signature) -> String {
    let places: Vec<&str> = signature.places.iter().map(|place| place.name()).collect();
    format!(
        "| `{}` | {} | {} | {} | {} | {} |\n",
        signature.id,
        places.join(", "),
        signature.decoded.name(),
        if signature.missing { "yes" } else { "" },
        code(signature.matches.first().map_or("", String::as_str)),
        signature.reference.join(", "),
    )
}

/// Text as code in a cell of a table.
fn code(text: &str) -> String {
    let text = text.replace('|', r"\|").replace('\n', r"\n");
    if text.contains('`') { format!("`` {text} ``") } else { format!("`{text}`") }
}

const HEAD: &str = "\
# Signatures

Printed from the program. Each looks at a distinct path, query, agent, referer or method of a log, as logged
and decoded as often as stated. Patterns, literals and further examples are in `src/judge/intrusion/signatures`.
A signature *only where missing* is for what other sites have in good order: it counts where this one refused it,
or gave it to nobody but clients that probe. A match is an attempt; it says nothing of success. See
[attempts to get in](../guide/intrusion.md).
";
