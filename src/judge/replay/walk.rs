//! The way of a client through the site. In: requests. Out: steps with their time, pages told by numbers of their own; and how rare
//! pauses are. What scripts bring along, and what one client alone asks for, is no step.

use std::collections::BTreeSet;

use hashbrown::{HashMap, HashSet};

use crate::ask::service::{Names, Service};
use crate::base::class::AgentClass;
use crate::base::hash::fnv1a;
use crate::base::stats::spread::sorted;
use crate::base::time::{MINUTE_US, SECOND_US};

use super::super::outcome::Outcome;
use super::super::profile::{Profile, agent_class, asset, token};
use super::super::steps::single;

/// A page that mostly comes sooner after another request of the same client is brought along by it: the script of a page, a
/// redirect.
pub(in crate::judge) const CHOSEN_US: i64 = 2 * SECOND_US;
/// Longest pause inside a stretch: longer ones are not a matter of pace.
pub(in crate::judge) const PAUSE_US: i64 = 10 * MINUTE_US;
/// Two pauses are the same within this, which two stamps to the second leave open…
pub(in crate::judge) const SAME_US: i64 = 1_500_000;
/// …or within this share of them: timers drift, and answers take their time.
pub(in crate::judge) const SAME_SHARE: f64 = 0.1;
/// Equal steps in a row by which stretches are looked for.
pub(in crate::judge) const SEED: usize = 3;
/// Pauses by which it is known how rare one is.
pub(in crate::judge) const PAUSES_MIN: usize = 100;

/// A page that a client asked for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Step {
    pub(super) page: u64,
    pub(super) at_us: i64,
    /// Was it answered?
    pub(super) given: bool,
    /// Probability (log10) that a usual pause is the same as the one after it.
    pub(super) chance: f64,
}

/// The steps of one client.
#[derive(Debug, Clone)]
pub(super) struct Walk {
    pub(super) subscriber: u32,
    pub(super) token: u64,
    pub(super) steps: Vec<Step>,
}

/// The ways of clients through the site.
#[derive(Debug, Clone, Default)]
pub struct Walks {
    pub(super) walks: Vec<Walk>,
}

impl Walks {
    /// Of those browsers that are one visitor each: through its pages, and through the files that these bring along. Pages wait
    /// for one another where a service is slow; files seldom do.
    pub fn of(
        service: &Service,
        names: &Names,
        outcomes: &[Outcome],
        profiles: &[Profile],
    ) -> Self {
        let brought = brought(service, names, profiles);
        let mut pages: HashMap<(u32, u32), u64> = HashMap::new();
        let mut step = |row: usize| {
            let codes = (service.path[row], service.query[row]);
            Step {
                page: *pages.entry(codes).or_insert_with(|| number(names, codes)),
                at_us: service.arrival_us[row],
                given: outcomes[row] == Outcome::Served,
                chance: 0.0,
            }
        };
        let mut walks: Vec<Walk> = Vec::new();
        for profile in single(profiles).filter(|profile| is_browser(names, profile)) {
            let rows = || profile.rows.iter().map(|row| *row as usize);
            let is_file = |row: &usize| asset(service, names, *row);
            let chosen = |row: &usize| !is_file(row) && !brought.contains(&service.path[*row]);
            let by_pages: Vec<Step> = rows().filter(chosen).map(&mut step).collect();
            let mut by_files: Vec<Step> = rows().filter(is_file).map(&mut step).collect();
            by_files.dedup_by(|next, last| pause(*last, *next) < CHOSEN_US);
            let (subscriber, token) = (profile.subscriber, token(names, profile));
            walks.extend([by_pages, by_files].map(|steps| Walk { subscriber, token, steps }));
        }
        let own = own_pages(&walks);
        for walk in &mut walks {
            walk.steps.retain(|step| !own.contains(&step.page));
        }
        walks.retain(|walk| walk.steps.len() > SEED);
        Self { walks }
    }

    /// How many clients these are.
    pub(super) fn clients(&self) -> f64 {
        self.subscribers().len() as f64
    }

    fn subscribers(&self) -> BTreeSet<u32> {
        self.walks.iter().map(|walk| walk.subscriber).collect()
    }

