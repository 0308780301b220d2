//! A service minute by minute: only minutes in which something arrived, in order.

use crate::ask::service::Service;
use crate::base::stats::spread::{median, nearest_rank};
use crate::base::time::{MINUTE_US, Window, minute_of};

use super::outcome::Outcome;

/// One minute of a service.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Point {
    /// Start of the minute.
    pub start_us: i64,
    /// Requests.
    pub arrivals: u32,
    /// Failures, waiting pages included.
    pub failures: u32,
    /// Distinct clients.
    pub clients: u32,
    /// Distinct clients that saw a failure.
    pub failed_clients: u32,
    /// Median time to serve, microseconds.
    pub p50_us: Option<i64>,
    /// 95th percentile of the time to serve, microseconds.
    pub p95_us: Option<i64>,
}

impl Point {
    /// Answers that gave what was asked for.
    pub fn goodput(&self) -> u32 {
        self.arrivals - self.failures
    }

    /// Share of failures.
    pub fn fail_share(&self) -> f64 {
        if self.arrivals == 0 { 0.0 } else { f64::from(self.failures) / f64::from(self.arrivals) }
    }
}

/// The minutes of a service that have requests, in order.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Series {
    /// Points, ordered by start.
    pub points: Vec<Point>,
    /// Median arrivals of a minute that has any.
    pub ordinary: f64,
}

impl Series {
    /// Counts a service by minute.
    pub fn of(service: &Service, outcomes: &[Outcome]) -> Self {
        let mut points = Vec::new();
        let mut clients = Clients::of(service);
        let mut start = 0;
        while start < service.len() {
            let minute = minute_of(service.arrival_us[start]);
            let length = service.arrival_us[start..]
                .iter()
                .take_while(|&&instant| instant < minute.saturating_add(MINUTE_US))
                .count()
                .max(1);
            points.push(point(service, outcomes, minute, start..start + length, &mut clients));
            start += length;
        }
        let arrivals = points.iter().map(|point: &Point| f64::from(point.arrivals)).collect();
        Self { ordinary: median(arrivals).unwrap_or(0.0), points }
    }

    /// The points inside a window.
    pub fn within(&self, window: Window) -> &[Point] {
        let start =
            self.points.partition_point(|point| point.start_us < minute_of(window.start_us));
        let end = self.points.partition_point(|point| point.start_us < window.end_us);
        &self.points[start..end.max(start)]
    }

    /// The minute that starts at `start_us`; a minute without requests if there is none.
    pub fn at(&self, start_us: i64) -> Point {
        match self.points.binary_search_by_key(&start_us, |point| point.start_us) {
            Ok(index) => self.points[index],
            Err(_) => Point { start_us, ..Point::default() },
        }
    }

    /// From the first minute to the end of the last.
    pub fn span(&self) -> Option<Window> {
        let (first, last) = (self.points.first()?, self.points.last()?);
        Some(Window::new(first.start_us, last.start_us + MINUTE_US))
    }
}

fn point(
    service: &Service,
    outcomes: &[Outcome],
    start_us: i64,
    rows: std::ops::Range<usize>,
    clients: &mut Clients,
) -> Point {
    let failed: Vec<u32> =
        rows.clone().filter(|&i| outcomes[i].is_failure()).map(|i| service.client[i]).collect();
    let mut durations: Vec<i64> =
        rows.clone().map(|i| service.duration_us[i]).filter(|&d| d >= 0).collect();
    Point {
        start_us,
        arrivals: rows.len() as u32,
        failures: failed.len() as u32,
        clients: clients.distinct(&service.client[rows]),
        failed_clients: clients.distinct(&failed),
        p50_us: nearest_rank(&mut durations, 0.5),
        p95_us: nearest_rank(&mut durations, 0.95),
    }
}

/// Counts distinct clients, group after group: a mark a code, renewed by group. Where there are more codes than
/// rows they are sorted instead: many services and many clients must not cost their product.
struct Clients {
    marks: Vec<u32>,
    group: u32,
}

impl Clients {
    fn of(service: &Service) -> Self {
        let codes = service.client.iter().max().map_or(0, |&code| code as usize + 1);
        Self { marks: vec![0; if service.len() >= codes { codes } else { 0 }], group: 0 }
    }

    fn distinct(&mut self, codes: &[u32]) -> u32 {
        if self.marks.is_empty() {
            return distinct(codes.to_vec());
        }
        self.group += 1;
        let mut count = 0;
        for &code in codes {
            if let Some(mark) = self.marks.get_mut(code as usize) {
                count += u32::from(*mark != self.group);
                *mark = self.group;
            }
        }
        count
    }
}

fn distinct(mut codes: Vec<u32>) -> u32 {
    codes.sort_unstable();
    codes.dedup();
    codes.len() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distinct_clients_are_counted_by_marks_as_by_sorting() {
        let codes = [3, 1, 3, 0, 1, 1];
        let mut marks = Clients { marks: vec![0; 4], group: 0 };
        let mut none = Clients { marks: Vec::new(), group: 0 };
        for group in [&codes[..], &codes[..2], &[], &codes[2..]] {
            assert_eq!(marks.distinct(group), none.distinct(group));
        }
    }
}
