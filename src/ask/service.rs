//! The requests of one service in order of arrival, as plain columns: what tables and evidence tests
//! read. Plain so that judging needs no data-frame engine and its tests no file.

use std::net::IpAddr;

use crate::base::account::Stamp;
use crate::base::class::{AgentClass, NetworkClass, Territory};
use crate::base::record::Citation;
use crate::base::shared::Shared;
use crate::base::time::Window;

/// A distinct client: address, or the host name or masked id that the log carries.
#[derive(Debug, Clone, PartialEq)]
pub struct Client {
    /// Canonical text.
    pub text: String,
    /// The address, if it is one.
    pub address: Option<IpAddr>,
    /// ISO 3166-1 code by the primary database.
    pub country: Option<String>,
    /// Territory by the primary database.
    pub territory: Territory,
    /// Territory by each of the other country databases, in the order of the account.
    pub territory_elsewhere: Vec<Territory>,
    /// Autonomous system number.
    pub as_number: Option<i64>,
    /// Its name.
    pub as_org: Option<String>,
    /// Likely kind of network.
    pub network_class: NetworkClass,
}

/// A distinct user agent.
#[derive(Debug, Clone, PartialEq)]
pub struct Agent {
    /// As logged; `None` where the log has `-` or no such field.
    pub text: Option<String>,
    /// What it says it is.
    pub class: AgentClass,
}

/// The distinct values that codes in a [`Service`] stand for; shared by all services of a run.
/// Where a row has no value the code is that of an entry which says so: `agents` always holds one
/// with `text: None`; for `texts` the code is [`NO_TEXT`].
#[derive(Debug, Default)]
pub struct Names {
    /// Clients by code.
    pub clients: Vec<Client>,
    /// Agents by code.
    pub agents: Vec<Agent>,
    /// Methods by code.
    pub methods: Vec<String>,
    /// Paths by code.
    pub paths: Vec<String>,
    /// Queries by code.
    pub queries: Vec<String>,
    /// Referers by code.
    pub referers: Vec<String>,
    /// By path code: is it an asset, which pages bring along?
    pub assets: Vec<bool>,
    /// By referer code: the path code of the page of this site that it names, if the log has it.
    pub referer_paths: Vec<Option<u32>>,
}

impl Names {
    /// The path that a referer names, as a path code, if its host is one of the site's.
    pub fn referer_path(&self, referer: u32) -> Option<u32> {
        self.referer_paths.get(referer as usize).copied().flatten()
    }

    /// Is this path code that of an asset?
    pub fn is_asset(&self, path: u32) -> bool {
        self.assets.get(path as usize).copied().unwrap_or(false)
    }
}

/// Code of a missing method, path, query or referer.
pub const NO_TEXT: u32 = u32::MAX;
/// A missing size or duration.
pub const NO_NUMBER: i64 = -1;
/// A missing status.
pub const NO_STATUS: i16 = 0;
/// Code of a missing upstream.
pub const NO_UPSTREAM: u16 = u16::MAX;

/// The requests of one service, ordered by arrival, then by exhibit and byte offset. All columns
/// have the same length, but that of a field which few formats carry is empty where the log has none.
/// Where a service is the whole log, its columns are those of the log.
#[derive(Debug, Default, Clone)]
pub struct Service {
    /// Virtual host or log set.
    pub name: String,
    /// What the time stamps of its log mark; [`Stamp::End`] with durations means that arrival was
    /// computed, without durations that only departures are known.
    pub stamp: Option<Stamp>,
    /// Arrival, microseconds since the epoch, UTC.
    pub arrival_us: Shared<i64>,
    /// Client code.
    pub client: Shared<u32>,
    /// Agent code.
    pub agent: Shared<u32>,
    /// Method code or [`NO_TEXT`].
    pub method: Shared<u32>,
    /// Path code or [`NO_TEXT`].
    pub path: Shared<u32>,
    /// Query code or [`NO_TEXT`].
    pub query: Shared<u32>,
    /// Referer code or [`NO_TEXT`].
    pub referer: Shared<u32>,
    /// Status or [`NO_STATUS`].
    pub status: Shared<i16>,
    /// Bytes sent or [`NO_NUMBER`].
    pub bytes: Shared<i64>,
    /// Time to serve in microseconds or [`NO_NUMBER`].
    pub duration_us: Shared<i64>,
    /// Code of the last upstream or [`NO_UPSTREAM`]; empty where the log names none. Two bytes: nobody
    /// runs more back ends than that, and one that does has the last code for all others.
    pub upstream: Vec<u16>,
    /// Did the request carry the name of an authenticated user? Empty where the log names none.
    pub signed_in: Vec<bool>,
    /// Row in the frame, to write labels back.
    pub row: Shared<u32>,
    /// Index of the exhibit.
    pub exhibit: Shared<u32>,
    /// Offset of the line's first byte in the decoded exhibit.
    pub byte_offset: Shared<i64>,
}

impl Service {
    /// Requests.
    pub fn len(&self) -> usize {
        self.arrival_us.len()
    }

    /// No request at all?
    pub fn is_empty(&self) -> bool {
        self.arrival_us.is_empty()
    }

    /// Does its log carry durations?
    pub fn has_durations(&self) -> bool {
        self.duration_us.iter().any(|&duration| duration >= 0)
    }

    /// Did an authenticated user send this row, as far as the log tells?
    pub fn is_signed_in(&self, row: usize) -> bool {
        self.signed_in.get(row).copied().unwrap_or(false)
    }

    /// The code of the last upstream of a row, if the log names it.
    pub fn upstream_of(&self, row: usize) -> Option<u16> {
        self.upstream.get(row).copied().filter(|&code| code != NO_UPSTREAM)
    }

    /// The citation of a row.
    pub fn cite(&self, row: usize) -> Citation {
        Citation { exhibit: self.exhibit[row], byte_offset: self.byte_offset[row] }
    }

    /// The same service with only these rows, in the order given.
    pub fn select(&self, rows: &[usize]) -> Self {
        fn pick<T: Copy, C: FromIterator<T>>(column: &[T], rows: &[usize]) -> C {
            rows.iter().map(|&row| column[row]).collect()
        }
        fn pick_any<T: Copy>(column: &[T], rows: &[usize]) -> Vec<T> {
            if column.is_empty() { Vec::new() } else { pick(column, rows) }
        }
        Self {
            name: self.name.clone(),
            stamp: self.stamp,
            arrival_us: pick(&self.arrival_us, rows),
            client: pick(&self.client, rows),
            agent: pick(&self.agent, rows),
            method: pick(&self.method, rows),
            path: pick(&self.path, rows),
            query: pick(&self.query, rows),
            referer: pick(&self.referer, rows),
            status: pick(&self.status, rows),
            bytes: pick(&self.bytes, rows),
            duration_us: pick(&self.duration_us, rows),
            upstream: pick_any(&self.upstream, rows),
            signed_in: pick_any(&self.signed_in, rows),
            row: pick(&self.row, rows),
            exhibit: pick(&self.exhibit, rows),
            byte_offset: pick(&self.byte_offset, rows),
        }
    }

    /// The range of rows that arrived inside a window.
    pub fn range(&self, window: Window) -> std::ops::Range<usize> {
        let start = self.arrival_us.partition_point(|&instant| instant < window.start_us);
        let end = self.arrival_us.partition_point(|&instant| instant < window.end_us);
        start..end.max(start)
    }
}
