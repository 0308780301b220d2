//! Access logs of AWS Classic Load Balancers, HTTP and TCP listeners. The stamp is when the request
//! came; the three times are seconds and add up; `-1` is none. Logs before 2015 end with the request.

use crate::base::account::Stamp;
use crate::read::columns::ABSENT;

use super::Format;
use super::kernel::aws;
use super::kernel::delimited::OTHER_FORMAT;
use super::kernel::reader::{Fit, Line, Reader, Reason, Session};
use super::kernel::row::Row;
use super::kernel::slot::{Slot, TimeForm, Unit};

/// `2021-04-06T06:31:02.945958Z my-lb 203.0.113.7:2817 10.0.0.1:80 0.000086 0.001048 0.001337 200 200 0 57 "GET https://www.example.com:443/ HTTP/1.1" "curl/7.74.0" - -`
pub(super) const FORMAT: Format = Format::new(
    "aws_elb",
    "AWS Classic ELB: timestamp elb client:port backend:port … elb_status_code … \"request\" \"user_agent\" …",
    Stamp::Start,
    |_, sample| {
        (sample.is_empty() || sample.iter().any(|line| is_ours(line))).then(|| Box::new(Elb) as _)
    },
);

const REQUEST: usize = 11;

const TABLE: &[(usize, Slot)] = &[
    (0, Slot::Time(TimeForm::Iso)),
    (2, Slot::ClientSocket),
    (3, Slot::UpstreamAddr),
    (4, Slot::DurationPart(Unit::Seconds)),
    (5, Slot::DurationPart(Unit::Seconds)),
    (5, Slot::UpstreamDuration(Unit::Seconds)),
    (6, Slot::DurationPart(Unit::Seconds)),
    (7, Slot::Status),
    (8, Slot::UpstreamStatus),
    (10, Slot::Bytes),
    (12, Slot::Agent),
];

fn is_ours(line: &[u8]) -> bool {
    let Some([time, _, from, _, one, two, three]) = aws::head::<7>(line) else { return false };
    aws::is_instant(time)
        && aws::is_socket(from)
        && [one, two, three].into_iter().all(aws::is_seconds)
}

struct Elb;

impl Reader for Elb {
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
        if row.upstream_addr.is_none() {
            row.upstream_status = ABSENT;
        }
        Ok(Line::Request(match count {
            12 | 15 => Fit::Exact,
            ..12 => Fit::Fewer,
            _ => Fit::Extra,
        }))
    }
}
