//! Access logs of AWS Application Load Balancers, of every generation: fields were only ever added at
//! the end. The stamp is when the response was sent; the request came at `request_creation_time`. The
//! three times are seconds and add up; `-1` is none. An error's reason and what the balancer thought
//! of the request are flags.

use crate::base::account::Stamp;
use crate::read::columns::ABSENT;

use super::Format;
use super::kernel::aws;
use super::kernel::delimited::{Cells, OTHER_FORMAT, Style};
use super::kernel::reader::{Fit, Line, Reader, Reason, Session};
use super::kernel::row::{Row, Text, dash};
use super::kernel::slot::{Slot, TimeForm, Unit};

/// `https 2021-04-06T06:31:02.186641Z app/lb/50dc6c495c0c9188 203.0.113.7:2817 10.0.0.1:80 0.001 0.102 0.000 200 200 225 512 "GET https://www.example.com:443/ HTTP/1.1" "curl/7.74.0" …`
pub(super) const FORMAT: Format = Format::new(
    "aws_alb",
    "AWS ALB access log: type time elb client:port target:port … elb_status_code … \"request\" \"user_agent\" …",
    Stamp::End,
    |_, sample| {
        (sample.is_empty() || sample.iter().any(|line| is_ours(line))).then(|| Box::new(Alb) as _)
    },
);

const TYPES: [&[u8]; 6] = [b"http", b"https", b"h2", b"grpcs", b"ws", b"wss"];

/// Fields of the first generation, of 2016.
const FIELDS_MIN: usize = 17;
const REQUEST: usize = 12;
const DOMAIN: usize = 18;

const TABLE: &[(usize, Slot)] = &[
    (1, Slot::Time(TimeForm::Iso)),
    (3, Slot::ClientSocket),
    (4, Slot::UpstreamAddr),
    (5, Slot::DurationPart(Unit::Seconds)),
    (6, Slot::DurationPart(Unit::Seconds)),
    (6, Slot::UpstreamDuration(Unit::Seconds)),
    (7, Slot::DurationPart(Unit::Seconds)),
    (8, Slot::Status),
    (9, Slot::UpstreamStatus),
    (11, Slot::Bytes),
    (13, Slot::Agent),
    (21, Slot::Started(TimeForm::Iso)),
    // error_reason, classification, classification_reason.
    (24, Slot::Flags),
    (27, Slot::Flags),
    (28, Slot::Flags),
];

fn is_ours(line: &[u8]) -> bool {
    let Some([kind, time, _, from, _, one, two, three]) = aws::head::<8>(line) else {
        return false;
    };
    TYPES.contains(&kind)
        && aws::is_instant(time)
        && aws::is_socket(from)
        && [one, two, three].into_iter().all(aws::is_seconds)
}

fn is_partial(line: &[u8]) -> bool {
    aws::head::<8>(line)
        .is_some_and(|[.., one, two, three]| [one, two, three].contains(&&b"-1"[..]))
}

/// The server name of the TLS handshake, where the request tells no host.
fn domain<'a>(line: &'a [u8]) -> Text<'a> {
    let cell = Cells::new(line, Style::AWS).nth(DOMAIN)?.ok()?;
    dash(cell.text).filter(|name| !name.is_empty()).map(|_| cell.value())
}

struct Alb;

impl Reader for Alb {
    fn line<'a>(
        &self,
        line: &'a [u8],
        row: &mut Row<'a>,
        session: &mut Session,
    ) -> Result<Line, Reason> {
        if !is_ours(line) {
            return Err(OTHER_FORMAT);
        }
        let count = aws::read(line, TABLE, REQUEST, row, session)?;
        // Of a request that was not answered by its target a part is missing: it took from its coming
        // to the answer.
        if row.started_us != ABSENT && is_partial(line) {
            row.duration_us = ABSENT;
        }
        if row.vhost.is_none() {
            row.vhost = domain(line);
        }
        Ok(Line::Request(if count < FIELDS_MIN { Fit::Fewer } else { Fit::Exact }))
    }
}
