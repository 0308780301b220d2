//! How each client behaved inside a window. A client is what one subscriber has: an IPv4 address, or
//! an IPv6 /64 (hosts change the lower half at will).

use std::net::IpAddr;

use hashbrown::{HashMap, HashSet};
use rayon::prelude::*;

use crate::ask::outcome::GONE;
use crate::ask::service::{NO_TEXT, Names, Service};
use crate::base::class::AgentClass;
use crate::base::hash::fnv1a;
use crate::base::net::subscriber_of;
use crate::base::stats::spread::coefficient_of_variation;
use crate::base::time::{SECOND_US, Window, minute_of};

use super::again::{own_accord, provoked, unprovoked};
use super::closing::Closing;
use super::forgetting::{Files, files};
use super::links;
use super::outcome::Outcome;

/// Who a client code belongs to: equal numbers are one subscriber.
#[derive(Debug, Clone, Default)]
pub struct Subscribers {
    by_client: Vec<u32>,
}

impl Subscribers {
    /// Groups the clients of a run.
    pub fn of(names: &Names) -> Self {
        let mut seen: HashMap<IpAddr, u32> = HashMap::with_capacity(names.clients.len());
        let by_client = (0u32..)
            .zip(&names.clients)
            .map(|(code, client)| match client.address {
                Some(address) => *seen.entry(subscriber_of(address)).or_insert(code),
                None => code,
            })
            .collect();
        Self { by_client }
    }

    /// The subscriber of a client code.
    pub fn get(&self, client: u32) -> u32 {
        self.by_client.get(client as usize).copied().unwrap_or(client)
    }
}

/// What one client did inside a window.
#[derive(Debug, Clone, PartialEq)]
pub struct Profile {
    /// Subscriber: the client code that stands for it.
    pub subscriber: u32,
    /// Its rows in the service, in order of arrival.
    pub rows: Vec<u32>,
    /// Failures among its requests.
    pub failures: u32,
    /// Pages asked for (not assets).
    pub pages: u32,
    /// Pages that were served as content: 200, within [`PROMPT_US`] where the log tells, unless it tells who left
    /// ([`LEFT_CLIENTS`]). Apache httpd logs 200 for people who have left long ago.
    pub pages_served: u32,
    /// The same, however long they took.
    pub pages_given: u32,
    /// Requests for the page asked most for that no failure provoked: first tries, and whatever a client
    /// that also asks again after being served sends after [`STUBBORN`](super::fingerprint::STUBBORN) failures in a row.
    pub top_path_unprovoked: u32,
    /// Assets asked for.
    pub assets: u32,
    /// Did an asset follow a served page within [`CLOSURE_US`]?
    pub closes: bool,
    /// Does it follow links: do most of its referers name the page it was at, and was it served one of
    /// them?
    pub follows: bool,
    /// Page requests whose referer names another page of the site…
    pub linked: u32,
    /// …and those among them that name neither the page asked for just before nor its own origin.
    pub unlinked: u32,
    /// Distinct page paths.
    pub paths: u32,
    /// The page path asked most for, [`NO_TEXT`] if none.
    pub top_path: u32,
    /// Requests for it.
    pub top_path_requests: u32,
    /// Distinct queries on that path.
    pub top_path_queries: u32,
    /// Requests with a referer.
    pub referred: u32,
    /// Distinct agents.
    pub agents: u32,
    /// Changes of agent from one request to the next.
    pub agent_changes: u32,
    /// Its most frequent agent.
    pub top_agent: u32,
    /// Requests in its busiest minute.
    pub peak_minute: u32,
    /// Longest run of failures without a success between.
    pub longest_failing: u32,
    /// Coefficient of variation of the gaps between its page requests; needs [`GAPS_MIN`] gaps.
    pub gap_variation: Option<f64>,
    /// Requests that only read: GET or HEAD.
    pub reads: u32,
    /// Page requests that did not fail.
    pub answered: u32,
    /// Pages asked for again within [`AGAIN_US`](super::again::AGAIN_US) although they had just been served. Whoever asks
    /// again only after failures may be a person, a script or a waiting page that reloads itself.
    pub unprovoked: u32,
    /// Pages asked for again within [`AGAIN_US`](super::again::AGAIN_US) after they had failed.
    pub provoked: u32,
    /// The files it fetched, and those of them that it had been given before.
    pub files: Files,
}

