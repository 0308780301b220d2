//! Small services for the tests of judging: rows written by hand, in any order.

use std::collections::BTreeMap;

use super::options::Conditions;
use crate::ask::referer_paths;
use crate::ask::service::{Agent, Client, NO_NUMBER, NO_TEXT, NO_UPSTREAM, Names, Service};
use crate::base::account::Stamp;
use crate::base::class::{AgentClass, NetworkClass, Territory};
use crate::base::target::is_asset;
use crate::base::time::{MINUTE_US, SECOND_US};

/// One request.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    pub(crate) at_s: f64,
    pub(crate) client: String,
    pub(crate) path: Option<String>,
    pub(crate) status: i16,
    pub(crate) bytes: i64,
    pub(crate) method: &'static str,
    pub(crate) query: Option<String>,
    pub(crate) referer: Option<String>,
    pub(crate) agent: String,
    pub(crate) duration_ms: Option<i64>,
    pub(crate) upstream: Option<u16>,
}

const AGENT: &str = "Mozilla/5.0";

/// Rows under construction.
#[derive(Debug, Clone, Default)]
pub(crate) struct World {
    pub(crate) rows: Vec<Row>,
}

impl World {
    /// Adds a request; an empty path is a connection without a request line.
    pub(crate) fn ask(&mut self, at_s: f64, client: &str, path: &str, status: i16) -> &mut Self {
        let path = (!path.is_empty()).then(|| path.to_owned());
        self.rows.push(Row {
            at_s,
            client: client.to_owned(),
            path,
            status,
            bytes: 5000,
            method: "GET",
            query: None,
            referer: None,
            agent: AGENT.to_owned(),
            duration_ms: None,
            upstream: None,
        });
        self
    }

    /// Changes the last request.
    pub(crate) fn last(&mut self, change: impl FnOnce(&mut Row)) -> &mut Self {
        self.rows.last_mut().map(change);
        self
    }

    /// Sets the size of the last answer.
    pub(crate) fn sized(&mut self, bytes: i64) -> &mut Self {
        self.last(|row| row.bytes = bytes)
    }

    /// People: in each minute so many come, ask for a page with its style sheet, and are served.
    pub(crate) fn people(&mut self, minutes: std::ops::Range<i64>, each: i64) -> &mut Self {
        for minute in minutes {
            for k in 0..each {
                let at = (minute * 60) as f64 + k as f64 * 60.0 / each as f64;
                let client = format!("192.0.2.{}", (minute * 7 + k * 13) % 250);
                let page = format!("/page/{}", (minute * 3 + k) % 9);
                self.ask(at, &client, &page, 200).ask(at + 1.0, &client, "/style.css", 200);
            }
        }
        self
    }

    /// The columns: clients are browsers of no known network.
    pub(crate) fn build(&self) -> (Service, Names) {
        let mut rows = self.rows.clone();
        rows.sort_by(|a, b| a.at_s.total_cmp(&b.at_s));
        let mut names = Names::default();
        let mut codes = Codes::default();
        let mut service = Service { name: "sample".to_owned(), ..Service::default() };
        let backends = rows.iter().any(|row| row.upstream.is_some());
        for (index, row) in rows.iter().enumerate() {
            let line = row.path.as_ref().map(|_| row.method.to_owned());
            service.arrival_us.push((row.at_s * SECOND_US as f64) as i64);
            service.client.push(code(&mut codes.clients, &row.client));
            service.path.push(some(&mut codes.paths, row.path.as_ref()));
            service.method.push(some(&mut codes.methods, line.as_ref()));
            service.status.push(row.status);
            service.bytes.push(row.bytes);
            service.agent.push(code(&mut codes.agents, &row.agent));
            service.query.push(some(&mut codes.queries, row.query.as_ref()));
            service.referer.push(some(&mut codes.referers, row.referer.as_ref()));
            service.duration_us.push(row.duration_ms.map_or(NO_NUMBER, |ms| ms * 1000));
            if backends {
                service.upstream.push(row.upstream.unwrap_or(NO_UPSTREAM));
            }
            service.row.push(index as u32);
            service.exhibit.push(0);
            service.byte_offset.push(index as i64 * 100);
        }
        names.methods = in_order(codes.methods);
        names.agents = in_order(codes.agents).into_iter().map(agent).collect();
        names.queries = in_order(codes.queries);
        names.referers = in_order(codes.referers);
        names.clients = in_order(codes.clients).into_iter().map(client).collect();
        names.paths = in_order(codes.paths);
        names.referer_paths = referer_paths(&names.referers, &names.paths);
        names.assets = names.paths.iter().map(|path| is_asset(path)).collect();
        (service, names)
    }
}

/// Codes by text.
#[derive(Default)]
struct Codes {
    clients: BTreeMap<String, u32>,
    paths: BTreeMap<String, u32>,
    methods: BTreeMap<String, u32>,
    agents: BTreeMap<String, u32>,
    queries: BTreeMap<String, u32>,
    referers: BTreeMap<String, u32>,
}

/// How the logs of small worlds are read: completely, and without a database of places.
pub(crate) fn read_whole() -> Conditions {
    Conditions {
        coverage: 1.0,
        damaged: false,
        database_days: None,
        stamp: Stamp::Start,
        country_databases: 0,
        header_clients: false,
        proxied: 0.0,
        zone_assumed: false,
        inferred: false,
        repeated: 0.0,
        said: Default::default(),
    }
}

fn some(codes: &mut BTreeMap<String, u32>, text: Option<&String>) -> u32 {
    text.map_or(NO_TEXT, |text| code(codes, text))
}

fn agent(text: String) -> Agent {
    Agent { text: Some(text), class: AgentClass::Browser }
}

fn code(codes: &mut BTreeMap<String, u32>, text: &str) -> u32 {
    let next = codes.len() as u32;
    *codes.entry(text.to_owned()).or_insert(next)
}

fn in_order(codes: BTreeMap<String, u32>) -> Vec<String> {
    let mut ordered: Vec<(u32, String)> =
        codes.into_iter().map(|(text, code)| (code, text)).collect();
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

/// A minute of the sample's clock as an instant.
pub(crate) fn minute(number: i64) -> i64 {
    number * MINUTE_US
}
