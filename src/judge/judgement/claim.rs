//! What somebody said about an incident, and what the logs say of it.

use super::cause::Hypothesis;
use super::finding::{Figure, Unit};
use crate::base::time::Window;

/// A file of claims, examined.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Ledger {
    /// Path as given.
    pub path: String,
    /// SHA-256 of its bytes, lower-case hexadecimal.
    pub sha256: String,
    /// Does whoever wrote it vouch that no log of the services is missing?
    pub complete_logs: bool,
    /// The claims, in the order of the file.
    pub claims: Vec<Examined>,
}

/// A claim as it was written down.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// Name, unique in its file.
    pub id: String,
    /// Who said it.
    pub who: String,
    /// When it was said.
    pub said: Said,
    /// The words.
    pub quote: String,
    /// Where they can be read.
    pub source: Option<String>,
    /// Its kind, by name.
    pub about: &'static str,
    /// The service it speaks of; `None` for all.
    pub service: Option<String>,
    /// The time it speaks of; `None` for the whole log.
    pub window: Option<Window>,
    /// The kind's own figures, in the order in which the kind names them.
    pub terms: Vec<(&'static str, Term)>,
}

/// When something was said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Said {
    /// On a day: its midnight, UTC.
    Day(i64),
    /// At an instant.
    Moment(i64),
}

/// What a claim says beside its kind.
#[derive(Debug, Clone, PartialEq)]
pub enum Term {
    /// A number.
    Number(f64, Unit),
    /// An instant.
    Instant(i64),
    /// A word of a closed list.
    Choice(&'static str),
    /// Country codes, ISO 3166-1 alpha-2, in order.
    Countries(Vec<String>),
    /// Hours of the day as written, and the stretches of the claim's window that lie in them.
    Hours(String, Vec<Window>),
}

/// What the logs say of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// What was measured agrees with it. That is not proof.
    Consistent,
    /// What was measured excludes it.
    Contradicted,
    /// The logs cannot tell; the reason says why.
    Untestable,
}

impl Outcome {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Consistent, Self::Contradicted, Self::Untestable];

    /// Its name in `verdict.json`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Consistent => "consistent",
            Self::Contradicted => "contradicted",
            Self::Untestable => "untestable",
        }
    }
}

/// A claim and what came of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Examined {
    /// The claim.
    pub claim: Claim,
    /// What the logs say of it.
    pub outcome: Outcome,
    /// Why it is untestable, or what else the outcome rests on than its kind usually does; key of the
    /// words (`<outcome>-<key>`).
    pub reason: Option<&'static str>,
    /// The hypothesis whose weight the outcome rests on, for claims about a cause.
    pub hypothesis: Option<Hypothesis>,
    /// What was measured, headline first.
    pub figures: Vec<Figure>,
    /// Numbers of the incidents that the outcome rests on.
    pub incidents: Vec<u32>,
    /// The named query that re-asks it.
    pub query: &'static str,
}
