//! Connection logs of AWS Application Load Balancers: one line a connection. What it carried is in the
//! access log, so a line is no request but an event: a failed handshake, or anything else.

use crate::base::account::Stamp;
use crate::read::event::{Event, EventKind};

use super::Format;
use super::kernel::aws;
use super::kernel::client;
use super::kernel::delimited::{Cells, OTHER_FORMAT, Style};
use super::kernel::number;
use super::kernel::reader::{Line, Reader, Reason, Session};
use super::kernel::row::{Row, dash};
use super::kernel::utc;

/// `2021-04-06T06:31:02.514108Z 203.0.113.7 36280 443 TLSv1.2 ECDHE-RSA-AES128-GCM-SHA256 4.036 "CN=example.com" NotBefore=…;NotAfter=… FEF257372D5C14D4 Success`
pub(super) const FORMAT: Format = Format::new(
    "aws_alb_connection",
    "AWS ALB connection log: time client_ip client_port listener_port tls_protocol … tls_verify_status",
    Stamp::End,
    |_, sample| {
        let ours = sample.is_empty() || sample.iter().any(|line| read(line).is_some());
        ours.then(|| Box::new(Connections) as _)
    },
);

const VERIFIED: usize = 10;

struct Connections;

impl Reader for Connections {
    fn line<'a>(&self, line: &'a [u8], _: &mut Row<'a>, _: &mut Session) -> Result<Line, Reason> {
        read(line).map(Line::Event).ok_or(OTHER_FORMAT)
    }
}

fn read(line: &[u8]) -> Option<Event> {
    let [time, from, port, listener, _, cipher, latency] = aws::head::<7>(line)?;
    let is_port = |text: &[u8]| text.len() <= 5 && number::integer(text).is_some();
    let ts_us = utc::instant(time)?;
    let address = client::address(from)?;
    let shaped = time.ends_with(b"Z") && is_port(port) && is_port(listener);
    let verified = Cells::new(line, Style::AWS).nth(VERIFIED)?.ok()?.text;
    // On a TLS listener a handshake that ended has its time.
    let broken = dash(cipher).is_some() && dash(latency).is_none();
    let failed = verified.starts_with(b"Failed") || broken;
    let kind = if failed { EventKind::TlsFailure } else { EventKind::Other };
    let mut event = Event::new(kind, Some(ts_us), line);
    event.client = Some(address.to_string().into_bytes());
    event.source = Some([b"listener ", listener].concat());
    shaped.then_some(event)
}