/// How soon after a page its assets come: thirty seconds (evidence T7).
pub const CLOSURE_US: i64 = 30 * SECOND_US;
/// Browsers show a page that comes within five seconds, and fetch what it brings along; the patience of
/// most people ends after ten (Nielsen 1993, ch. 5).
pub const PROMPT_US: i64 = 5 * SECOND_US;
/// Clients that were seen to leave a page that took longer, from which a log tells who left (460, 499): then whoever
/// was given a page, however late, was still there.
pub(in crate::judge) const LEFT_CLIENTS: usize = 10;
/// Gaps below which their regularity says nothing.
pub const GAPS_MIN: usize = 10;

impl Profile {
    /// Requests.
    pub fn requests(&self) -> u32 {
        self.rows.len() as u32
    }

    /// Share of its page requests that go to one path.
    pub fn top_share(&self) -> f64 {
        if self.pages == 0 {
            0.0
        } else {
            f64::from(self.top_path_requests) / f64::from(self.pages)
        }
    }
}

/// The profiles of all clients that came inside a window, in order of subscriber.
pub fn profiles(
    service: &Service,
    names: &Names,
    outcomes: &[Outcome],
    subscribers: &Subscribers,
    window: Window,
) -> Vec<Profile> {
    let mut rows: Vec<(u32, u32)> =
        service.range(window).map(|i| (subscribers.get(service.client[i]), i as u32)).collect();
    rows.par_sort_unstable();
    let prompt_us = if tells_who_left(service, names, window) { i64::MAX } else { PROMPT_US };
    let groups = rows.par_chunk_by(|a, b| a.0 == b.0);
    groups.map(|group| profile(service, names, outcomes, group, prompt_us)).collect()
}

/// Were people seen to leave pages that were slow?
fn tells_who_left(service: &Service, names: &Names, window: Window) -> bool {
    let left = |row: &usize| {
        GONE.contains(&service.status[*row])
            && service.duration_us[*row] > PROMPT_US
            && !asset(service, names, *row)
    };
    let clients = service.range(window).filter(left).map(|row| service.client[row]);
    clients.collect::<HashSet<u32>>().len() >= LEFT_CLIENTS
}

fn profile(
    service: &Service,
    names: &Names,
    outcomes: &[Outcome],
    group: &[(u32, u32)],
    prompt_us: i64,
) -> Profile {
    let rows: Vec<u32> = group.iter().map(|(_, row)| *row).collect();
    let at = |row: &u32| *row as usize;
    let is_page = |row: &u32| !asset(service, names, at(row));
    let pages: Vec<u32> = rows.iter().copied().filter(is_page).collect();
    let path = |code: u32| names.paths.get(code as usize).map_or("", String::as_str);
    let agent = |code: u32| {
        names.agents.get(code as usize).and_then(|agent| agent.text.as_deref()).unwrap_or_default()
    };
    let (paths, top_path) = tally(pages.iter().map(|row| service.path[at(row)]).collect(), path);
    let (agents, top_agent) = tally(rows.iter().map(|row| service.agent[at(row)]).collect(), agent);
    let (top_path, top_path_requests) = top_path.unwrap_or((NO_TEXT, 0));
    let unprovoked = unprovoked(service, outcomes, &pages);
    let links = links::links(service, names, outcomes, &rows);
    let changes = rows.windows(2).filter(|w| service.agent[at(&w[0])] != service.agent[at(&w[1])]);
    Profile {
        subscriber: group.first().map_or(0, |(subscriber, _)| *subscriber),
        failures: count(&rows, |row| outcomes[at(row)].is_failure()),
        pages: pages.len() as u32,
        pages_served: count(&pages, |row| {
            is_served(service, outcomes, at(row)) && service.duration_us[at(row)] <= prompt_us
        }),
        pages_given: count(&pages, |row| is_served(service, outcomes, at(row))),
        top_path_unprovoked: own_accord(service, outcomes, &pages, top_path, unprovoked),
        assets: (rows.len() - pages.len()) as u32,
        closes: closes(service, names, outcomes, &rows),
        follows: links.follows(),
        linked: links.linked,
        unlinked: links.unlinked,
        paths,
        top_path,
        top_path_requests,
        top_path_queries: distinct_queries(service, &pages, top_path),
        referred: count(&rows, |row| service.referer[at(row)] != NO_TEXT),
        agents,
        agent_changes: changes.count() as u32,
        top_agent: top_agent.map_or(0, |(agent, _)| agent),
        peak_minute: peak_minute(service, &rows),
        longest_failing: longest_failing(outcomes, &rows),
        gap_variation: gap_variation(service, &pages),
        reads: count(&rows, |row| reads(names, service.method[at(row)])),
        answered: count(&pages, |row| !outcomes[at(row)].is_failure()),
        unprovoked,
        provoked: provoked(service, outcomes, &pages),
        files: files(service, names, &rows),
        rows,
    }
}