    /// The same with the chance of each pause: a step is compared with many.
    pub(super) fn paced(mut self, pace: &Pace) -> Self {
        for walk in &mut self.walks {
            let next: Vec<i64> = walk.steps.iter().skip(1).map(|step| step.at_us).collect();
            for (step, next_us) in walk.steps.iter_mut().zip(next) {
                step.chance = pace.chance((next_us - step.at_us) as f64);
            }
        }
        self
    }

    /// Pauses of somebody's own accord, of those subscribers.
    fn pauses(&self, whose: impl Fn(u32) -> bool) -> impl Iterator<Item = f64> {
        let walks = self.walks.iter().filter(move |walk| whose(walk.subscriber));
        let steps = walks.flat_map(|walk| walk.steps.windows(2));
        let own = steps.filter(|pair| pair[0].given).map(|pair| pause(pair[0], pair[1]));
        own.filter(|us| *us <= PAUSE_US).map(|us| us as f64)
    }
}

/// Applications and programs ask by their own clocks.
fn is_browser(names: &Names, profile: &Profile) -> bool {
    matches!(agent_class(names, profile), AgentClass::Browser | AgentClass::Impossible)
}

/// Paths that most often come right after another request of the same client.
fn brought(service: &Service, names: &Names, profiles: &[Profile]) -> HashSet<u32> {
    let mut asked: HashMap<u32, (u32, u32)> = HashMap::new();
    for profile in single(profiles) {
        let mut before_us = i64::MIN;
        for row in profile.rows.iter().map(|row| *row as usize) {
            let at_us = service.arrival_us[row];
            if !asset(service, names, row) {
                let (soon, all) = asked.entry(service.path[row]).or_default();
                *soon += u32::from(at_us.saturating_sub(before_us) < CHOSEN_US);
                *all += 1;
            }
            before_us = at_us;
        }
    }
    asked.retain(|_, (soon, all)| 2 * *soon > *all);
    asked.into_keys().collect()
}

/// Pages that one client alone asks for, as those whose address holds its number: what it does there may be what all do.
fn own_pages(walks: &[Walk]) -> HashSet<u64> {
    let mut whose: HashMap<u64, Option<u32>> = HashMap::new();
    for walk in walks {
        for step in &walk.steps {
            let who = whose.entry(step.page).or_insert(Some(walk.subscriber));
            *who = who.filter(|who| *who == walk.subscriber);
        }
    }
    whose.retain(|_, who| who.is_some());
    whose.into_keys().collect()
}

/// A number of the page's own, whatever the order in which logs are read.
fn number(names: &Names, (path, query): (u32, u32)) -> u64 {
    fn text(list: &[String], code: u32) -> &str {
        list.get(code as usize).map_or("", String::as_str)
    }
    fnv1a(text(&names.paths, path).bytes().chain([b'?']).chain(text(&names.queries, query).bytes()))
}

pub(super) fn pause(from: Step, to: Step) -> i64 {
    to.at_us - from.at_us
}

pub(super) fn leeway(pause_us: f64) -> f64 {
    (SAME_SHARE * pause_us).max(SAME_US as f64)
}

/// How rare pauses are.
#[derive(Debug, Clone, Default)]
pub(super) struct Pace {
    usual: Vec<f64>,
}

impl Pace {
    /// Of the usual clients, and of those in the incident who are known; where these are few, of all.
    pub(super) fn of(usual: &Walks, now: &Walks) -> Self {
        let known = usual.subscribers();
        let regulars = now.pauses(|who| known.contains(&who));
        let mut pauses: Vec<f64> = usual.pauses(|_| true).chain(regulars).collect();
        if pauses.len() < PAUSES_MIN {
            pauses.extend(now.pauses(|_| true));
        }
        Self { usual: sorted(pauses) }
    }

    /// Probability (log10) that a usual pause is the same as this one.
    fn chance(&self, pause_us: f64) -> f64 {
        let leeway = leeway(pause_us);
        let low = self.usual.partition_point(|usual| *usual < pause_us - leeway);
        let high = self.usual.partition_point(|usual| *usual <= pause_us + leeway);
        ((high.saturating_sub(low) + 1) as f64 / (self.usual.len() + 1) as f64).log10()
    }
}
