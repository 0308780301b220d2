//! Who tries passwords that are not theirs, told from people who mistype. Two forms: one source that
//! fails again and again, and many that come for the log-in and nothing else, fail, and leave. Both are
//! measured against the people of the same site. Sums in, sources out; no source is named for one bad
//! morning.

use std::collections::BTreeSet;

use super::posters::Poster;
use super::strangers;
use crate::judge::fingerprint::SHARED_AGENTS;

/// Failures of one source from which it guesses. A person who forgot a password gives up or resets it
/// within ten; most sites lock an account before (OWASP ASVS 2.2.1 allows 100 an hour for a whole
/// account, NIST SP 800-63B §5.2.2 100 in a row).
pub(in crate::judge) const FAILURES: u32 = 20;
/// The largest share of successes among the tries of who guesses. Credential stuffing succeeds in 0.1
/// to 2 % (Akamai, Okta, Shape reports); a school behind one address in most.
pub(in crate::judge) const SUCCESS_MAX: f64 = 0.1;
/// Tries in one minute that few people behind one address make, who read the answer before the next…
pub(in crate::judge) const FAST: u32 = 10;
/// …and keep up for so many minutes…
pub(in crate::judge) const FAST_MINUTES: u32 = 3;
/// …or that many, which none of them make: three who take six seconds each.
pub(in crate::judge) const RUSH: u32 = 30;
/// Successes before the first failure that make a source a known one: a program whose password has
/// expired.
pub(in crate::judge) const TRUSTED: u32 = 5;

/// Failures of one source that came for the log-in alone from which a few guess together: most sites
/// lock an account or offer a new password before.
pub(in crate::judge) const STUBBORN: u32 = 10;

/// Sources from which guessing may be shared among many…
pub(in crate::judge) const SOURCES: usize = 10;
/// …and this many times what people would leave of the same kind…
pub(in crate::judge) const EXCESS: f64 = 3.0;
/// …if people can be told by their habits at all: at most this share of those who are let in come as
/// barely as guessers do. Applications log in so.
pub(in crate::judge) const BARE_USUAL_MAX: f64 = 0.3;
/// People who were let in from whom their habits are learnt.
pub(in crate::judge) const PEOPLE: usize = 20;
/// Share of successes among guesses, relative to that of people, that guessing must stay below.
pub(in crate::judge) const SUCCESS_OF_PEOPLE: f64 = 0.5;

/// Sources that guess: endpoint and subscriber. `by_hand`: is an address known to be the log-in of people?
pub(super) fn guessing(posters: &[Poster], by_hand: &impl Fn(u32) -> bool) -> BTreeSet<(u32, u32)> {
    let by_endpoint = posters.chunk_by(|a, b| a.endpoint == b.endpoint);
    let called = by_endpoint.flat_map(|posters| {
        let known = posters.first().is_some_and(|one| by_hand(one.endpoint));
        let mut called: Vec<&Poster> = posters.iter().filter(|one| alone(one)).collect();
        called.extend(together(posters));
        called.extend(strangers::outnumbering(posters, known));
        called.extend(strangers::jumping(posters));
        unknown(called)
    });
    called.map(|poster| (poster.endpoint, poster.subscriber)).collect()
}

fn success_share<'a>(posters: impl Iterator<Item = &'a Poster>) -> f64 {
    let (succeeded, told) = posters.fold((0.0, 0.0), |(succeeded, told), one| {
        (succeeded + f64::from(one.succeeded), told + f64::from(one.succeeded + one.failed))
    });
    if told > 0.0 { succeeded / told } else { 0.0 }
}

/// Did at least this share of its tries fail? An answer that cannot be told may be a success: through the
/// gateway of a single sign-on people fail visibly and go on under their own address.
fn fails(poster: &Poster, share: f64) -> bool {
    f64::from(poster.failed) >= share * f64::from(poster.tries)
}

/// Does one source guess?
fn alone(poster: &Poster) -> bool {
    // A site that guessing has overloaded looks at few of the passwords.
    let few = f64::from(poster.failed) >= (1.0 - SUCCESS_MAX) * f64::from(poster.looked_at());
    let shared = poster.loads() && poster.agents.len() as u32 > SHARED_AGENTS;
    poster.failed >= FAILURES
        && few
        && !shared
        && poster.trusted < TRUSTED
        && !poster.is_program()
        && (poster.is_bare() || !poster.loads() || is_fast(poster))
}

/// Without those who were let in half a day and more before they failed, if they are most of a crowd: an application's users, whose
/// log-in has broken.
fn unknown(mut called: Vec<&Poster>) -> Vec<&Poster> {
    called.sort_unstable_by_key(|one| one.subscriber);
    called.dedup_by_key(|one| one.subscriber);
    let known = called.iter().filter(|one| one.is_long_known()).count();
    if called.len() >= SOURCES && 2 * known > called.len() {
        called.retain(|one| !one.is_long_known());
    }
    called
}

/// Faster than people type?
fn is_fast(poster: &Poster) -> bool {
    poster.fast_minutes >= FAST_MINUTES || poster.peak_minute >= RUSH
}

/// Sources that came for the log-in alone and were not let in, if there are far more of them than
/// people would leave.
fn together(posters: &[Poster]) -> Vec<&Poster> {
    let is_guess = |one: &&Poster| one.is_bare() && one.failed > 0 && fails(one, 0.5);
    let bare: Vec<&Poster> = posters.iter().filter(is_guess).collect();
    let others: Vec<&Poster> = posters.iter().filter(|one| !is_guess(one)).collect();
    let tries: u32 = bare.iter().map(|one| one.failed).sum();
    let (theirs, peoples) =
        (success_share(bare.iter().copied()), success_share(others.iter().copied()));
    let worse =
        theirs <= SUCCESS_MAX && (others.is_empty() || theirs < SUCCESS_OF_PEOPLE * peoples);
    let Some(expected) = expected(&others) else { return Vec::new() };
    let many = bare.len() as f64 >= EXCESS * expected + SOURCES as f64;
    if many && worse && tries >= FAILURES { bare } else { stubborn(&bare) }
}

/// The few among them that fail far more often than people, if together they fail often enough. Only
/// where people are known by their habits.
fn stubborn<'a>(bare: &[&'a Poster]) -> Vec<&'a Poster> {
    let is_stubborn = |one: &&&Poster| {
        let known = one.trusted >= TRUSTED || one.is_program();
        one.failed >= STUBBORN && !known && fails(one, 1.0 - SUCCESS_MAX)
    };
    let few: Vec<&Poster> = bare.iter().filter(is_stubborn).copied().collect();
    let failures: u32 = few.iter().map(|one| one.failed).sum();
    if failures >= FAILURES { few } else { Vec::new() }
}

/// How many people who fail would come as barely as guessers, by those who are let in. `None` where
/// that cannot be told.
fn expected(others: &[&Poster]) -> Option<f64> {
    let let_in: Vec<&&Poster> = others.iter().filter(|one| one.succeeded > one.failed).collect();
    if let_in.len() < PEOPLE {
        return None;
    }
    let bare = let_in.iter().filter(|one| one.is_bare()).count() as f64;
    let usual = bare / let_in.len() as f64;
    let failing = others.iter().filter(|one| one.failed > 0).count() as f64;
    (usual <= BARE_USUAL_MAX).then(|| failing * usual / (1.0 - usual))
}
