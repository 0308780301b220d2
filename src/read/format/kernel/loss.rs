//! What loggers say of lines that they did not keep: text of a line that is no request in, an event out.
//! A verdict that counts requests must know of those that nobody wrote down. Source of the texts: rsyslog,
//! runtime/ratelimit.c (`tellLostCnt`) and, before version 7, plugins/imuxsock/imuxsock.c; systemd,
//! src/journal/journald-manager.c.

use memchr::memmem;

use super::fault::number_at;
use crate::read::event::{Event, EventKind};

/// Lines that were not kept, if a logger says so here: [`EventKind::LogLoss`] with their number. That some
/// are about to be lost is said before it, and how many afterwards: only the number counts.
pub fn event(text: &[u8]) -> Option<Event> {
    let lost = rsyslog(text).or_else(|| journald(text))?;
    Some(Event { limit: Some(lost), ..Event::new(EventKind::LogLoss, None, text) })
}

/// `imjournal: 1234 messages lost due to rate-limiting (20000 allowed within 600 seconds)`,
/// `imuxsock[pid 31, name nginx] from <nginx:31>: 523 messages lost due to rate-limiting`,
/// `imuxsock lost 516 messages from pid 31 due to rate-limiting`
fn rsyslog(text: &[u8]) -> Option<i64> {
    if let Some(rest) = text.strip_prefix(b"imuxsock lost ") {
        return counted(rest, b" messages from pid ");
    }
    let is_input = text.starts_with(b"imuxsock") || text.starts_with(b"imjournal");
    let end = memmem::find(text, b" messages lost due to rate-limiting").filter(|_| is_input)?;
    let head = text.get(..end)?;
    counted(text.get(memmem::rfind(head, b": ")? + 2..)?, b" messages lost due to rate-limiting")
}

/// `Suppressed 7124 messages from nginx.service`, `Forwarding to syslog missed 12 messages.`
fn journald(text: &[u8]) -> Option<i64> {
    let suppressed = text.strip_prefix(b"Suppressed ");
    let missed = || text.strip_prefix(b"Forwarding to syslog missed ");
    let suppressed = suppressed.and_then(|rest| counted(rest, b" messages from "));
    suppressed.or_else(|| counted(missed()?, b" messages"))
}

/// The number at the beginning, if this follows it.
fn counted(text: &[u8], then: &[u8]) -> Option<i64> {
    let digits = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    text.get(digits..)?.starts_with(then).then(|| number_at(text))?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loggers_count_what_they_lost() {
        for (text, expected) in [
            ("imjournal: 102776 messages lost due to rate-limiting", Some(102_776)),
            (
                "imuxsock[pid: 57, name: /usr/sbin/nginx] from <a:b>: 1024472 messages lost due to rate-limiting (20000 allowed within 300 seconds)",
                Some(1_024_472),
            ),
            ("imuxsock lost 516 messages from pid 159386 due to rate-limiting", Some(516)),
            ("Suppressed 7124 messages from /system.slice/nginx.service", Some(7_124)),
            ("Forwarding to syslog missed 12 messages.", Some(12)),
            ("imjournal: begin to drop messages due to rate-limiting", None),
            ("Suppressed messages from nginx", None),
            ("203.0.113.7 imjournal: 9 messages lost due to rate-limiting", None),
            ("imjournal: x messages lost due to rate-limiting", None),
            ("imuxsock messages lost due to rate-limiting", None),
        ] {
            let event = event(text.as_bytes());
            assert_eq!(event.and_then(|event| event.limit), expected, "{text}");
        }
    }
}
