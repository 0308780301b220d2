//! What the typed words mean: every cross-check is made here, and the stages see only the plan.

mod case;

use std::path::PathBuf;

use crate::base::account::{Mandate, RulesFile};
use crate::base::time::{Window, parse};
use crate::error::{Error, Kind, Result};
use crate::judge::intrusion::Rules;
use crate::judge::options::Options as Judging;
use crate::read::options::Options as Reading;
use crate::tell::words::Words;

use super::args::{InspectArgs, InvestigateArgs, PlaceArgs, QueryArgs, ReadingArgs, SummaryArgs};
use super::claims;
use super::mandate;
use super::pseudonym;
use super::rules;
use super::setting::{bytes, options};

pub(super) use super::args::{Form, InspectForm};
pub(super) use case::{Packing, Sealing, Showing, Shown, Stamping, Verification};

/// Where databases of places usually lie.
const USUAL_PLACES: &[&str] = &["/usr/share/GeoIP", "/var/lib/GeoIP"];

/// Logs to read and what to read them with.
#[derive(Debug)]
pub(super) struct Source {
    pub(super) logs: Vec<String>,
    pub(super) reading: Reading,
    pub(super) service: Option<String>,
    pub(super) dedupe: bool,
    /// Bytes of memory to keep to.
    pub(super) memory: Option<u64>,
    pub(super) geoip: Vec<PathBuf>,
    pub(super) searched: Vec<PathBuf>,
    pub(super) home: String,
}

impl Source {
    fn of(logs: Vec<String>, reading: ReadingArgs, places: PlaceArgs) -> Result<Self> {
        let home = places.home.to_ascii_uppercase();
        if home.len() != 2 || !home.bytes().all(|byte| byte.is_ascii_uppercase()) {
            return Err(Error::new(Kind::Usage, format!("{:?} is no country code", places.home))
                .hint("give two letters of ISO 3166-1, as --home FR"));
        }
        let memory = reading.memory.as_deref().map(bytes).transpose()?;
        let (options, service) = (options(&reading)?, reading.service);
        let mut geoip = places.geoip;
        let mut searched: Vec<PathBuf> = USUAL_PLACES.iter().map(PathBuf::from).collect();
        match places.geoip_path {
            Some(path) if path.is_file() => geoip.push(path),
            Some(path) => searched.push(path),
            None => {}
        }
        let dedupe = reading.dedupe;
        Ok(Self { logs, reading: options, service, dedupe, memory, geoip, searched, home })
    }
}

/// `afflux investigate`, understood.
pub(super) struct Investigation {
    pub(super) source: Source,
    pub(super) judging: Judging,
    pub(super) rules: Option<Rules>,
    pub(super) rules_files: Vec<RulesFile>,
    pub(super) mandate: Option<Mandate>,
    pub(super) out: PathBuf,
    pub(super) replace: bool,
    pub(super) strict: bool,
    pub(super) words: Words,
    pub(super) arguments: Vec<String>,
    /// Where the key of pseudonyms is, if sources are to have some.
    pub(super) pseudonym_key: Option<PathBuf>,
    /// Secret key to sign with.
    pub(super) sign: Option<PathBuf>,
}

impl Investigation {
    pub(super) fn of(args: InvestigateArgs, arguments: Vec<String>) -> Result<Self> {
        let window = match (&args.from, &args.to) {
            (Some(from), Some(to)) => Some(window(from, to)?),
            _ => None,
        };
        let baseline = args.baseline.as_deref().map(range).transpose()?;
        let claims = args.claims.as_deref().map(claims::read).transpose()?;
        let mandate = args.mandate.as_deref().map(mandate::read).transpose()?;
        let words = words(&args.lang)?;
        let usual = args.pseudonymise.then(|| pseudonym::usual(&args.out));
        let pseudonym_key = args.pseudonym_key.or(usual);
        let (rules, rules_files) = rules::read(&args.rules)?;
        Ok(Self {
            source: Source::of(args.logs, args.reading, args.places)?,
            judging: Judging { window, baseline, claims },
            rules,
            rules_files,
            mandate,
            out: args.out,
            replace: args.force,
            strict: args.strict,
            words,
            arguments,
            pseudonym_key,
            sign: args.sign,
        })
    }
}

impl Investigation {
    /// The signatures to look for.
    pub(super) fn rules(&self) -> &Rules {
        self.rules.as_ref().unwrap_or_else(|| Rules::embedded())
    }
}

