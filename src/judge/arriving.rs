//! Visits of people: what is counted where requests come in bursts. In: a service. Out: which of its
//! requests begin a visit, and how visits and requests went on. It does not say what a visit is for.

use std::collections::BTreeMap;

use hashbrown::HashMap;

use crate::ask::service::{Names, Service};
use crate::base::class::AgentClass;
use crate::base::time::{MINUTE_US, Window, minute_of};

use super::facts::Ground;
use super::profile::Subscribers;

/// Time without a request of a subscriber that ends a visit. People read a page for minutes; sessions
/// are usually cut at 25.5 minutes (Catledge & Pitkow 1995), which would hide that somebody was away for
/// a short outage.
pub(in crate::judge) const VISIT_US: i64 = 10 * MINUTE_US;

/// May a person have sent this? Programs that say what they are keep hours of their own.
pub fn is_person(service: &Service, names: &Names, row: usize) -> bool {
    let agent = service.agent.get(row).and_then(|&agent| names.agents.get(agent as usize));
    let class = agent.map_or(AgentClass::Empty, |agent| agent.class);
    matches!(class, AgentClass::Browser | AgentClass::MobileApp | AgentClass::Empty)
}

/// A request of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// Row in the service.
    pub row: u32,
    /// Who: the subscriber.
    pub who: u32,
    /// When the same subscriber's request before came, [`NEVER`] if there was none.
    before_us: i64,
}

/// The time of a request that there was not.
const NEVER: i64 = i64::MIN;

impl Step {
    /// Does it begin a visit?
    pub fn begins(&self, service: &Service) -> bool {
        self.before_us().is_none_or(|before| self.at_us(service) - before > VISIT_US)
    }

    /// When it came.
    pub fn at_us(&self, service: &Service) -> i64 {
        service.arrival_us.get(self.row as usize).copied().unwrap_or(0)
    }

    /// The same subscriber's request before, if there was one.
    pub fn before_us(&self) -> Option<i64> {
        Some(self.before_us).filter(|before| *before != NEVER)
    }
}

/// The requests of people among these rows, in order.
pub fn steps(
    service: &Service,
    names: &Names,
    subscribers: &Subscribers,
    rows: std::ops::Range<usize>,
) -> Vec<Step> {
    let mut last = Last::of(rows.len(), names.clients.len());
    let step = |row: usize| {
        let who = subscribers.get(*service.client.get(row)?);
        let before_us = last.replace(who, *service.arrival_us.get(row)?);
        Some(Step { row: row as u32, who, before_us })
    };
    // Nearly all are people's: the list would else be copied every time that it doubles.
    let mut steps = Vec::with_capacity(rows.len());
    steps.extend(rows.filter(|&row| is_person(service, names, row)).filter_map(step));
    steps
}

/// When each subscriber asked last: by code where there are as many rows as codes, else only of those who
/// came, for many services and many clients must not cost their product.
struct Last {
    by_code: Vec<i64>,
    of_few: HashMap<u32, i64>,
}

impl Last {
    fn of(rows: usize, codes: usize) -> Self {
        let by_code = vec![NEVER; if rows >= codes { codes } else { 0 }];
        Self { by_code, of_few: HashMap::new() }
    }

    /// Notes a request, and says when the one before came.
    fn replace(&mut self, who: u32, at_us: i64) -> i64 {
        match self.by_code.get_mut(who as usize) {
            Some(last) => std::mem::replace(last, at_us),
            None => self.of_few.insert(who, at_us).unwrap_or(NEVER),
        }
    }
}

/// Visits and requests in order of time.
#[derive(Debug, Default, Clone)]
pub struct Course {
    /// When visits began, and who came.
    pub(in crate::judge) starts: Vec<(i64, u32)>,
    /// Start of each minute with requests, and how many came up to its end.
    minutes: Vec<(i64, u32)>,
}

impl Course {
    /// Adds a visit.
    pub(in crate::judge) fn begin(&mut self, at_us: i64, who: u32) {
        self.starts.push((at_us, who));
    }

    /// Adds the requests of a minute, which is not before those added so far.
    pub(in crate::judge) fn add(&mut self, minute: i64, requests: u32) {
        let before = self.minutes.last().map_or(0, |last| last.1);
        match self.minutes.last_mut() {
            Some(last) if last.0 == minute => last.1 += requests,
            _ => self.minutes.push((minute, before + requests)),
        }
    }

    /// The visits that began inside a window.
    pub(in crate::judge) fn within(&self, window: Window) -> &[(i64, u32)] {
        let start = self.starts.partition_point(|start| start.0 < window.start_us);
        let end = self.starts.partition_point(|start| start.0 < window.end_us);
        self.starts.get(start..end).unwrap_or_default()
    }

    /// Visits that began inside a window.
    pub(in crate::judge) fn visits(&self, window: Window) -> f64 {
        self.within(window).len() as f64
    }

