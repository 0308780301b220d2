//! The requests of a run as plain columns, with what follows from each distinct client, agent and
//! host: looked up once a value, never once a row. Columns in, a log out; data-frames are made of parts
//! of it only where they are asked for.

use std::net::IpAddr;
use std::ops::Range;

use rayon::prelude::*;

use crate::base::account::{Exhibit, Stamp};
use crate::base::class::AgentClass;
use crate::base::net::parse_address;
use crate::base::shared::Shared;
use crate::error::{Error, Kind, Result};
use crate::read::Reading;
use crate::read::columns::{ABSENT, ABSENT_CODE, Cell, Column, Columns, PickText};
use crate::read::merge::Rows;

use super::agent::classify;
use super::arrival;
use super::place::territory::territory;
use super::place::{Place, Places};
use super::service_name::Services;
use super::text::{Derived, Words};

/// A text field of the log.
#[derive(Debug)]
struct Text {
    /// Its column in the schema.
    name: &'static str,
    /// Its distinct values as text.
    words: Words,
    /// A code a row; empty if no row has one.
    codes: Shared<u32>,
}

/// The text fields, by their names in the schema.
const TEXTS: [(&str, PickText); 12] = [
    ("client_ip", |c| &c.client),
    ("user_agent", |c| &c.user_agent),
    ("vhost", |c| &c.vhost),
    ("method", |c| &c.method),
    ("path", |c| &c.path),
    ("query", |c| &c.query),
    ("referer", |c| &c.referer),
    ("protocol", |c| &c.protocol),
    ("peer_ip", |c| &c.peer),
    ("auth_user", |c| &c.auth_user),
    ("upstream_addr", |c| &c.upstream_addr),
    ("flags", |c| &c.flags),
];

type PickNumber = fn(&Columns) -> &Column<i64>;

/// The fields of whole numbers, by their names in the schema.
const NUMBERS: [(&str, PickNumber); 6] = [
    ("ts", |c| &c.ts_us),
    ("client_port", |c| &c.client_port),
    ("bytes", |c| &c.bytes),
    ("duration_us", |c| &c.duration_us),
    ("queue_us", |c| &c.queue_us),
    ("upstream_duration_us", |c| &c.upstream_duration_us),
];

type PickStatus = fn(&Columns) -> &Column<i16>;

/// The fields of status codes, by their names in the schema.
const STATUSES: [(&str, PickStatus); 2] =
    [("status", |c| &c.status), ("upstream_status", |c| &c.upstream_status)];

/// What follows from the client of a request.
#[derive(Debug, Default)]
pub(super) struct Origin {
    pub(super) country: Derived,
    pub(super) territory: Derived,
    pub(super) as_org: Derived,
    pub(super) network_class: Derived,
    /// Number of the autonomous system by client, absent where none is known; last, of rows without one.
    pub(super) as_number: Vec<i64>,
}

