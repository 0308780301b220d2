//! Who asked: the words before the time stamp in, client, virtual host and user out. It knows no
//! list of proxies: a header is believed only where the connection cannot be the client.

use std::borrow::Cow;
use std::net::{IpAddr, SocketAddr};

use crate::base::net::{is_internal, parse_address};
use crate::read::columns::ABSENT;

use super::row::{Row, dash, unescape};

/// Reads `[vhost[:port]] client ident user`, the user perhaps with spaces. True if there was a
/// virtual host, `None` if there is no client.
///
/// Four words or more begin with a virtual host if the second is an address (nobody's ident is one);
/// with `VHOST` also if the second is a name, unless the first is an address.
#[inline]
pub fn who<'a, const VHOST: bool>(prefix: &'a [u8], row: &mut Row<'a>) -> Option<bool> {
    let (first, rest) = word(prefix.trim_ascii())?;
    let vhost = word(rest).is_some_and(|(second, after)| {
        word(after).is_some_and(|(_, user)| !user.is_empty())
            && (is_address(second) || (VHOST && second != b"-" && !is_address(first)))
    });
    let (client, rest) = if vhost { word(rest)? } else { (first, rest) };
    row.vhost = vhost.then(|| Cow::Borrowed(without_port(first)));
    read(client, row);
    row.auth_user = word(rest).and_then(|(_ident, user)| user_name(user));
    Some(vhost)
}

/// Apache writes an empty user as `""`.
#[inline]
fn user_name(user: &[u8]) -> Option<Cow<'_, [u8]>> {
    match user {
        b"" => None,
        b"\"\"" => Some(Cow::Borrowed(b"")),
        _ => dash(user).map(unescape),
    }
}

/// Reads a client: an address in canonical form with its port apart; a list of addresses, as servers
/// log a header in its place; or a host name, a masked or a hashed address, kept as it is.
#[inline]
pub fn read<'a>(text: &'a [u8], row: &mut Row<'a>) {
    if is_plain_ipv4(text) {
        row.client = Some(Cow::Borrowed(text));
    } else if let Some(text) = dash(text) {
        let (name, port) = outermost(text).unwrap_or_else(|| canonical(text));
        (row.client, row.client_port) = (Some(name), port);
    }
}

/// Takes the client from a forwarding header, where the connection comes from an internal address:
/// then it is a proxy of the site, and the last public address is what the proxy itself saw. All
/// others are claims of whoever sent the header, and a connection from a public address is the client.
pub fn forwarded<'a>(header: &'a [u8], row: &mut Row<'a>) {
    let connection = row.client.as_deref().and_then(address);
    if connection.is_some_and(is_internal)
        && let Some((name, port)) = last_public(header)
    {
        row.peer = row.client.replace(name);
        row.client_port = port;
    }
}

/// A list in the client's place: the last public address, else the last word.
fn outermost(text: &[u8]) -> Option<(Cow<'_, [u8]>, i64)> {
    memchr::memchr(b',', text)?;
    last_public(text)
        .or_else(|| text.rsplit(|byte| *byte == b',').map(<[u8]>::trim_ascii).next().map(canonical))
}

fn last_public(list: &[u8]) -> Option<(Cow<'_, [u8]>, i64)> {
    let mut words = list.rsplit(|byte| *byte == b',').map(<[u8]>::trim_ascii);
    words.find(|word| address(word).is_some_and(|address| !is_internal(address))).map(canonical)
}

fn canonical(text: &[u8]) -> (Cow<'_, [u8]>, i64) {
    let Ok(name) = std::str::from_utf8(text) else { return (Cow::Borrowed(text), ABSENT) };
    let port = name.parse::<SocketAddr>().map_or(ABSENT, |socket| i64::from(socket.port()));
    match parse_address(name) {
        Some(address) => (Cow::Owned(address.to_string().into_bytes()), port),
        None => (Cow::Borrowed(text), ABSENT),
    }
}

/// The address that a word is, if it is one.
pub fn address(text: &[u8]) -> Option<IpAddr> {
    std::str::from_utf8(text).ok().and_then(parse_address)
}

/// Could it be a client: an address, a host name, a masked or hashed address?
pub fn is_likely(text: &[u8]) -> bool {
    let of_names = |byte: &u8| byte.is_ascii_alphanumeric() || b".-_:*%[]".contains(byte);
    !text.is_empty() && text.iter().all(of_names)
}

fn is_address(text: &[u8]) -> bool {
    is_plain_ipv4(text) || address(text).is_some()
}

