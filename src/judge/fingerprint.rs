//! Which clients act alike: what they say they are, what they ask for, whether they fetch what pages
//! bring along, and whether they act like a machine. Clients with equal fingerprints are one group.

use crate::ask::service::{NO_TEXT, Names};
use crate::base::class::AgentClass;

use super::profile::{Profile, agent_class};

/// Gaps this regular are those of a clock, not of a person: people's gaps vary by more than their
/// mean (evidence T5: bots < 0.2; 0.35 leaves room for network jitter).
pub const REGULAR: f64 = 0.35;
/// Failures in a row after which people have stopped: they stop at three to six (evidence §7); half
/// the threshold of Kandula et al. 2005, who serve puzzles meanwhile.
pub const STUBBORN: u32 = 16;
/// Pages asked for again although they had been served, from which a client insists.
pub const INSISTS: u32 = 5;
/// Requests with ever new queries that make a cache useless.
pub const BUSTING_SHARE: f64 = 0.9;
/// Requests below which queries and changes of agent say nothing.
pub const ENOUGH: u32 = 10;
/// Share of a client's pages on one path above which that path is its target.
pub const TARGET_SHARE: f64 = 0.6;

/// What makes two clients alike. The order of fields is the order of groups.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fingerprint {
    /// What the client says it is; forged and real browsers alike are browsers here.
    pub agent: AgentClass,
    /// The path it asks for, or [`NO_TEXT`] for many.
    pub target: u32,
    /// Does it browse: fetch assets after pages, or follow links from pages it was served?
    pub browses: bool,
    /// Does it act like a machine?
    pub mechanical: bool,
    /// Does it come from an autonomous system that the baseline does not know, while it does not browse? It
    /// parts groups and is never a sign.
    pub new_network: bool,
    /// Did it ask for a page that next to nobody else asks for? What it has in common with others is that.
    pub scattered: bool,
    /// Does it fetch again and again what it was given, in a crowd that does so as usual clients do not?
    pub forgets: bool,
    /// Does it share a stretch of its way with another, in a crowd that does so as usual clients do not?
    pub replays: bool,
}

impl Fingerprint {
    /// Does it browse as programs that drive browsers do?
    pub fn is_scripted(self) -> bool {
        self.forgets || self.replays
    }
}

/// What rates are beyond what was seen in the baseline.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limits {
    /// Requests in a client's busiest minute that 99.9 % of baseline clients stay below.
    pub peak_minute: f64,
}

impl Limits {
    /// Without a baseline: more than one request a second for a whole minute.
    pub const ABSOLUTE: Self = Self { peak_minute: 60.0 };

    /// From the peaks of baseline clients; never below the absolute limit's third, so that a quiet
    /// baseline makes nobody a machine.
    pub fn of(baseline: &[Profile]) -> Self {
        let peaks = baseline.iter().map(|profile| f64::from(profile.peak_minute)).collect();
        let sorted = crate::base::stats::spread::sorted(peaks);
        let high = crate::base::stats::spread::quantile(&sorted, 0.999);
        let peak_minute = high.map_or(Self::ABSOLUTE.peak_minute, |high| {
            (2.0 * high).max(Self::ABSOLUTE.peak_minute / 3.0)
        });
        Self { peak_minute }
    }
}

/// The fingerprint of a client.
pub fn fingerprint(profile: &Profile, names: &Names, limits: Limits, browses: bool) -> Fingerprint {
    let class = agent_class(names, profile);
    let agent = if class == AgentClass::Impossible { AgentClass::Browser } else { class };
    let focused = profile.top_share() >= TARGET_SHARE;
    Fingerprint {
        agent,
        target: if focused { profile.top_path } else { NO_TEXT },
        browses,
        mechanical: !browses && is_mechanical(profile, limits),
        new_network: false,
        scattered: false,
        forgets: false,
        replays: false,
    }
}

/// Distinct agents behind one address from which it is shared by several people (evidence §1.1:
/// tests of single clients mean nothing beyond five).
pub(in crate::judge) const SHARED_AGENTS: u32 = 5;

/// Is the address that of several people: a school, a mobile network, a proxy?
pub fn is_shared(profile: &Profile) -> bool {
    profile.agents > SHARED_AGENTS && !is_changing(profile)
}

/// Does the client act as no person does? An address that several people share has no behaviour of
/// its own.
pub fn is_mechanical(profile: &Profile, limits: Limits) -> bool {
    !is_shared(profile)
        && (is_regular(profile)
            || is_stubborn(profile)
            || is_busting(profile)
            || is_changing(profile)
            || f64::from(profile.peak_minute) > limits.peak_minute)
}

/// Asks again and again for pages that it was given.
pub fn insists(profile: &Profile) -> bool {
    profile.unprovoked >= INSISTS
}

/// Gaps like those of a clock, which failures do not explain: waiting pages reload by the clock, and
/// scripts try again by it, but both stop when they are served.
pub fn is_regular(profile: &Profile) -> bool {
    insists(profile) && profile.gap_variation.is_some_and(|variation| variation < REGULAR)
}

/// Goes on failing where people stop, and goes on after being served too, or faster than a request a
/// second.
pub fn is_stubborn(profile: &Profile) -> bool {
    let fast = f64::from(profile.peak_minute) >= Limits::ABSOLUTE.peak_minute;
    profile.longest_failing >= STUBBORN && (insists(profile) || fast)
}

/// Failures in a row that neither a person nor the script of a page goes through: twice [`STUBBORN`].
pub const TIRELESS: u32 = 2 * STUBBORN;

/// Goes on failing without end. Of a browser only: behind an address of applications there may be many
/// people, and their agents do not tell them apart.
pub fn is_tireless(profile: &Profile) -> bool {
    profile.longest_failing >= TIRELESS && !is_shared(profile)
}

/// A new query with every request for the same path.
pub fn is_busting(profile: &Profile) -> bool {
    profile.top_path_requests >= ENOUGH
        && f64::from(profile.top_path_queries)
            >= BUSTING_SHARE * f64::from(profile.top_path_requests)
}

/// A new agent with every other request. Many people behind one address take turns, but each comes
/// back with the same.
pub fn is_changing(profile: &Profile) -> bool {
    profile.requests() >= ENOUGH && profile.agents * 2 >= profile.requests()
}
