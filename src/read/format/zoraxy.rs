//! Zoraxy's log of requests: labelled texts in brackets, then method, target and status. The client is
//! taken from a forwarding header where there is one. The time is local. Older releases log neither
//! the host nor the agent. Source: zoraxy, src/mod/info/logger/trafficlog.go.

use std::borrow::Cow;

use crate::base::account::Stamp;

use super::Format;
use super::kernel::cursor::UNLIKE;
use super::kernel::fault::bracketed;
use super::kernel::number;
use super::kernel::reader::{Fit, Line, Reader, Reason, Session};
use super::kernel::row::Row;
use super::kernel::slot::{Slot, TimeForm};

/// `[2021-04-06 08:31:02.150624] [router:host-http] [origin:www.example.fr] [client: 203.0.113.7] [useragent: curl/7.74.0] GET / 200`
pub(super) const FORMAT: Format = Format::new(
    "zoraxy",
    "Zoraxy: [time] [router:class] [origin:host] [client: address] [useragent: agent] method target status",
    Stamp::End,
    |_, _| Some(Box::new(Zoraxy)),
);

struct Zoraxy;

impl Reader for Zoraxy {
    fn line<'a>(
        &self,
        line: &'a [u8],
        row: &mut Row<'a>,
        session: &mut Session,
    ) -> Result<Line, Reason> {
        let parts = parts(line).ok_or(UNLIKE)?;
        for (slot, text) in parts {
            slot.fill(Cow::Borrowed(text), row, session)?;
        }
        Ok(Line::Request(Fit::Exact))
    }
}

type Parts<'a> = Vec<(Slot, &'a [u8])>;

fn parts(line: &[u8]) -> Option<Parts<'_>> {
    let (time, rest) = bracketed(after_stamp(line))?;
    let (_, rest) = bracketed(rest).filter(|(class, _)| class.starts_with(b"router:"))?;
    // A target has no space: what an agent says cannot be taken for what follows it.
    let mut words = rest.trim_ascii_end().rsplitn(3, |byte| *byte == b' ');
    let (status, target, labels) = (words.next()?, words.next()?, words.next()?);
    let (labels, method) = labels.split_at_checked(memchr::memrchr(b' ', labels)?)?;
    let labels = labels.strip_suffix(b"]").filter(|_| number::integer(status).is_some())?;
    let mut parts = vec![
        (Slot::Time(TimeForm::Any), time),
        (Slot::Method, method.trim_ascii()),
        (Slot::Target, target),
        (Slot::Status, status),
    ];
    labelled(labels, &mut parts)?;
    Some(parts)
}

/// `2021/04/06 08:31:02 ` is of Go's logger, which stands before some lines.
fn after_stamp(line: &[u8]) -> &[u8] {
    match line.split_at_checked(20) {
        Some((stamp, rest)) if stamp.get(4) == Some(&b'/') && rest.starts_with(b"[") => rest,
        _ => line,
    }
}

/// `[origin:…] [client: …] [useragent: …`
fn labelled<'a>(mut rest: &'a [u8], parts: &mut Parts<'a>) -> Option<()> {
    if let Some(text) = rest.strip_prefix(b"[origin:") {
        let end = memchr::memmem::find(text, b"] [")?;
        parts.push((Slot::Vhost, text.get(..end)?));
        rest = text.get(end + 2..)?;
    }
    let text = rest.strip_prefix(b"[client")?;
    let text = text.strip_prefix(b":").unwrap_or(text).trim_ascii_start();
    let Some(end) = memchr::memmem::find(text, b"] [useragent:") else {
        parts.push((Slot::Client, text));
        return (!text.contains(&b' ')).then_some(());
    };
    parts.push((Slot::Client, text.get(..end)?));
    let agent = text.get(end + b"] [useragent:".len()..)?;
    let agent = agent.strip_prefix(b" ").unwrap_or(agent);
    parts.extend((!agent.is_empty()).then_some((Slot::Agent, agent)));
    Some(())
}
