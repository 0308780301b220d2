//! Families of worlds in which somebody tries to get in, and of clean ones that look a little like it.
//! In: a family and a seed. Out: a scenario as TOML text. They are apart from the families about outages:
//! nothing fails in them, and their figures are a chapter of their own.

mod clean;
mod guessing;
mod reading;
mod scanning;
mod site;

use site::Site;

/// A story about attempts to get in, or about none.
#[derive(Debug, Clone, Copy)]
pub struct IntrusionFamily {
    /// Snake-case name.
    pub name: &'static str,
    /// One sentence: what happens.
    pub story: &'static str,
    /// Kept away from every repair; figures of validation are those of held-out families.
    pub held_out: bool,
    draw: fn(&mut Site),
}

impl IntrusionFamily {
    const fn of(name: &'static str, story: &'static str, draw: fn(&mut Site)) -> Self {
        Self { name, story, held_out: false, draw }
    }

    const fn held_out(name: &'static str, story: &'static str, draw: fn(&mut Site)) -> Self {
        Self { name, story, held_out: true, draw }
    }

    /// The scenario of a seed, TOML.
    pub fn scenario(&self, seed: u64) -> String {
        let mut site = Site::draw(self.name, seed);
        (self.draw)(&mut site);
        site.toml()
    }
}

/// Every family, those with campaigns first.
pub const INTRUSION_FAMILIES: &[IntrusionFamily] = &[
    guessing::FROM_MANY,
    guessing::SLOW,
    guessing::BRUTE_FORCE,
    guessing::DISTRIBUTED,
    scanning::WORDS,
    scanning::NAMED,
    scanning::SECRETS,
    scanning::PRODUCTS,
    scanning::SLOW,
    scanning::PAYLOADS,
    scanning::THAT_WORK,
    scanning::SHELLS,
    scanning::WORM,
    reading::RECORDS,
    reading::PAGES,
    clean::ORDINARY,
    clean::FORGOTTEN,
    clean::SCHOOL,
    clean::CHECKED,
    clean::OLD_LINKS,
    clean::SINGLE_SIGN_ON,
    clean::OLD_PASSWORDS,
    clean::CRAWLERS,
    clean::NOISE,
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::super::scenario::Scenario;
    use super::super::FAMILIES;
    use super::*;

    #[test]
    fn every_family_draws_worlds_that_can_be_played() {
        for family in INTRUSION_FAMILIES {
            for seed in 0..40 {
                let text = family.scenario(seed);
                let parsed = Scenario::parse(&text, family.name);
                assert!(parsed.is_ok(), "{} {seed}: {:?}\n{text}", family.name, parsed.err());
                assert_eq!(text, family.scenario(seed));
            }
        }
    }

    #[test]
    fn names_are_unique_and_some_are_held_out() {
        let all = INTRUSION_FAMILIES.iter().map(|family| family.name);
        let names: BTreeSet<_> = all.chain(FAMILIES.iter().map(|family| family.name)).collect();
        assert_eq!(names.len(), INTRUSION_FAMILIES.len() + FAMILIES.len());
        let held_out = INTRUSION_FAMILIES.iter().filter(|family| family.held_out).count();
        assert!(held_out * 4 >= INTRUSION_FAMILIES.len());
    }
}
