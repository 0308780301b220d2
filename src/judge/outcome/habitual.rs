//! Failures that are a habit: paths that fail on ordinary days as well. Requests and their outcomes in, rows out;
//! of the rest of the service it says nothing.

use hashbrown::HashMap;

use super::{
    Bucket, HABITUAL_FAILS, HABITUAL_SHARE, HABITUAL_SPAN_US, HEALTHY_REST, Outcome, count, find,
};
use crate::ask::service::Service;
use crate::base::time::HOUR_US;

/// Failing requests of paths that fail on ordinary days as well.
pub(super) fn habitual(service: &Service, outcomes: &[Outcome]) -> Vec<usize> {
    let hour = |i: usize| service.arrival_us[i].div_euclid(HOUR_US);
    let failing: Vec<usize> = (0..service.len()).filter(|&i| outcomes[i].is_failure()).collect();
    let mut paths: HashMap<u32, (i64, i64)> = HashMap::new();
    for &i in &failing {
        paths.entry(service.path[i]).or_insert((hour(i), hour(i))).1 = hour(i);
    }
    // No path is habitual that fails for less than a day: few are followed through all of the log.
    paths.retain(|_, (first, last)| (*last - *first) * HOUR_US >= HABITUAL_SPAN_US);
    if paths.is_empty() {
        return Vec::new();
    }
    let places = Places::of(paths.into_keys());
    let (mut by_hour, mut by_path) = (Vec::new(), vec![Vec::new(); places.count]);
    for (i, outcome) in outcomes.iter().enumerate() {
        let (hour, failed) = (hour(i), outcome.is_failure());
        count(&mut by_hour, hour, failed);
        if let Some(hours) = places.get(service.path[i]).and_then(|at| by_path.get_mut(at)) {
            count(hours, hour, failed);
        }
    }
    let habitual: Vec<bool> = by_path.iter().map(|hours| is_habitual(hours, &by_hour)).collect();
    let is = |&i: &usize| {
        let at = places.get(service.path[i]);
        at.and_then(|at| habitual.get(at)).copied().unwrap_or(false)
    };
    failing.into_iter().filter(is).collect()
}

/// Where something of some path codes stands in a list: by code, because every request asks.
struct Places {
    /// Place + 1 by code + 1, so that [`NO_TEXT`](crate::ask::service::NO_TEXT) comes first; 0 for none.
    by_code: Vec<u32>,
    count: usize,
}

impl Places {
    fn of(codes: impl Iterator<Item = u32>) -> Self {
        let mut places = Self { by_code: Vec::new(), count: 0 };
        for code in codes {
            let at = code.wrapping_add(1) as usize;
            places.by_code.resize(places.by_code.len().max(at + 1), 0);
            places.count += 1;
            if let Some(place) = places.by_code.get_mut(at) {
                *place = places.count as u32;
            }
        }
        places
    }

    fn get(&self, code: u32) -> Option<usize> {
        let place = self.by_code.get(code.wrapping_add(1) as usize)?;
        (*place as usize).checked_sub(1)
    }
}

fn is_habitual(hours: &[Bucket], all: &[Bucket]) -> bool {
    let healthy: Vec<&Bucket> = hours
        .iter()
        .filter(|(hour, requests, failures)| {
            let (_, total, failed) = find(all, *hour).unwrap_or_default();
            failed - failures <= HEALTHY_REST * (total - requests) && total > *requests
        })
        .collect();
    let fails = |bucket: &&&Bucket| bucket.2 >= HABITUAL_FAILS * bucket.1;
    let failing: Vec<i64> = healthy.iter().filter(fails).map(|(hour, ..)| *hour).collect();
    let (Some(first), Some(last)) = (failing.first(), failing.last()) else { return false };
    (last - first) * HOUR_US >= HABITUAL_SPAN_US
        && failing.len() as f64 >= HABITUAL_SHARE * healthy.len() as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ask::service::NO_TEXT;

    #[test]
    fn every_code_has_its_place_and_others_have_none() {
        let places = Places::of([7, NO_TEXT, 0].into_iter());
        let found = [7, NO_TEXT, 0, 1, 900].map(|code| places.get(code));
        assert_eq!(found, [Some(0), Some(1), Some(2), None, None]);
    }
}
