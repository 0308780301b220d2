//! HAProxy's `option tcplog`: a line a connection. It is kept as a request without method and status:
//! it has a client, a duration, bytes and a queue, and a flood of connections is load like any other.

use crate::base::account::Stamp;

use super::Format;
use super::kernel::cursor::{Cursor, UNLIKE};
use super::kernel::haproxy::{Head, counters, notice, numbers, put_server, put_state, put_times};
use super::kernel::reader::{Fit, Line, Reader, Reason, Session};
use super::kernel::row::Row;
use super::kernel::slot::Slot;

/// `203.0.113.7:4711 [06/Apr/2021:08:31:02.443] fe be/s1 0/0/5007 212 -- 0/0/0/0/3 0/0`
pub(super) const FORMAT: Format = Format::new(
    "haproxy_tcp",
    "HAProxy tcplog: %ci:%cp [%t] %ft %b/%s %Tw/%Tc/%Tt %B %ts %ac/%fc/%bc/%sc/%rc %sq/%bq",
    Stamp::Start,
    |_, _| Some(Box::new(Tcp)),
);

struct Tcp;

impl Reader for Tcp {
    fn line<'a>(
        &self,
        line: &'a [u8],
        row: &mut Row<'a>,
        session: &mut Session,
    ) -> Result<Line, Reason> {
        match connection(line, row, session) {
            Ok(fit) => Ok(Line::Request(fit)),
            Err(reason) => notice::read(line, session).map(Line::Event).ok_or(reason),
        }
    }
}

fn connection<'a>(line: &'a [u8], row: &mut Row<'a>, session: &mut Session) -> Result<Fit, Reason> {
    let head = Head::find(line)?;
    let mut rest = head.rest;
    let (server, [queue, connect, total]) = path(&mut rest).ok_or(UNLIKE)?;
    let bytes = rest.word().ok_or(UNLIKE)?;
    put_state(rest.word().filter(|state| state.len() == 2).ok_or(UNLIKE)?, row)?;
    counters(&mut rest).ok_or(UNLIKE)?;
    head.fill(row, session)?;
    // There is no time to the first answer: what the server takes cannot be told.
    put_times([queue, connect, b"-1", total], row, session)?;
    put_server(server, row);
    Slot::Bytes.fill(bytes.into(), row, session)?;
    Ok(if rest.is_done() && !head.wrapped { Fit::Exact } else { Fit::Extra })
}

/// ` frontend backend/server Tw/Tc/Tt`
fn path<'a>(rest: &mut Cursor<'a>) -> Option<(&'a [u8], [&'a [u8]; 3])> {
    let _frontend = rest.word()?;
    let server = rest.word().filter(|name| name.contains(&b'/'))?;
    Some((server, numbers::<3>(rest.word()?)?))
}
