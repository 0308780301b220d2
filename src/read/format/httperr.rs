//! HTTPERR, the log of HTTP.sys: what the Windows kernel refused or dropped before IIS saw it. Each
//! line is an event; its reason says whether a limit of the server was reached. Read by `#Fields`, or
//! by the order that Windows writes. Times are UTC.

use crate::base::account::Stamp;
use crate::base::time::DAY_US;
use crate::read::event::{Event, EventKind};

use super::Format;
use super::kernel::client;
use super::kernel::delimited::{Cells, FIELD_COUNT, OTHER_FORMAT, Style};
use super::kernel::directive::{Names, carry, directive, is_fields, names};
use super::kernel::number;
use super::kernel::reader::{Context, Line, Reader, Reason, Session};
use super::kernel::row::{Row, dash};
use super::kernel::utc;

/// `2021-04-06 06:31:02 203.0.113.7 4711 192.0.2.1 443 HTTP/1.1 GET / 503 1 QueueFull DefaultAppPool`
pub(super) const FORMAT: Format = Format::new(
    "httperr",
    "HTTP.sys HTTPERR: date time c-ip c-port s-ip s-port cs-version cs-method cs-uri sc-status s-siteid s-reason s-queuename",
    Stamp::End,
    |_, sample| {
        let of_others = |line: &&Vec<u8>| is_fields(line) && !claims(&Names::of(line, None));
        (sample.is_empty() || sample.iter().any(|line| is_any(line)))
            .then(|| sample.iter().find(of_others).is_none().then(|| Box::new(HttpErr) as _))?
    },
);

/// Are these its columns?
pub(super) fn claims(names: &Names<'_>) -> bool {
    names.has("s-reason")
}

fn is_any(line: &[u8]) -> bool {
    (is_fields(line) && claims(&Names::of(line, None)))
        || columns(&cells(line), &Context::default()).is_ok_and(|columns| columns.is_some())
}

struct HttpErr;

/// The fields of a line that are read.
struct Columns<'a> {
    date: &'a [u8],
    time: &'a [u8],
    client: &'a [u8],
    reason: &'a [u8],
    queue: &'a [u8],
}

impl Reader for HttpErr {
    fn line<'a>(
        &self,
        line: &'a [u8],
        _: &mut Row<'a>,
        session: &mut Session,
    ) -> Result<Line, Reason> {
        if line.first() == Some(&b'#') && directive(line, &mut session.context) {
            return Ok(Line::Directive);
        }
        let cells = cells(line);
        let columns = columns(&cells, &session.context)?.ok_or(FIELD_COUNT)?;
        let day = utc::day(columns.date);
        let ts_us = day.zip(utc::time_of_day(columns.time)).map(|(day, time)| day * DAY_US + time);
        let mut event = Event::new(kind(columns.reason), ts_us, line);
        event.client = dash(columns.client).map(|text| client::normal(text.into()).into_owned());
        event.source = dash(columns.queue).filter(|name| !name.is_empty()).map(<[u8]>::to_vec);
        Ok(Line::Event(event))
    }

    fn has_context(&self) -> bool {
        true
    }

    fn carry(&self, bytes: &[u8], context: &mut Context) {
        carry(bytes, context, |_, _| {});
    }
}

fn cells(line: &[u8]) -> Vec<&[u8]> {
    let style = Style { quote: super::kernel::delimited::Quote::None, ..Style::W3C };
    Cells::new(line, style).filter_map(|cell| Some(cell.ok()?.text)).collect()
}

/// The columns by name where they are named and there are as many, else by their order.
fn columns<'a>(cells: &[&'a [u8]], context: &Context) -> Result<Option<Columns<'a>>, Reason> {
    if let Some(directive) = &context.columns {
        let named = Names::of(directive, None);
        if !claims(&named) {
            return Err(OTHER_FORMAT);
        }
        if named.columns.len() == cells.len() {
            return Ok(Some(by_name(cells, &names(directive))));
        }
    }
    Ok(by_order(cells))
}

fn by_name<'a>(cells: &[&'a [u8]], names: &[&[u8]]) -> Columns<'a> {
    let cell = |name: &str| -> &'a [u8] {
        let at = names.iter().position(|column| column.eq_ignore_ascii_case(name.as_bytes()));
        at.and_then(|at| cells.get(at)).copied().unwrap_or(b"-")
    };
    Columns {
        date: cell("date"),
        time: cell("time"),
        client: cell("c-ip"),
        reason: cell("s-reason"),
        queue: cell("s-queuename"),
    }
}

