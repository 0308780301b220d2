//! How visits went on after a silence: did they begin anew, or were they under way? In: the facts of an
//! incident. Out: how many of the first clients afterwards were in the middle of a visit, beside how many
//! usually are, and how many would have been had only the lines been lost. It does not decide.
//!
//! If only the **log** was silent, people went on meanwhile, and those who come first afterwards have
//! pages open that the log never saw them ask for. If **requests** did not arrive, visits in progress have
//! died, and people begin again. Both are measured on the site itself: the hours around are cut at every
//! fifth minute, as if the log began there.

use std::collections::BTreeMap;

use crate::ask::service::{NO_TEXT, Service};
use crate::base::stats::proportion::wilson;
use crate::base::time::{HOUR_US, MINUTE_US, Window};

use super::arriving::{Step, VISIT_US, steps};
use super::facts::Facts;

/// Time after a silence in which clients are looked at: visits last minutes, and whoever was in one has
/// asked again by then.
pub(in crate::judge) const AFTER_US: i64 = 5 * MINUTE_US;
/// Hours on each side that say what is usual.
pub(in crate::judge) const AROUND_US: i64 = 6 * HOUR_US;
/// Time after a silence that says nothing of what is usual.
pub(in crate::judge) const SETTLED_US: i64 = 30 * MINUTE_US;
/// Clients afterwards below which nothing is told.
pub(in crate::judge) const CLIENTS_MIN: f64 = 5.0;
/// First requests at the cuts of the usual hours, of either kind, below which nothing is told.
pub(in crate::judge) const USUAL_MIN: f64 = 20.0;
/// Share of requests for assets that name a host as referer, from which it is the site's own.
pub(in crate::judge) const OWN_HOST: f64 = 0.1;
/// Requests by which a path is known as one on which visits begin, or go on.
pub(in crate::judge) const PATH_MIN: f64 = 10.0;
/// Times more often that visits under way ask for a path than visits that begin.
pub(in crate::judge) const PATH_TIMES: f64 = 2.0;

/// Weight of what paths alone tell, where the log names no referers: who waited through an outage asks
/// for the same paths as who never noticed one.
pub(in crate::judge) const PATHS_ALONE: f64 = 0.5;

/// A count of clients, and those of them in the middle of a visit.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Tally {
    /// Clients.
    pub clients: f64,
    /// In the middle of a visit.
    pub midway: f64,
}

impl Tally {
    fn add(&mut self, midway: bool) {
        self.clients += 1.0;
        self.midway += f64::from(midway);
    }
}

/// What was measured.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Resumption {
    /// The first clients after the silence.
    pub after: Tally,
    /// Visits that begin, in the usual hours.
    pub beginning: Tally,
    /// The first clients after a cut of the usual hours, visits under way among them.
    pub cut: Tally,
    /// Does the log name referers?
    pub referred: bool,
}

impl Resumption {
    /// log10 of the likelihood ratio of "visits began anew" over "visits were under way". The shares of
    /// both are taken at the ends of their 95 % intervals that lie nearest each other, so that a thin
    /// baseline tells little.
    pub fn log10_lr(&self) -> Option<f64> {
        let anew = wilson(self.beginning.midway, self.beginning.clients).1;
        let under_way = wilson(self.cut.midway, self.cut.clients).0;
        let Tally { clients, midway } = self.after;
        let enough = clients >= CLIENTS_MIN
            && self.beginning.clients >= USUAL_MIN
            && self.cut.clients - self.beginning.clients >= USUAL_MIN;
        let trust = if self.referred { 1.0 } else { PATHS_ALONE };
        (enough && anew < under_way && anew > 0.0 && under_way < 1.0).then(|| {
            let midway = midway * (anew / under_way).log10();
            trust
                * (midway
                    + (clients - self.after.midway) * ((1.0 - anew) / (1.0 - under_way)).log10())
        })
    }
}

