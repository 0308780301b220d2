//! What a reader of a log should be told before using it: an exhibit and its clients in, statements
//! with a key and a sentence out. It says what to do where something can be done.

use super::clients::Clients;
use crate::base::account::{Exhibit, Zone, ZoneOrigin};
use crate::base::time::{HOUR_US, MINUTE_US, SECOND_US, rfc3339};
use crate::read::format::EMPTY;
use crate::read::format::detect::CONFIDENCE_MIN;

/// A statement on an exhibit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    /// What it is about; scripts may rely on it.
    pub key: &'static str,
    /// The sentence.
    pub text: String,
}

/// A silence shorter than this is none, however busy the log.
const SILENCE_US: i64 = HOUR_US;
/// Times the mean distance of requests that a silence must last.
const SILENCE_TIMES: i64 = 100;
/// A step back in time larger than the longest request: the clock was set, or lines were put together.
const STEP_US: i64 = 10 * MINUTE_US;
/// Share of rejected lines that is worth a word: what a verdict allows (see `coverage` of the gates).
const REJECTED: f64 = 0.005;

/// Every warning about an exhibit, the gravest first.
pub fn of(exhibit: &Exhibit, clients: &Clients) -> Vec<Warning> {
    let mut warnings = Vec::new();
    let mut warn = |key, text: Option<String>| {
        warnings.extend(text.map(|text| Warning { key, text }));
    };
    warn("unrecognised", unrecognised(exhibit));
    warn("damaged", exhibit.damage.clone());
    warn("proxies", proxies(exhibit, clients));
    warn("zone_assumed", zone(exhibit));
    warn("unit_inferred", exhibit.inferred.as_ref().map(|what| format!("inferred: {what}")));
    warn("rejects", rejects(exhibit));
    warn("gap", silence(exhibit));
    warn("clock_back", step(exhibit));
    let health = &exhibit.health;
    warn("timeless", count(health.timeless, "have no time; they belong to no minute"));
    warn(
        "folds",
        count(health.folds, "stand for two instants (a clock was set back); the earlier was taken"),
    );
    warn(
        "skipped_hours",
        count(health.gaps, "bear a local time that no clock showed; the zone may be another"),
    );
    warn("yearless", count(health.yearless, "have no year in their stamp"));
    warnings
}

fn count(requests: u64, what: &str) -> Option<String> {
    (requests > 0).then(|| format!("{requests} requests {what}"))
}

fn unrecognised(exhibit: &Exhibit) -> Option<String> {
    let lines = exhibit.accounting.lines() > exhibit.accounting.blank;
    (lines && exhibit.confidence < CONFIDENCE_MIN).then(|| {
        if exhibit.format == EMPTY.name {
            return "no format reads any of its lines".to_owned();
        }
        format!(
            "no format reads this file well enough; the best guess is {} (confidence {:.2}); name it with --log-format",
            exhibit.format, exhibit.confidence,
        )
    })
}

fn proxies(exhibit: &Exhibit, clients: &Clients) -> Option<String> {
    if !clients.are_proxies() {
        return None;
    }
    let share = 100.0 * clients.proxied as f64 / clients.requests as f64;
    let advice = match (exhibit.health.forwarded, clients.internal >= clients.cdn) {
        (0, _) => "the log carries no forwarding header: the log of the proxy is needed",
        (_, true) => "believe its header with --trust private, if the proxy writes it itself",
        (_, false) => {
            "believe its header with --trust and the name of the network, as --trust cloudflare"
        }
    };
    Some(format!(
        "{share:.1} % of the requests come from a few internal addresses or a content delivery network: \
         proxies, not clients; {advice}",
    ))
}

fn zone(exhibit: &Exhibit) -> Option<String> {
    let Zone { name, origin } = exhibit.zone.as_ref()?;
    (*origin == ZoneOrigin::Assumed).then(|| {
        let stamps = exhibit.health.zoneless;
        format!("{stamps} stamps carry no zone; {name} is assumed; name it with --tz")
    })
}

fn rejects(exhibit: &Exhibit) -> Option<String> {
    let (rejects, lines) = (exhibit.accounting.unread(), exhibit.accounting.lines());
    let many = rejects as f64 > REJECTED * lines as f64;
    many.then(|| format!("{rejects} of {lines} lines are no requests"))
}

fn silence(exhibit: &Exhibit) -> Option<String> {
    let (first, last) = exhibit.span_us?;
    let mean_us = last.saturating_sub(first) / (exhibit.accounting.requests.max(1) as i64);
    let health = &exhibit.health;
    let long = health.silence_us >= SILENCE_US.max(mean_us.saturating_mul(SILENCE_TIMES));
    long.then(|| {
        let end = health.silence_end_us.map(rfc3339).unwrap_or_default();
        format!("no line for {}, until {end}", length(health.silence_us))
    })
}

fn step(exhibit: &Exhibit) -> Option<String> {
    let health = &exhibit.health;
    (health.step_back_us >= STEP_US).then(|| {
        format!(
            "{} requests are stamped before the one above them, by up to {}: a clock was set back, or logs were put together",
            health.out_of_order,
            length(health.step_back_us),
        )
    })
}

/// `2 d 03:04:05`.
fn length(us: i64) -> String {
    let seconds = us / SECOND_US;
    let (days, rest) = (seconds / 86_400, seconds % 86_400);
    let clock = format!("{:02}:{:02}:{:02}", rest / 3600, rest / 60 % 60, rest % 60);
    if days > 0 { format!("{days} d {clock}") } else { clock }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths() {
        assert_eq!(length(3 * SECOND_US), "00:00:03");
        assert_eq!(length(26 * HOUR_US), "1 d 02:00:00");
    }
}