/// `date time c-ip c-port s-ip s-port cs-version cs-method cs-uri [streamid] sc-status s-siteid s-reason
/// [s-queuename] [transport]`: what is in the middle may have spaces of the client's.
fn by_order<'a>(cells: &[&'a [u8]]) -> Option<Columns<'a>> {
    let [date, time, client, client_port, server, server_port, middle @ ..] = cells else {
        return None;
    };
    utc::day(date)?;
    utc::time_of_day(time)?;
    let address = |cell: &[u8]| cell == b"-" || client::address(cell).is_some();
    let port = |cell: &[u8]| cell == b"-" || (cell.len() <= 5 && number::integer(cell).is_some());
    let plausible = address(client) && port(client_port) && address(server) && port(server_port);
    // The last word that is a reason: a queue may be called as it likes, but it comes after.
    let known = |cell: &&[u8]| is_reason(cell);
    let reason = middle.iter().rposition(known).filter(|at| *at >= 4 && plausible)?;
    let queue = middle.get(reason + 1).copied().unwrap_or(b"-");
    Some(Columns { date, time, client, reason: middle.get(reason)?, queue })
}

/// Reasons, as Microsoft lists them, and what they are.
const REASONS: &[(&str, EventKind)] = &[
    // Limits of the server.
    ("QueueFull", EventKind::QueueFull),
    ("ConnLimit", EventKind::ConnectionLimit),
    ("AppPoolTimer", EventKind::WorkerLimit),
    ("Connections_Refused", EventKind::ResourceLimit),
    ("Connection_Dropped_List_Full", EventKind::ResourceLimit),
    // A request waited too long for a worker, or for its answer.
    ("Timer_AppPool", EventKind::UpstreamTimeout),
    ("Timer_Response", EventKind::UpstreamTimeout),
    // No worker: switched off, stopped, failing too fast.
    ("AppOffline", EventKind::NoUpstream),
    ("Disabled", EventKind::NoUpstream),
    ("N/A", EventKind::NoUpstream),
    ("AppShutdown", EventKind::Restart),
    // A worker ended with requests in its hands.
    ("Connection_Abandoned_By_AppPool", EventKind::WorkerDeath),
    ("Connection_Abandoned_By_ReqQueue", EventKind::WorkerDeath),
    ("Internal", EventKind::Other),
    // The client left.
    ("Client_Reset", EventKind::ClientLeft),
    ("Connection_Dropped", EventKind::ClientLeft),
    ("Request_Cancelled", EventKind::ClientLeft),
    // The client was slow or silent.
    ("Timer_ConnectionIdle", EventKind::IdleTimeout),
    ("Timer_EntityBody", EventKind::IdleTimeout),
    ("Timer_HeaderWait", EventKind::IdleTimeout),
    ("Timer_MinBytesPerSecond", EventKind::IdleTimeout),
    ("Timer_SslRenegotiation", EventKind::IdleTimeout),
    // Refused for what it was.
    ("BadRequest", EventKind::Blocked),
    ("Bad_Request", EventKind::Blocked),
    ("Entity", EventKind::Blocked),
    ("EntityTooLarge", EventKind::Blocked),
    ("FieldLength", EventKind::Blocked),
    ("Forbidden", EventKind::Blocked),
    ("Header", EventKind::Blocked),
    ("Hostname", EventKind::Blocked),
    ("Invalid_CR/LF", EventKind::Blocked),
    ("LengthRequired", EventKind::Blocked),
    ("N/I", EventKind::Blocked),
    ("NotFound", EventKind::Blocked),
    ("Number", EventKind::Blocked),
    ("Precondition", EventKind::Blocked),
    ("RequestLength", EventKind::Blocked),
    ("URL", EventKind::Blocked),
    ("URL_Length", EventKind::Blocked),
    ("Verb", EventKind::Blocked),
    ("Version_N/S", EventKind::Blocked),
];

fn is_reason(cell: &[u8]) -> bool {
    REASONS.iter().any(|(name, _)| name.as_bytes() == cell) || cell.starts_with(b"Timer_")
}

fn kind(reason: &[u8]) -> EventKind {
    let known = REASONS.iter().find(|(name, _)| name.as_bytes() == reason);
    known.map_or(EventKind::Other, |(_, kind)| *kind)
}
