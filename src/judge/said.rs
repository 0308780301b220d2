//! What the servers' own logs say beside their access logs: messages of error logs in, by minute. An access
//! log shows that answers failed; only these say that every worker was busy, that one died, that a logger
//! gave up. Most are of all services of the machine: they are put beside each.

use std::collections::BTreeMap;

use crate::base::account::Noted;
use crate::base::time::{MINUTE_US, Window, minute_of};

/// What a message bears on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Matter {
    /// Workers, queues or resources were used up, by requests that had come.
    Exhausted,
    /// Connections could not be held or queued: who was refused is in no access log.
    Refused,
    /// The system itself refused them, before any server saw them.
    RefusedBelow,
    /// A part of the service was lost: a worker died, a back end was gone.
    Lost,
    /// A server or a pool ended.
    Stopped,
    /// One began or was reloaded.
    Started,
    /// Lines were not written.
    Unwritten,
}

impl Matter {
    /// `None` for messages about single requests: limiters, filters, handshakes, clients that left.
    fn of(noted: &Noted) -> Option<Self> {
        Some(match noted.kind {
            "connection_limit" if noted.of_system => Self::RefusedBelow,
            // The kernel counts its own messages.
            "log_loss" if noted.of_system => return None,
            "connection_limit" | "queue_full" => Self::Refused,
            "worker_limit" | "resource_limit" => Self::Exhausted,
            "worker_death" | "no_upstream" | "upstream_failure" => Self::Lost,
            "restart" if noted.is_end => Self::Stopped,
            "restart" => Self::Started,
            "log_loss" => Self::Unwritten,
            _ => return None,
        })
    }
}

/// Messages of one matter in one minute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Told {
    count: u64,
    first_us: i64,
    last_us: i64,
    /// The largest number named as the limit; for lines not written their sum.
    limit: Option<i64>,
    /// A message named none.
    unnumbered: bool,
}

/// All messages of a run that bear on what the servers could do, by minute. However many there are, they
/// take no more room than the minutes in which they were written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Said {
    told: BTreeMap<(Matter, i64), Told>,
    /// Times that error logs cover, in order, without overlaps.
    spans: Vec<Window>,
}

impl Said {
    /// Sums up the messages of error logs that cover these times. Messages without a time are beside no
    /// incident.
    pub fn of(noted: &[Noted], spans: impl Iterator<Item = (i64, i64)>) -> Self {
        let mut said = Self { spans: joined(spans), ..Self::default() };
        for one in noted {
            if let (Some(matter), Some(ts_us)) = (Matter::of(one), one.ts_us) {
                said.add(matter, ts_us, one.limit);
            }
        }
        said
    }

    fn add(&mut self, matter: Matter, ts_us: i64, limit: Option<i64>) {
        let new =
            || Told { count: 0, first_us: ts_us, last_us: ts_us, limit: None, unnumbered: false };
        let told = self.told.entry((matter, minute_of(ts_us))).or_insert_with(new);
        told.count += 1;
        told.first_us = told.first_us.min(ts_us);
        told.last_us = told.last_us.max(ts_us);
        told.unnumbered |= limit.is_none();
        told.limit = match (told.limit, limit) {
            (Some(one), Some(other)) if matter == Matter::Unwritten => {
                Some(one.saturating_add(other))
            }
            (one, other) => one.max(other),
        };
    }

    /// Times that error logs cover, in order, without overlaps.
    pub fn spans(&self) -> &[Window] {
        &self.spans
    }

    /// Minutes of a window that they cover.
    pub fn covered(&self, window: Window) -> f64 {
        let common = self.spans.iter().filter(|span| span.overlaps(&window)).map(|span| {
            Window::new(span.start_us.max(window.start_us), span.end_us.min(window.end_us))
        });
        common.map(|common| minutes_of(&common)).sum()
    }

    fn within(&self, matter: Matter, window: Window) -> impl Iterator<Item = &Told> {
        let minutes = (matter, minute_of(window.start_us))..(matter, window.end_us);
        self.told
            .range(minutes)
            .map(|(_, told)| told)
            .filter(move |told| told.last_us >= window.start_us && told.first_us < window.end_us)
    }

