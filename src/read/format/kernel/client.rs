//! Who asked: the words before the time stamp in, client, virtual host and user out. It knows no
//! list of proxies: a header is believed only where the connection cannot be the client.

use std::borrow::Cow;
use std::net::{IpAddr, SocketAddr};

use crate::base::net::{is_internal, parse_address};
use crate::read::columns::ABSENT;

use super::number;
use super::row::{Row, dash, unescape};
use super::{ipv4, ipv6};

/// Reads `[vhost[:port]] client ident user`, the user perhaps with spaces. True if there was a
/// virtual host, `None` if there is no client.
///
/// Four words or more begin with a virtual host if the second is an address (nobody's ident is one) or
/// a list of them, or if the last two are dashes (nobody's name is `- -`); with `VHOST` also if the second is a name, unless the first is an address.
#[inline]
pub fn who<'a, const VHOST: bool>(prefix: &'a [u8], row: &mut Row<'a>) -> Option<bool> {
    let (first, rest) = word(prefix.trim_ascii())?;
    let vhost = word(rest).is_some_and(|(second, after)| {
        word(after).is_some_and(|(ident, user)| {
            !user.is_empty()
                && begins_as_name(second)
                && (is_address(second)
                    || (VHOST && second != b"-" && !is_address(first))
                    || (second != b"-" && (ident, user) == (b"-", b"-"))
                    || is_list(second))
        })
    });
    let (client, rest) = if vhost { word(rest)? } else { (first, rest) };
    let named = vhost && begins_as_name(first) && !first.contains(&b',');
    row.vhost = named.then(|| Cow::Borrowed(without_port(first)));
    read(client, row);
    row.auth_user = word(rest).and_then(|(_ident, user)| user_name(user));
    Some(vhost)
}

/// Hosts and addresses begin so; what is in brackets or quotes is a tag or a header. A bracket is an
/// IPv6 address's where there is a colon inside.
#[inline]
fn begins_as_name(word: &[u8]) -> bool {
    match word.first() {
        Some(b'[') => word.contains(&b':'),
        Some(first) => first.is_ascii_alphanumeric() || b"-_:*".contains(first),
        None => false,
    }
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
    if is_canonical(text) {
        row.client = Some(Cow::Borrowed(text));
    } else if let Some(text) = dash(text) {
        let (name, port) = outermost(text).unwrap_or_else(|| canonical(text));
        (row.client, row.client_port) = (Some(name), port);
    }
}

/// Reads a client out of text that belongs to nobody.
pub fn read_owned(text: &[u8], row: &mut Row<'_>) {
    let mut found = Row::default();
    read(text, &mut found);
    row.client = found.client.map(|client| Cow::Owned(client.into_owned()));
    row.client_port = found.client_port;
}

/// An address in canonical form and without its port; any other text as it is.
pub fn normal(text: Cow<'_, [u8]>) -> Cow<'_, [u8]> {
    match address(&text) {
        Some(address) => Cow::Owned(address.to_string().into_bytes()),
        None => text,
    }
}

/// The addresses of a forwarding header, in its order, nearest proxy last: the words of
/// `X-Forwarded-For` and its relatives, or the `for=` of `Forwarded` (RFC 7239 §4).
pub fn hops(header: &[u8]) -> impl DoubleEndedIterator<Item = Cow<'_, [u8]>> {
    header
        .split(|byte| *byte == b',')
        .map(<[u8]>::trim_ascii)
        .filter(|word| !word.is_empty() && *word != b"-")
        .filter_map(hop)
}

/// One hop: an address, or `for="[2001:db8::1]:4711";proto=https`. A hop of other parameters only is
/// none.
fn hop(word: &[u8]) -> Option<Cow<'_, [u8]>> {
    if !word.contains(&b'=') {
        return Some(Cow::Borrowed(word));
    }
    let mut parameters = word.split(|byte| *byte == b';').map(<[u8]>::trim_ascii);
    let value = parameters.find_map(|parameter| {
        let (name, value) = parameter.split_at_checked(4)?;
        name.eq_ignore_ascii_case(b"for=").then_some(value)
    })?;
    let bare = value.strip_prefix(b"\"").and_then(|rest| rest.strip_suffix(b"\"")).unwrap_or(value);
    Some(Cow::Borrowed(bare))
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
    // As Java writes an address that it has no name for.
    let name = name.strip_prefix('/').unwrap_or(name);
    let port = name.parse::<SocketAddr>().map_or(ABSENT, |socket| i64::from(socket.port()));
    match parse_address(name) {
        Some(address) => (Cow::Owned(address.to_string().into_bytes()), port),
        None => bare_socket(name).unwrap_or((Cow::Borrowed(text), ABSENT)),
    }
}

