//! One case: a world is played into a temporary file, and the file is judged as `afflux investigate`
//! would. In: a family, a seed, places. Out: the case. The judge sees the log and nothing else.

use std::fs::File;
use std::io;
use std::path::Path;

use super::case::Case;
use crate::ask::service::{Names, Service};
use crate::base::account::{Account, Accounting};
use crate::error::{Error, Kind, Result};
use crate::frame::place::{Places, distance_days};
use crate::judge::judgement::Judgement;
use crate::judge::options::{Conditions, Options as Judging};
use crate::read::options::{Options, Unwatched};
use crate::rehearse::family::Family;
use crate::rehearse::scenario::Scenario;
use crate::rehearse::truth::Truth;
use crate::{ask, frame, judge, read, rehearse};

/// A log judged, and the client of each of its rows.
pub struct Judged {
    /// What was found.
    pub judgement: Judgement,
    /// Everything that was read.
    pub account: Account,
    /// Does the log carry durations?
    pub durations: bool,
}

/// A log read, placed and parted into services.
pub(super) struct Opened {
    pub(super) account: Account,
    pub(super) names: Names,
    pub(super) services: Vec<Service>,
    /// First and last stamp.
    span: Option<(i64, i64)>,
}

/// Reads a log.
pub(super) fn open(log: &Path, places: &Places) -> Result<Opened> {
    let mut reading = read::parse::read(&[log.to_owned()], &Options::default(), &Unwatched)?;
    let span = reading.exhibits.first().and_then(|exhibit| exhibit.span_us);
    let requests = frame::assemble(&mut reading, places, "FR", None)?;
    let mut total = Accounting::default();
    reading.exhibits.iter().for_each(|exhibit| total.add(&exhibit.accounting));
    let account = Account {
        version: env!("CARGO_PKG_VERSION"),
        arguments: Vec::new(),
        exhibits: reading.exhibits,
        total,
        databases: places.databases(),
        home: "FR".to_owned(),
        duplicates: Vec::new(),
        same_content: Vec::new(),
        archives: Vec::new(),
        left_out: Vec::new(),
        repeated: Vec::new(),
        deduped: false,
        noted: Vec::new(),
        rules: Vec::new(),
        mandate: None,
    };
    let (names, services) = ask::split(&requests, Some(places), "FR", &account.exhibits);
    Ok(Opened { account, names, services, span })
}

/// The stages of `afflux investigate` without its files.
///
/// # Errors
///
/// Those of reading.
pub fn judge_log(log: &Path, places: &Places) -> Result<Judged> {
    let Opened { account, names, services, span } = open(log, places)?;
    let primary = account.databases.iter().find(|one| one.primary && one.holds.contains("country"));
    let days = primary.zip(span).map(|(one, span)| distance_days(one.built_us, span));
    let conditions = Conditions {
        proxied: judge::proxies::share(&services, &names),
        ..Conditions::of(&account, days)
    };
    let judgement = judge::judge(&services, &names, &Judging::default(), &conditions);
    let durations = services.iter().any(|service| service.has_durations());
    Ok(Judged { judgement, account, durations })
}

/// Plays a world of a family and judges its log.
///
/// # Errors
///
/// Those of writing and reading a temporary file.
pub fn play(family: &Family, seed: u64, places: &Places) -> Result<Case> {
    let text = family.scenario(seed);
    let scenario = Scenario::parse(&text, family.name)?;
    let directory = tempfile::tempdir().map_err(unwritable)?;
    let log = directory.path().join("access.log");
    let (truth, lines) = simulate(&scenario, seed, &log).map_err(unwritable)?;
    let judged = judge_log(&log, places)?;
    Ok(Case::compare(family, seed, &scenario, &truth, &lines, &judged))
}

pub(super) fn unwritable(cause: io::Error) -> Error {
    Error::new(Kind::Case, "cannot write a rehearsal into the temporary directory").because(cause)
}

/// What is known of a line of the log.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line {
    /// When the request arrived.
    pub(super) arrival_us: i64,
    /// Is its client hostile?
    pub(super) hostile: bool,
    /// Does its status tell of a failure?
    pub(super) fails: bool,
}

/// Writes the log and says what is known of each line.
fn simulate(scenario: &Scenario, seed: u64, log: &Path) -> io::Result<(Truth, Vec<Line>)> {
    let mut lines = Vec::new();
    let mut file = File::create(log)?;
    let truth = rehearse::simulate_lines(scenario, seed, &mut file, &mut |line| {
        lines.push(Line {
            arrival_us: line.arrival_us(),
            hostile: line.hostile(),
            fails: i16::try_from(line.status()).is_ok_and(ask::outcome::is_failure),
        });
    })?;
    Ok((truth, lines))
}
