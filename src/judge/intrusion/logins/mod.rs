//! Where people log in, what the site answers to a wrong and to a right password, and who tries
//! passwords that are not theirs. A service in, its log-in tries and the sources called guessing out.
//! It sees no account name and no password: it never tells whose account was tried.

pub(in crate::judge) mod answers;
pub(in crate::judge) mod beat;
pub(in crate::judge) mod endpoint;
pub(in crate::judge) mod guessing;
pub(in crate::judge) mod kinds;
pub(in crate::judge) mod learnt;
pub(in crate::judge) mod posters;
pub(in crate::judge) mod strangers;
mod teachers;
pub(in crate::judge) mod xmlrpc;

use crate::ask::service::{Names, Service};
use crate::judge::profile::Subscribers;

pub(super) use answers::Answer;
pub(super) use endpoint::Try;

/// The log-in tries of a service and the sources that guess.
#[derive(Debug, Default)]
pub(super) struct Logins {
    /// Every try at a log-in endpoint, in order of row.
    pub(super) tries: Vec<Try>,
    /// Answer to each, in the same order.
    pub(super) answers: Vec<Answer>,
    /// Which tries are guesses, in the same order: they belong to sources called guessing.
    pub(super) guesses: Vec<bool>,
    /// Sources that asked for something else after an answer taken for success.
    pub(super) went_on: std::collections::BTreeSet<u32>,
}

/// Looks for log-in endpoints and for those who guess at them.
pub(super) fn logins(service: &Service, names: &Names, subscribers: &Subscribers) -> Logins {
    let endpoint::Doors { endpoints, named, tries } = endpoint::doors(service, names, subscribers);
    if tries.is_empty() {
        return Logins::default();
    }
    let answers = answers::answers(service, names, subscribers, &endpoints, &tries);
    let posters = posters::posters(service, names, subscribers, &tries, &answers);
    let assets = service.path.iter().any(|path| names.is_asset(*path));
    let by_name = |path: u32| assets && strangers::is_for_people(names, path);
    let by_hand = |path: u32| by_name(path) || named.contains(&path);
    let guessing = guessing::guessing(&posters, &by_hand);
    let guesses = tries.iter().map(|one| guessing.contains(&(one.endpoint, one.subscriber)));
    Logins {
        guesses: guesses.collect(),
        went_on: posters.iter().filter(|p| p.went_on).map(|p| p.subscriber).collect(),
        tries,
        answers,
    }
}