/// `2001:db8::1:52779`, as nginx writes `$remote_addr:$remote_port`: a group of an address has no fifth digit.
fn bare_socket(name: &str) -> Option<(Cow<'static, [u8]>, i64)> {
    let (address, port) = name.rsplit_once(':').filter(|(_, port)| port.len() == 5)?;
    let address: std::net::Ipv6Addr = address.parse().ok()?;
    let port: u16 = port.parse().ok()?;
    Some((Cow::Owned(address.to_canonical().to_string().into_bytes()), i64::from(port)))
}

/// The address that a word is, if it is one.
pub fn address(text: &[u8]) -> Option<IpAddr> {
    if let Some(number) = ipv4::canonical(text) {
        return Some(IpAddr::V4(number.into()));
    }
    std::str::from_utf8(text).ok().and_then(parse_address)
}

/// Could it be a client: an address, a host name, a masked or hashed address?
pub fn is_likely(text: &[u8]) -> bool {
    let of_names = |byte: &u8| byte.is_ascii_alphanumeric() || b".-_:*%[]".contains(byte);
    // The tag of a syslog line ends in a colon.
    let is_tag = text.ends_with(b":") && !text.ends_with(b"::") && text != b"unix:";
    text.len() > 2 && text.iter().all(of_names) && !is_dated(text) && !is_tag
}

/// Does it begin with a date, as what an envelope puts before the client?
pub fn is_dated(text: &[u8]) -> bool {
    text.get(..8).is_some_and(|head| {
        let (year, rest) = head.split_at(4);
        year.iter().all(u8::is_ascii_digit)
            && matches!(rest, [b'-', m, _, b'-'] if m.is_ascii_digit())
    })
}

fn is_address(text: &[u8]) -> bool {
    is_canonical(text) || address(text).is_some()
}

/// Addresses with commas between.
fn is_list(text: &[u8]) -> bool {
    text.contains(&b',')
        && text.split(|byte| *byte == b',').all(|word| is_address(word.trim_ascii()))
}

/// Is it an address in canonical form? Most clients are, and need no copy.
#[inline]
pub fn is_canonical(text: &[u8]) -> bool {
    ipv4::canonical(text).is_some() || ipv6::is_canonical(text)
}

/// Client and port where a server always writes both: the last colon is the port's, also after an IPv6
/// address without brackets, whose last group the port would look like otherwise.
pub fn with_port(text: &[u8]) -> Option<(&[u8], &[u8])> {
    let (client, port) = text.split_at_checked(memchr::memrchr(b':', text)?)?;
    let port = port.get(1..).filter(|port| number::integer(port).is_some())?;
    (!client.is_empty()).then_some((client, port))
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
    fn the_last_colon_is_the_ports() {
        assert_eq!(with_port(b"2001:db8::1:4711"), Some((&b"2001:db8::1"[..], &b"4711"[..])));
        assert_eq!(with_port(b"-:80"), Some((&b"-"[..], &b"80"[..])));
        assert_eq!([with_port(b"2001:db8::"), with_port(b"name"), with_port(b"a:b")], [None; 3]);
    }

    #[test]
    fn hops_of_headers() {
        let shown = |header: &'static str| {
            let hops = hops(header.as_bytes());
            hops.map(|hop| String::from_utf8_lossy(&hop).into_owned()).collect::<Vec<_>>().join("|")
        };
        assert_eq!(shown("198.51.100.9, 10.0.0.1"), "198.51.100.9|10.0.0.1");
        assert_eq!(
            shown("for=198.51.100.9;proto=https, For=\"[2001:db8::1]:99\""),
            "198.51.100.9|[2001:db8::1]:99"
        );
        assert_eq!(shown("-"), "");
        assert_eq!(shown("proto=https"), "");
    }
}
