//! More visits than usual for a while, and the shapes in which crowds come.

use serde::Deserialize;

use super::units::Instant;

/// More visits than usual for a while.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Surge {
    /// First instant; before it nobody comes more than usual.
    pub start: Instant,
    /// Last instant.
    pub end: Instant,
    /// Extra sessions a minute at the highest.
    pub per_minute: f64,
    /// How it comes and goes.
    #[serde(default)]
    pub shape: Shape,
    /// When it is highest for the first time; all shapes but `trapezium` need it.
    pub peak: Option<Instant>,
    /// `trapezium`: time from nothing to the plateau. `exponential`: time in which it grows by e.
    /// Minutes.
    #[serde(default)]
    pub rise_minutes: f64,
    /// `exponential`: how long it stays at the highest, minutes.
    #[serde(default)]
    pub plateau_minutes: f64,
    /// `trapezium`: time from the plateau to nothing. `exponential`: time in which it falls to 1/e.
    /// Minutes.
    #[serde(default)]
    pub fall_minutes: f64,
    /// `bell`: standard deviation of the instants at which people come, seconds.
    #[serde(default = "spread_s")]
    pub spread_s: f64,
    /// Share of them by people who were never here before.
    #[serde(default)]
    pub newcomers: f64,
}

/// How a surge comes and goes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shape {
    /// A straight rise, a plateau, a straight fall.
    #[default]
    Trapezium,
    /// Grows by e every `rise_minutes`, and falls as that of a flash event (Bhatia, Mohay, Schmidt,
    /// Tickle 2012: λₙe^(αt), then λₚe^(−βt)).
    Exponential,
    /// The same with the constants of the matches of the 1998 World Cup ([`MATCH`]).
    Match,
    /// Everyone at one moment: the normal density about `peak`.
    Bell,
}

/// Growth, plateau and fall in minutes, for requests a minute to the World Cup's site while a match was
/// played: e-folding times of 19 and 26 minutes about a plateau of 110. Medians of 23 matches; quartiles
/// 15–23, 96–114 and 18–35. `docs/internals/simulator.md` says how they were fitted.
pub(crate) const MATCH: [f64; 3] = [19.0, 110.0, 26.0];

fn spread_s() -> f64 {
    15.0
}

impl Surge {
    /// Why it cannot come, if it cannot.
    pub(super) fn objection(&self) -> Option<String> {
        let times = [self.rise_minutes, self.plateau_minutes, self.fall_minutes];
        let sane = (0.0..=1e6).contains(&self.per_minute)
            && (0.0..=1.0).contains(&self.newcomers)
            && times.iter().all(|minutes| (0.0..=1e6).contains(minutes))
            && self.spread_s > 0.0
            && self.spread_s <= 1e6;
        if !sane {
            return Some(
                "surges have rates and times within 0…10⁶ and newcomers within 0…1".into(),
            );
        }
        if self.start >= self.end {
            return Some("a surge ends after it starts".into());
        }
        let given = times.map(|minutes| minutes > 0.0);
        let own = match self.shape {
            Shape::Trapezium => !given[1],
            Shape::Exponential => given[0] && given[2],
            Shape::Match | Shape::Bell => given == [false; 3],
        };
        let peak = self.peak.is_some() == (self.shape != Shape::Trapezium);
        (!(own && peak)).then(|| {
            "a surge's peak belongs to every shape but trapezium; exponential needs rise_minutes and \
             fall_minutes, match and bell have none; plateau_minutes belongs to exponential"
                .into()
        })
    }
}