/// `afflux inspect`, understood.
#[derive(Debug)]
pub(super) struct Inspection {
    pub(super) source: Source,
    pub(super) form: InspectForm,
}

impl Inspection {
    pub(super) fn of(args: InspectArgs) -> Result<Self> {
        let places = PlaceArgs { geoip: Vec::new(), geoip_path: None, home: "FR".to_owned() };
        let mut source = Source::of(args.logs, args.reading, places)?;
        // A file that no format reads is a finding of inspecting, not the end of it.
        source.reading.skip_unrecognised = true;
        source.reading.best_guess = true;
        source.searched.clear();
        Ok(Self { source, form: args.format })
    }
}

/// `afflux summary`, understood.
#[derive(Debug)]
pub(super) struct Summing {
    pub(super) source: Source,
    pub(super) top: usize,
    pub(super) places: bool,
    pub(super) form: InspectForm,
}

impl Summing {
    pub(super) fn of(args: SummaryArgs) -> Result<Self> {
        let mut source = Source::of(args.logs, args.reading, args.databases)?;
        // Nothing is cited, and the digest costs more than all else.
        source.reading.digest = false;
        Ok(Self { source, top: args.top, places: args.places, form: args.format })
    }
}

/// What a question is put to.
#[derive(Debug)]
pub(super) enum Asked {
    /// The list of named questions.
    List,
    /// A statement, on a case or on logs.
    Statement { source: Box<Source>, sql: String },
}

/// `afflux query`, understood.
#[derive(Debug)]
pub(super) struct Question {
    pub(super) asked: Asked,
    pub(super) form: Form,
    pub(super) output: Option<PathBuf>,
}

impl Question {
    pub(super) fn of(mut args: QueryArgs) -> Result<Self> {
        if args.list {
            return Ok(Self { asked: Asked::List, form: args.format, output: args.output });
        }
        let sql = match args.sql.take() {
            Some(sql) => sql,
            None => named(&mut args.words)?,
        };
        if args.words.is_empty() {
            return Err(Error::new(Kind::Usage, "nothing to ask: no case and no log is named")
                .hint("afflux query CASE NAME, or afflux query LOG… --sql \"SELECT …\""));
        }
        let source = Box::new(Source::of(args.words, args.reading, args.places)?);
        let asked = Asked::Statement { source, sql };
        Ok(Self { asked, form: args.format, output: args.output })
    }
}

/// Takes the name of a question off the end of the words.
fn named(words: &mut Vec<String>) -> Result<String> {
    let name = words.pop().unwrap_or_default();
    let query = crate::ask::query::NAMED.iter().find(|query| query.name == name);
    query.map(|query| query.sql.to_owned()).ok_or_else(|| {
        Error::new(Kind::Usage, format!("no question is called {name:?}"))
            .hint("`afflux query --list` lists them; or ask one in SQL with --sql")
    })
}

/// The words of the language with this code.
fn words(code: &str) -> Result<Words> {
    Words::of(code).ok_or_else(|| {
        Error::new(Kind::Usage, format!("no words in the language {code:?}"))
            .hint("use --lang en or --lang fr")
    })
}

fn range(text: &str) -> Result<Window> {
    let (from, to) = text.split_once("..").ok_or_else(|| {
        Error::new(Kind::Usage, format!("{text:?} is no window"))
            .hint("write --baseline '2021-03-30 06:00..2021-03-30 08:30'")
    })?;
    window(from, to)
}

fn window(from: &str, to: &str) -> Result<Window> {
    let (start_us, end_us) = (instant(from)?, instant(to)?);
    if start_us >= end_us {
        return Err(Error::new(Kind::Usage, format!("{from:?} is not before {to:?}"))
            .hint("the first instant of a window comes first; times are UTC without an offset"));
    }
    Ok(Window::new(start_us, end_us))
}

fn instant(text: &str) -> Result<i64> {
    parse(text.trim()).ok_or_else(|| {
        Error::new(Kind::Usage, format!("{text:?} is no instant")).hint(
            "write 2021-04-06T06:00:00Z, '2021-04-06 06:00' (UTC) or 2021-04-06T08:00:00+02:00",
        )
    })
}

/// Sets the number of threads for the whole process.
pub(super) fn use_threads(threads: Option<usize>) -> Result<()> {
    let Some(threads) = threads else { return Ok(()) };
    if threads == 0 {
        return Err(Error::new(Kind::Usage, "no work gets done by 0 threads").hint("use -j 1"));
    }
    rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .build_global()
        .map_err(|error| Error::new(Kind::Usage, "cannot start threads").because(error))
}
