//! One field of a layout: where its text can end, and what its text can be. It reads nothing.

use memchr::memmem::Finder;

use crate::base::health::Health;

use super::super::clf::is_escaped;
use super::super::reader::Session;
use super::super::slot::{Slot, TimeForm};
use super::piece::Class;

/// Bytes of a number at most.
pub(super) const NUMBER_MAX: usize = 32;
/// Bytes of a written time at most.
const TIME_MAX: usize = 80;

/// A field and the literal after it.
#[derive(Debug, Clone)]
pub(super) struct Field {
    pub(super) slot: Slot,
    pub(super) class: Class,
    /// The literal after the field, and its finder.
    pub(super) after: Vec<u8>,
    pub(super) finder: Finder<'static>,
}

impl Field {
    pub(super) fn is_quoted(&self) -> bool {
        self.after.first() == Some(&b'"')
    }

    /// The end of the last field: that of the line, less the literal.
    pub(super) fn last_end(&self, rest: &[u8], lenient: bool) -> Option<usize> {
        let text = rest.strip_suffix(self.after.as_slice())?;
        let fits = match self.class {
            Class::Number => text.iter().all(is_numeric),
            Class::Word if !self.is_quoted() => !text.contains(&b' '),
            _ if self.is_quoted() && !lenient => {
                // A quote in it that ends a field: the line has more than the format says.
                !is_escaped(rest, text.len())
                    && !memchr::memchr_iter(b'"', text).any(|at| !is_escaped(text, at))
            }
            _ if self.slot == Slot::Skip || self.is_quoted() => true,
            _ => !matches!(text, [b'"', ..] | [.., b'"']),
        };
        fits.then_some(text.len())
    }

    /// How far its end can be away.
    pub(super) fn reach(&self) -> usize {
        let own = match self.class {
            Class::Number => NUMBER_MAX,
            _ if matches!(self.slot, Slot::Time(_) | Slot::Started(_)) => TIME_MAX,
            _ => return usize::MAX,
        };
        own + self.after.len()
    }

    /// Is what is before this place a whole text of the field?
    pub(super) fn can_end(&self, rest: &[u8], at: usize) -> bool {
        let (text, after) = rest.split_at(at);
        match self.class {
            Class::Number => text.iter().all(is_numeric),
            Class::List if self.after.starts_with(b" ") => {
                !text.ends_with(b",") && !text.ends_with(b" :") && !after.starts_with(b" : ")
            }
            _ => true,
        }
    }

    /// Can the text be what a server writes of its upstreams, where the field is of that?
    pub(super) fn is_plausible(&self, text: &[u8]) -> bool {
        let of_lists = |byte: &u8| byte.is_ascii_digit() || b".-,: ".contains(byte);
        match &self.slot {
            Slot::UpstreamAddr => !text.starts_with(b"[") || text.contains(&b':'),
            Slot::UpstreamDuration(_) | Slot::UpstreamStatus => text.iter().all(of_lists),
            _ => true,
        }
    }

    /// Is the text a time, where the field is one? A written time may contain what follows it.
    pub(super) fn is_own(&self, text: &[u8], session: &mut Session) -> bool {
        match &self.slot {
            Slot::Time(form) | Slot::Started(form) => {
                session.clock.read(form, text, &mut Health::default()).is_some()
            }
            _ => true,
        }
    }

    /// Does a time stamp stand here, with what must follow it?
    pub(super) fn is_time(
        &self,
        form: &TimeForm,
        rest: &[u8],
        last: bool,
        session: &mut Session,
    ) -> bool {
        let window = rest.get(..TIME_MAX + self.after.len()).unwrap_or(rest);
        if last {
            return true;
        }
        let mut from = 0;
        while let Some(at) = window.get(from..).and_then(|text| self.finder.find(text)) {
            let text = window.get(..from + at).unwrap_or_default();
            if session.clock.read(form, text, &mut Health::default()).is_some() {
                return true;
            }
            from += at + 1;
        }
        false
    }
}

/// What the bytes of a field are made of that needs no literal after it.
pub(super) fn edge(slot: &Slot, class: Class) -> Option<fn(&u8) -> bool> {
    match (slot, class) {
        (_, Class::Number) => Some(|byte| byte.is_ascii_digit() || *byte == b'.'),
        (Slot::Vhost, _) => Some(|byte| !b"/ \"?".contains(byte)),
        (Slot::Path, _) => Some(|byte| !b"? \"".contains(byte)),
        (Slot::Method, _) => Some(u8::is_ascii_uppercase),
        // Apache's %X is one of three signs.
        (Slot::Flags, _) => Some(|byte| b"X+-".contains(byte)),
        _ => None,
    }
}

pub(super) fn run(text: &[u8], is_part: impl Fn(&u8) -> bool) -> usize {
    text.iter().take_while(|byte| is_part(byte)).count()
}

pub(super) fn is_numeric(byte: &u8) -> bool {
    matches!(byte, b'0'..=b'9' | b'.' | b'-' | b'+')
}

/// `HTTP/1.1`, or nothing: a dash or no text at all.
pub(super) fn is_protocol(text: Option<&[u8]>) -> bool {
    match text {
        Some(b"-" | b"") => true,
        Some([b'A'..=b'Z', rest @ ..]) => rest.contains(&b'/'),
        _ => false,
    }
}
