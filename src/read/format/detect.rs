//! Which format a file has: sample lines in, a reader for them and how sure it is out. Content decides,
//! never the name; every format is tried on every line of the sample, and none decides alone.

use std::sync::Arc;

use crate::base::account::OTHER_PROTOCOL;
use crate::base::time::{DAY_US, HOUR_US, days_from_civil};
use crate::read::columns::ABSENT;
use crate::read::wrapper::kernel::join::STREAMS;
use crate::read::wrapper::{DEPTH, WRAPPERS, Wrapper, Wrapping};

use super::kernel::client::{is_dated, is_likely};
use super::kernel::mixed::Mixed;
use super::kernel::reader::{Context, Fit, Line, Reader, Session, Setting};
use super::kernel::row::Row;
use super::{EMPTY, FORMATS, Format};

/// Below this share of lines read, times the validity of their fields, the choice would be a guess:
/// half of the lines or more make no sense in it.
pub const CONFIDENCE_MIN: f64 = 0.5;

/// A line of a plainer relative: nothing is misread, but the file is mostly something else.
const FEWER: f64 = 0.65;
/// A line with more than the format knows: something is not read, so a format that reads it is better.
const EXTRA: f64 = 0.6;
/// Share of a sample that must be in an envelope before it is opened.
const ENVELOPES_MIN: f64 = 0.5;
/// Share of a sample that a further format must read to be read beside the chosen one: one odd line is
/// no second format.
const ALSO_MIN: f64 = 0.02;
/// How well it must read the lines that are left over.
const ALSO_CONFIDENCE_MIN: f64 = 0.3;
/// Lines, and share of a sample, of which the chosen format leaves something unread and another reads all,
/// from which on that is taken beside it: a few odd agents are no second format.
const PARTLY_MIN: usize = 2;
const PARTLY_SHARE_MIN: f64 = 0.002;
/// Validity of the fields of a line that counts as read whole.
const WHOLE_VALIDITY_MIN: f64 = 0.9;
/// Further formats at most.
const ALSO_MAX: usize = 3;

