//! Records and pages taken whole: one after the other by their numbers, or more of the site than any
//! reader takes. A service in, the requests of those who do it out. Crawlers that say who they are, and
//! whoever fetches what pages bring along, are left alone; that taking is forbidden is not said.

pub(in crate::judge) mod accounts;
pub(in crate::judge) mod numbers;
mod sources;
pub(in crate::judge) mod takers;
pub(in crate::judge) mod walks;

use numbers::Numbers;

use super::nothing::Nothing;
use crate::ask::service::{Agent, NO_TEXT, Names, Service};
use crate::base::class::AgentClass;
use crate::base::net::is_internal;
use crate::judge::profile::Subscribers;

/// Requests that belong together.
#[derive(Debug, Clone)]
pub(super) struct Reading {
    /// `enumeration`, `account_enumeration` or `content_scraping`.
    pub(super) class: &'static str,
    /// Rows, ascending.
    pub(super) rows: Vec<u32>,
}

/// What readings are looked for in.
pub(super) struct Ground<'a> {
    pub(super) service: &'a Service,
    pub(super) names: &'a Names,
    pub(super) subscribers: &'a Subscribers,
    pub(super) nothing: &'a Nothing,
    pub(super) exempt: &'a Exempt,
    /// Which rows are taken for something else.
    pub(super) taken: &'a [bool],
}

/// Who is left alone, by code: crawlers and monitors that say so, and the operator's own network.
pub(super) struct Exempt {
    agents: Vec<bool>,
    clients: Vec<bool>,
}

impl Exempt {
    /// Among the agents and clients of a run.
    pub(super) fn of(names: &Names) -> Self {
        let says_so = |agent: &Agent| {
            matches!(agent.class, AgentClass::CrawlerDeclared | AgentClass::Monitor)
        };
        Self {
            agents: names.agents.iter().map(says_so).collect(),
            clients: names.clients.iter().map(|c| c.address.is_some_and(is_internal)).collect(),
        }
    }

    /// Does a row's agent say that it is a crawler or a monitor?
    pub(super) fn says_so(&self, service: &Service, row: usize) -> bool {
        let agent = service.agent.get(row).copied().unwrap_or(NO_TEXT);
        self.agents.get(agent as usize).copied().unwrap_or(false)
    }

    pub(super) fn holds(&self, service: &Service, row: usize) -> bool {
        let is = |flags: &[bool], codes: &[u32]| {
            let code = codes.get(row).copied().unwrap_or(NO_TEXT);
            flags.get(code as usize).copied().unwrap_or(false)
        };
        is(&self.agents, &service.agent) || is(&self.clients, &service.client)
    }
}

/// The readings of a service.
pub(super) fn readings(ground: &Ground<'_>, numbers: &Numbers) -> Vec<Reading> {
    let bare = Bare::of(ground);
    if !bare.any(PAGES_MIN) {
        return Vec::new();
    }
    let mut found = walks::walks(ground, numbers, &bare);
    let mut walked: Vec<u32> = found.iter().flat_map(|one| one.rows.iter().copied()).collect();
    walked.sort_unstable();
    found.extend(takers::takers(ground, &bare, &walked));
    // Where a log has no agents, a crawler that says who it is cannot be told.
    if !has_agents(ground) {
        found.retain(|one| one.class == "enumeration");
    }
    found.extend(accounts::accounts(ground, &bare));
    found
}

fn has_agents(ground: &Ground<'_>) -> bool {
    let text = |agent: &u32| ground.names.agents.get(*agent as usize)?.text.as_deref();
    ground.service.agent.iter().any(|agent| text(agent).is_some())
}

/// Page requests of a source that are enough to look at it.
const PAGES_MIN: u32 = 20;

/// Pages for one file, above which a source does not load what pages bring along: who reads on with everything
/// at hand still fetches a picture now and then, and one style sheet makes no reader of a program.
pub(in crate::judge) const PAGES_PER_FILE: u32 = 50;

/// Sources that ask for pages and not for what pages bring along, by subscriber.
struct Bare {
    /// Page requests; none of a source that loads pages whole.
    pages: Vec<u32>,
}

impl Bare {
    fn of(ground: &Ground<'_>) -> Self {
        let mut pages = vec![0; ground.names.clients.len()];
        let mut files = vec![0; pages.len()];
        for row in 0..ground.service.len() {
            let path = ground.service.path.get(row).copied().unwrap_or(NO_TEXT);
            let counts = if ground.names.is_asset(path) { &mut files } else { &mut pages };
            let count = ground.who(row).and_then(|who| counts.get_mut(who as usize));
            // Rows are numbered in 32 bits.
            count.into_iter().for_each(|count: &mut u32| *count += 1);
        }
        let loads =
            |(pages, files): &(&mut u32, u32)| **pages <= files.saturating_mul(PAGES_PER_FILE);
        let whole = pages.iter_mut().zip(files).filter(loads);
        whole.for_each(|(pages, _)| *pages = 0);
        Self { pages }
    }

    /// Page requests of a source that does not load pages whole; none where it does.
    fn pages(&self, who: u32) -> u32 {
        self.pages.get(who as usize).copied().unwrap_or(0)
    }

    /// Is there a source with so many?
    fn any(&self, pages: u32) -> bool {
        self.pages.iter().any(|count| *count >= pages)
    }

    fn is(&self, who: u32) -> bool {
        self.pages(who) >= PAGES_MIN
    }
}

impl Ground<'_> {
    fn who(&self, row: usize) -> Option<u32> {
        self.service.client.get(row).map(|client| self.subscribers.get(*client))
    }

    /// May a row be part of a reading at all? Not of a crawler or monitor that says so, of an account that
    /// the log names, or of the operator's own network.
    fn counts(&self, row: usize) -> bool {
        !self.exempt.holds(self.service, row)
            && !self.service.is_signed_in(row)
            && !self.taken.get(row).copied().unwrap_or(false)
    }
}
