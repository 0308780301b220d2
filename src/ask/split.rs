//! The frame in, the plain columns of each service out: what tables and evidence tests read. Every
//! code is numbered by the first row that has the value, so that the result is the same whether the
//! frame was just assembled or read back from a case.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::base::account::{Exhibit, Stamp};
use crate::base::class::{AgentClass, NetworkClass, Territory};
use crate::base::net::parse_address;
use crate::base::target::{is_asset, path_of_url};
use crate::error::Result;
use crate::frame::place::Places;
use crate::frame::place::territory::territory;
use crate::frame::{Requests, Texts};

use super::service::{Agent, Client, NO_NUMBER, NO_STATUS, NO_TEXT, Names, Service};

/// The text of the client of a row that has none.
const NO_CLIENT: &str = "-";

/// Splits the requests by service, the largest first, equals by name; in each, rows in order of
/// arrival, then of the frame. `places` adds what the other country databases say of each client;
/// `exhibits` tells what the time stamps mark. Rows without a time are in no service: no window can
/// hold them.
pub fn split(
    requests: &Requests,
    places: Option<&Places>,
    home: &str,
    exhibits: &[Exhibit],
) -> Result<(Names, Vec<Service>)> {
    let columns = Plain::read(requests)?;
    let mut services: Vec<Service> = rows_by_service(&columns)
        .into_par_iter()
        .map(|(name, rows)| columns.service(name, rows, exhibits))
        .collect();
    services.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.name.cmp(&b.name)));
    Ok((columns.names(requests, places, home)?, services))
}

/// For each referer the code of the path that it names, where the log has that path.
fn referer_paths(referers: &[String], paths: &[String]) -> Vec<Option<u32>> {
    let codes: BTreeMap<&str, u32> = paths.iter().map(String::as_str).zip(0..).collect();
    let code = |referer: &String| codes.get(path_of_url(referer)?).copied();
    referers.iter().map(code).collect()
}

/// The columns of the frame that judging reads, as plain values.
struct Plain {
    arrival_us: Vec<Option<i64>>,
    byte_offset: Vec<Option<i64>>,
    status: Vec<Option<i64>>,
    bytes: Vec<Option<i64>>,
    duration_us: Vec<Option<i64>>,
    exhibit: Texts,
    service: Texts,
    client: Texts,
    agent: Texts,
    method: Texts,
    path: Texts,
    query: Texts,
    referer: Texts,
}

impl Plain {
    fn read(requests: &Requests) -> Result<Self> {
        Ok(Self {
            arrival_us: requests.numbers("arrival")?,
            byte_offset: requests.numbers("byte_offset")?,
            status: requests.numbers("status")?,
            bytes: requests.numbers("bytes")?,
            duration_us: requests.numbers("duration_us")?,
            exhibit: requests.texts("exhibit")?,
            service: requests.texts("service")?,
            client: requests.texts("client_ip")?,
            agent: requests.texts("user_agent")?,
            method: requests.texts("method")?,
            path: requests.texts("path")?,
            query: requests.texts("query")?,
            referer: requests.texts("referer")?,
        })
    }

    fn service(&self, name: String, mut rows: Vec<u32>, exhibits: &[Exhibit]) -> Service {
        // Stable, so that equals keep the order of the frame.
        rows.sort_by_key(|&row| number(&self.arrival_us, row, i64::MIN));
        let codes = |texts: &Texts| rows.iter().map(|&row| code(texts, row)).collect();
        let numbers = |values: &[Option<i64>]| {
            rows.iter().map(|&row| number(values, row, NO_NUMBER)).collect()
        };
        let no_client = self.client.values.len() as u32;
        let no_agent = self.agent.values.len() as u32;
        let or = |none: u32| move |code: u32| if code == NO_TEXT { none } else { code };
        let status = |&row: &u32| number(&self.status, row, i64::from(NO_STATUS)) as i16;
        Service {
            name,
            stamp: self.stamp(&rows, exhibits),
            arrival_us: rows.iter().map(|&row| number(&self.arrival_us, row, 0)).collect(),
            client: rows.iter().map(|&row| code(&self.client, row)).map(or(no_client)).collect(),
            agent: rows.iter().map(|&row| code(&self.agent, row)).map(or(no_agent)).collect(),
            method: codes(&self.method),
            path: codes(&self.path),
            query: codes(&self.query),
            referer: codes(&self.referer),
            status: rows.iter().map(status).collect(),
            bytes: numbers(&self.bytes),
            duration_us: numbers(&self.duration_us),
            exhibit: self.exhibit_indices(&rows, exhibits),
            byte_offset: numbers(&self.byte_offset),
            row: rows,
        }
    }

    /// The index in the manifest of each row's exhibit.
    fn exhibit_indices(&self, rows: &[u32], exhibits: &[Exhibit]) -> Vec<u32> {
        let places: BTreeMap<&str, u32> =
            exhibits.iter().map(|exhibit| exhibit.path.as_str()).zip(0..).collect();
        let index = |path: &String| places.get(path.as_str()).copied().unwrap_or(0);
        let indices: Vec<u32> = self.exhibit.values.iter().map(index).collect();
        let of_row = |&row: &u32| indices.get(code(&self.exhibit, row) as usize).copied();
        rows.iter().map(|row| of_row(row).unwrap_or(0)).collect()
    }

