//! IIS W3C extended logs. Times are UTC; `time-taken` is in milliseconds and includes the network; a
//! sub-status and a Windows error that are not both 0 are kept as flags (`0 64`: the client was gone).
//! Stem and query are logged as decoded by the server. Files without `#Fields` are read by their
//! shape: IIS writes the chosen fields always in one order.

use crate::base::account::Stamp;

use super::Format;
use super::kernel::client;
use super::kernel::coding::Coding;
use super::kernel::delimited::Cells;
use super::kernel::directive::{Names, style};
use super::kernel::heading::normal;
use super::kernel::plan::{Habits, Part};
use super::kernel::row::Row;
use super::kernel::slot::{Slot, Unit};
use super::kernel::w3c::{Product, W3c};
use super::kernel::{number, utc};

/// `2021-04-06 06:31:02 192.0.2.1 GET / - 443 - 203.0.113.7 Mozilla/5.0 - 200 0 0 15`
pub(super) const FORMAT: Format = Format::new(
    "iis",
    "IIS W3C extended: date time s-ip cs-method cs-uri-stem … sc-status sc-substatus sc-win32-status time-taken",
    Stamp::End,
    |_, sample| W3c::open(&IIS, sample),
);

const IIS: Product =
    Product { name: "iis", claims, habits: |_| (HABITS, None), shape, other: is_other };

const HABITS: Habits = Habits { unit: Unit::Millis, coding: Coding::Plus, day_apart: true, own };

/// A question mark in a stem was sent as `%3F`: it begins no query.
fn own(name: &[u8]) -> Option<Part> {
    (normal(name) == b"csuristem").then_some(Part::Fill(Slot::Path))
}

/// Are these its columns?
pub(super) fn claims(names: &Names<'_>) -> bool {
    let of_iis = ["sc-win32-status", "sc-substatus", "s-sitename"];
    let default = names.has("s-ip");
    let other = names.has("cs-vid") || names.has("s-reason") || names.has_start("x-edge-");
    let microsoft = names.microsoft == Some(true);
    names.has("cs-uri-stem")
        && names.microsoft != Some(false)
        && !other
        && (default || microsoft || of_iis.iter().any(|name| names.has(name)))
}

/// Names of the services of IIS that speak another protocol.
const OTHER_SERVICES: [&[u8]; 5] = [b"MSFTPSVC", b"FTPSVC", b"SMTPSVC", b"NNTPSVC", b"POP3SVC"];

/// Is it a line of an FTP, SMTP or NNTP service? Only by what no client of the web server can write: the
/// columns, the service's name, the protocol of SMTP, and the session's number before a command of FTP
/// (`[1]USER`), whose brackets no HTTP method can have.
fn is_other(columns: &[&[u8]], line: &[u8], row: &Row<'_>) -> bool {
    let at = |name: &str| columns.iter().position(|c| c.eq_ignore_ascii_case(name.as_bytes()));
    let cell = |index| Cells::new(line, style(line)).nth(index)?.ok().map(|cell| cell.text);
    let service = || at("s-sitename").and_then(cell);
    let is_of = |name: &[u8]| OTHER_SERVICES.iter().any(|service| name.starts_with(service));
    at("x-session").is_some()
        || row.method.as_deref().is_some_and(|method| method.starts_with(b"["))
        || row.protocol.as_deref().is_some_and(|protocol| protocol == b"SMTP")
        || service().is_some_and(is_of)
}

/// The columns of a line, in the order in which IIS offers them: `date time [s-sitename]
/// [s-computername] [s-ip] cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip [cs-version]
/// [cs(User-Agent)] [cs(Cookie)] [cs(Referer)] [cs-host] sc-status …`.
fn shape(cells: &[&[u8]]) -> Option<Vec<&'static str>> {
    let [date, time, rest @ ..] = cells else { return None };
    utc::day(date)?;
    utc::time_of_day(time)?;
    if let Some(names) = older(rest) {
        return Some(names);
    }
    let method = (0..=3).find(|at| rest.get(*at..).is_some_and(is_request))?;
    let (server, rest) = rest.split_at_checked(method)?;
    let (_, rest) = rest.split_at_checked(6)?;
    let mut names = vec!["date", "time"];
    names.extend(before_method(server)?);
    names.extend(["cs-method", "cs-uri-stem", "cs-uri-query", "s-port", "cs-username", "c-ip"]);
    let status = (0..=5).find(|at| rest.get(*at..).is_some_and(is_answer))?;
    let (headers, answer) = rest.split_at_checked(status)?;
    names.extend(header_names(headers)?);
    names.extend(answer_names(answer));
    Some(names)
}

