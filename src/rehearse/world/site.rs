//! What can be asked for, what its address looks like and how large the answer is. In: a target. Out:
//! path, endpoint, bytes. It serves nothing.

use std::io::{self, Write};

use super::random::{self, Rng};
use crate::rehearse::arsenal::{Aim, Arsenal};
use crate::rehearse::scenario::{Door, Endpoint, ServiceTime, ServiceTimes, Site};

/// Something a client asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Target {
    /// Page by popularity; 0 is the landing page, 1 what a log-in leads to.
    Page(u32),
    /// Static file.
    Asset(u32),
    /// Call of a page's script or an app.
    Api(u32),
    /// An app's log-in call.
    ApiSession,
    /// The log-in form.
    LoginForm(Door),
    /// The form sent, with the right password or a wrong one.
    LoginPost { door: Door, right: bool },
    /// Search for a word of the vocabulary.
    Search(u32),
    /// Search for a word never used before.
    SearchOnce(u64),
    /// A page that only crawlers reach.
    Deep(u32),
    /// A form of a page, sent.
    Form(u32),
    /// A form with so many KiB in it.
    FormFlood(u32),
    /// The feed.
    Feed,
    /// For monitors.
    Health,
    /// A link that leads nowhere.
    Missing(u32),
    /// Something of a list of those who try to get in.
    Probe { list: Arsenal, nth: u32 },
    /// A record by its number.
    Record(u32),
}

/// Words that people search for.
const WORDS: [&str; 12] = [
    "cantine",
    "notes",
    "emploi+du+temps",
    "devoirs",
    "inscription",
    "vacances",
    "bourse",
    "transport",
    "orientation",
    "math%C3%A9matiques",
    "absence",
    "brevet",
];

/// Size of the vocabulary.
pub(super) const VOCABULARY: u32 = WORDS.len() as u32;

impl Target {
    /// Method and path with query.
    pub(crate) fn write(self, out: &mut impl Write) -> io::Result<()> {
        match self {
            Self::Page(0) => out.write_all(b"/"),
            Self::Page(1) => out.write_all(b"/tableau-de-bord"),
            Self::Page(page) => write!(out, "/cours/{page}"),
            Self::Asset(0) => out.write_all(b"/static/app.3f2a91.css"),
            Self::Asset(1) => out.write_all(b"/static/app.77c0de.js"),
            Self::Asset(asset) => write!(out, "/static/img/{asset}.webp"),
            Self::Api(call) => {
                write!(out, "/api/v1/{}", ["messages", "agenda", "notes"][call as usize % 3])
            }
            Self::ApiSession => out.write_all(b"/api/v1/session"),
            Self::LoginForm(door) => out.write_all(door.form().as_bytes()),
            Self::LoginPost { door, .. } => out.write_all(door.post().as_bytes()),
            Self::Search(word) => {
                write!(out, "/recherche?q={}", WORDS[(word % VOCABULARY) as usize])
            }
            Self::SearchOnce(word) => write!(out, "/recherche?q={word:012x}"),
            Self::Deep(page) => write!(out, "/archives/{}/{}", 2009 + page % 13, page),
            Self::Form(page) => write!(out, "/cours/{page}/envoi"),
            Self::FormFlood(_) => out.write_all(b"/contact"),
            Self::Feed => out.write_all(b"/actualites.rss"),
            Self::Health => out.write_all(b"/sante"),
            Self::Missing(page) => write!(out, "/ancien/{page}.html"),
            Self::Probe { list, nth } => list.write(nth, out),
            Self::Record(number) => write!(out, "/api/v1/dossiers/{number}"),
        }
    }

    /// The request's method.
    pub(crate) fn method(self) -> &'static str {
        if self.body() > 0 { "POST" } else { "GET" }
    }

    /// Bytes that are sent with it.
    pub(crate) fn body(self) -> u32 {
        match self {
            Self::LoginPost { .. } => 64,
            Self::ApiSession => 88,
            Self::Form(_) => 640,
            Self::FormFlood(kib) => (kib * 1024).max(1),
            _ => 0,
        }
    }

    /// Which endpoint answers.
    pub(super) fn endpoint(self) -> Endpoint {
        match self {
            Self::Page(_) | Self::Deep(_) | Self::Feed => Endpoint::Page,
            Self::Form(_) | Self::FormFlood(_) => Endpoint::Form,
            Self::Probe { list, nth } => match list.aim(nth) {
                Some(Aim::Page(_)) => Endpoint::Page,
                Some(Aim::Search) => Endpoint::Search,
                None => Endpoint::Asset,
            },
            Self::Asset(_) | Self::Missing(_) | Self::Health => Endpoint::Asset,
            Self::Api(_) | Self::Record(_) => Endpoint::Api,
            Self::LoginForm(_) => Endpoint::Page,
            Self::LoginPost { .. } | Self::ApiSession => Endpoint::Login,
            Self::Search(_) | Self::SearchOnce(_) => Endpoint::Search,
        }
    }

    /// Size of a full answer: fixed by the target, but for pages that differ a little each time.
    pub(super) fn bytes(self, rng: &mut Rng) -> u32 {
        let fixed = |low: u32, span: u32, key: u32| low + key.wrapping_mul(2_654_435_761) % span;
        match self {
            Self::Page(page) => fixed(9_000, 30_000, page) + random::below(rng, 700),
            Self::Deep(page) => fixed(12_000, 40_000, page),
            Self::Asset(asset) => fixed(1_500, 90_000, asset),
            Self::Api(call) => fixed(300, 2_000, call) + random::below(rng, 400),
            Self::ApiSession => 412,
            Self::LoginForm(_) => 6_314,
            Self::LoginPost { .. } => 0,
            Self::Search(_) | Self::SearchOnce(_) => 8_000 + random::below(rng, 9_000),
            Self::Form(_) => 0,
            Self::FormFlood(_) => 3_912,
            Self::Feed => 21_340,
            Self::Health => 2,
            Self::Missing(_) => 1_245,
            Self::Probe { list, nth } => match list.aim(nth) {
                Some(Aim::Page(page)) => Self::Page(page).bytes(rng),
                Some(Aim::Search) => Self::Search(0).bytes(rng),
                None => 1_245,
            },
            Self::Record(number) => fixed(700, 900, number),
        }
    }
}

/// The time a worker needs for it.
pub(super) fn service_time(times: &ServiceTimes, target: Target) -> ServiceTime {
    match target.endpoint() {
        Endpoint::Page => times.page,
        Endpoint::Asset => times.asset,
        Endpoint::Api => times.api,
        Endpoint::Login => times.login,
        Endpoint::Search => times.search,
        Endpoint::Form => times.form,
    }
}

/// The static files of a page: style and script of all pages, then some of its own.
pub(super) fn assets_of(site: &Site, page: u32) -> impl Iterator<Item = u32> + use<> {
    let (assets, count) = (site.assets, site.assets_per_page);
    (0..count).map(move |k| if k < 2 { k % assets } else { (page * 3 + k) % assets })
}
