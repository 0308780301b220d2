//! Which headers HAProxy's captures are. A line has their values only, `{www.example.org|Mozilla/5.0}`,
//! in an order that the configuration knows: captures of a sample in, what each column holds out. What
//! is not certain is nothing; a column's role is settled once an exhibit, so that no client's value
//! can change it for its own line.

use crate::read::format::kernel::client;
use crate::read::format::kernel::reader::{Reason, Session};
use crate::read::format::kernel::row::Row;
use crate::read::format::kernel::slot::Slot;

use super::decoded;

/// Columns that are looked at; the rest is not kept.
const COLUMNS: usize = 16;
/// Share of a column's values that must have one shape.
const SHARE: f64 = 0.8;

/// What the captures of request headers hold, column by column.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Roles {
    columns: Vec<Option<Slot>>,
}

/// The shape of a captured value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    Addresses,
    Browser,
    Program,
    Url,
    Host,
    Other,
}

impl Roles {
    /// Settles the roles: captures of request headers as logged, without braces, and whether a second
    /// pair of braces follows (then the first is of the request for certain).
    pub fn settled<'s>(sample: impl Iterator<Item = (&'s [u8], bool)>) -> Self {
        let mut shapes: [Vec<Shape>; COLUMNS] = Default::default();
        let mut certain = false;
        for (captures, followed) in sample {
            certain |= followed;
            for (column, value) in shapes.iter_mut().zip(captures.split(|byte| *byte == b'|')) {
                column.extend((!value.is_empty()).then(|| shape(value)));
            }
        }
        let common: Vec<Option<Shape>> = shapes.iter().map(|column| majority(column)).collect();
        let one =
            |wanted: Shape| common.iter().filter(|shape| **shape == Some(wanted)).count() == 1;
        certain |= one(Shape::Browser) || one(Shape::Host);
        let role = |shape: &Option<Shape>| match (*shape)? {
            // Two columns of one kind: which is which cannot be told.
            Shape::Addresses => one(Shape::Addresses).then_some(Slot::Forwarded),
            Shape::Browser => one(Shape::Browser).then_some(Slot::Agent),
            // `nginx/1.18.0` may be the `Server` of a response.
            Shape::Program => {
                (certain && one(Shape::Program) && !one(Shape::Browser)).then_some(Slot::Agent)
            }
            Shape::Url => (certain && one(Shape::Url)).then_some(Slot::Referer),
            Shape::Host => one(Shape::Host).then_some(Slot::Vhost),
            Shape::Other => None,
        };
        Self { columns: common.iter().map(role).collect() }
    }

    /// Puts the captures of one line into its row.
    pub fn fill<'a>(
        &self,
        captures: &'a [u8],
        row: &mut Row<'a>,
        session: &mut Session,
    ) -> Result<(), Reason> {
        for (slot, value) in self.columns.iter().zip(captures.split(|byte| *byte == b'|')) {
            if let Some(slot) = slot.as_ref().filter(|_| !value.is_empty()) {
                slot.fill(decoded(value), row, session)?;
            }
        }
        Ok(())
    }
}

/// The shape of most values; browsers and programs count as one kind, named after the browsers if there
/// is one.
fn majority(values: &[Shape]) -> Option<Shape> {
    let count = |wanted: Shape| values.iter().filter(|shape| **shape == wanted).count();
    let (browsers, programs) = (count(Shape::Browser), count(Shape::Program));
    let agents = if browsers > 0 { Shape::Browser } else { Shape::Program };
    [
        (Shape::Addresses, count(Shape::Addresses)),
        (agents, browsers + programs),
        (Shape::Url, count(Shape::Url)),
        (Shape::Host, count(Shape::Host)),
    ]
    .into_iter()
    .find(|(_, count)| *count > 0 && *count as f64 >= SHARE * values.len() as f64)
    .map(|(shape, _)| shape)
}

fn shape(value: &[u8]) -> Shape {
    if value.split(|byte| *byte == b',').all(|word| client::address(word.trim_ascii()).is_some()) {
        Shape::Addresses
    } else if is_browser(value) {
        Shape::Browser
    } else if value.starts_with(b"http://") || value.starts_with(b"https://") {
        Shape::Url
    } else if is_program(value) {
        Shape::Program
    } else if is_host(client::without_port(value)) {
        Shape::Host
    } else {
        Shape::Other
    }
}

/// Agents that no server is called.
fn is_browser(value: &[u8]) -> bool {
    [&b"Mozilla/"[..], b"curl/", b"Wget/", b"python-", b"Go-http-client/", b"Opera/", b"Java/"]
        .iter()
        .any(|name| value.starts_with(name))
}

/// `name/1.2`
fn is_program(value: &[u8]) -> bool {
    let slash = memchr::memchr(b'/', value).and_then(|at| value.split_at_checked(at));
    slash.is_some_and(|(name, version)| {
        name.first().is_some_and(u8::is_ascii_alphabetic)
            && name.iter().all(|byte| byte.is_ascii_alphanumeric() || b" .-_".contains(byte))
            && version.get(1).is_some_and(u8::is_ascii_digit)
    })
}

/// A name with a dot whose last part is letters, or `localhost`.
fn is_host(value: &[u8]) -> bool {
    let of_names = |byte: &u8| byte.is_ascii_alphanumeric() || b".-_".contains(byte);
    let last = value.rsplit(|byte| *byte == b'.').next().unwrap_or_default();
    value == b"localhost"
        || (value.contains(&b'.')
            && value.iter().all(of_names)
            && last.len() >= 2
            && last.iter().all(u8::is_ascii_alphabetic))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn roles(sample: &[(&str, bool)]) -> Vec<Option<Slot>> {
        let sample = sample.iter().map(|(captures, followed)| (captures.as_bytes(), *followed));
        let mut roles = Roles::settled(sample).columns;
        roles.truncate(3);
        roles
    }

    #[test]
    fn only_what_is_certain_has_a_role() {
        let (vhost, agent) = (Some(Slot::Vhost), Some(Slot::Agent));
        assert_eq!(
            roles(&[("www.example.org|curl/7.74.0|42", false)]),
            [vhost.clone(), agent, None]
        );
        assert_eq!(roles(&[("nginx/1.18.0", false)])[0], None);
        assert_eq!(roles(&[("app/1.2", true)])[0], Some(Slot::Agent));
        assert_eq!(roles(&[("203.0.113.7, 10.0.0.1", false)])[0], Some(Slot::Forwarded));
        assert_eq!(roles(&[("203.0.113.7|203.0.113.9", true)])[..2], [None, None]);
        assert_eq!(roles(&[("a.example|b.example", true)])[..2], [None, None]);
        assert_eq!(roles(&[("https://x.example/", false)])[0], None);
        assert_eq!(roles(&[("", false), ("x|y", true)])[..2], [None, None]);
        assert_eq!(roles(&[("localhost:8080", false)])[0], vhost);
    }

    #[test]
    fn one_odd_value_changes_no_role() {
        let mut sample = vec![("www.example.org", false); 9];
        sample.push(("198.51.100.66", false));
        assert_eq!(roles(&sample)[0], Some(Slot::Vhost));
    }
}