/// Measures a silence of the whole service; `None` if the incident is none.
pub fn measure(facts: &Facts) -> Option<Resumption> {
    use super::judgement::Symptom;
    let found = &facts.found;
    if found.symptom != Symptom::Vanished || !found.absent.is_empty() {
        return None;
    }
    let (service, window) = (&facts.ground.service, found.window);
    let reach = Window::new(window.start_us - AROUND_US, window.end_us + AROUND_US);
    let rows = service.range(reach);
    let steps = steps(service, facts.ground.names, &facts.ground.subscribers, rows);
    let at = |step: &&Step| step.at_us(service);
    let usual: Vec<(&Step, bool)> = steps
        .iter()
        .filter(|step| at(step) < window.start_us || at(step) >= window.end_us + SETTLED_US)
        .filter_map(|step| Some((step, under_way(service, step)?)))
        .collect();
    let signs = Signs::learn(facts, &usual);
    let (mut beginning, mut cut, mut after) = <(Tally, Tally, Tally)>::default();
    for (step, under_way) in usual {
        let midway = signs.is_midway(facts, step.row as usize);
        cut.add(midway);
        if !under_way {
            beginning.add(midway);
        }
    }
    let first = Window::new(window.end_us, window.end_us + AFTER_US);
    for step in steps.iter().filter(|step| first.contains(at(step))) {
        // Who was there shortly before a short silence is known to be in a visit, whatever fell silent.
        if step.before_us().is_none_or(|before| before < window.end_us - VISIT_US) {
            after.add(signs.is_midway(facts, step.row as usize));
        }
    }
    Some(Resumption { after, beginning, cut, referred: signs.own.contains(&true) })
}

/// Is it the first request of its client after the last cut, and was its visit under way there? Cuts lie
/// at every fifth minute; each request lies between two.
fn under_way(service: &Service, step: &Step) -> Option<bool> {
    let cut_us = step.at_us(service).div_euclid(AFTER_US) * AFTER_US;
    let first = step.before_us().is_none_or(|before| before < cut_us);
    first.then(|| !step.begins(service))
}

/// What shows that a visit is under way.
struct Signs {
    /// By referer code: is it a page of the site?
    own: Vec<bool>,
    /// By path code, without such a referer: is it one on which visits go on?
    paths: BTreeMap<u32, bool>,
}

impl Signs {
    fn learn(facts: &Facts, usual: &[(&Step, bool)]) -> Self {
        let mut signs = Self { own: own_referers(facts), paths: BTreeMap::new() };
        let (mut begin, mut go_on) = (0.0, 0.0);
        let mut of: BTreeMap<u32, (f64, f64)> = BTreeMap::new();
        for (step, under_way) in
            usual.iter().filter(|(step, _)| !signs.is_led(facts, step.row as usize))
        {
            let count = of.entry(facts.ground.service.path[step.row as usize]).or_default();
            let (all, one) =
                if *under_way { (&mut go_on, &mut count.1) } else { (&mut begin, &mut count.0) };
            *all += 1.0;
            *one += 1.0;
        }
        let known = of.into_iter().filter(|(_, (b, g))| b + g >= PATH_MIN);
        signs.paths =
            known.map(|(path, (b, g))| (path, g * begin > PATH_TIMES * b * go_on)).collect();
        signs
    }

    /// Did a page of the site lead to it?
    fn is_led(&self, facts: &Facts, row: usize) -> bool {
        let referer = facts.ground.service.referer[row];
        referer != NO_TEXT && self.own.get(referer as usize).copied().unwrap_or(false)
    }

    fn is_midway(&self, facts: &Facts, row: usize) -> bool {
        let path = facts.ground.service.path[row];
        self.is_led(facts, row)
            || self.paths.get(&path).copied().unwrap_or_else(|| facts.ground.names.is_asset(path))
    }
}

/// Referers of the site itself: those whose host is named by a tenth of the requests for assets.
fn own_referers(facts: &Facts) -> Vec<bool> {
    let (service, names) = (&facts.ground.service, facts.ground.names);
    let mut hosts: BTreeMap<&str, f64> = BTreeMap::new();
    let mut all = 0.0;
    let reach =
        Window::new(facts.found.window.start_us - AROUND_US, facts.found.window.end_us + AROUND_US);
    for row in service.range(reach).filter(|&row| names.is_asset(service.path[row])) {
        let referer = names.referers.get(service.referer[row] as usize);
        if let Some(host) = referer.and_then(|referer| host_of(referer)) {
            *hosts.entry(host).or_default() += 1.0;
            all += 1.0;
        }
    }
    let own = |referer: &String| {
        let host = host_of(referer).and_then(|host| hosts.get(host));
        host.is_some_and(|count| *count >= OWN_HOST * all)
    };
    names.referers.iter().map(own).collect()
}

/// The host of a URL.
fn host_of(url: &str) -> Option<&str> {
    let (_, rest) = url.split_once("://")?;
    rest.split(['/', '?', '#']).next()
}
