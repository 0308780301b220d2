//! The zone of error logs, from the requests beside them. nginx, Apache and php-fpm stamp their error logs in
//! local time without a zone, and their access logs in the same local time with one: what the one says
//! holds for the other. Read as UTC, a limit reached at 8:02 in Paris would lie two hours behind the failures
//! that it explains.

use super::Reading;
use super::event::Event;
use crate::base::account::{Exhibit, Zone, ZoneOrigin};
use crate::base::offsets::Offsets;

/// Sets the events whose stamps carry no zone to the offsets that requests of the run were stamped with at
/// that time, if those agree. A zone that was given stands, and so does that of stamps of requests.
/// Then it is known from when to when each exhibit has events.
pub(super) fn settle(reading: &mut Reading) {
    let offsets = offsets(reading);
    for (index, exhibit) in (0_u32..).zip(&mut reading.exhibits) {
        let begin = reading.events.partition_point(|event| event.exhibit < index);
        let end = reading.events.partition_point(|event| event.exhibit <= index);
        let events = reading.events.get_mut(begin..end).unwrap_or_default();
        if is_open(exhibit, events) && shift(events, &offsets) {
            exhibit.zone = Some(Zone { name: offsets.names(), origin: ZoneOrigin::Beside });
        }
        let times = || events.iter().filter_map(|event| event.ts_us);
        exhibit.events_us = times().min().zip(times().max());
    }
}

/// Those of all requests. Where an exhibit holds no request, its offsets are a companion's own.
fn offsets(reading: &Reading) -> Offsets {
    let mut all = Offsets::default();
    let logs = reading.exhibits.iter().filter(|exhibit| exhibit.accounting.requests > 0);
    logs.for_each(|exhibit| all.add(&exhibit.health.offsets));
    all
}

/// Is the zone assumed, and are all stamps without one those of events?
fn is_open(exhibit: &Exhibit, events: &[Event]) -> bool {
    let zoneless = events.iter().filter(|event| event.zoneless).count() as u64;
    let origin = exhibit.zone.as_ref().map(|zone| zone.origin);
    origin == Some(ZoneOrigin::Assumed) && zoneless == exhibit.health.zoneless
}

/// Sets those without a zone, which were read as UTC; says whether any could be.
fn shift(events: &mut [Event], offsets: &Offsets) -> bool {
    let mut any = false;
    for event in events.iter_mut().filter(|event| event.zoneless) {
        let instant = |us: i64| us.checked_sub(offsets.at(us)?);
        if let Some(instant) = event.ts_us.and_then(instant) {
            (event.ts_us, any) = (Some(instant), true);
        }
    }
    any
}
