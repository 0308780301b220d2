//! Small services for the tests of judging: rows written by hand, in any order.

use std::collections::BTreeMap;

use crate::ask::service::{Agent, Client, NO_NUMBER, NO_TEXT, Names, Service};
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
}

/// Rows under construction.
#[derive(Debug, Clone, Default)]
pub(crate) struct World {
    rows: Vec<Row>,
}

impl World {
    /// Adds a request; an empty path is a connection without a request line.
    pub(crate) fn ask(&mut self, at_s: f64, client: &str, path: &str, status: i16) -> &mut Self {
        let path = (!path.is_empty()).then(|| path.to_owned());
        self.rows.push(Row { at_s, client: client.to_owned(), path, status, bytes: 5000 });
        self
    }

    /// Sets the size of the last answer.
    pub(crate) fn sized(&mut self, bytes: i64) -> &mut Self {
        if let Some(row) = self.rows.last_mut() {
            row.bytes = bytes;
        }
        self
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
        let mut names = Names { methods: vec!["GET".to_owned()], ..Names::default() };
        names
            .agents
            .push(Agent { text: Some("Mozilla/5.0".to_owned()), class: AgentClass::Browser });
        let (mut clients, mut paths) = (BTreeMap::new(), BTreeMap::new());
        let mut service = Service { name: "sample".to_owned(), ..Service::default() };
        for (index, row) in rows.iter().enumerate() {
            service.arrival_us.push((row.at_s * SECOND_US as f64) as i64);
            service.client.push(code(&mut clients, &row.client));
            service.path.push(row.path.as_ref().map_or(NO_TEXT, |path| code(&mut paths, path)));
            service.method.push(if row.path.is_some() { 0 } else { NO_TEXT });
            service.status.push(row.status);
            service.bytes.push(row.bytes);
            service.agent.push(0);
            service.query.push(NO_TEXT);
            service.referer.push(NO_TEXT);
            service.duration_us.push(NO_NUMBER);
            service.row.push(index as u32);
            service.exhibit.push(0);
            service.byte_offset.push(index as i64 * 100);
        }
        names.clients = in_order(clients).into_iter().map(client).collect();
        names.paths = in_order(paths);
        names.referer_paths = Vec::new();
        names.assets = names.paths.iter().map(|path| is_asset(path)).collect();
        (service, names)
    }
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
