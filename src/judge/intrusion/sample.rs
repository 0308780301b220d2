//! Small seeded sites for the tests of this room: people who read and log in, and what is laid over
//! them.

use std::collections::BTreeMap;

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::{Found, Rules, find};
use crate::ask::service::{Agent, Client, NO_NUMBER, NO_TEXT, Names, Service};
use crate::base::class::{AgentClass, NetworkClass, Territory};
use crate::base::target::is_asset;
use crate::base::time::SECOND_US;

pub(super) const BROWSER: &str = "Mozilla/5.0 (Windows NT 10.0) Firefox/115.0";

/// A request.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub(super) at_s: f64,
    pub(super) client: String,
    pub(super) agent: String,
    pub(super) method: &'static str,
    /// Path, and query after `?`.
    pub(super) target: String,
    pub(super) status: i16,
    pub(super) bytes: i64,
}

/// A site under construction.
pub(super) struct Site {
    pub(super) rows: Vec<Row>,
    pub(super) rng: ChaCha8Rng,
}

impl Site {
    pub(super) fn new(seed: u64) -> Self {
        Self { rows: Vec::new(), rng: ChaCha8Rng::seed_from_u64(seed) }
    }

    pub(super) fn ask(
        &mut self,
        (at_s, client, agent): (f64, &str, &str),
        (method, target): (&'static str, &str),
        (status, bytes): (i16, i64),
    ) {
        self.rows.push(Row {
            at_s,
            client: client.to_owned(),
            agent: agent.to_owned(),
            method,
            target: target.to_owned(),
            status,
            bytes,
        });
    }

    pub(super) fn get(&mut self, who: (f64, &str, &str), target: &str, answer: (i16, i64)) {
        self.ask(who, ("GET", target), answer);
    }

    /// A person opens the log-in, fails so often, gets in if `enters`, and reads.
    pub(super) fn person(
        &mut self,
        at_s: f64,
        client: &str,
        agent: &str,
        fails: u32,
        enters: bool,
    ) {
        self.get((at_s, client, agent), "/login", (200, 3400));
        self.get((at_s + 1.0, client, agent), "/style.css", (200, 900));
        let mut now = at_s + 10.0;
        for _ in 0..fails {
            let size = 3500 + self.rng.random_range(0..20);
            self.ask((now, client, agent), ("POST", "/login"), (200, size));
            now += self.rng.random_range(8.0..40.0);
        }
        if enters {
            self.ask((now, client, agent), ("POST", "/login"), (302, 0));
            for page in 0..3 {
                now += self.rng.random_range(2.0..60.0);
                let size = self.rng.random_range(5000..20_000);
                self.get((now, client, agent), &format!("/area/{page}"), (200, size));
            }
        }
    }

    /// An ordinary day of so many people, one in eight of whom mistypes once or twice.
    pub(super) fn day(&mut self, day: u32, people: u32) {
        for number in 0..people {
            let at_s = f64::from(day) * 86_400.0 + self.rng.random_range(25_000.0..75_000.0);
            let client = format!("192.0.{}.{}", number % 200, self.rng.random_range(1..250));
            let fails = if self.rng.random_bool(0.12) { self.rng.random_range(1..3) } else { 0 };
            let agent = format!("{BROWSER} {}", number % 40);
            let enters = fails == 0 || self.rng.random_bool(0.9);
            self.person(at_s, &client, &agent, fails, enters);
            if number % 17 == 0 {
                self.get((at_s + 90.0, &client, &agent), "/old-page", (404, 500));
            }
        }
    }

    pub(super) fn found(&self) -> Found {
        let (service, names) = self.build();
        find(&[service], &names, Rules::embedded())
    }

    pub(super) fn build(&self) -> (Service, Names) {
        let mut rows = self.rows.clone();
        rows.sort_by(|a, b| a.at_s.total_cmp(&b.at_s));
        let mut codes = Codes::default();
        let mut service = Service { name: "site".to_owned(), ..Service::default() };
        for (index, row) in rows.iter().enumerate() {
            let (path, query) = row.target.split_once('?').unwrap_or((&row.target, ""));
            service.arrival_us.push((row.at_s * SECOND_US as f64) as i64);
            service.client.push(code(&mut codes.clients, &row.client));
            service.agent.push(code(&mut codes.agents, &row.agent));
            service.method.push(code(&mut codes.methods, row.method));
            service.path.push(code(&mut codes.paths, path));
            let query = if query.is_empty() { NO_TEXT } else { code(&mut codes.queries, query) };
            service.query.push(query);
            service.status.push(row.status);
            service.bytes.push(row.bytes);
            service.referer.push(NO_TEXT);
            service.duration_us.push(NO_NUMBER);
            service.row.push(index as u32);
            service.exhibit.push(0);
            service.byte_offset.push(index as i64 * 100);
        }
        (service, codes.names())
    }
}

#[derive(Default)]
struct Codes {
    clients: BTreeMap<String, u32>,
    agents: BTreeMap<String, u32>,
    methods: BTreeMap<String, u32>,
    paths: BTreeMap<String, u32>,
    queries: BTreeMap<String, u32>,
}

impl Codes {
    fn names(self) -> Names {
        let class = |text: &str| match text.contains("Googlebot") {
            true => AgentClass::CrawlerDeclared,
            false => AgentClass::Browser,
        };
        let agent = |text: String| Agent { class: class(&text), text: Some(text) };
        let paths = in_order(self.paths);
        Names {
            clients: in_order(self.clients).into_iter().map(client).collect(),
            agents: in_order(self.agents).into_iter().map(agent).collect(),
            methods: in_order(self.methods),
            assets: paths.iter().map(|path| is_asset(path)).collect(),
            paths,
            queries: in_order(self.queries),
            ..Names::default()
        }
    }
}

fn code(codes: &mut BTreeMap<String, u32>, text: &str) -> u32 {
    let next = codes.len() as u32;
    *codes.entry(text.to_owned()).or_insert(next)
}

fn in_order(codes: BTreeMap<String, u32>) -> Vec<String> {
    let mut ordered: Vec<(u32, String)> = codes.into_iter().map(|(text, c)| (c, text)).collect();
    ordered.sort();
    ordered.into_iter().map(|(_, text)| text).collect()
}

fn client(text: String) -> Client {
    Client {
        address: text.parse().ok(),
        text,
        country: None,
        territory: Territory::Unknown,
        territory_elsewhere: Vec::new(),
        as_number: None,
        as_org: None,
        network_class: NetworkClass::Unknown,
    }
}