    /// Requests of the minutes that begin inside a window.
    pub(in crate::judge) fn requests(&self, window: Window) -> f64 {
        let up_to = |instant: i64| {
            let place = self.minutes.partition_point(|minute| minute.0 < instant);
            place.checked_sub(1).and_then(|place| self.minutes.get(place)).map_or(0, |last| last.1)
        };
        f64::from(up_to(window.end_us) - up_to(window.start_us))
    }
}

/// The visits of a service.
#[derive(Debug, Default)]
pub struct Visits {
    /// Requests of people.
    pub(in crate::judge) steps: Vec<Step>,
    /// The course of everybody.
    pub(in crate::judge) all: Course,
    /// Requests of the service, those of programs included.
    requests: usize,
}

impl Visits {
    /// Counts the visits of a service.
    pub fn of(ground: &Ground) -> Self {
        let service = &ground.service;
        let steps = steps(service, ground.names, &ground.subscribers, 0..service.len());
        let mut all = Course::default();
        all.starts.reserve_exact(steps.iter().filter(|step| step.begins(service)).count());
        for step in &steps {
            let at_us = step.at_us(service);
            if step.begins(service) {
                all.begin(at_us, step.who);
            }
            all.add(minute_of(at_us), 1);
        }
        Self { steps, all, requests: service.len() }
    }

    /// Do people bring most of the requests?
    pub(in crate::judge) fn are_most(&self) -> bool {
        self.steps.len() * 2 >= self.requests
    }
}

/// Probability of a chance find anywhere in a log that is tolerated.
pub(in crate::judge) const CHANCE: f64 = 1e-3;

/// How clumped visits are in a stretch of time, that long beside the time in which these began: the
/// visits expected over the clients expected. Clients come independently of each other, but what one of
/// them does hangs together: a school behind one address that is silent is one client that is silent.
pub(in crate::judge) fn clumping(starts: &[(i64, u32)], stretch: f64) -> f64 {
    let mut of: BTreeMap<u32, f64> = BTreeMap::new();
    for (_, who) in starts {
        *of.entry(*who).or_default() += stretch;
    }
    let (visits, clients) = of.values().fold((0.0, 0.0), |(v, c), n| (v + n, c + n.min(1.0)));
    if clients > 0.0 { visits / clients } else { 1.0 }
}

/// Upper bound (log10) of the probability that at most `came` arrive where `expected` would (Chernoff
/// 1952, for a Poisson variable), counted in clumps.
pub(in crate::judge) fn chance(came: f64, expected: f64, clumping: f64) -> f64 {
    if came >= expected {
        return 0.0;
    }
    let seen = if came > 0.0 { came * (came / expected).ln() } else { 0.0 };
    -(expected - came + seen) / clumping * std::f64::consts::LOG10_E
}

/// Upper bound (log10) of the probability that of all that came, so few came here and the rest beside, where `expected` would have come
/// for those `beside`: the conditional test of two rates (Przyborowski & Wilenski 1940), bounded by Chernoff (1952) for a binomial
/// variable, counted in clumps. What is expected is itself known from a sample, `beside`; this reckons with both.
pub(in crate::judge) fn chance_beside(came: f64, expected: f64, beside: f64, clumping: f64) -> f64 {
    let all = came + beside;
    let (here, share) = (came / all, expected / (expected + beside));
    if beside <= 0.0 || here >= share {
        return 0.0;
    }
    let term = |seen: f64, usual: f64| if seen > 0.0 { seen * (seen / usual).ln() } else { 0.0 };
    let divergence = term(here, share) + term(1.0 - here, 1.0 - share);
    -all * divergence / clumping * std::f64::consts::LOG10_E
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_conditional_bound_is_exact_for_none_and_weaker_than_that_of_a_known_rate() {
        // None of 100, where a sixth would be here: (5/6)^100.
        let bound = chance_beside(0.0, 20.0, 100.0, 1.0);
        assert!((bound - 100.0 * (5.0_f64 / 6.0).log10()).abs() < 1e-9);
        assert!(bound > chance(0.0, 20.0, 1.0));
        assert!((chance_beside(0.0, 20.0, 1e9, 1.0) - chance(0.0, 20.0, 1.0)).abs() < 1e-3);
        // P(X ≤ 5 of 105 | 1/6) is 1.95e-4: the bound must lie above it.
        assert!(chance_beside(5.0, 20.0, 100.0, 1.0) > (1.95e-4_f64).log10());
        assert_eq!(chance_beside(30.0, 20.0, 100.0, 1.0), 0.0);
    }

    #[test]
    fn the_bound_is_that_of_a_poisson_variable_and_clumps_weaken_it() {
        // exp(−20) is 2.06e-9: exact for none of twenty.
        assert!((chance(0.0, 20.0, 1.0) - (2.061e-9_f64).log10()).abs() < 1e-3);
        // P(X ≤ 3 | 20) is 3.2e-6; the bound must lie above it.
        assert!(chance(3.0, 20.0, 1.0) > (3.2e-6_f64).log10());
        assert!((chance(0.0, 20.0, 4.0) * 4.0 - chance(0.0, 20.0, 1.0)).abs() < 1e-9);
        assert_eq!(chance(30.0, 20.0, 1.0), 0.0);
    }
}
