//! The line of `option httplog` and of `option httpslog`, which has a tail (configuration manual,
//! sections 8.2.3 and 8.2.4): bytes in, the row out. Field names are the manual's.

use crate::read::format::kernel::clf::{BAD_STATUS, NO_REQUEST};
use crate::read::format::kernel::client;
use crate::read::format::kernel::cursor::{Cursor, UNLIKE};
use crate::read::format::kernel::reader::{Fit, Line, Reader, Reason, Session};
use crate::read::format::kernel::row::{Row, dash};
use crate::read::format::kernel::slot::Slot;

use super::captures::Roles;
use super::{Head, counters, decoded, notice, numbers, put_server, put_state, put_times};

/// Texts of a line.
#[derive(Debug)]
struct Cut<'a> {
    head: Head<'a>,
    server: &'a [u8],
    /// A name between server and timers, as some set-ups have it: the host that was asked for.
    host: Option<&'a [u8]>,
    timers: [&'a [u8]; 5],
    status: &'a [u8],
    bytes: &'a [u8],
    state: &'a [u8],
    captures: Option<&'a [u8]>,
    /// Is there a second pair of braces, so that the first is of the request for certain?
    followed: bool,
    request: &'a [u8],
    rest: Cursor<'a>,
}

impl<'a> Cut<'a> {
    fn of(line: &'a [u8]) -> Result<Self, Reason> {
        let head = Head::find(line)?;
        let mut rest = head.rest;
        let (server, host, timers) = path(&mut rest).ok_or(UNLIKE)?;
        let status = rest.word().ok_or(BAD_STATUS)?;
        let bytes = rest.word().ok_or(BAD_STATUS)?;
        let _cookies = (rest.word(), rest.word());
        let state = rest.word().filter(|state| state.len() == 4).ok_or(UNLIKE)?;
        counters(&mut rest).ok_or(UNLIKE)?;
        let captures = rest.between(b'{', b'}');
        let followed = rest.between(b'{', b'}').is_some();
        let request = request(&mut rest).ok_or(NO_REQUEST)?;
        Ok(Self {
            head,
            server,
            host,
            timers,
            status,
            bytes,
            state,
            captures,
            followed,
            request,
            rest,
        })
    }

    fn fill(&self, roles: &Roles, row: &mut Row<'a>, session: &mut Session) -> Result<(), Reason> {
        self.head.fill(row, session)?;
        let [_, queue, connect, response, total] = self.timers;
        put_times([queue, connect, response, total], row, session)?;
        put_server(self.server, row);
        Slot::Status.fill(self.status.into(), row, session)?;
        Slot::Bytes.fill(self.bytes.into(), row, session)?;
        put_state(self.state, row)?;
        roles.fill(self.captures.unwrap_or_default(), row, session)?;
        let named = row.vhost.take();
        // Over HTTP/2 the target is logged as a URL.
        Slot::RequestUrl.fill(decoded(self.request), row, session)?;
        part_base(row);
        let host = self.host.map(|host| client::without_port(host).into());
        row.vhost = named.or(row.vhost.take()).or(host);
        Ok(())
    }
}

/// Ingress controllers log `base`, host and path in one: `GET www.example.org/a HTTP/1.1`.
fn part_base(row: &mut Row<'_>) {
    let is_base = |path: &[u8]| path.first().is_some_and(u8::is_ascii_alphanumeric);
    let connects = row.method.as_deref().is_none_or(|method| method == b"CONNECT");
    let Some(path) = row.path.as_deref().filter(|path| !connects && is_base(path)) else { return };
    let Some(slash) = memchr::memchr(b'/', path) else { return };
    if let Some((host, target)) = path.split_at_checked(slash) {
        let (host, target) = (client::without_port(host).to_vec(), target.to_vec());
        (row.vhost, row.path) = (Some(host.into()), Some(target.into()));
    }
}

/// Server, host if there is one, timers.
type Path<'a> = (&'a [u8], Option<&'a [u8]>, [&'a [u8]; 5]);