    /// How many there were, to the minute.
    pub fn count(&self, matter: Matter, window: Window) -> u64 {
        self.within(matter, window).map(|told| told.count).sum()
    }

    /// When the first was written.
    pub fn first_us(&self, matter: Matter, window: Window) -> Option<i64> {
        self.within(matter, window).map(|told| told.first_us.max(window.start_us)).next()
    }

    /// When the last was written.
    pub fn last_us(&self, matter: Matter, window: Window) -> Option<i64> {
        self.within(matter, window).map(|told| told.last_us.min(window.end_us)).last()
    }

    /// The largest limit that they name.
    pub fn limit(&self, matter: Matter, window: Window) -> Option<i64> {
        self.within(matter, window).filter_map(|told| told.limit).max()
    }

    /// Lines that were not written, and whether there were more that nobody counted; `None` if all were.
    pub fn unwritten(&self, window: Window) -> Option<(f64, bool)> {
        let told: Vec<&Told> = self.within(Matter::Unwritten, window).collect();
        let lines = told.iter().filter_map(|told| told.limit).map(|lines| lines as f64).sum();
        let uncounted = told.iter().any(|told| told.unnumbered);
        (!told.is_empty()).then_some((lines, uncounted))
    }
}

/// The length of a window in minutes.
pub fn minutes_of(window: &Window) -> f64 {
    (window.end_us - window.start_us) as f64 / MINUTE_US as f64
}

/// Spans in order, those that overlap or touch as one. The last instant of each belongs to it.
fn joined(spans: impl Iterator<Item = (i64, i64)>) -> Vec<Window> {
    let mut spans: Vec<(i64, i64)> = spans.collect();
    spans.sort_unstable();
    let mut joined: Vec<Window> = Vec::new();
    for (first, last) in spans {
        let end = last.saturating_add(1);
        match joined.last_mut().filter(|window| first <= window.end_us) {
            Some(window) => *window = Window::new(window.start_us, window.end_us.max(end)),
            None => joined.push(Window::new(first, end)),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    fn noted(kind: &'static str, seconds: i64, limit: Option<i64>, of_system: bool) -> Noted {
        Noted { kind, ts_us: Some(seconds * 1_000_000), limit, of_system, is_end: false }
    }

    #[test]
    fn messages_are_summed_by_matter_and_minute() {
        let noted = [
            noted("worker_limit", 59, Some(150), false),
            noted("worker_limit", 61, Some(256), false),
            noted("connection_limit", 62, None, true),
            noted("connection_limit", 63, Some(768), false),
            noted("rate_limit", 600, None, false),
        ];
        let minutes = |from: i64, to: i64| (from * MINUTE_US, to * MINUTE_US - 1);
        let spans = [minutes(12, 30), minutes(0, 5), minutes(1, 10)];
        let said = Said::of(&noted, spans.into_iter());
        let all = Window::new(0, 900 * 1_000_000);
        assert_eq!(said.count(Matter::Exhausted, all), 2);
        assert_eq!(said.limit(Matter::Exhausted, all), Some(256));
        assert_eq!(said.first_us(Matter::Exhausted, all), Some(59_000_000));
        let late = Window::new(60_000_000, 900_000_000);
        assert_eq!(said.count(Matter::Exhausted, late), 1);
        assert_eq!(said.count(Matter::Refused, all), 1);
        assert_eq!(said.count(Matter::RefusedBelow, all), 1);
        assert_eq!(said.covered(all), 13.0);
        assert_eq!(said.spans().len(), 2);
        assert_eq!(said.unwritten(all), None);
    }

    #[test]
    fn lines_that_were_lost_add_up_and_some_are_uncounted() {
        let noted = [
            noted("log_loss", 30, Some(500), false),
            noted("log_loss", 31, Some(24), false),
            noted("log_loss", 90, None, false),
            noted("log_loss", 91, Some(12), true),
        ];
        let said = Said::of(&noted, std::iter::empty());
        assert_eq!(said.unwritten(Window::new(0, 60_000_000)), Some((524.0, false)));
        assert_eq!(said.unwritten(Window::new(0, 120_000_000)), Some((524.0, true)));
        assert_eq!(said.unwritten(Window::new(120_000_000, 180_000_000)), None);
    }
}