/// All requests of a run, in order of exhibit, then of line.
#[derive(Debug)]
pub struct Log {
    byte_offset: Shared<i64>,
    arrival_us: Shared<i64>,
    /// Values a row, by name; empty if no row has one.
    numbers: Vec<(&'static str, Shared<i64>)>,
    statuses: Vec<(&'static str, Shared<i16>)>,
    texts: Vec<Text>,
    /// Index of an exhibit, and its rows, in order.
    of_exhibit: Vec<(u32, Range<usize>)>,
    /// Places by code of the client; last, of rows without one.
    places: Vec<Place>,
    /// Classes by code of the agent; last, of rows without one.
    agents: Vec<AgentClass>,
    pub(super) origin: Origin,
    pub(super) agent_class: Derived,
    pub(super) services: Services,
    /// Paths of the exhibits, by index.
    pub(super) exhibits: Words,
    /// By exhibit: does any of its lines carry an agent?
    carries_agents: Vec<bool>,
}

/// Makes the log. The columns of `reading` are taken; its exhibits and rejects stay. `service` names
/// the service of every request where the user gave it.
///
/// # Errors
///
/// [`Kind::Usage`] if there are more requests than rows can be numbered in 32 bits.
pub fn assemble(
    reading: &mut Reading,
    places: &Places,
    home: &str,
    service: Option<&str>,
) -> Result<Log> {
    let rows = std::mem::take(&mut reading.columns);
    if rows.len() >= u32::MAX as usize {
        let count = rows.len();
        return Err(Error::new(
            Kind::Usage,
            format!("{count} requests are more than one run can hold"),
        )
        .hint("investigate the services or the days one by one"));
    }
    let of_exhibit = by_exhibit(&rows);
    let numbers: Vec<_> =
        NUMBERS.par_iter().map(|&(name, pick)| (name, flat(&rows, pick))).collect();
    let statuses = STATUSES.iter().map(|&(name, pick)| (name, flat(&rows, pick))).collect();
    let texts: Vec<Text> = TEXTS.par_iter().map(|&(name, pick)| text(&rows, name, pick)).collect();
    let byte_offset = rows.byte_offsets().collect();
    drop(rows);
    let of_name = |name: &str| texts.iter().find(|text| text.name == name);
    let (clients, agents) = (of_name("client_ip"), of_name("user_agent"));
    let ((located, classes), arrival_us) = rayon::join(
        || {
            let located = locate(clients.map(|text| &text.words), places);
            (located, classes(agents.map(|text| &text.words)))
        },
        || arrivals(&numbers, &of_exhibit, &reading.exhibits),
    );
    let services = Services::of(
        of_name("vhost").map(|text| (&text.words, &*text.codes)),
        &reading.exhibits,
        service,
    );
    let agents = agents.map(|text| &*text.codes).unwrap_or_default();
    Ok(Log {
        arrival_us,
        carries_agents: carrying(agents, &of_exhibit, reading.exhibits.len()),
        origin: Origin::of(&located, home),
        agent_class: Derived::of(classes.iter().map(|class| Some(class.name()))),
        exhibits: Words::named(reading.exhibits.iter().map(|e| e.path.clone()).collect()),
        places: located,
        agents: classes,
        services,
        byte_offset,
        numbers,
        statuses,
        texts,
        of_exhibit,
    })
}

/// The values of every row, or none if no row has one.
fn flat<T: Cell>(rows: &Rows, pick: fn(&Columns) -> &Column<T>) -> Shared<T> {
    let any = rows.sets().iter().any(|set| !pick(set).is_empty());
    if any { rows.numbers(pick).into() } else { Shared::default() }
}

fn text(rows: &Rows, name: &'static str, pick: PickText) -> Text {
    let any = rows.sets().iter().any(|set| !pick(set).codes.is_empty());
    let codes = if any { rows.codes(pick) } else { Vec::new() };
    let words = rows.dictionary(pick).filter(|_| any).map(Words::of).unwrap_or_default();
    Text { name, words, codes: codes.into() }
}

fn by_exhibit(rows: &Rows) -> Vec<(u32, Range<usize>)> {
    let mut of_exhibit: Vec<(u32, Range<usize>)> = Vec::new();
    let mut start = 0;
    for set in rows.sets() {
        match of_exhibit.last_mut() {
            Some((exhibit, range)) if *exhibit == set.exhibit => range.end += set.len(),
            _ => of_exhibit.push((set.exhibit, start..start + set.len())),
        }
        start += set.len();
    }
    of_exhibit
}

fn locate(clients: Option<&Words>, places: &Places) -> Vec<Place> {
    let values = clients.map(|words| words.values.as_slice()).unwrap_or_default();
    let addresses: Vec<Option<IpAddr>> =
        values.par_iter().map(|client| parse_address(client)).collect();
    let mut found = places.locate_all(&addresses);
    // A row without a client has a place too: nowhere known.
    found.push(places.locate(None));
    found
}

fn classes(agents: Option<&Words>) -> Vec<AgentClass> {
    let values = agents.map(|words| words.values.as_slice()).unwrap_or_default();
    let mut classes: Vec<AgentClass> =
        values.par_iter().map(|agent| classify(Some(agent))).collect();
    classes.push(classify(None));
    classes
}

impl Origin {
    fn of(places: &[Place], home: &str) -> Self {
        let territory = |place: &Place| territory(place.country.as_deref(), home).name(home);
        let mut origin = Self::default();
        let Self { country, territory: seen, as_org, network_class, as_number } = &mut origin;
        rayon::scope(|scope| {
            scope.spawn(|_| *country = Derived::of(places.iter().map(|p| p.country.as_deref())));
            scope.spawn(|_| *seen = Derived::of(places.iter().map(|p| Some(territory(p)))));
            scope.spawn(|_| *as_org = Derived::of(places.iter().map(|p| p.as_org.as_deref())));
            scope.spawn(|_| {
                let classes = places.iter().map(|place| Some(place.network_class.name()));
                *network_class = Derived::of(classes);
                *as_number = places.iter().map(|p| p.as_number.unwrap_or(ABSENT)).collect();
            });
        });
        origin
    }
}

/// Arrival of every row; the exhibit knows what its stamps mark.
fn arrivals(
    numbers: &[(&str, Shared<i64>)],
    of_exhibit: &[(u32, Range<usize>)],
    exhibits: &[Exhibit],
) -> Shared<i64> {
    let list = |name: &str| numbers.iter().find(|(field, _)| *field == name).map(|(_, list)| list);
    let (stamps, durations) = (list("ts"), list("duration_us"));
    // Without durations a stamp says when a request came, as far as anything does.
    if let Some(stamps) = stamps.filter(|_| durations.is_none_or(|list| list.is_empty()))
        && !stamps.is_empty()
    {
        return stamps.clone();
    }
    let at = |list: Option<&Shared<i64>>, row: usize| {
        list.and_then(|list| list.get(row)).copied().unwrap_or(ABSENT)
    };
    let mut arrivals = Vec::with_capacity(stamps.map_or(0, |stamps| stamps.len()));
    for (exhibit, rows) in of_exhibit {
        let stamp = exhibits.get(*exhibit as usize).map_or(Stamp::Unknown, |exhibit| exhibit.stamp);
        let of_row = |row| arrival::of(at(stamps, row), at(durations, row), stamp);
        arrivals.extend(rows.clone().map(of_row));
    }
    arrivals.into()
}

/// For each exhibit: does it carry a user agent anywhere?
fn carrying(agents: &[u32], of_exhibit: &[(u32, Range<usize>)], exhibits: usize) -> Vec<bool> {
    let mut carrying = vec![false; exhibits];
    for (exhibit, rows) in of_exhibit {
        let part = agents.get(rows.clone()).unwrap_or_default();
        if let Some(carries) = carrying.get_mut(*exhibit as usize) {
            *carries = part.iter().any(|code| *code != ABSENT_CODE);
        }
    }
    carrying
}

impl Log {
    /// Requests.
    pub fn len(&self) -> usize {
        self.byte_offset.len()
    }

    /// No request at all?
    pub fn is_empty(&self) -> bool {
        self.byte_offset.is_empty()
    }

    /// Offset of each request's line in its decoded exhibit.
    pub fn byte_offset(&self) -> &Shared<i64> {
        &self.byte_offset
    }

    /// When each request came, microseconds since the epoch, UTC; absent where the log has no time.
    pub fn arrival_us(&self) -> &Shared<i64> {
        &self.arrival_us
    }

    /// A field of whole numbers by its name in the schema: a value a row, or none at all.
    pub fn numbers(&self, name: &str) -> Shared<i64> {
        let found = self.numbers.iter().find(|(field, _)| *field == name);
        found.map(|(_, values)| values.clone()).unwrap_or_default()
    }

    /// A field of status codes by its name in the schema: a value a row, or none at all.
    pub fn statuses(&self, name: &str) -> Shared<i16> {
        let found = self.statuses.iter().find(|(field, _)| *field == name);
        found.map(|(_, values)| values.clone()).unwrap_or_default()
    }

    /// A text field by its name in the schema: its values, and a code a row, or none at all.
    pub fn text(&self, name: &str) -> Option<(&Words, &Shared<u32>)> {
        let text = self.texts.iter().find(|text| text.name == name)?;
        Some((&text.words, &text.codes))
    }

    /// The place of a client's code, or of rows without a client.
    pub fn place(&self, client: u32) -> Option<&Place> {
        self.places.get(client as usize).or(self.places.last())
    }

    /// The class of an agent's code, or of rows without an agent.
    pub fn agent(&self, agent: u32) -> AgentClass {
        let class = self.agents.get(agent as usize).or(self.agents.last());
        class.copied().unwrap_or(AgentClass::Empty)
    }

    /// Exhibits in the order of rows: index, and the rows.
    pub fn exhibit_rows(&self) -> impl Iterator<Item = (u32, Range<usize>)> {
        self.of_exhibit.iter().cloned()
    }

    /// Names of services.
    pub fn service_names(&self) -> &Words {
        self.services.names()
    }

    /// The service of each of those rows of an exhibit, a code into [`Log::service_names`].
    pub fn services(&self, exhibit: u32, rows: Range<usize>) -> impl Iterator<Item = u32> {
        let hosts = self.text("vhost").map(|(_, codes)| &**codes).unwrap_or_default();
        rows.map(move |row| {
            let host = hosts.get(row).copied().unwrap_or(ABSENT_CODE);
            self.services.get(host, exhibit)
        })
    }

    /// Can the absence of an agent be told from a format without agents?
    pub(super) fn has_agents(&self, exhibit: u32) -> bool {
        self.carries_agents.get(exhibit as usize).copied().unwrap_or(false)
    }
}