fn count(rows: &[u32], keep: impl Fn(&u32) -> bool) -> u32 {
    rows.iter().filter(|row| keep(row)).count() as u32
}

/// Is this request one for an asset?
pub fn asset(service: &Service, names: &Names, row: usize) -> bool {
    names.is_asset(service.path[row])
}

fn reads(names: &Names, method: u32) -> bool {
    names
        .methods
        .get(method as usize)
        .is_some_and(|method| matches!(method.as_str(), "GET" | "HEAD"))
}

/// How many codes are distinct, and the most frequent with its count; of equals the smallest text. Not the smallest
/// code: codes follow from the order of files.
fn tally<'n>(mut codes: Vec<u32>, text: impl Fn(u32) -> &'n str) -> (u32, Option<(u32, u32)>) {
    codes.sort_unstable();
    let runs = codes.chunk_by(|a, b| a == b);
    let counts = runs.filter_map(|run| Some((*run.first()?, run.len() as u32)));
    let (mut distinct, mut top) = (0, None);
    for (code, count) in counts {
        distinct += 1;
        let above = |(other, most)| count > most || (count == most && text(code) < text(other));
        if top.is_none_or(above) {
            top = Some((code, count));
        }
    }
    (distinct, top)
}

fn distinct_queries(service: &Service, pages: &[u32], path: u32) -> u32 {
    let on_path = pages.iter().filter(|row| service.path[**row as usize] == path);
    let mut queries: Vec<u32> = on_path.map(|row| service.query[*row as usize]).collect();
    queries.sort_unstable();
    queries.dedup();
    queries.len() as u32
}

/// Does an asset follow a served page soon?
fn closes(service: &Service, names: &Names, outcomes: &[Outcome], rows: &[u32]) -> bool {
    let mut closing = Closing::default();
    rows.iter().any(|&row| closing.at(service, names, outcomes, row as usize))
}

/// Was the page itself given, not a waiting page in its place?
pub(super) fn is_served(service: &Service, outcomes: &[Outcome], row: usize) -> bool {
    service.status[row] == 200 && outcomes[row] == Outcome::Served
}

fn peak_minute(service: &Service, rows: &[u32]) -> u32 {
    rows.chunk_by(|a, b| {
        minute_of(service.arrival_us[*a as usize]) == minute_of(service.arrival_us[*b as usize])
    })
    .map(|minute| minute.len() as u32)
    .max()
    .unwrap_or(0)
}

