//! varnishncsa: combined, but the target of every request is a URL, so that the virtual host can be
//! told. So does a server that is asked as a forward proxy, now and then.

use crate::base::account::Stamp;

use super::Format;
use super::kernel::pattern::compile;
use super::kernel::pattern::layout::NO_MATCH;
use super::kernel::pattern::patterned::Patterned;
use super::kernel::reader::{Fit, Line, Reader, Reason, Session};
use super::kernel::row::Row;
use super::kernel::slot::{Slot, Unit};
use super::kernel::{client, number};
use crate::read::columns::ABSENT;

/// `203.0.113.7 - - [06/Apr/2021:08:31:02 +0200] "GET http://www.example.fr/ HTTP/1.1" 200 512 "-" "curl/7.74.0"`
pub(super) const FORMAT: Format = Format::new(
    "varnishncsa",
    "varnishncsa: %h %l %u %t \"%r\" %s %b \"%{Referer}i\" \"%{User-agent}i\", with URLs in %r",
    Stamp::Start,
    |_, sample| open(sample),
);

const PATTERNS: &[&str] = &[
    r#"%h %l %u %t "%r" %s %b "%{Referer}i" "%{User-agent}i""#,
    r#"%h %l %u %t "%r" %s %b "%{Referer}i" "%{User-agent}i" %D"#,
    r#"%h %l %u %t "%r" %s %b "%{Referer}i" "%{User-agent}i" "%{Varnish:hitmiss}x""#,
    r#"%h %l %u %t "%r" %s %b "%{Referer}i" "%{User-agent}i" %{Varnish:time_firstbyte}x %{Varnish:handling}x"#,
];

/// With the host in front, as containers are set up.
const HOSTED: &[&str] = &[
    r#"%v %h %l %u %t "%r" %s %b "%{Referer}i" "%{User-agent}i""#,
    r#"%v %h %l %u %t "%r" %s %b "%{Referer}i" "%{User-agent}i" "%{Varnish:hitmiss}x""#,
];

/// Lines of a sample that show whether targets are URLs.
const PROBES: usize = 64;

fn open(sample: &[Vec<u8>]) -> Option<Box<dyn Reader>> {
    let has_url = |line: &Vec<u8>| memchr::memmem::find(line, b" http").is_some();
    if !sample.is_empty() && !sample.iter().take(PROBES).any(has_url) {
        return None;
    }
    Some(Box::new(Varnish { plain: with_urls(PATTERNS)?, hosted: with_urls(HOSTED)? }))
}

fn with_urls(patterns: &[&str]) -> Option<Patterned> {
    let compiled = patterns.iter().map(|pattern| compile(pattern).ok());
    let layouts: Option<Vec<_>> =
        compiled.map(|layout| Some(layout?.replaced(&Slot::Request, &Slot::RequestUrl))).collect();
    layouts.map(Patterned::new)
}

struct Varnish {
    plain: Patterned,
    hosted: Patterned,
}

impl Reader for Varnish {
    fn line<'a>(
        &self,
        line: &'a [u8],
        row: &mut Row<'a>,
        session: &mut Session,
    ) -> Result<Line, Reason> {
        let inner = if has_host(line) { &self.hosted } else { &self.plain };
        let read = inner.line(line, row, session)?;
        // Whole numbers are `%D`, decimals nginx's `$request_time`, whose `$scheme://$host$request_uri` is a URL, too.
        if row.duration_us != ABSENT
            && let Some(seconds) = last_word(line).filter(|word| word.contains(&b'.'))
        {
            row.duration_us = number::duration_in(seconds, Unit::Seconds).unwrap_or(ABSENT);
        }
        // A dash after the agent is a forwarding header: whether it was a hit is always known.
        if row.flags.is_none() && line.ends_with(b"\" \"-\"") && is_tailed(line) {
            return Err(NO_MATCH);
        }
        Ok(if row.vhost.is_some() { read } else { Line::Request(Fit::Fewer) })
    }
}

fn last_word(line: &[u8]) -> Option<&[u8]> {
    line.trim_ascii_end().rsplit(|byte| *byte == b' ').next()
}

/// Is there a fourth text in quotes?
fn is_tailed(line: &[u8]) -> bool {
    line.iter().filter(|byte| **byte == b'"').count() == 8
}

/// Four words before the time, the second an address.
fn has_host(line: &[u8]) -> bool {
    let mut words = line.split(|byte| *byte == b' ');
    let second = words.nth(1).and_then(client::address);
    second.is_some() && words.nth(2).is_some_and(|word| word.starts_with(b"["))
}