    /// What the stamps of the rows mark: unknown where their exhibits differ.
    fn stamp(&self, rows: &[u32], exhibits: &[Exhibit]) -> Option<Stamp> {
        let mut seen = vec![false; self.exhibit.values.len()];
        for &row in rows {
            if let Some(seen) = seen.get_mut(code(&self.exhibit, row) as usize) {
                *seen = true;
            }
        }
        let paths = self.exhibit.values.iter().zip(&seen).filter(|(_, seen)| **seen);
        let known: BTreeMap<&str, Stamp> =
            exhibits.iter().map(|exhibit| (exhibit.path.as_str(), exhibit.stamp)).collect();
        let mut stamps = paths.filter_map(|(path, _)| known.get(path.as_str()).copied());
        let first = stamps.next()?;
        Some(if stamps.all(|stamp| stamp == first) { first } else { Stamp::Unknown })
    }

    fn names(&self, requests: &Requests, places: Option<&Places>, home: &str) -> Result<Names> {
        Ok(Names {
            clients: self.clients(requests, places, home)?,
            agents: self.agents(requests)?,
            methods: self.method.values.clone(),
            assets: self.path.values.iter().map(|path| is_asset(path)).collect(),
            paths: self.path.values.clone(),
            queries: self.query.values.clone(),
            referer_paths: referer_paths(&self.referer.values, &self.path.values),
            referers: self.referer.values.clone(),
        })
    }

    /// Classes are what the frame says, for the same reason as places.
    fn agents(&self, requests: &Requests) -> Result<Vec<Agent>> {
        let classes = requests.texts("agent_class")?;
        let first = first_rows(&self.agent);
        let agent = |(text, &row): (Option<&String>, &u32)| Agent {
            text: text.cloned(),
            class: class_named(text_at(&classes, row)),
        };
        let texts = self.agent.values.iter().map(Some).chain([None]);
        Ok(texts.zip(&first).map(agent).collect())
    }

    /// Place and network of a client are what the frame says of its first row, so that a case which
    /// is read back is judged by the databases it was made with.
    fn clients(
        &self,
        requests: &Requests,
        places: Option<&Places>,
        home: &str,
    ) -> Result<Vec<Client>> {
        let country = requests.texts("country")?;
        let territories = requests.texts("territory")?;
        let organisation = requests.texts("as_org")?;
        let network = requests.texts("network_class")?;
        let as_number = requests.numbers("as_number")?;
        let first = first_rows(&self.client);
        let client = |(text, &row): (&str, &u32)| {
            let address = parse_address(text);
            Client {
                text: text.to_owned(),
                address,
                country: text_at(&country, row).map(str::to_owned),
                territory: territory_named(text_at(&territories, row), home),
                territory_elsewhere: elsewhere(places, address, home),
                as_number: as_number.get(row as usize).copied().flatten(),
                as_org: text_at(&organisation, row).map(str::to_owned),
                network_class: network_named(text_at(&network, row)),
            }
        };
        let texts = self.client.values.iter().map(String::as_str).chain([NO_CLIENT]);
        let pairs: Vec<(&str, &u32)> = texts.zip(&first).collect();
        Ok(pairs.into_par_iter().map(client).collect())
    }
}

/// The first row of each value; the last entry is for rows without one.
fn first_rows(texts: &Texts) -> Vec<u32> {
    let mut first = vec![u32::MAX; texts.values.len() + 1];
    for (row, &code) in texts.codes.iter().enumerate() {
        let slot = if code == NO_TEXT { texts.values.len() } else { code as usize };
        if let Some(first) = first.get_mut(slot).filter(|first| **first == u32::MAX) {
            *first = row as u32;
        }
    }
    first
}

fn rows_by_service(columns: &Plain) -> Vec<(String, Vec<u32>)> {
    let mut rows: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for (row, (&code, arrival)) in columns.service.codes.iter().zip(&columns.arrival_us).enumerate()
    {
        if arrival.is_some() {
            rows.entry(code).or_default().push(row as u32);
        }
    }
    let name = |code: u32| columns.service.values.get(code as usize).cloned().unwrap_or_default();
    rows.into_iter().map(|(code, rows)| (name(code), rows)).collect()
}

fn code(texts: &Texts, row: u32) -> u32 {
    texts.codes.get(row as usize).copied().unwrap_or(NO_TEXT)
}

fn number(values: &[Option<i64>], row: u32, none: i64) -> i64 {
    values.get(row as usize).copied().flatten().unwrap_or(none)
}

fn text_at(texts: &Texts, row: u32) -> Option<&str> {
    texts.values.get(code(texts, row) as usize).map(String::as_str)
}

fn territory_named(name: Option<&str>, home: &str) -> Territory {
    use Territory::{EuEea, Home, Other, Overseas};
    let known = [Home, Overseas, EuEea, Other];
    known.into_iter().find(|t| Some(t.name(home)) == name).unwrap_or(Territory::Unknown)
}

fn network_named(name: Option<&str>) -> NetworkClass {
    let known = NetworkClass::ALL;
    known.into_iter().find(|class| Some(class.name()) == name).unwrap_or(NetworkClass::Unknown)
}

fn class_named(name: Option<&str>) -> AgentClass {
    let known = AgentClass::ALL;
    known.into_iter().find(|class| Some(class.name()) == name).unwrap_or(AgentClass::Empty)
}

fn elsewhere(
    places: Option<&Places>,
    address: Option<std::net::IpAddr>,
    home: &str,
) -> Vec<Territory> {
    let found = places.map(|places| places.locate(address).elsewhere).unwrap_or_default();
    found.iter().map(|country| territory(country.as_deref(), home)).collect()
}
