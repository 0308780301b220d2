//! Firewalls and web application firewalls that write `key=value` and call some fields as nobody else
//! does: their keys in, the keys that everybody knows out. Told by a sample.

/// Whose keys they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// Nobody's.
    Plain,
    /// Sophos Firewall's web server protection: `host` is the client, `server` the virtual host. The
    /// unit of its `responsetime` is not documented.
    Sophos,
    /// Fortinet: `user` and `hostname` are the request's, `method` says how a category was found.
    Fortinet,
}

impl Dialect {
    /// The dialect of a sample's lines.
    pub fn of(sample: &[Vec<u8>]) -> Self {
        let all = |marks: &[&[u8]]| {
            !sample.is_empty()
                && sample
                    .iter()
                    .all(|line| marks.iter().all(|mark| memchr::memmem::find(line, mark).is_some()))
        };
        match () {
            () if all(&[b" log_component=", b" ws_protocol="]) => Self::Sophos,
            () if all(&[b" devid=", b" logid=", b" hostname="]) => Self::Fortinet,
            () => Self::Plain,
        }
    }

    /// What everybody calls that; `None` if it is nothing of a request.
    pub fn key(self, key: &[u8]) -> Option<&[u8]> {
        match (self, key) {
            (Self::Sophos, b"server") | (Self::Fortinet, b"hostname") => Some(b"vhost"),
            (Self::Sophos, b"user_name") | (Self::Fortinet, b"user") => Some(b"remote_user"),
            (Self::Sophos, b"ws_protocol") => Some(b"protocol"),
            (Self::Sophos, b"host" | b"responsetime") | (Self::Fortinet, b"method") => None,
            _ => Some(key),
        }
    }
}