/// ` frontend backend/server [host] TR/Tw/Tc/Tr/Ta`; before version 1.3 there was no backend.
fn path<'a>(rest: &mut Cursor<'a>) -> Option<Path<'a>> {
    let _frontend = rest.word()?;
    let server = rest.word()?;
    let next = rest.word()?;
    match numbers::<5>(next) {
        Some(timers) => Some((server, None, timers)),
        None if !server.contains(&b'/') => Some((server, None, four_timers(next)?)),
        None => Some((server, dash(next), numbers::<5>(rest.word()?)?)),
    }
}

/// Version 1.1 had no queue, and four timers: `Tq/Tc/Tr/Tt`.
fn four_timers(text: &[u8]) -> Option<[&[u8]; 5]> {
    let [asked, connect, response, total] = numbers::<4>(text)?;
    Some([asked, b"-1", connect, response, total])
}

/// The request in quotes; without the second where syslog cut the line. HAProxy writes a quote inside as
/// `#22`.
fn request<'a>(rest: &mut Cursor<'a>) -> Option<&'a [u8]> {
    rest.quoted().or_else(|| {
        let cut = rest.rest().trim_ascii_start().strip_prefix(b"\"")?;
        *rest = Cursor::new(b"");
        Some(cut)
    })
}

/// Reads lines of either option, and the messages between them.
pub struct Http {
    roles: Roles,
    secure: bool,
}

impl Http {
    /// A reader for an exhibit; `None` if no line of its sample is of that kind.
    pub fn open(sample: &[Vec<u8>], secure: bool) -> Option<Box<dyn Reader>> {
        let cuts = || sample.iter().filter_map(|line| Cut::of(line).ok());
        if !sample.is_empty() && cuts().next().is_none() {
            return None;
        }
        let captured = cuts().filter_map(|cut| Some((cut.captures?, cut.followed)));
        Some(Box::new(Self { roles: Roles::settled(captured), secure }))
    }
}

impl Reader for Http {
    fn line<'a>(
        &self,
        line: &'a [u8],
        row: &mut Row<'a>,
        session: &mut Session,
    ) -> Result<Line, Reason> {
        let mut cut = match Cut::of(line) {
            Ok(cut) => cut,
            Err(reason) => return notice::read(line, session).map(Line::Event).ok_or(reason),
        };
        cut.fill(&self.roles, row, session)?;
        let fit = if self.secure { tail(&mut cut.rest, row) } else { Fit::Exact };
        Ok(Line::Request(match () {
            () if cut.head.wrapped => Fit::Extra,
            () if cut.rest.is_done() => fit,
            // What a set-up of its own adds; nothing of the option's own fields is amiss.
            () if self.secure && fit == Fit::Exact => Fit::Fewer,
            () if !self.secure && of_tls(&mut cut.rest).is_none() => Fit::Fewer,
            () => Fit::Extra,
        }))
    }
}

/// The tail of `httpslog`: its name is the virtual host where nothing else tells it.
fn tail<'a>(rest: &mut Cursor<'a>, row: &mut Row<'a>) -> Fit {
    let Some(name) = of_tls(rest) else { return Fit::Fewer };
    row.vhost = row.vhost.take().or_else(|| Some(dash(name)?.into()));
    Fit::Exact
}

/// ` fc_err/ssl_fc_err/ssl_c_err/ssl_c_ca_err/ssl_fc_is_resumed sni/version/cipher`: takes it, gives the
/// name.
fn of_tls<'a>(rest: &mut Cursor<'a>) -> Option<&'a [u8]> {
    let mut ahead = *rest;
    let (errors, tls) = ahead.word().zip(ahead.word())?;
    let count = |text: &[u8]| text.iter().filter(|byte| **byte == b'/').count();
    let of_tls = count(errors) == 4 && count(tls) == 2;
    let name = tls.split(|byte| *byte == b'/').next().filter(|_| of_tls)?;
    *rest = ahead;
    Some(name)
}