/// The columns after date and time in the order of IIS 4 and 5: `c-ip cs-username [s-sitename
/// s-computername] s-ip s-port cs-method cs-uri-stem cs-uri-query sc-status …`. The port tells which of
/// the two addresses is the server's.
fn older(cells: &[&[u8]]) -> Option<Vec<&'static str>> {
    let (client, rest) = cells.split_first()?;
    let server = [1, 3].into_iter().find(|at| rest.get(*at..).is_some_and(is_older_request))?;
    let answer = rest.get(server + 5..)?;
    answer
        .first()
        .and_then(|status| number::integer(status))
        .filter(|s| (100..=599).contains(s))?;
    let named: &[&str] = if server == 3 { &["s-sitename", "s-computername"] } else { &[] };
    let numbers: &[&str] = match numbers(answer) {
        1 => &["sc-status"],
        // Which of the numbers were chosen cannot be told; the last is the time, if they are three or more.
        2 => &["sc-status", "unknown"],
        3 => &["sc-status", "unknown", "unknown"],
        4 => &["sc-status", "unknown", "unknown", "time-taken"],
        5 => &["sc-status", "sc-win32-status", "sc-bytes", "cs-bytes", "time-taken"],
        _ => return None,
    };
    let headers = header_names(answer.get(numbers.len()..)?)?;
    const ASKED: [&str; 5] = ["s-ip", "s-port", "cs-method", "cs-uri-stem", "cs-uri-query"];
    let head = ["date", "time", "c-ip", "cs-username"];
    is_address(client).then(|| [&head, named, &ASKED, numbers, &headers].concat())
}

/// `s-ip s-port cs-method cs-uri-stem cs-uri-query`?
fn is_older_request(cells: &[&[u8]]) -> bool {
    let [server, port, method, stem, ..] = cells else { return false };
    let named = method.iter().all(|byte| byte.is_ascii_uppercase() || b"_-".contains(byte));
    let port = port.len() <= 5 && number::integer(port).is_some();
    is_address(server) && port && named && stem.starts_with(b"/")
}

/// `cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip`?
fn is_request(cells: &[&[u8]]) -> bool {
    let [method, stem, _, port, _, client, ..] = cells else { return false };
    let method = method.iter().all(|byte| byte.is_ascii_uppercase() || b"_-".contains(byte));
    let stem = matches!(stem.first(), Some(b'/' | b'*')) || *stem == b"-";
    method
        && stem
        && port.len() <= 5
        && number::integer(port).is_some()
        && (is_address(client) || *client == b"-")
}

fn is_address(text: &[u8]) -> bool {
    client::address(text).is_some()
}

fn before_method(cells: &[&[u8]]) -> Option<Vec<&'static str>> {
    match cells {
        [] => Some(vec![]),
        [one] if is_address(one) => Some(vec!["s-ip"]),
        [_] => Some(vec!["s-sitename"]),
        [_, two] if is_address(two) => Some(vec!["s-sitename", "s-ip"]),
        [_, _] => Some(vec!["s-sitename", "s-computername"]),
        [_, _, three] if is_address(three) => Some(vec!["s-sitename", "s-computername", "s-ip"]),
        _ => None,
    }
}

/// A status, alone or with at least two numbers after it.
fn is_answer(cells: &[&[u8]]) -> bool {
    let Some((status, rest)) = cells.split_first() else { return false };
    let is_status = matches!(number::integer(status), Some(100..=599));
    is_status && (rest.is_empty() || numbers(rest) >= 2)
}

fn numbers(cells: &[&[u8]]) -> usize {
    cells.iter().take_while(|cell| number::integer(cell).is_some()).count()
}

