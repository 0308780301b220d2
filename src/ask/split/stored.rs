//! Requests that come back from a case, as plain columns. Places and classes are what the case says, so
//! that it is judged by the databases it was made with.

use std::collections::BTreeMap;
use std::ops::Range;

use rayon::prelude::*;

use crate::ask::service::{Agent, Client, NO_TEXT, Names};
use crate::base::account::Exhibit;
use crate::base::class::{AgentClass, NetworkClass, Territory};
use crate::base::net::parse_address;
use crate::base::shared::Shared;
use crate::base::target::is_asset;
use crate::error::Result;
use crate::frame::place::Places;
use crate::frame::{Requests, Texts};
use crate::read::columns::{ABSENT, ABSENT_STATUS};

use super::{NO_CLIENT, Plain, elsewhere, referer_paths};

/// The columns of the frame that judging reads, as plain values.
pub(super) struct Stored {
    arrival_us: Vec<i64>,
    byte_offset: Vec<i64>,
    status: Vec<i16>,
    bytes: Vec<i64>,
    duration_us: Vec<i64>,
    exhibit: Texts,
    service: Texts,
    client: Texts,
    agent: Texts,
    method: Texts,
    path: Texts,
    query: Texts,
    referer: Texts,
    upstream: Texts,
    user: Texts,
}

impl Stored {
    /// Reads the columns.
    pub(super) fn read(requests: &Requests) -> Result<Self> {
        let numbers = |name| -> Result<Vec<i64>> {
            let values = requests.numbers(name)?;
            Ok(values.into_iter().map(|value| value.unwrap_or(ABSENT)).collect())
        };
        let status = |value: i64| i16::try_from(value).unwrap_or(ABSENT_STATUS);
        Ok(Self {
            arrival_us: numbers("arrival")?,
            byte_offset: numbers("byte_offset")?,
            status: numbers("status")?.into_iter().map(status).collect(),
            bytes: numbers("bytes")?,
            duration_us: numbers("duration_us")?,
            exhibit: requests.texts("exhibit")?,
            service: requests.texts("service")?,
            client: requests.texts("client_ip")?,
            agent: requests.texts("user_agent")?,
            method: requests.texts("method")?,
            path: requests.texts("path")?,
            query: requests.texts("query")?,
            referer: requests.texts("referer")?,
            upstream: requests.texts("upstream_addr")?,
            user: requests.texts("auth_user")?,
        })
    }

    /// The columns for splitting.
    pub(super) fn plain(&self, exhibits: &[Exhibit]) -> Plain {
        Plain {
            arrival_us: self.arrival_us.clone().into(),
            byte_offset: self.byte_offset.clone().into(),
            status: self.status.clone().into(),
            bytes: self.bytes.clone().into(),
            duration_us: self.duration_us.clone().into(),
            client: self.client.codes.clone().into(),
            agent: self.agent.codes.clone().into(),
            method: self.method.codes.clone().into(),
            path: self.path.codes.clone().into(),
            query: self.query.codes.clone().into(),
            referer: self.referer.codes.clone().into(),
            upstream: self.upstream.codes.clone().into(),
            user: self.user.codes.clone().into(),
            clients: self.client.values.len() as u32,
            agents: self.agent.values.len() as u32,
            exhibits: self.exhibits(exhibits),
            services: self.rows_by_service(),
        }
    }

    /// Runs of rows of one exhibit, with its index in the manifest.
    fn exhibits(&self, exhibits: &[Exhibit]) -> Vec<(u32, Range<usize>)> {
        let places: BTreeMap<&str, u32> =
            exhibits.iter().map(|exhibit| exhibit.path.as_str()).zip(0..).collect();
        let index = |path: &String| places.get(path.as_str()).copied().unwrap_or(0);
        let indices: Vec<u32> = self.exhibit.values.iter().map(index).collect();
        let mut start = 0;
        let runs = self.exhibit.codes.chunk_by(|one, next| one == next).map(|run| {
            start += run.len();
            let code = run.first().copied().unwrap_or(NO_TEXT);
            (indices.get(code as usize).copied().unwrap_or(0), start - run.len()..start)
        });
        runs.collect()
    }

    fn rows_by_service(&self) -> Vec<(String, Shared<u32>)> {
        let mut rows: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for (row, (&code, arrival)) in self.service.codes.iter().zip(&self.arrival_us).enumerate() {
            if *arrival != ABSENT {
                rows.entry(code).or_default().push(row as u32);
            }
        }
        let name = |code: u32| self.service.values.get(code as usize).cloned().unwrap_or_default();
        rows.into_iter().map(|(code, rows)| (name(code), rows.into())).collect()
    }

    /// What the codes stand for.
    pub(super) fn names(
        &self,
        requests: &Requests,
        places: Option<&Places>,
        home: &str,
    ) -> Result<Names> {
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

fn code(texts: &Texts, row: u32) -> u32 {
    texts.codes.get(row as usize).copied().unwrap_or(NO_TEXT)
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
