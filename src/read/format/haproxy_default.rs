//! HAProxy without any `option …log`: a line a connection, with its two ends and nothing else. The time
//! is the envelope's. It is kept as a request of which only the client is known.

use crate::base::account::Stamp;

use super::Format;
use super::kernel::clf::NO_CLIENT;
use super::kernel::client;
use super::kernel::cursor::Cursor;
use super::kernel::haproxy::{notice, untagged};
use super::kernel::reader::{Fit, Line, Reader, Reason, Session};
use super::kernel::row::Row;
use super::kernel::slot::Slot;

/// `Connect from 203.0.113.7:33312 to 192.0.2.31:8012 (www/HTTP)`
pub(super) const FORMAT: Format = Format::new(
    "haproxy_default",
    "HAProxy default: Connect from <client:port> to <address:port> (<frontend>/<mode>)",
    Stamp::Start,
    |_, _| Some(Box::new(Connect)),
);

struct Connect;

impl Reader for Connect {
    fn line<'a>(
        &self,
        line: &'a [u8],
        row: &mut Row<'a>,
        session: &mut Session,
    ) -> Result<Line, Reason> {
        let Some((client, port)) = connected(untagged(line)) else {
            return notice::read(line, session).map(Line::Event).ok_or(NO_CLIENT);
        };
        Slot::Client.fill(client.into(), row, session)?;
        Slot::ClientPort.fill(port.into(), row, session)?;
        Ok(Line::Request(Fit::Exact))
    }
}

fn connected(line: &[u8]) -> Option<(&[u8], &[u8])> {
    let mut cursor = Cursor::new(line);
    cursor.skip(b"Connect from ")?;
    let client = cursor.word()?;
    cursor.skip(b" to ")?;
    let _own = cursor.word()?;
    cursor.between(b'(', b')').filter(|mode| mode.contains(&b'/'))?;
    client::with_port(client).filter(|_| cursor.is_done())
}
