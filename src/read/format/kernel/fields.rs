//! The names by which a user says what a field of a log holds (`--map field=name`): a name in, a slot
//! out. They are the names of the schema's fields, and a few words for what a log writes otherwise.
//! It knows no format.

use super::slot::{Slot, TimeForm, Unit};

/// Names and what they mean. A duration's name ends with its unit; without one the text itself must
/// say it.
const NAMED: &[(&str, Slot)] = &[
    ("ts", Slot::Time(TimeForm::Any)),
    ("time", Slot::Time(TimeForm::Any)),
    ("timestamp", Slot::Time(TimeForm::Any)),
    ("arrival", Slot::Started(TimeForm::Any)),
    ("started", Slot::Started(TimeForm::Any)),
    ("date", Slot::Date),
    ("time_of_day", Slot::TimeOfDay),
    ("client_ip", Slot::Client),
    ("client", Slot::Client),
    ("client_port", Slot::ClientPort),
    ("peer_ip", Slot::Peer),
    ("peer", Slot::Peer),
    ("forwarded", Slot::Forwarded),
    ("vhost", Slot::Vhost),
    ("host", Slot::Vhost),
    ("request", Slot::Request),
    ("method", Slot::Method),
    // A path that has a query keeps it apart: that is what the schema's `path` is.
    ("path", Slot::Target),
    ("target", Slot::Target),
    ("url", Slot::Url),
    ("query", Slot::Query),
    ("protocol", Slot::Protocol),
    ("status", Slot::Status),
    ("bytes", Slot::Bytes),
    ("duration", Slot::Duration(Unit::Written)),
    ("duration_s", Slot::Duration(Unit::Seconds)),
    ("duration_ms", Slot::Duration(Unit::Millis)),
    ("duration_us", Slot::Duration(Unit::Micros)),
    ("duration_ns", Slot::Duration(Unit::Nanos)),
    ("queue_s", Slot::Queue(Unit::Seconds)),
    ("queue_ms", Slot::Queue(Unit::Millis)),
    ("queue_us", Slot::Queue(Unit::Micros)),
    ("upstream_status", Slot::UpstreamStatus),
    ("upstream_duration_s", Slot::UpstreamDuration(Unit::Seconds)),
    ("upstream_duration_ms", Slot::UpstreamDuration(Unit::Millis)),
    ("upstream_duration_us", Slot::UpstreamDuration(Unit::Micros)),
    ("upstream_duration_ns", Slot::UpstreamDuration(Unit::Nanos)),
    ("upstream_addr", Slot::UpstreamAddr),
    ("referer", Slot::Referer),
    ("user_agent", Slot::Agent),
    ("auth_user", Slot::User),
    ("user", Slot::User),
    ("flags", Slot::Flags),
];

/// What a field of that name holds; `None` if no field has it.
pub fn slot_named(field: &str) -> Option<Slot> {
    NAMED.iter().find(|(name, _)| *name == field).map(|(_, slot)| slot.clone())
}

/// Every name that [`slot_named`] knows, in order, for messages.
pub fn names() -> impl Iterator<Item = &'static str> {
    NAMED.iter().map(|(name, _)| *name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_the_schema_and_units() {
        assert_eq!(slot_named("client_ip"), Some(Slot::Client));
        assert_eq!(slot_named("duration_ms"), Some(Slot::Duration(Unit::Millis)));
        assert_eq!(slot_named("country"), None);
        let distinct: std::collections::BTreeSet<_> = names().collect();
        assert_eq!(distinct.len(), names().count());
    }
}