fn header_names(cells: &[&[u8]]) -> Option<Vec<&'static str>> {
    let (version, cells) = match cells.split_first() {
        Some((first, rest)) if first.starts_with(b"HTTP/") => (vec!["cs-version"], rest),
        _ => (vec![], cells),
    };
    let is_url = |cell: &[u8]| memchr::memmem::find(cell, b"://").is_some();
    let is_host = |cell: &[u8]| cell.contains(&b'.') && client::is_likely(cell) && !is_url(cell);
    const AGENT: &str = "cs(User-Agent)";
    let headers = match cells {
        [] => vec![],
        [_] => vec![AGENT],
        [_, last] if is_host(last) => vec![AGENT, "cs-host"],
        [_, _] => vec![AGENT, "cs(Referer)"],
        [_, middle, last] if is_host(last) && (is_url(middle) || *middle == b"-") => {
            vec![AGENT, "cs(Referer)", "cs-host"]
        }
        [_, _, last] if is_host(last) => vec![AGENT, "cs(Cookie)", "cs-host"],
        [_, _, _] => vec![AGENT, "cs(Cookie)", "cs(Referer)"],
        [_, _, _, _] => vec![AGENT, "cs(Cookie)", "cs(Referer)", "cs-host"],
        _ => return None,
    };
    Some([version, headers].concat())
}

fn answer_names(cells: &[&[u8]]) -> Vec<&'static str> {
    const SUB: [&str; 3] = ["sc-status", "sc-substatus", "sc-win32-status"];
    let numbers = numbers(cells);
    let mut names = match numbers {
        ..=2 => vec!["sc-status"],
        3 => SUB.to_vec(),
        4 => [&SUB[..], &["time-taken"]].concat(),
        // Which of the two counts of bytes it is cannot be told.
        5 => [&SUB[..], &["unknown", "time-taken"]].concat(),
        _ => [&SUB[..], &["sc-bytes", "cs-bytes", "time-taken"]].concat(),
    };
    while names.len() < cells.len() {
        let cell = cells.get(names.len()).copied().unwrap_or_default();
        let first = cell.split(|byte| *byte == b',').next().unwrap_or(cell);
        let forwarded = is_address(first) && !names.contains(&"X-Forwarded-For");
        names.push(if forwarded { "X-Forwarded-For" } else { "unknown" });
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(line: &str) -> Option<String> {
        let cells: Vec<&[u8]> = line.split(' ').map(str::as_bytes).collect();
        shape(&cells).map(|names| names.get(2..).unwrap_or_default().join(" "))
    }

    #[test]
    fn columns_by_their_shape() {
        const HEAD: &str = "cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip";
        const TAIL: &str = "sc-status sc-substatus sc-win32-status";
        for (line, before, after) in [
            (
                "W3SVC1 WEB1 192.0.2.1 GET / - 80 - 203.0.113.7 HTTP/1.1 a c https://x/ h.example 200 0 0 1 2 3",
                "s-sitename s-computername s-ip ",
                " cs-version cs(User-Agent) cs(Cookie) cs(Referer) cs-host",
            ),
            (
                "GET / - 80 - 203.0.113.7 a - h.example 200 0 0 1 2 3",
                "",
                " cs(User-Agent) cs(Referer) cs-host",
            ),
            (
                "192.0.2.1 GET / - 80 - 203.0.113.7 - - 200 0 0 1 2 3",
                "s-ip ",
                " cs(User-Agent) cs(Referer)",
            ),
        ] {
            let expected = format!("{before}{HEAD}{after} {TAIL} sc-bytes cs-bytes time-taken");
            assert_eq!(shown(&format!("2021-04-06 06:31:02 {line}")), Some(expected), "{line}");
        }
        let older = "2021-04-06 06:31:02 203.0.113.7 - W3SVC1 WEB1 192.0.2.1 80 GET / - 200 0 512 200 15 HTTP/1.1 a https://x/";
        let names = "c-ip cs-username s-sitename s-computername s-ip s-port cs-method cs-uri-stem cs-uri-query sc-status sc-win32-status sc-bytes cs-bytes time-taken cs-version cs(User-Agent) cs(Referer)";
        assert_eq!(shown(older).as_deref(), Some(names));
        assert_eq!(shown("2021-04-06 06:31:02 203.0.113.7 - 192.0.2.1 GET / - 200 a"), None);
        assert_eq!(shown("2021-04-06 06:31:02 GET / - 80 - nobody a 200 0 0"), None);
        assert_eq!(shown("2021-04-06 06:31:02 started"), None);
    }
}