/// Is it an IPv4 address in canonical form? Most clients are, and need no copy.
#[inline]
fn is_plain_ipv4(text: &[u8]) -> bool {
    let mut parts = 0;
    for part in text.split(|byte| *byte == b'.') {
        parts += 1;
        let value = match part {
            [one @ b'0'..=b'9'] => u16::from(one - b'0'),
            [ten @ b'1'..=b'9', one @ b'0'..=b'9'] => {
                u16::from(ten - b'0') * 10 + u16::from(one - b'0')
            }
            [hundred @ b'1'..=b'2', ten @ b'0'..=b'9', one @ b'0'..=b'9'] => {
                u16::from(hundred - b'0') * 100 + u16::from(ten - b'0') * 10 + u16::from(one - b'0')
            }
            _ => return false,
        };
        if value > 255 {
            return false;
        }
    }
    parts == 4
}

/// A host without the port after it.
pub fn without_port(host: &[u8]) -> &[u8] {
    match memchr::memrchr(b':', host).map(|at| host.split_at(at)) {
        Some((name, [b':', port @ ..]))
            if port.iter().all(u8::is_ascii_digit)
                && (name.ends_with(b"]") || !name.contains(&b':')) =>
        {
            name
        }
        _ => host,
    }
}

/// The first word and the rest; words that end with a comma go on, as in `a, b`.
#[inline]
fn word(text: &[u8]) -> Option<(&[u8], &[u8])> {
    let text = text.trim_ascii_start();
    let mut end = 0;
    loop {
        let rest = text.get(end..)?;
        end += memchr::memchr(b' ', rest).unwrap_or(rest.len());
        let so_far = text.get(..end).filter(|word| !word.is_empty())?;
        if so_far.last() != Some(&b',') || end == text.len() {
            return Some((so_far, text.get(end..)?.trim_ascii_start()));
        }
        end += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(value: Option<&Cow<'_, [u8]>>) -> String {
        value.map_or("∅".into(), |value| String::from_utf8_lossy(value).into_owned())
    }

    fn shown<const VHOST: bool>(prefix: &str) -> String {
        let mut row = Row::default();
        if who::<VHOST>(prefix.as_bytes(), &mut row).is_none() {
            return "none".into();
        }
        let (vhost, client, user) = (&row.vhost, &row.client, &row.auth_user);
        format!(
            "{} {} {} {}",
            text(vhost.as_ref()),
            text(client.as_ref()),
            row.client_port,
            text(user.as_ref())
        )
    }

    #[test]
    fn words_before_the_time() {
        for (prefix, expected) in [
            ("203.0.113.7 - - ", "∅ 203.0.113.7 -1 ∅"),
            ("203.0.113.7:4711 - Jean Dupont ", "∅ 203.0.113.7 4711 Jean Dupont"),
            ("www.example.fr:443 2001:DB8::1 - - ", "www.example.fr 2001:db8::1 -1 ∅"),
            ("[2001:db8::80]:443 [2001:db8::1]:99 - bob ", "[2001:db8::80] 2001:db8::1 99 bob"),
            ("198.51.100.9, 203.0.113.7, 10.0.0.1 - - ", "∅ 203.0.113.7 -1 ∅"),
            ("203.0.113.xxx - \"\" ", "∅ 203.0.113.xxx -1 "),
            ("203.0.113.256 - - ", "∅ 203.0.113.256 -1 ∅"),
            ("- - - ", "∅ ∅ -1 ∅"),
            ("  ", "none"),
        ] {
            assert_eq!(shown::<false>(prefix), expected, "{prefix}");
        }
        assert_eq!(
            shown::<true>("www.example.fr pc.example.net - - "),
            "www.example.fr pc.example.net -1 ∅"
        );
        assert_eq!(shown::<true>("203.0.113.7 - Jean Dupont "), "∅ 203.0.113.7 -1 Jean Dupont");
    }

    #[test]
    fn a_header_is_believed_behind_a_proxy_only() {
        let through = |connection: &'static [u8], header: &'static [u8]| {
            let mut row = Row { client: Some(Cow::Borrowed(connection)), ..Row::default() };
            forwarded(header, &mut row);
            (text(row.client.as_ref()), text(row.peer.as_ref()))
        };
        let pair = |client: &str, peer: &str| (client.to_string(), peer.to_string());
        assert_eq!(through(b"10.0.0.1", b"1.1.1.1, 203.0.113.7"), pair("203.0.113.7", "10.0.0.1"));
        assert_eq!(through(b"198.51.100.9", b"203.0.113.7"), pair("198.51.100.9", "∅"));
        assert_eq!(through(b"10.0.0.1", b"-"), pair("10.0.0.1", "∅"));
    }
}
