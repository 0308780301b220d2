//! Families of random worlds, for validation: each draws scenarios that share one story and differ in
//! everything else (site, people, servers, hours of history, format, strength). In: a family and a
//! seed. Out: a scenario as TOML text, so that any case can be played again by `afflux simulate`. A
//! family does not say what is true of a world it draws: the truth is computed by playing it.

mod attack;
mod crawl;
mod damage;
pub mod intrusion;
mod loss;
mod overload;
mod quiet;
mod town;
mod upstream;

use town::Town;

/// A story that worlds are drawn from.
#[derive(Debug, Clone, Copy)]
pub struct Family {
    /// Snake-case name.
    pub name: &'static str,
    /// One sentence: what happens.
    pub story: &'static str,
    /// Kept away from every fitting of weights; figures of validation are those of held-out families.
    pub held_out: bool,
    draw: fn(&mut Town),
}

impl Family {
    const fn of(name: &'static str, story: &'static str, draw: fn(&mut Town)) -> Self {
        Self { name, story, held_out: false, draw }
    }

    const fn held_out(name: &'static str, story: &'static str, draw: fn(&mut Town)) -> Self {
        Self { name, story, held_out: true, draw }
    }

    /// The scenario of a seed, TOML.
    pub fn scenario(&self, seed: u64) -> String {
        let mut town = Town::draw(self.name, seed);
        (self.draw)(&mut town);
        town.toml()
    }
}

/// Every family, by what it is about.
pub const FAMILIES: &[Family] = &[
    quiet::ORDINARY,
    quiet::NIGHT_ATTACK_BORNE,
    overload::REGULARS,
    overload::NEWCOMERS,
    overload::BELL,
    overload::SCHOOLS,
    overload::APP,
    overload::WAITING_ROOM,
    overload::RETRIES,
    overload::UNHEARD,
    overload::BESIDE_ATTACK,
    attack::FEW_HOSTS,
    attack::FRONT_PAGE,
    attack::CACHE_BUSTING,
    attack::LOG_IN,
    attack::EXPENSIVE,
    attack::COPIED_SESSIONS,
    attack::SLOW,
    attack::DOMESTIC,
    attack::HEADLESS,
    attack::RECORDED,
    attack::PULSES,
    attack::LARGE_FORMS,
    attack::ON_THIN_MARGIN,
    attack::WITH_SURGE,
    attack::OVERDETERMINED,
    crawl::TRAINING_TEXT,
    crawl::SEARCH_ENGINE,
    loss::REFUSED,
    loss::FEWER_WORKERS,
    loss::BACK_ENDS,
    loss::SLOW_DATABASE,
    loss::COLD_CACHE,
    loss::BESIDE_ATTACK,
    upstream::UPLINK,
    upstream::ONE_NETWORK,
    damage::GAP,
    damage::CUT_SHORT,
    damage::TWICE,
    damage::CLOCK,
    damage::SAMPLED,
    damage::PROXIES,
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::scenario::Scenario;
    use super::*;

    #[test]
    fn every_family_draws_worlds_that_can_be_played() {
        for family in FAMILIES {
            for seed in 0..40 {
                let text = family.scenario(seed);
                let parsed = Scenario::parse(&text, family.name);
                assert!(parsed.is_ok(), "{} {seed}: {:?}\n{text}", family.name, parsed.err());
            }
        }
    }

    #[test]
    fn worlds_of_two_seeds_differ_and_those_of_one_are_equal() {
        for family in FAMILIES {
            assert_eq!(family.scenario(3), family.scenario(3));
            assert_ne!(family.scenario(3), family.scenario(4));
        }
    }

    #[test]
    fn names_are_unique_and_some_of_every_kind_are_held_out() {
        let names: BTreeSet<_> = FAMILIES.iter().map(|family| family.name).collect();
        assert_eq!(names.len(), FAMILIES.len());
        assert!(FAMILIES.iter().filter(|family| family.held_out).count() * 5 >= FAMILIES.len());
    }
}
