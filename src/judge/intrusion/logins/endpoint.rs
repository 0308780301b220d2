//! Log-in endpoints of a service, learnt from its log: paths that receive POST requests and are called
//! as log-ins are or open pages as log-ins do, and paths that ask for HTTP authentication. Rows in, endpoints and tries out.

use std::collections::{BTreeMap, BTreeSet};

use super::learnt::learnt;
use crate::ask::service::{NO_TEXT, Names, Service};
use crate::judge::profile::Subscribers;

/// Tries below which an endpoint is not looked at.
pub(in crate::judge) const TRIES_MIN: u64 = 20;
/// Endpoints of one service at most, the busiest: clients choose paths.
const ENDPOINTS_MAX: usize = 50;
/// Answers that ask for authentication (RFC 9110 §15.5.2), below which a path does not.
pub(in crate::judge) const CHALLENGES_MIN: u64 = 20;

/// Words in paths of log-ins, as common products and languages call them. Matched in lower case.
const WORDS: &[&str] = &[
    "login",
    "log-in",
    "log_in",
    "logon",
    "signin",
    "sign-in",
    "sign_in",
    "connexion",
    "anmeld",
    "iniciar-sesion",
    "accedi",
    "inloggen",
    "identification",
    "authentif",
    "authenticat",
    "/auth",
    "auth.owa",
    "/cas/",
    "/sso",
    "/session",
    "j_security_check",
    "oauth",
    "/token",
    "credential",
    "xmlrpc.php",
    "checkpassword",
    "verifyuser",
    "/idp/",
    "saml",
];

/// Words in paths that only resemble them: leaving, registering, resetting, settings.
const OTHERS: &[&str] = &[
    "logout",
    "log-out",
    "signout",
    "register",
    "signup",
    "inscription",
    "registr",
    "subscribe",
    "forgot",
    "reset",
    "recover",
    "lost",
    "heartbeat",
    "keepalive",
    "refresh",
    "author",
    "analytics",
    "beacon",
    ".css",
    ".js",
    ".png",
];

/// A try to log in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::judge::intrusion) struct Try {
    /// Its row.
    pub(in crate::judge::intrusion) row: u32,
    /// Path code of the endpoint.
    pub(in crate::judge::intrusion) endpoint: u32,
    /// Whose it is.
    pub(in crate::judge::intrusion) subscriber: u32,
}

/// Where people log in.
#[derive(Debug, Default)]
pub(super) struct Doors {
    /// By path code.
    pub(super) endpoints: BTreeSet<u32>,
    /// Those of them where the log names the account that was sent: there a try is told from the
    /// first request of a browser, which sends no password and is asked for one (RFC 7617 §2).
    pub(super) named: BTreeSet<u32>,
    /// Every try at one, in order of row.
    pub(super) tries: Vec<Try>,
}

/// The doors of a service.
pub(super) fn doors(service: &Service, names: &Names, subscribers: &Subscribers) -> Doors {
    let posts = method(names, "POST");
    let is_post = |row: usize| service.method.get(row).is_some_and(|m| posts == Some(*m));
    let counts = counts(service, names, &is_post);
    let many = counts.iter().filter(|(_, count)| count.posts >= TRIES_MIN).map(|(path, _)| *path);
    let learnt = learnt(service, names, subscribers, &many.collect(), &is_post);
    let is_login = |path: u32, count: Count| {
        is_login(names, path, count) || (learnt.contains(&path) && !is_other(names, path))
    };
    let mut busiest: Vec<(u32, Count)> =
        counts.into_iter().filter(|(path, count)| is_login(*path, *count)).collect();
    busiest.sort_by_key(|(path, count)| (std::cmp::Reverse(count.posts + count.challenges), *path));
    busiest.truncate(ENDPOINTS_MAX);
    // A path that asks for authentication is tried by every request; a form by POST alone.
    let by_any: BTreeMap<u32, bool> = busiest
        .into_iter()
        .map(|(path, count)| (path, count.challenges >= CHALLENGES_MIN && count.posts == 0))
        .collect();
    let named = named(service, &by_any);
    let tries = (0..service.len()).filter_map(|row| {
        let endpoint = *service.path.get(row)?;
        let any = *by_any.get(&endpoint)?;
        let subscriber = subscribers.get(*service.client.get(row)?);
        let sent = service.is_signed_in(row) || !named.contains(&endpoint);
        let is_try = if any { sent } else { is_post(row) };
        is_try.then_some(Try { row: row as u32, endpoint, subscriber })
    });
    let tries = tries.collect();
    Doors { endpoints: by_any.into_keys().collect(), named, tries }
}

/// Paths that ask for authentication and where the log names accounts. nginx and Apache write the name that
/// was sent (`$remote_user`, `%u`), right or wrong; IIS does for HTTP authentication.
fn named(service: &Service, by_any: &BTreeMap<u32, bool>) -> BTreeSet<u32> {
    if !by_any.values().any(|any| *any) {
        return BTreeSet::new();
    }
    let any = |path: &u32| by_any.get(path).copied().unwrap_or(false);
    let rows = (0..service.len()).filter(|row| service.is_signed_in(*row));
    rows.filter_map(|row| service.path.get(row).copied()).filter(any).collect()
}

#[derive(Debug, Clone, Copy, Default)]
struct Count {
    posts: u64,
    challenges: u64,
}

/// POST requests and challenges of each path that has any.
fn counts(
    service: &Service,
    names: &Names,
    is_post: &impl Fn(usize) -> bool,
) -> BTreeMap<u32, Count> {
    let mut counts: BTreeMap<u32, Count> = BTreeMap::new();
    for row in 0..service.len() {
        let challenged = service.status.get(row).copied() == Some(401);
        let posted = is_post(row);
        let path = service.path.get(row).copied().unwrap_or(NO_TEXT);
        if (posted || challenged) && path != NO_TEXT && !names.is_asset(path) {
            let count = counts.entry(path).or_default();
            count.posts += u64::from(posted);
            count.challenges += u64::from(challenged);
        }
    }
    counts
}

fn is_login(names: &Names, path: u32, count: Count) -> bool {
    let Some(text) = names.paths.get(path as usize) else { return false };
    let text = text.to_ascii_lowercase();
    let called = |words: &[&str]| words.iter().any(|word| text.contains(word));
    let named = called(WORDS) && !called(OTHERS);
    (named && count.posts >= TRIES_MIN) || (count.challenges >= CHALLENGES_MIN && !called(OTHERS))
}

/// Is a path called as something that only resembles a log-in?
fn is_other(names: &Names, path: u32) -> bool {
    let text = names.paths.get(path as usize).map(|text| text.to_ascii_lowercase());
    text.is_none_or(|text| OTHERS.iter().any(|word| text.contains(word)))
}

/// The code of a method.
fn method(names: &Names, name: &str) -> Option<u32> {
    names.methods.iter().position(|method| method == name).map(|code| code as u32)
}
