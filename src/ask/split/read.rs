//! A log that was just read, as plain columns: nothing is copied that is there already.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::ask::service::{Agent, Client, Names};
use crate::base::class::{NetworkClass, Territory};
use crate::base::net::parse_address;
use crate::base::shared::Shared;
use crate::base::target::is_asset;
use crate::frame::Log;
use crate::frame::place::territory::territory;
use crate::frame::place::{Place, Places};
use crate::read::columns::ABSENT;

use super::{NO_CLIENT, Plain, referer_paths};

/// The columns of a log.
pub(super) fn plain(log: &Log) -> Plain {
    Plain {
        arrival_us: log.arrival_us().clone(),
        byte_offset: log.byte_offset().clone(),
        status: log.statuses("status"),
        bytes: log.numbers("bytes"),
        duration_us: log.numbers("duration_us"),
        client: codes(log, "client_ip"),
        agent: codes(log, "user_agent"),
        method: codes(log, "method"),
        path: codes(log, "path"),
        query: codes(log, "query"),
        referer: codes(log, "referer"),
        upstream: codes(log, "upstream_addr"),
        user: codes(log, "auth_user"),
        clients: values(log, "client_ip").len() as u32,
        agents: values(log, "user_agent").len() as u32,
        exhibits: log.exhibit_rows().collect(),
        services: rows_by_service(log),
    }
}

/// Codes as they are, unless some stand for the same text.
fn codes(log: &Log, name: &str) -> Shared<u32> {
    match log.text(name) {
        Some((words, codes)) if words.has_twins() => {
            codes.iter().map(|&code| words.code(code)).collect()
        }
        Some((_, codes)) => codes.clone(),
        None => Shared::default(),
    }
}

fn values<'l>(log: &'l Log, name: &str) -> &'l [String] {
    log.text(name).map(|(words, _)| words.values.as_slice()).unwrap_or_default()
}

fn rows_by_service(log: &Log) -> Vec<(String, Shared<u32>)> {
    let mut rows: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    let mut last: Option<(u32, Vec<u32>)> = None;
    for (exhibit, range) in log.exhibit_rows() {
        for (row, service) in range.clone().zip(log.services(exhibit, range)) {
            if log.arrival_us().get(row).is_none_or(|us| *us == ABSENT) {
                continue;
            }
            // Neighbours are mostly of one service: its list is at hand.
            match &mut last {
                Some((held, list)) if *held == service => list.push(row as u32),
                _ => {
                    if let Some((held, list)) = last.take() {
                        rows.insert(held, list);
                    }
                    let mut list = rows.remove(&service).unwrap_or_default();
                    list.push(row as u32);
                    last = Some((service, list));
                }
            }
        }
    }
    rows.extend(last);
    let name = |code: u32| log.service_names().get(code).unwrap_or_default().to_owned();
    rows.into_iter().map(|(code, rows)| (name(code), rows.into())).collect()
}

/// What the codes stand for.
pub(super) fn names(log: &Log, places: Option<&Places>, home: &str) -> Names {
    let list = |name: &str| values(log, name).to_vec();
    let (paths, referers) = (list("path"), list("referer"));
    Names {
        clients: clients(log, places, home),
        agents: agents(log),
        methods: list("method"),
        assets: paths.iter().map(|path| is_asset(path)).collect(),
        queries: list("query"),
        referer_paths: referer_paths(&referers, &paths),
        paths,
        referers,
    }
}

fn agents(log: &Log) -> Vec<Agent> {
    let texts = values(log, "user_agent").iter().map(Some).chain([None]);
    let agent = |(code, text): (u32, Option<&String>)| Agent {
        text: text.cloned(),
        class: log.agent(code),
    };
    (0u32..).zip(texts).map(agent).collect()
}

fn clients(log: &Log, places: Option<&Places>, home: &str) -> Vec<Client> {
    let values = values(log, "client_ip");
    // The log was placed by the same databases: nobody is looked up twice.
    let elsewhere = |place: Option<&Place>| -> Vec<Territory> {
        let countries = place.map(|place| place.elsewhere.as_slice()).unwrap_or_default();
        countries.iter().map(|country| territory(country.as_deref(), home)).collect()
    };
    let texts: Vec<&str> = values.iter().map(String::as_str).chain([NO_CLIENT]).collect();
    let client = |(code, text): (usize, &&str)| {
        let address = parse_address(text);
        let place = log.place(code as u32);
        let country = place.and_then(|place| place.country.as_deref());
        Client {
            text: (*text).to_owned(),
            address,
            country: country.map(str::to_owned),
            territory: territory(country, home),
            territory_elsewhere: elsewhere(place.filter(|_| places.is_some())),
            as_number: place.and_then(|place| place.as_number),
            as_org: place.and_then(|place| place.as_org.as_deref()).map(str::to_owned),
            network_class: place.map_or(NetworkClass::Unknown, |place| place.network_class),
        }
    };
    texts.par_iter().enumerate().map(client).collect()
}
