//! What those who try to get in ask for: lists as their tools carry them, written down here without a
//! look at the signatures that are to find them. In: a list and a number. Out: a path with its query.
//! Nothing here is aimed at anything: all addresses are reserved for documentation.

use std::io::{self, Write};

use serde::Deserialize;

/// A list of requests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Arsenal {
    /// Words that lists for guessing directories hold.
    Words,
    /// Secrets and backups.
    Secrets,
    /// Products with known weaknesses.
    Products,
    /// Routers and cameras: few paths, with a command.
    Router,
    /// SQL in parameters.
    Sql,
    /// Script in parameters.
    Xss,
    /// Ways out of the directory.
    Traversal,
    /// Commands in parameters.
    Command,
    /// Templates and expression languages.
    Template,
    /// Look-ups of logging libraries.
    Jndi,
    /// Shells that others left behind.
    Shells,
    /// What every public address receives.
    Noise,
}

/// Something that the site has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Aim {
    /// A page, by popularity.
    Page(u32),
    /// The search.
    Search,
}

impl Arsenal {
    /// Does it search for anything that is weak, where the others use one weakness, or what others left
    /// behind under a dozen names?
    pub fn is_search(self) -> bool {
        matches!(self, Self::Words | Self::Secrets | Self::Products | Self::Noise)
    }

    fn text(self) -> &'static str {
        match self {
            Self::Words => include_str!("arsenal/words.txt"),
            Self::Secrets => include_str!("arsenal/secrets.txt"),
            Self::Products => include_str!("arsenal/products.txt"),
            Self::Router => include_str!("arsenal/router.txt"),
            Self::Sql => include_str!("arsenal/sql.txt"),
            Self::Xss => include_str!("arsenal/xss.txt"),
            Self::Traversal => include_str!("arsenal/traversal.txt"),
            Self::Command => include_str!("arsenal/command.txt"),
            Self::Template => include_str!("arsenal/template.txt"),
            Self::Jndi => include_str!("arsenal/jndi.txt"),
            Self::Shells => include_str!("arsenal/shells.txt"),
            Self::Noise => include_str!("arsenal/noise.txt"),
        }
    }

    fn length(self) -> u32 {
        self.text().lines().count().max(1) as u32
    }

    /// Its entry of a number, the list begun again after its end.
    fn entry(self, nth: u32) -> &'static str {
        self.text().lines().nth((nth % self.length()) as usize).unwrap_or("/")
    }

    /// What of the site an entry is aimed at, if the site has it.
    pub(crate) fn aim(self, nth: u32) -> Option<Aim> {
        let entry = self.entry(nth);
        if entry.starts_with("{page}") {
            Some(Aim::Page(self.page()))
        } else if entry.starts_with("/recherche") {
            Some(Aim::Search)
        } else {
            entry.starts_with("/?").then_some(Aim::Page(0))
        }
    }

    /// The page that payloads of this list are sent to.
    fn page(self) -> u32 {
        2 + self as u32
    }

    /// Writes an entry: `{n}` is a number that never comes again, `{page}` one page of the site, the
    /// same throughout a list.
    pub(crate) fn write(self, nth: u32, out: &mut impl Write) -> io::Result<()> {
        let number = 1000 + nth;
        let page = format!("/cours/{}", self.page());
        let entry = self.entry(nth).replace("{n}", &number.to_string()).replace("{page}", &page);
        out.write_all(entry.as_bytes())?;
        // Longer lists go on with numbers behind the words.
        let round = nth / self.length();
        if self == Self::Words && round > 0 { write!(out, "{round}") } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_paths_and_fit_a_quoted_field() {
        for list in [
            Arsenal::Words,
            Arsenal::Secrets,
            Arsenal::Products,
            Arsenal::Router,
            Arsenal::Sql,
            Arsenal::Xss,
            Arsenal::Traversal,
            Arsenal::Command,
            Arsenal::Template,
            Arsenal::Jndi,
            Arsenal::Shells,
            Arsenal::Noise,
        ] {
            for nth in 0..list.text().lines().count() as u32 {
                let mut out = Vec::new();
                list.write(nth, &mut out).expect("a vector");
                let text = String::from_utf8(out).expect("UTF-8");
                assert!(text.starts_with('/') && !text.contains([' ', '"', '\\', '{']), "{text}");
            }
        }
    }
}
