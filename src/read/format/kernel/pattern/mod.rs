//! A server's own description of its lines: Apache's `LogFormat` or nginx's `log_format` in, a layout
//! that reads such lines out. It reads no configuration files; `config` does.

mod apache;
mod config;
mod field;
mod form;
pub mod layout;
mod nginx;
pub mod patterned;
mod piece;

use crate::base::account::Stamp;
use crate::error::{Error, Kind, Result};

pub use config::from_config;

use layout::{Escape, Layout};
use piece::Pieces;

/// Compiles a format in either syntax.
///
/// # Errors
///
/// [`Kind::Usage`], with the byte of the format where it cannot be understood.
pub fn compile(pattern: &str) -> Result<Layout> {
    if is_nginx(pattern) { nginx(pattern) } else { apache(pattern) }
}

fn apache(pattern: &str) -> Result<Layout> {
    let pieces = apache::pieces(pattern).map_err(|fault| error(pattern, &fault))?;
    let stamp = if pieces.ends { Stamp::End } else { Stamp::Start };
    finish(pattern, pieces, stamp, Escape::Backslash)
}

fn nginx(pattern: &str) -> Result<Layout> {
    let (escape, text) = nginx::escape(pattern);
    let pieces = nginx::pieces(text).map_err(|fault| {
        let at = fault.at + pattern.len() - text.len();
        error(pattern, &Fault { at, ..fault })
    })?;
    finish(pattern, pieces, Stamp::End, escape)
}

fn finish(pattern: &str, pieces: Pieces, stamp: Stamp, escape: Escape) -> Result<Layout> {
    Layout::of(pieces, stamp, escape).map_err(|fault| error(pattern, &fault))
}

/// What is wrong with a format, and at which of its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Fault {
    at: usize,
    what: String,
}

impl Fault {
    fn new(at: usize, what: impl Into<String>) -> Self {
        Self { at, what: what.into() }
    }
}

fn error(pattern: &str, fault: &Fault) -> Error {
    let Fault { at, what } = fault;
    Error::new(Kind::Usage, format!("the log format cannot be understood: {what}")).hint(format!(
        "at byte {at} of {pattern:?}; write it as in the server's own configuration (Apache LogFormat or nginx log_format)"
    ))
}

/// nginx's variables are words after a `$`; Apache's directives end in one letter after a `%`.
fn is_nginx(pattern: &str) -> bool {
    let bytes = pattern.as_bytes();
    bytes.windows(2).any(|pair| matches!(pair, [b'$', b'a'..=b'z' | b'_' | b'{']))
}

#[cfg(test)]
mod tests {
    use super::super::reader::Session;
    use super::super::row::Row;
    use super::*;

    /// Client, host, target, status, bytes, duration and time of a line.
    fn read(pattern: &str, line: &str) -> String {
        let (mut row, mut session) = (Row::default(), Session::default());
        let layout = compile(pattern).expect(pattern);
        if let Err(reason) = layout.read(line.as_bytes(), false, &mut row, &mut session) {
            return reason.into();
        }
        let texts = [&row.client, &row.vhost, &row.path, &row.query].map(|text| {
            text.as_ref().map_or("∅".into(), |text| String::from_utf8_lossy(text).into_owned())
        });
        let numbers = [row.status, row.bytes, row.duration_us, row.ts_us / 1_000];
        format!("{} {}", texts.join(" "), numbers.map(|number| number.to_string()).join(" "))
    }

    #[test]
    fn lines_by_their_formats() {
        for (pattern, line, expected) in [
            ("%h %U%q", "192.0.2.1 /a?b", "192.0.2.1 ∅ /a b -1 -1 -1 0"),
            ("%h|%v%U|%D|%T", "192.0.2.1|a.org/b|5|0", "192.0.2.1 a.org /b ∅ -1 -1 5 0"),
            ("%h %{ms}T%X %s", "192.0.2.1 12+ 200", "192.0.2.1 ∅ ∅ ∅ 200 -1 12000 0"),
            ("%a %s %>s %O %B", "192.0.2.1 302 200 9 5", "192.0.2.1 ∅ ∅ ∅ 200 5 -1 0"),
            (
                "%h %{sec}t.%{msec_frac}t",
                "192.0.2.1 1617690662.250",
                "192.0.2.1 ∅ ∅ ∅ -1 -1 -1 1617690662250",
            ),
            ("%{usec}t %h", "1617690662250000 192.0.2.1", "192.0.2.1 ∅ ∅ ∅ -1 -1 -1 1617690662250"),
            (
                "%h [%{%d/%b/%Y:%T}t.%{usec_frac}t %{%z}t]",
                "192.0.2.1 [06/Apr/2021:08:31:02.250000 +0200]",
                "192.0.2.1 ∅ ∅ ∅ -1 -1 -1 1617690662250",
            ),
            (
                "%h %{[%Y-%m-%d %H:%M:%S %Z]}t %s",
                "192.0.2.1 [2021-04-06 06:31:02 CEST] 200",
                "192.0.2.1 ∅ ∅ ∅ 200 -1 -1 1617690662000",
            ),
            (
                "%h %{%j %Y %H:%M:%S}t %s",
                "192.0.2.1 096 2021 06:31:02 200",
                "192.0.2.1 ∅ ∅ ∅ 200 -1 -1 1617690662000",
            ),
            ("%h 100%% %s", "192.0.2.1 100% 200", "192.0.2.1 ∅ ∅ ∅ 200 -1 -1 0"),
            ("%h %^FB %{a}^ti %s", "192.0.2.1 12 x 200", "192.0.2.1 ∅ ∅ ∅ 200 -1 -1 0"),
            (
                "$remote_addr $scheme://$host$request_uri",
                "192.0.2.1 https://a.org/b?c=d",
                "192.0.2.1 a.org /b c=d -1 -1 -1 0",
            ),
            (
                "$remote_addr:$remote_port $geoip_city $status",
                "192.0.2.1:99 New York 200",
                "192.0.2.1 ∅ ∅ ∅ 200 -1 -1 0",
            ),
            ("${remote_addr}_$status", "192.0.2.1_200", "192.0.2.1 ∅ ∅ ∅ 200 -1 -1 0"),
            ("$remote_addr $status", "192.0.2.1 x", "not as its format says"),
            ("$remote_addr $status", "192.0.2.1 200 more", "not as its format says"),
        ] {
            assert_eq!(read(pattern, line), expected, "{pattern}");
        }
    }

    #[test]
    fn errors_name_the_byte() {
        for (pattern, byte, what) in [
            ("%h %Q", 3, "no directive %Q"),
            ("%h %{Referer", 3, "no end of %{"),
            ("%h %", 3, "nothing after %"),
            ("$remote_addr ${host", 13, "no end of ${"),
            ("%u%f", 0, "nothing between two fields"),
            ("plain text", 0, "no field that is known"),
            ("", 0, "no field that is known"),
        ] {
            let error = compile(pattern).expect_err(pattern);
            assert_eq!(error.kind(), Kind::Usage);
            assert!(error.to_string().contains(what), "{error}");
            let hint = error.hint_text().expect("a hint");
            assert!(hint.starts_with(&format!("at byte {byte} of")), "{hint}");
        }
    }
}