/// A reader for a file, and how well it reads the sample.
#[derive(Clone)]
pub struct Choice {
    /// The format that reads most.
    pub format: &'static Format,
    /// Further formats, of lines that it does not read.
    pub also: Vec<&'static Format>,
    /// Reads the lines, inside their envelopes.
    pub reader: Arc<dyn Reader>,
    /// The envelopes.
    pub wrapping: Wrapping,
    /// Confidence, 0…1: share of the sample's lines read, times validity of their fields.
    pub confidence: f64,
    /// The next best format, and its confidence.
    pub runner_up: Option<(&'static Format, f64)>,
}

/// A format tried on a sample.
struct Trial {
    format: &'static Format,
    reader: Box<dyn Reader>,
    confidence: f64,
    /// Lines of the sample that it reads.
    reads: Vec<bool>,
    /// Those of which it leaves something.
    partly: Vec<bool>,
    /// Those of which it leaves nothing, with fields that are what such fields are.
    wholly: Vec<bool>,
}

impl Choice {
    /// The choice for a file without any line.
    pub fn empty(confidence: f64) -> Self {
        Self {
            format: &EMPTY,
            also: Vec::new(),
            reader: Arc::new(super::Blank),
            wrapping: Wrapping::default(),
            confidence,
            runner_up: None,
        }
    }
}

/// The format that reads the sample best, inside envelopes or without; of equals, the plainer one.
pub fn detect(sample: &[Vec<u8>], setting: &Setting) -> Choice {
    dig(sample, setting, &Wrapping::default(), &|sample, setting| {
        detected(sample, setting, FORMATS)
    })
}

/// The same for a format that was named: it is taken whatever it reads.
pub fn forced(format: &'static Format, sample: &[Vec<u8>], setting: &Setting) -> Choice {
    dig(sample, setting, &Wrapping::default(), &|sample, setting| {
        let reader = (format.open)(setting, sample).or_else(|| (format.open)(setting, &[]));
        let Some(reader) = reader else { return Choice::empty(0.0) };
        let trial = weigh(format, reader, sample, setting);
        Choice {
            format,
            confidence: trial.confidence,
            reader: trial.reader.into(),
            ..Choice::empty(0.0)
        }
    })
}

type Detect<'d> = &'d dyn Fn(&[Vec<u8>], &Setting) -> Choice;

fn dig(sample: &[Vec<u8>], setting: &Setting, wrapping: &Wrapping, detect: Detect<'_>) -> Choice {
    let mut best = Choice { wrapping: wrapping.clone(), ..detect(sample, setting) };
    if wrapping.wrappers.len() == DEPTH {
        return best;
    }
    for wrapper in WRAPPERS {
        let Some(inside) = opened(wrapper, sample, setting) else { continue };
        let mut within = wrapping.clone();
        within.wrappers.push(wrapper);
        let choice = dig(&inside, setting, &within, detect);
        // A format that reads lines in their envelopes as well as without takes its head for fields.
        let closed = best.wrapping.wrappers.len() == wrapping.wrappers.len();
        let equal = wrapper.certain && closed && choice.confidence == best.confidence;
        if choice.confidence > best.confidence || (equal && choice.confidence > 0.0) {
            best = choice;
        }
    }
    best
}

/// The sample without this envelope, if most of its lines have it; parts of lines are joined.
fn opened(wrapper: &Wrapper, sample: &[Vec<u8>], setting: &Setting) -> Option<Vec<Vec<u8>>> {
    let mut session = Session::new(setting, Context::default());
    let mut count = 0;
    let mut parts: [Vec<u8>; STREAMS] = Default::default();
    let mut lines = Vec::with_capacity(sample.len());
    for line in sample {
        let Some(inside) = (wrapper.open)(line, &mut session) else {
            lines.push(line.clone());
            continue;
        };
        count += 1;
        let Some(part) = parts.get_mut(usize::from(inside.stream != 0)) else { continue };
        part.extend_from_slice(&inside.line);
        if !inside.partial {
            lines.push(std::mem::take(part).trim_ascii_end().to_vec());
        }
    }
    lines.retain(|line| !line.is_empty());
    (count > 0 && count as f64 >= ENVELOPES_MIN * sample.len() as f64).then_some(lines)
}

fn detected(sample: &[Vec<u8>], setting: &Setting, formats: &[&'static Format]) -> Choice {
    let mut trials = trials(sample, setting, formats);
    if trials.is_empty() {
        return Choice::empty(0.0);
    }
    let best = trials.remove(0);
    let runner_up = trials.first().map(|next| (next.format, next.confidence));
    let mut left: Vec<Vec<u8>> = lines(sample, &best.reads, false);
    let mut sum = best.confidence * sample.len() as f64;
    let mut partly = lines(sample, &best.partly, true);
    let (mut readers, mut also) = (vec![best.reader], Vec::new());
    while also.len() < ALSO_MAX
        && let Some(next) = whole(&partly, sample.len(), setting, formats)
    {
        sum += next.wholly.iter().filter(|whole| **whole).count() as f64 * (1.0 - EXTRA);
        partly = lines(&partly, &next.wholly, false);
        also.push(next.format);
        readers.push(next.reader);
    }
    while also.len() < ALSO_MAX && !left.is_empty() {
        let Some(next) = self::trials(&left, setting, formats).into_iter().next() else { break };
        let read = next.reads.iter().filter(|read| **read).count() as f64;
        if read < ALSO_MIN * sample.len() as f64 || next.confidence < ALSO_CONFIDENCE_MIN {
            break;
        }
        sum += next.confidence * left.len() as f64;
        left = lines(&left, &next.reads, false);
        also.push(next.format);
        readers.push(next.reader);
    }
    Choice {
        format: best.format,
        also,
        reader: Mixed::of(readers),
        wrapping: Wrapping::default(),
        confidence: sum / sample.len().max(1) as f64,
        runner_up,
    }
}

/// The format that reads most whole of what the chosen one reads in part; of equals, the better one.
fn whole(
    partly: &[Vec<u8>],
    of: usize,
    setting: &Setting,
    formats: &[&'static Format],
) -> Option<Trial> {
    let is_enough =
        |lines: usize| lines >= PARTLY_MIN && lines as f64 >= PARTLY_SHARE_MIN * of as f64;
    if !is_enough(partly.len()) {
        return None;
    }
    let count = |trial: &Trial| trial.wholly.iter().filter(|whole| **whole).count();
    let tried = trials(partly, setting, formats).into_iter();
    tried.rev().max_by_key(count).filter(|trial| is_enough(count(trial)))
}

/// Every format that reads anything, the best first; of equals, the first in the list.
fn trials(sample: &[Vec<u8>], setting: &Setting, formats: &[&'static Format]) -> Vec<Trial> {
    let tried = formats.iter().filter_map(|format| {
        let reader = (format.open)(setting, sample)?;
        Some(weigh(format, reader, sample, setting))
    });
    let mut trials: Vec<Trial> = tried.filter(|trial| trial.confidence > 0.0).collect();
    trials.sort_by(|one, other| other.confidence.total_cmp(&one.confidence));
    trials
}

/// How well one reader reads the sample.
fn weigh(
    format: &'static Format,
    reader: Box<dyn Reader>,
    sample: &[Vec<u8>],
    setting: &Setting,
) -> Trial {
    let mut session = Session::new(setting, Context::default());
    let mut previous_us = None;
    let (mut sum, mut directives) = (0.0, 0);
    let (mut reads, mut partly, mut wholly) = (Vec::new(), Vec::new(), Vec::new());
    for line in sample {
        let mut row = Row::default();
        session.clock.begin();
        let read = reader.line(line, &mut row, &mut session);
        reads.push(read.is_ok() || read == Err(OTHER_PROTOCOL));
        partly.push(read == Ok(Line::Request(Fit::Extra)));
        wholly.push(false);
        match read {
            Ok(Line::Request(fit)) => {
                let valid = validity(&row, previous_us);
                sum += weight(fit) * valid;
                if let Some(whole) = wholly.last_mut() {
                    *whole = fit == Fit::Exact && valid >= WHOLE_VALIDITY_MIN;
                }
                previous_us = Some(row.ts_us).filter(|us| *us != ABSENT).or(previous_us);
            }
            Ok(Line::Event(_)) => sum += 1.0,
            Ok(Line::Directive) => directives += 1,
            Err(OTHER_PROTOCOL) => sum += 1.0,
            Err(_) => {}
        }
    }
    let confidence = sum / (sample.len() - directives).max(1) as f64;
    Trial { format, reader, confidence, reads, partly, wholly }
}

/// Lines of which that was said.
fn lines(sample: &[Vec<u8>], said: &[bool], is: bool) -> Vec<Vec<u8>> {
    let left = sample.iter().zip(said).filter(|(_, said)| **said == is);
    left.map(|(line, _)| line.clone()).collect()
}

/// Lines of the sample that the choice does not read, or all if it reads every one.
pub fn failed<'s>(choice: &Choice, sample: &'s [Vec<u8>], setting: &Setting) -> Vec<&'s [u8]> {
    let mut session = Session::new(setting, Context::default());
    let mut reads = |line: &[u8]| {
        let inside = choice.wrapping.open(line, &mut session).line.into_owned();
        choice.reader.line(&inside, &mut Row::default(), &mut session).is_ok()
    };
    let failed: Vec<&[u8]> = sample.iter().map(Vec::as_slice).filter(|line| !reads(line)).collect();
    if failed.is_empty() { sample.iter().map(Vec::as_slice).collect() } else { failed }
}

fn weight(fit: Fit) -> f64 {
    match fit {
        Fit::Exact => 1.0,
        Fit::Fewer => FEWER,
        Fit::Extra => EXTRA,
    }
}

/// How far the fields are what such fields are: 1 if all are.
fn validity(row: &Row<'_>, previous_us: Option<i64>) -> f64 {
    let years = days_from_civil(1990, 1, 1) * DAY_US..days_from_civil(2100, 1, 1) * DAY_US;
    let timed = row.ts_us != ABSENT;
    // Lines are written in order of time, give or take the longest request.
    let ordered = !timed || previous_us.is_none_or(|previous| row.ts_us >= previous - HOUR_US);
    let status = matches!(row.status, ABSENT | 0 | 100..=999);
    let method = row.method.as_deref().is_none_or(|name| name.iter().all(u8::is_ascii_uppercase));
    let client = row.client.as_deref().is_none_or(is_likely);
    let vhost = row.vhost.as_deref().is_none_or(|name| !is_dated(name) && !name.starts_with(b"<"));
    // Two fields in one: the head of the line is another's.
    let user = row.auth_user.as_deref().is_none_or(|name| {
        let is_parted = memchr::memmem::find(name, b" - ").is_some();
        let is_timed = memchr::memmem::find(name, b" [").is_some();
        !is_parted && !is_timed && !name.starts_with(b"- ") && !name.ends_with(b" -")
    });
    [
        (!timed || years.contains(&row.ts_us), 0.5),
        (timed, 0.9),
        (status, 0.5),
        (ordered, 0.95),
        (method, 0.9),
        (client, 0.7),
        (vhost, 0.7),
        (user, 0.45),
    ]
    .into_iter()
    .map(|(valid, otherwise)| if valid { 1.0 } else { otherwise })
    .product()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn detected(lines: &[&str]) -> Option<&'static str> {
        let sample: Vec<Vec<u8>> = lines.iter().map(|line| line.as_bytes().to_vec()).collect();
        let choice = detect(&sample, &Setting::default());
        (choice.confidence >= CONFIDENCE_MIN).then_some(choice.format.name)
    }

    const COMBINED: &str =
        r#"203.0.113.7 - - [06/Apr/2021:08:31:02 +0200] "GET / HTTP/1.1" 200 512 "-" "curl""#;

    #[test]
    fn of_a_mixture_the_richer_format_is_taken() {
        let timed = format!("{COMBINED} 0.062");
        assert_eq!(detected(&[COMBINED, &timed, COMBINED, &timed]), Some("nginx_timed"));
        assert_eq!(detected(&[COMBINED, COMBINED]), Some("combined"));
        assert_eq!(detected(&[&format!("{COMBINED} something=else")]), Some("combined"));
    }

    #[test]
    fn what_the_plain_format_leaves_is_read_by_another() {
        let timed = format!("{COMBINED} 0.062").into_bytes();
        let mut sample = vec![COMBINED.as_bytes().to_vec(); 200];
        sample.extend([timed.clone(), timed.clone()]);
        let choice = detect(&sample, &Setting::default());
        assert_eq!((choice.format.name, choice.also.len()), ("combined", 1));
        let mut session = Session::new(&Setting::default(), Context::default());
        let mut row = Row::default();
        let read = choice.reader.line(&timed, &mut row, &mut session);
        assert_eq!((read, row.duration_us), (Ok(Line::Request(Fit::Exact)), 62_000));
        // One odd line is no second format.
        assert!(detect(&sample[..201], &Setting::default()).also.is_empty());
    }

    #[test]
    fn the_last_resort_takes_no_line_of_a_known_format() {
        let proxied = r#"203.0.113.7:33317 [06/Apr/2021:08:31:02.655] in~ web/s1 1/0/0/2/3 200 1060 - - ---- 2/2/3/6/0 0/0 "GET / HTTP/1.1" TLSv1.2 "x""#;
        let in_syslog = format!("Apr  6 08:31:02 lb1 haproxy[1]: {proxied}");
        assert_eq!(detected(&[proxied]), Some("haproxy_http"));
        assert_eq!(detected(&[&in_syslog]), Some("haproxy_http"));
        // The last resort would take the header for the client.
        let envoy = r#"[2021-04-06T06:31:02.409Z] "GET / HTTP/1.1" 200 - 0 135 3 1 "198.51.100.9" "x" "y" "z" "h.example" "10.0.0.1:80""#;
        assert_eq!(detected(&[envoy]), Some("envoy"));
    }

    #[test]
    fn every_rare_kind_has_its_reader() {
        let mut sample = vec![COMBINED.as_bytes().to_vec(); 900];
        let timed = format!("{COMBINED} 0.062");
        let forwarded = format!(r#"{COMBINED} "198.51.100.9""#);
        for kind in [&timed, &forwarded] {
            sample.extend(vec![kind.clone().into_bytes(); 3]);
        }
        let choice = detect(&sample, &Setting::default());
        let mut session = Session::new(&Setting::default(), Context::default());
        let mut read = |line: &str| {
            let mut row = Row::default();
            let read = choice.reader.line(line.as_bytes(), &mut row, &mut session);
            let forwarded = row.forwarded.map(|text| text.into_owned());
            (read, row.duration_us, forwarded)
        };
        let whole = Ok(Line::Request(Fit::Exact));
        assert_eq!(read(&timed), (whole, 62_000, None));
        let header = Some(b"198.51.100.9".to_vec());
        assert_eq!(read(&forwarded), (Ok(Line::Request(Fit::Exact)), ABSENT, header));
    }

    #[test]
    fn no_format_is_guessed() {
        assert_eq!(detected(&["Apr  6 08:31:02 host app[1]: started", "", COMBINED, "x"]), None);
        assert_eq!(detected(&[]), None);
    }
}
