//! Who asked, and of which host: the tokens before the request, over a sample, in; their slots out.

use super::super::client;
use super::super::slot::Slot;
use super::super::tail::column::{Column, Kind};

/// One place before the request.
pub struct Place<'c, 's> {
    /// Its index in the line.
    pub index: usize,
    /// The quote or bracket that it stands in.
    pub sign: u8,
    /// What it holds.
    pub column: &'c Column<'s>,
}

impl Place<'_, '_> {
    fn all(&self, is: fn(&[u8]) -> bool) -> bool {
        !self.column.present.is_empty() && self.column.present.iter().all(|text| is(text))
    }

    fn is_word(&self) -> bool {
        self.sign == 0
    }
}

/// The slots of the places before the request, but for the time, which is at that index if it is among
/// them: users stand before it.
pub fn slots(places: &[Place<'_, '_>], time: Option<usize>) -> Vec<(usize, Slot)> {
    let mut found = Vec::new();
    let client = clients(places, &mut found);
    // Behind a level stands the name of a logger, which looks like a host's.
    let level = places.iter().find(|place| place.all(is_level)).map(|place| place.index);
    let is_logger = |place: &Place<'_, '_>| {
        level.is_some_and(|level| place.index > level)
            && client.is_some_and(|client| place.index < client)
    };
    let is_host = |place: &Place<'_, '_>| {
        let is_before = client.is_some_and(|client| place.index < client);
        !is_logger(place)
            && (place.column.kind() == Kind::Host || (is_before && place.all(is_server)))
    };
    let mut hosts = places.iter().filter(|place| is_host(place));
    let vhost = hosts.find(|place| !found.iter().any(|(index, _)| *index == place.index));
    if let Some(place) = vhost.filter(|_| !found.iter().any(|(_, slot)| *slot == Slot::Vhost)) {
        found.push((place.index, Slot::Vhost));
    }
    found.extend(client.and_then(|client| user(places, client, time, &found)));
    found
}

/// Where the client is.
fn clients(places: &[Place<'_, '_>], found: &mut Vec<(usize, Slot)>) -> Option<usize> {
    let addresses: Vec<&Place<'_, '_>> =
        places.iter().filter(|place| place.all(is_address)).collect();
    let (client, other) = match addresses.as_slice() {
        [] => {
            let mut names = places.iter().filter(|place| place.is_word() && place.all(is_name));
            let first = names.next()?;
            // Behind a host with its port comes the client's name.
            (names.next().filter(|_| first.all(is_server)).unwrap_or(first), None)
        }
        [one] => (*one, None),
        // The server's address has its port, the client's has none.
        [one, two, ..] if one.all(is_socket) && !two.all(is_socket) => {
            (*two, Some((*one, Slot::Vhost)))
        }
        // A header stands in quotes, or is a list; the connection's address is a word.
        [one, two, ..] if !one.is_word() && two.is_word() => (*two, Some((*one, Slot::Forwarded))),
        [one, two, ..] if !two.is_word() => (*one, Some((*two, Slot::Forwarded))),
        [one, ..] => (*one, None),
    };
    found.push((client.index, Slot::Client));
    found.extend(other.map(|(place, slot)| (place.index, slot)));
    Some(client.index)
}

/// The user: the second word between client and time (the first is the ident), or the only one.
fn user(
    places: &[Place<'_, '_>],
    client: usize,
    time: Option<usize>,
    found: &[(usize, Slot)],
) -> Option<(usize, Slot)> {
    let end = time.filter(|time| *time > client).unwrap_or(usize::MAX);
    let is_free = |place: &&Place<'_, '_>| {
        let is_taken = found.iter().any(|(index, _)| *index == place.index);
        (client..end).contains(&place.index) && place.is_word() && !is_taken
    };
    let words: Vec<&Place<'_, '_>> = places.iter().filter(is_free).collect();
    let place = words.get(1).or_else(|| words.first().filter(|_| words.len() == 1))?;
    place.all(is_user).then_some((place.index, Slot::User))
}

/// An address, with a port or without, or addresses with commas between them.
fn is_address(text: &[u8]) -> bool {
    let mut hops = text.split(|byte| *byte == b',').map(<[u8]>::trim_ascii);
    hops.all(|hop| client::address(hop.strip_prefix(b"/").unwrap_or(hop)).is_some())
}

fn is_socket(text: &[u8]) -> bool {
    client::with_port(text).is_some_and(|(name, _)| {
        let name = name.strip_prefix(b"[").and_then(|name| name.strip_suffix(b"]")).unwrap_or(name);
        client::address(name).is_some()
    })
}

/// A host and a port of digits: the server's own name.
fn is_server(text: &[u8]) -> bool {
    is_name(text) && client::without_port(text).len() < text.len()
}

/// A host name, or an address that was masked or hashed.
fn is_name(text: &[u8]) -> bool {
    client::is_likely(text)
        && (text == b"localhost" || text.iter().any(|byte| b".:".contains(byte)))
        && text.first().is_some_and(u8::is_ascii_alphanumeric)
}

/// A level of a logger.
fn is_level(text: &[u8]) -> bool {
    matches!(text, b"TRACE" | b"DEBUG" | b"INFO" | b"NOTICE" | b"WARN" | b"WARNING" | b"ERROR")
}

fn is_user(text: &[u8]) -> bool {
    text.first().is_some_and(u8::is_ascii_alphabetic)
}
