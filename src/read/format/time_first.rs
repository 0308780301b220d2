//! Lines that begin with their time, else common or combined in all but order: some nginx set-ups, and
//! the access logs of VMware's appliances (time without a zone, no quotes around the request).

use crate::base::account::Stamp;

use super::Format;
use super::kernel::anatomy::is_method;
use super::kernel::cursor::UNLIKE;
use super::kernel::pattern::patterned::Patterned;
use super::kernel::reader::{Line, Reader, Reason, Session};
use super::kernel::row::Row;

/// `2021-04-06T08:31:02 203.0.113.7 - GET "/client/" -1 200 5778 "-" "curl/7.74.0"`,
/// `[06/Apr/2021:08:31:02 +0200] 203.0.113.7 - - "GET / HTTP/1.1" 200 512 "-" "curl/7.74.0"`
pub(super) const FORMAT: Format = Format::new(
    "time_first",
    "time first: [$time_local] $remote_addr - $remote_user \"$request\" $status $body_bytes_sent …, %t %h %u %m \"%U%q\" - %>s %b …",
    Stamp::Unknown,
    |_, sample| {
        let reader = TimeFirst(Patterned::of(PATTERNS)?);
        let is_any = |line: &Vec<u8>| {
            reader.line(line, &mut Row::default(), &mut Session::default()).is_ok()
        };
        let is_possible = sample.is_empty() || sample.iter().take(PROBES).any(is_any);
        is_possible.then(|| Box::new(reader) as Box<dyn Reader>)
    },
);

/// Lines of a sample that are looked at before all are.
const PROBES: usize = 16;

/// Is it a request line, or the part of one before the query?
fn is_asked(text: &[u8]) -> bool {
    let mut words = text.split(|byte| *byte == b' ');
    ends_as_asked(text) || (words.next().is_some_and(is_method) && words.next().is_some())
}

fn ends_as_asked(text: &[u8]) -> bool {
    [&b" HTTP/1.1"[..], b" HTTP/1.0", b" HTTP/2.0"].iter().any(|end| text.ends_with(end))
}

struct TimeFirst(Patterned);

impl Reader for TimeFirst {
    fn line<'a>(
        &self,
        line: &'a [u8],
        row: &mut Row<'a>,
        session: &mut Session,
    ) -> Result<Line, Reason> {
        let read = self.0.line(line, row, session)?;
        // A whole request line where a path should be: the method is not where the pattern has it.
        let is_path = row.method.is_some() || !row.path.as_deref().is_some_and(is_asked);
        let is_query = row.method.is_some() || !row.query.as_deref().is_some_and(ends_as_asked);
        if is_path && is_query { Ok(read) } else { Err(UNLIKE) }
    }

    fn stamp(&self) -> Option<Stamp> {
        self.0.stamp()
    }
}

const PATTERNS: &[&str] = &[
    r#"[$time_local] $remote_addr - $remote_user "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent""#,
    r#"[$time_local] $remote_addr "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent""#,
    r#"[$time_local] $remote_addr - $remote_user "$request" $status $body_bytes_sent"#,
    r#"[$time_local] $remote_addr "$request" $status $body_bytes_sent"#,
    r#"[$time_local] $remote_addr - $remote_user "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent" "$http_x_forwarded_for""#,
    r#"[$time_local] $remote_addr - $remote_user "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent" $request_time"#,
    r#"$time_iso8601 $remote_addr - $remote_user "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent""#,
    r#"$time_iso8601 $remote_addr "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent""#,
    r#"%{%Y-%m-%dT%H:%M:%S}t %h %u %m "%U%q" %{length}n %>s %b "%{Referer}i" "%{User-Agent}i""#,
    r#"%{%Y-%m-%dT%H:%M:%S}t %h %u %m %U%q %{length}n %>s %b "%{Referer}i" "%{User-Agent}i""#,
];
