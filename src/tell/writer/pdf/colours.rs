//! The style sheet of the page, as far as print needs it: its colours in the light scheme, and the
//! rules of its pictures with the colours put in. One sheet decides for both.

use std::collections::BTreeMap;

use super::world::FAMILIES;
use crate::tell::writer::html::STYLE;

/// Colours of the light scheme by name, as `#1d5c8a`.
pub(super) fn colours() -> BTreeMap<&'static str, &'static str> {
    let light = |line: &'static str| {
        let (name, value) = line.trim().strip_prefix("--")?.split_once(": light-dark(")?;
        Some((name, value.split_once(',')?.0))
    };
    STYLE.lines().filter_map(light).collect()
}

/// The rules for pictures (one a line, `svg …`), without variables.
pub(super) fn picture_rules() -> String {
    let mut rules: String = STYLE
        .lines()
        .filter(|line| line.starts_with("svg "))
        .flat_map(|line| [line, " "])
        .collect();
    for (name, colour) in colours() {
        rules = rules.replace(&format!("var(--{name})"), colour);
    }
    rules.replace("var(--sans)", &format!("'{}'", FAMILIES[0]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_variable_of_a_picture_has_a_colour() {
        assert_eq!(colours().get("load"), Some(&"#1d5c8a"));
        let rules = picture_rules();
        assert!(
            rules.matches('}').count() > 20
                && rules.contains("svg .load { fill: none; stroke: #1d5c8a")
        );
        assert!(!rules.contains("var(") && !rules.contains("light-dark"), "{rules}");
    }
}
