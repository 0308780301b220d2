//! Accounts looked up one after the other: many names sent to the page for forgotten passwords, or to one that
//! says whether a name is taken, by sources that come for nothing else. Rows in, readings out. It does not
//! see which names were sent, nor which exist.

use std::collections::BTreeMap;

use super::{Bare, Ground, Reading};
use crate::ask::service::NO_TEXT;
use crate::judge::intrusion::group::densest_of;

/// Names that one source sends within an hour from which it looks them up. A class that has forgotten its
/// passwords comes with browsers, which load what the page brings along.
pub(in crate::judge) const NAMES: usize = 50;

/// Words in the addresses of such pages, in lower case.
const WORDS: &[&str] = &[
    "forgot",
    "forget",
    "lostpass",
    "lost-pass",
    "lost_pass",
    "resetpass",
    "reset-pass",
    "reset_pass",
    "password/reset",
    "password-reset",
    "password/recover",
    "recover",
    "oubli",
    "perdu",
    "vergessen",
    "olvid",
    "dimenticat",
    "check-email",
    "checkemail",
    "check-user",
    "checkuser",
    "username-exists",
];

/// The readings of this kind, one an address.
pub(super) fn accounts(ground: &Ground<'_>, bare: &Bare) -> Vec<Reading> {
    let post = ground.names.methods.iter().position(|method| method == "POST");
    let Some(post) = post.map(|code| code as u32) else { return Vec::new() };
    let mut sent: BTreeMap<(u32, u32), Vec<u32>> = BTreeMap::new();
    for row in 0..ground.service.len() {
        if ground.service.method.get(row).copied() != Some(post) {
            continue;
        }
        let path = ground.service.path.get(row).copied().unwrap_or(NO_TEXT);
        if let Some(who) = ground.who(row).filter(|who| bare.is(*who) && ground.counts(row)) {
            sent.entry((path, who)).or_default().push(row as u32);
        }
    }
    sent.retain(|(path, _), rows| rows.len() >= NAMES && asks_for_account(ground, *path));
    let at_us = |row: &u32| ground.service.arrival_us.get(*row as usize).copied().unwrap_or(0);
    sent.retain(|_, rows| densest_of(rows.iter().map(at_us)) >= NAMES);
    let mut by_path: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for ((path, _), rows) in sent {
        by_path.entry(path).or_default().extend(rows);
    }
    let reading = |mut rows: Vec<u32>| {
        rows.sort_unstable();
        Reading { class: "account_enumeration", rows }
    };
    by_path.into_values().map(reading).collect()
}

fn asks_for_account(ground: &Ground<'_>, path: u32) -> bool {
    let text = ground.names.paths.get(path as usize);
    let lower = text.map(|path| path.to_ascii_lowercase()).unwrap_or_default();
    WORDS.iter().any(|word| lower.contains(word))
}

#[cfg(test)]
mod tests {
    use crate::judge::intrusion::sample::BROWSER;
    use crate::judge::intrusion::tests::site;

    /// So many names sent by one source; with the style sheet of the page before each, or without.
    fn classes(names: u32, loads: bool) -> Vec<&'static str> {
        let mut site = site(61);
        for k in 0..names {
            let at_s = 100_000.0 + f64::from(k) * 5.0;
            if loads {
                site.get((at_s - 1.0, "203.0.113.5", BROWSER), "/style.css", (200, 900));
            }
            let who = (at_s, "203.0.113.5", BROWSER);
            let answer = if k % 9 == 0 { (200, 900) } else { (404, 880) };
            site.ask(who, ("POST", "/mot-de-passe-oublie"), answer);
        }
        site.found().campaigns.iter().map(|campaign| campaign.class).collect()
    }

    #[test]
    fn names_sent_one_after_the_other_are_looked_up() {
        assert_eq!(classes(120, false), ["account_enumeration"]);
        assert_eq!(classes(120, true), [""; 0]);
        assert_eq!(classes(30, false), [""; 0]);
    }
}
