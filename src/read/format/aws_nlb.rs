//! TLS logs of AWS Network Load Balancers: one line a connection. Times are UTC without saying so; the
//! stamp is when the connection ended, and its duration is in milliseconds. A connection whose
//! handshake did not end is an event.

use std::borrow::Cow;

use crate::base::account::Stamp;
use crate::read::event::{Event, EventKind};

use super::Format;
use super::kernel::aws;
use super::kernel::clf::BAD_TIME;
use super::kernel::delimited::{Cells, OTHER_FORMAT, Style, fill};
use super::kernel::reader::{Fit, Line, Reader, Reason, Session};
use super::kernel::row::{Row, dash};
use super::kernel::slot::{Slot, Unit};
use super::kernel::{client, utc};

/// `tls 2.0 2021-04-06T06:31:02 net/lb/c6e77e28c25b2234 g3d4b5e8bb8464cd 203.0.113.7:2817 10.0.0.1:443 5 2 98 246 - arn:… - ECDHE-RSA-AES128-SHA tlsv12 - www.example.com h2 h2 "h2","http/1.1" 2021-04-06T06:30:57`
pub(super) const FORMAT: Format = Format::new(
    "aws_nlb",
    "AWS NLB TLS log: tls version time elb listener client:port target:port connection_time …",
    Stamp::End,
    |_, sample| {
        (sample.is_empty() || sample.iter().any(|line| is_ours(line))).then(|| Box::new(Nlb) as _)
    },
);

const TABLE: &[(usize, Slot)] = &[
    (5, Slot::ClientSocket),
    (6, Slot::UpstreamAddr),
    (7, Slot::Duration(Unit::Millis)),
    (10, Slot::Bytes),
    // incoming_tls_alert
    (11, Slot::Flags),
    (17, Slot::Vhost),
];
/// Fields of version 1.0.
const FIELDS_MIN: usize = 18;

fn is_ours(line: &[u8]) -> bool {
    aws::head::<6>(line).is_some_and(|[kind, _, time, _, _, from]| {
        kind == b"tls" && aws::is_instant(time) && aws::is_socket(from)
    })
}

struct Nlb;

impl Reader for Nlb {
    fn line<'a>(
        &self,
        line: &'a [u8],
        row: &mut Row<'a>,
        session: &mut Session,
    ) -> Result<Line, Reason> {
        let Some(head) = aws::head::<9>(line).filter(|_| is_ours(line)) else {
            return Err(OTHER_FORMAT);
        };
        let [_, _, time, balancer, _, from, _, _, handshake] = head;
        row.ts_us = utc::instant(time).ok_or(BAD_TIME)?;
        if dash(handshake).is_none() {
            let mut event = Event::new(EventKind::TlsFailure, Some(row.ts_us), line);
            event.client = Some(client::normal(Cow::Borrowed(from)).into_owned());
            event.source = Some(balancer.to_vec());
            return Ok(Line::Event(event));
        }
        let count = fill(Cells::new(line, Style::AWS), 0, TABLE, row, session)?;
        Ok(Line::Request(if count < FIELDS_MIN { Fit::Fewer } else { Fit::Exact }))
    }
}
