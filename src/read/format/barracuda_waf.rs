//! Barracuda Web Application Firewall through syslog: access logs (`TR`) are requests, what the firewall
//! says of one (`WF`) is an event, as the request has its own line. Source: Barracuda Campus, "Exporting
//! Log Formats", default formats of both. The stamp has its zone; time taken is in milliseconds. Other kinds
//! of line (system, audit, network) are none.

use crate::base::account::Stamp;
use crate::read::event::{Event, EventKind};

use super::Format;
use super::kernel::clf::NO_TIME;
use super::kernel::cursor::{Cursor, UNLIKE, is_number};
use super::kernel::reader::{Fit, Line, Reader, Reason, Session};
use super::kernel::row::Row;
use super::kernel::slot::{Slot, TimeForm, Unit};
use super::kernel::{client, prefix};

/// `<134>2021-04-06 08:31:02.959 +0200  waf1 TR 198.51.100.9 443 203.0.113.7 4711 "-" "-" GET TLSv1.2 www.example.org HTTP/1.1 200 512 293 0 3 10.0.0.1 443 0 "-" SERVER DEFAULT PROTECTED VALID /a b=c "-" "-" curl/7.74.0 203.0.113.7 4711 jane …`
pub(super) const FORMAT: Format = Format::new(
    "barracuda_waf",
    "Barracuda WAF: <time> <zone> <unit> TR <service> <port> <client> <port> … <method> … <host> <version> <status> <bytes> …",
    Stamp::Unknown,
    |_, sample| {
        let ours = sample.is_empty() || sample.iter().any(|line| Head::of(line).is_some());
        ours.then(|| Box::new(Barracuda) as _)
    },
);

/// Fields after `TR`, in their order.
const ACCESS: [Slot; 34] = [
    Slot::Skip, // the service's address
    Slot::Skip, // and port
    Slot::Client,
    Slot::ClientPort,
    Slot::User, // login
    Slot::Skip, // user of the certificate
    Slot::Method,
    Slot::Skip, // HTTP, or the version of TLS
    Slot::Vhost,
    Slot::Protocol,
    Slot::Status,
    Slot::Bytes,
    Slot::Skip, // bytes received
    Slot::Skip, // answered by the cache
    Slot::Duration(Unit::Millis),
    Slot::UpstreamAddr,
    Slot::Skip, // its port
    Slot::UpstreamDuration(Unit::Millis),
    Slot::Skip,  // session
    Slot::Skip,  // who answered: server or firewall
    Slot::Skip,  // profile matched
    Slot::Skip,  // protected
    Slot::Flags, // valid or not
    Slot::Path,
    Slot::Query,
    Slot::Referer,
    Slot::Skip, // cookie
    Slot::Agent,
    Slot::Skip, // address and port before a proxy
    Slot::Skip,
    Slot::User,
    Slot::Skip,
    Slot::Skip,
    Slot::Skip,
];
/// Fields without which a line is none: those up to the path.
const NEEDED: usize = 24;

struct Barracuda;

impl Reader for Barracuda {
    fn line<'a>(
        &self,
        line: &'a [u8],
        row: &mut Row<'a>,
        session: &mut Session,
    ) -> Result<Line, Reason> {
        let head = Head::of(line).ok_or(UNLIKE)?;
        if head.is_wall {
            return wall(&head, session).map(Line::Event).ok_or(UNLIKE);
        }
        let mut rest = head.rest;
        let mut count = 0;
        for slot in ACCESS {
            let Some(text) = rest.field() else { break };
            count += 1;
            if slot != Slot::User || row.auth_user.is_none() {
                slot.fill(text.into(), row, session)?;
            }
        }
        row.flags = row.flags.take().filter(|flags| flags.as_ref() != b"VALID");
        if count < NEEDED {
            return Err(UNLIKE);
        }
        row.ts_us = head.time(session).ok_or(NO_TIME)?;
        Ok(Line::Request(Fit::Exact))
    }
}

/// A line up to its kind.
struct Head<'a> {
    stamp: Option<&'a [u8]>,
    is_wall: bool,
    rest: Cursor<'a>,
}

impl<'a> Head<'a> {
    /// `[<134>][time zone unit ]TR ` or `WF `, and the shape of what follows.
    fn of(line: &'a [u8]) -> Option<Self> {
        let bare = prefix::after_priority(line);
        let (stamp, rest) = match prefix::stamped(bare) {
            Some((stamp, rest)) => (Some(stamp), rest),
            None => (None, bare),
        };
        let mut rest = Cursor::new(rest);
        let mut kind = rest.word()?;
        if kind != b"TR" && kind != b"WF" {
            kind = rest.word()?;
        }
        let is_wall = kind == b"WF";
        let mut ahead = rest;
        if is_wall {
            // Severity, then what was broken.
            ahead.word().filter(|word| word.iter().all(u8::is_ascii_uppercase))?;
            ahead.word()?;
        } else if kind == b"TR" {
            client::address(ahead.word()?)?;
            ahead.word().filter(|port| is_number(port))?;
        } else {
            return None;
        }
        client::address(ahead.word()?)?;
        ahead.word().filter(|port| is_number(port))?;
        Some(Self { stamp, is_wall, rest })
    }

    fn time(&self, session: &mut Session) -> Option<i64> {
        let own =
            self.stamp.map(|stamp| session.clock.read(&TimeForm::Any, stamp, &mut session.health));
        own.unwrap_or_else(|| session.outer_time())
    }
}

/// ` ALER NO_PARAM_PROFILE_MATCH 203.0.113.7 4711 198.51.100.9 443 rule type ACTION …`
fn wall(head: &Head<'_>, session: &mut Session) -> Option<Event> {
    let ts_us = head.time(session);
    let mut rest = head.rest;
    let (_severity, broken, client) = (rest.word()?, rest.word()?, rest.word()?);
    let (_port, _service, _its_port) = (rest.word()?, rest.word()?, rest.word()?);
    let (rule, _kind, action) = (rest.field()?, rest.field()?, rest.word()?);
    let kind = match action {
        b"DENY" => EventKind::Blocked,
        _ => EventKind::Other,
    };
    let mut event = Event::new(kind, ts_us, broken);
    (event.client, event.source) =
        (Some(client.to_vec()), Some(rule.get(..200).unwrap_or(rule).to_vec()));
    Some(event)
}