fn longest_failing(outcomes: &[Outcome], rows: &[u32]) -> u32 {
    rows.chunk_by(|a, b| outcomes[*a as usize].is_failure() == outcomes[*b as usize].is_failure())
        .filter(|run| run.first().is_some_and(|row| outcomes[*row as usize].is_failure()))
        .map(|run| run.len() as u32)
        .max()
        .unwrap_or(0)
}

fn gap_variation(service: &Service, pages: &[u32]) -> Option<f64> {
    let gaps: Vec<f64> = pages
        .windows(2)
        .map(|pair| service.arrival_us[pair[1] as usize] - service.arrival_us[pair[0] as usize])
        .map(|gap| gap as f64 / SECOND_US as f64)
        .collect();
    if gaps.len() < GAPS_MIN { None } else { coefficient_of_variation(&gaps) }
}

/// The class of a client's most frequent agent. Where the log has no agents at all, nobody is the odd
/// one for sending none: most clients of most sites are browsers, and behaviour must tell.
pub fn agent_class(names: &Names, profile: &Profile) -> AgentClass {
    if names.agents.iter().all(|agent| agent.text.is_none()) {
        return AgentClass::Browser;
    }
    names.agents.get(profile.top_agent as usize).map_or(AgentClass::Empty, |agent| agent.class)
}

/// A number of the subscriber's own, the same in whatever order logs are read: what is drawn or halved
/// goes by it.
pub fn token(names: &Names, profile: &Profile) -> u64 {
    let client = names.clients.get(profile.subscriber as usize);
    let text = client.map(|client| match client.address {
        Some(address) => subscriber_of(address).to_string(),
        None => client.text.clone(),
    });
    fnv1a(text.unwrap_or_default().bytes())
}

#[cfg(test)]
mod tests {
    use super::super::outcome::outcomes;
    use super::super::sample::{World, minute};
    use super::*;

    fn profiles_of(world: &World) -> Vec<Profile> {
        let (service, names) = world.build();
        let outcomes = outcomes(&service, &names);
        let window = Window::new(0, minute(600));
        profiles(&service, &names, &outcomes, &Subscribers::of(&names), window)
    }

    fn profile_of(world: &World) -> Profile {
        let mut all = profiles_of(world);
        assert_eq!(all.len(), 1);
        all.remove(0)
    }

    #[test]
    fn a_browser_fetches_what_pages_bring_along() {
        let mut world = World::default();
        world.ask(0.0, "192.0.2.1", "/", 200).ask(2.0, "192.0.2.1", "/app.js", 200);
        assert!(profile_of(&world).closes);
        let mut late = World::default();
        late.ask(0.0, "192.0.2.1", "/", 200).ask(45.0, "192.0.2.1", "/app.js", 200);
        assert!(!profile_of(&late).closes);
    }

    #[test]
    fn a_page_that_came_late_was_seen_where_the_log_tells_who_left() {
        for (left, served) in [(9, 0), (10, 1)] {
            let mut world = World::default();
            world.ask(0.0, "192.0.2.1", "/", 200).last(|row| row.duration_ms = Some(20_000));
            for k in 0..left {
                world.ask(1.0, &format!("198.51.100.{k}"), "/", 499);
                world.last(|row| row.duration_ms = Some(9_000));
            }
            assert_eq!(profiles_of(&world)[0].pages_served, served);
        }
    }

    #[test]
    fn only_asking_again_after_success_is_unprovoked() {
        let mut world = World::default();
        for k in 0..20 {
            let status = if k < 10 { 503 } else { 200 };
            world.ask(f64::from(k) * 5.0, "192.0.2.1", "/", status);
        }
        let profile = profile_of(&world);
        assert_eq!((profile.longest_failing, profile.unprovoked), (10, 9));
        assert_eq!(profile.gap_variation, Some(0.0));
    }

    #[test]
    fn one_ipv6_subscriber_may_have_many_addresses() {
        let mut world = World::default();
        world.ask(0.0, "2001:db8::1", "/", 200).ask(1.0, "2001:db8::2", "/", 200);
        assert_eq!(profile_of(&world).requests(), 2);
    }
}
