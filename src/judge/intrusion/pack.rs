//! Signatures as data: TOML in, compiled signatures out, or the reason why a pack is refused. The
//! packs of this program are embedded; a user's own have the same form. Reads no file.

use regex::bytes::{Regex, RegexBuilder};
use serde::Deserialize;

use super::class::Class;

/// The embedded packs: name and text.
pub(super) const PACKS: &[(&str, &str)] = &[
    ("sql_injection", include_str!("signatures/sql_injection.toml")),
    ("xss", include_str!("signatures/xss.toml")),
    ("path_traversal", include_str!("signatures/path_traversal.toml")),
    ("command_injection", include_str!("signatures/command_injection.toml")),
    ("template_injection", include_str!("signatures/template_injection.toml")),
    ("jndi", include_str!("signatures/jndi.toml")),
    ("deserialisation", include_str!("signatures/deserialisation.toml")),
    ("web_shell", include_str!("signatures/web_shell.toml")),
    ("secrets_backups", include_str!("signatures/secrets_backups.toml")),
    ("cms_appliance_cve", include_str!("signatures/cms_appliance_cve.toml")),
    ("open_proxy", include_str!("signatures/open_proxy.toml")),
    ("method_abuse", include_str!("signatures/method_abuse.toml")),
    ("scanner_tool", include_str!("signatures/scanner_tool.toml")),
];

/// The field of a request that a signature looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// The path.
    Path,
    /// The query, without `?`.
    Query,
    /// The user agent.
    Agent,
    /// The referer.
    Referer,
    /// The method.
    Method,
}

impl Place {
    /// Every place.
    pub const ALL: [Self; 5] = [Self::Path, Self::Query, Self::Agent, Self::Referer, Self::Method];

    /// Its name in packs.
    pub fn name(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Agent => "agent",
            Self::Referer => "referer",
            Self::Method => "method",
        }
    }
}

/// How often a text is decoded at most before it is matched; it is matched at every step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decoded {
    /// Only as logged.
    Raw,
    /// As logged and decoded once.
    Once,
    /// As logged, decoded once, decoded twice.
    Twice,
}

impl Decoded {
    /// Its name in packs.
    pub fn name(self) -> &'static str {
        match self {
            Self::Raw => "raw",
            Self::Once => "once",
            Self::Twice => "twice",
        }
    }
}

/// A signature.
#[derive(Debug, Clone)]
pub struct Signature {
    /// Its name, unique in a run.
    pub id: String,
    /// What it finds.
    pub class: Class,
    /// Where it looks.
    pub places: Vec<Place>,
    /// How often the text is decoded.
    pub decoded: Decoded,
    /// The pattern, matched without regard to case.
    pub pattern: Regex,
    /// Texts of which one must occur before the pattern is tried.
    pub literals: Vec<String>,
    /// Where it is described: CVE, CWE, CAPEC, OWASP.
    pub reference: Vec<String>,
    /// Counts only where the service does not have what is asked for: others have it in good order.
    pub missing: bool,
    /// Who wrote it, where its licence asks that this is said.
    pub author: Option<String>,
    /// Examples that it must find.
    pub matches: Vec<String>,
    /// Examples that it must not find.
    pub spares: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Pack {
    #[serde(default)]
    signature: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    id: String,
    class: String,
    #[serde(rename = "where")]
    places: Vec<Place>,
    decoded: Decoded,
    pattern: String,
    literals: Vec<String>,
    #[serde(default)]
    reference: Vec<String>,
    #[serde(default)]
    missing: bool,
    author: Option<String>,
    matches: Vec<String>,
    #[serde(default)]
    spares: Vec<String>,
}

/// Largest compiled form of one pattern: a user's pack must not take all memory.
const PATTERN_BYTES: usize = 4 << 20;

/// Reads a pack; the error says which signature is wrong and why.
pub fn read(text: &str) -> Result<Vec<Signature>, String> {
    let pack: Pack = toml::from_str(text).map_err(|error| error.to_string())?;
    pack.signature.into_iter().map(signature).collect()
}

/// Compiles a pattern as all are: bytes, because decoded text need not be UTF-8, and any case.
pub(super) fn compile(pattern: &str) -> Result<Regex, String> {
    RegexBuilder::new(pattern)
        .case_insensitive(true)
        .unicode(false)
        .dot_matches_new_line(true)
        .size_limit(PATTERN_BYTES)
        .build()
        .map_err(|error| error.to_string())
}

fn signature(entry: Entry) -> Result<Signature, String> {
    let wrong = |why: &str| format!("signature {:?}: {why}", entry.id);
    let class = Class::named(&entry.class).ok_or_else(|| wrong("no such class"))?;
    let pattern = compile(&entry.pattern).map_err(|error| wrong(&error))?;
    if entry.id.is_empty() || entry.places.is_empty() || entry.matches.is_empty() {
        return Err(wrong("needs an id, a place and an example that matches"));
    }
    if entry.literals.is_empty() || entry.literals.iter().any(String::is_empty) {
        return Err(wrong("needs literals of which one is in every text that matches"));
    }
    Ok(Signature {
        id: entry.id,
        class,
        places: entry.places,
        decoded: entry.decoded,
        pattern,
        literals: entry.literals,
        reference: entry.reference,
        missing: entry.missing,
        author: entry.author,
        matches: entry.matches,
        spares: entry.spares,
    })
}
