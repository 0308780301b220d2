//! How a time of Apache's `%{…}t` is read: its `strftime` in, the form of the slot out.

use super::super::slot::{Slot, TimeForm};

/// A `strftime` that writes what is understood without one is read without one.
pub(super) fn plain(slot: Slot) -> Slot {
    match slot {
        Slot::Time(form) => Slot::Time(simplest(form)),
        Slot::Started(form) => Slot::Started(simplest(form)),
        slot => slot,
    }
}

fn simplest(form: TimeForm) -> TimeForm {
    let TimeForm::Pattern(format) = &form else { return form };
    let long = format.replace("%F", "%Y-%m-%d").replace("%T", "%H:%M:%S").replace("%e", "%d");
    let bare = long.trim_start_matches('[').trim_end_matches(']');
    let zones = ["%:z", "%z", "%Z", "Z"];
    let bare = zones.iter().find_map(|zone| bare.strip_suffix(zone)).unwrap_or(bare).trim_end();
    let fractions = [".%f", ",%f", ".%3f", ".%6f", "%.f"];
    let bare = fractions.iter().find_map(|part| bare.strip_suffix(part)).unwrap_or(bare);
    let known =
        ["%d/%b/%Y:%H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S", "%Y/%m/%d %H:%M:%S"];
    if known.contains(&bare) { TimeForm::Clf } else { form }
}
