//! Log formats that the simulator writes, ONE FILE EACH, and the one list of them. In: rows in the order
//! of their end. Out: lines as the product writes them, with the habits that show in a log: what a stamp
//! marks, whether a client that leaves is noticed, how large error pages are. It reads nothing.
//!
//! To add one: a file here with a `FORMAT`, and its line in [`FORMATS`].

mod apache_combined;
mod apache_timed;
mod apache_vhost_timed;
mod aws_alb;
mod caddy;
mod clf;
mod cloudfront;
mod common;
mod envoy;
mod haproxy_http;
mod iis;
mod ingress_nginx;
mod nginx_combined;
mod nginx_json;
mod nginx_timed;
pub(crate) mod pen;
mod traefik_clf;
mod vhost_combined;

use std::io;

use serde::{Deserialize, Deserializer, de};

use super::world::request::Row;
use pen::Pen;

/// Every format, in order of name.
pub static FORMATS: [Format; 16] = [
    apache_combined::FORMAT,
    apache_timed::FORMAT,
    apache_vhost_timed::FORMAT,
    aws_alb::FORMAT,
    caddy::FORMAT,
    cloudfront::FORMAT,
    common::FORMAT,
    envoy::FORMAT,
    haproxy_http::FORMAT,
    iis::FORMAT,
    ingress_nginx::FORMAT,
    nginx_combined::FORMAT,
    nginx_json::FORMAT,
    nginx_timed::FORMAT,
    traefik_clf::FORMAT,
    vhost_combined::FORMAT,
];

/// A log format that the simulator writes.
#[derive(Debug)]
pub struct Format {
    /// Its name in scenario and truth files.
    pub name: &'static str,
    /// What the stamp of a line marks.
    pub stamp: Stamp,
    /// Who writes it.
    pub(crate) product: Product,
    /// What stands before the first line; the instant is the log's first.
    pub(crate) head: fn(&mut Pen<'_>, i64) -> io::Result<()>,
    /// A line, without its end.
    pub(crate) line: fn(&mut Pen<'_>, &Row) -> io::Result<()>,
}

/// What the stamp of a line marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stamp {
    /// The request's arrival.
    Arrival,
    /// The end of its answer.
    End,
}

impl Stamp {
    /// Its name in the truth file.
    pub fn name(self) -> &'static str {
        match self {
            Self::Arrival => "arrival",
            Self::End => "end",
        }
    }

    /// The instant of a row that its line shows.
    pub(crate) fn of(self, row: &Row) -> i64 {
        match self {
            Self::Arrival => row.arrival_us,
            Self::End => row.end_us,
        }
    }
}

/// Habits of a server that show in its log.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Product {
    /// What is logged when a client leaves before its answer; `None` if that is not noticed.
    pub(crate) gone: Option<u16>,
    /// What is answered if a back end takes no connection.
    pub(crate) unreachable: u16,
    /// Size of the built-in page of an error, bytes.
    pub(crate) page: fn(u16) -> u32,
}

/// For formats without a head.
fn no_head(_: &mut Pen<'_>, _: i64) -> io::Result<()> {
    Ok(())
}

/// The format of a name in a scenario.
pub(crate) fn named<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<&'static Format, D::Error> {
    let name = String::deserialize(deserializer)?;
    let known = || FORMATS.iter().map(|format| format.name).collect::<Vec<_>>().join(", ");
    FORMATS.iter().find(|format| format.name == name).ok_or_else(|| {
        de::Error::custom(format!("there is no format named {name:?}, only {}", known()))
    })
}
