//! Bitbucket Server's access log: fields between bars, a line when a request comes and a line when it is
//! answered. The first of the two says nothing that the second does not, and is no request of its own.
//! Times in milliseconds, no zone.

use crate::base::account::Stamp;

use super::Format;
use super::kernel::pattern::patterned::Patterned;
use super::kernel::reader::{Line, Reader, Reason, Session};
use super::kernel::row::Row;

/// `203.0.113.7 | https | o@9K7Z3x6x31x1 | frank | 2021-04-06 08:31:02,838 | "GET /a HTTP/1.1" | "" "git/2.4" | 200 | 13 | 0 | - | 101 | - |`
pub(super) const FORMAT: Format = Format::new(
    "bitbucket",
    "Bitbucket Server: address | protocol | o@id | user | date | \"request\" | \"referer\" \"agent\" | status | read | written | labels | ms | session |",
    Stamp::End,
    |_, sample| open(sample),
);

const PATTERNS: &[&str] = &[
    r#"%h | %{protocol}C | o@%{id}C | %u | %{%Y-%m-%d %H:%M:%S,%f}t | "%r" | "%{Referer}i" "%{User-Agent}i" | %>s | %{read}n | %b | %{labels}C | %{ms}T | %{session}C |"#,
    r#"%h | %{protocol}C | o@%{id}C | %u | %{%Y-%m-%d %H:%M:%S,%f}t | "%r" | %{referer}C | %>s | %{read}n | %b | %{labels}C | %{ms}T | %{session}C |"#,
    r#"%h | %{protocol}C | - | %u | %{%Y-%m-%d %H:%M:%S,%f}t | "%r" | "%{Referer}i" "%{User-Agent}i" | %>s | %{read}n | %b | %{labels}C | %{ms}T | %{session}C |"#,
];

/// Calls between nodes: the request that they serve, and numbers of messages before numbers of bytes.
const MESH: &[&str] = &[
    r#"%h | grpc | o@%{id}C | @%{request}C | %u | %{%Y-%m-%d %H:%M:%S,%f}t | "%r" | %{details}C | %>s | %{in}n | %{read}n | %{out}n | %b | %{labels}C | %{ms}T |"#,
];

fn open(sample: &[Vec<u8>]) -> Option<Box<dyn Reader>> {
    let is_other = !sample.is_empty() && !sample.iter().any(|line| has_bars(line));
    let (answered, mesh) = (Patterned::of(PATTERNS)?, Patterned::of(MESH)?);
    (!is_other).then(|| Box::new(Bitbucket { answered, mesh }) as _)
}

/// ` | i@` or ` | o@` near its start, or no number of the request.
fn has_bars(line: &[u8]) -> bool {
    let head = line.get(..256).unwrap_or(line);
    let marks: [&[u8]; 4] = [b" | i@", b" | o@", b" | http | - | ", b" | https | - | "];
    marks.iter().any(|mark| memchr::memmem::find(head, mark).is_some())
}

struct Bitbucket {
    answered: Patterned,
    mesh: Patterned,
}

impl Reader for Bitbucket {
    fn line<'a>(
        &self,
        line: &'a [u8],
        row: &mut Row<'a>,
        session: &mut Session,
    ) -> Result<Line, Reason> {
        if is_arrival(line) {
            return Ok(Line::Directive);
        }
        let mesh = self.mesh.line(line, row, session);
        mesh.or_else(|_| self.answered.line(line, row, session))
    }
}

/// The third field begins with `i@` when the request comes in.
fn is_arrival(line: &[u8]) -> bool {
    let head = line.get(..256).unwrap_or(line);
    memchr::memmem::find(head, b" | i@").is_some() && line.trim_ascii_end().ends_with(b"|")
}
