//! Whether a crowd does something that usual clients do not: some people do anything, by choice. In: counts of both sides. Out: yes
//! or no.

use crate::base::stats::proportion::wilson;

/// Clients of whom it must be known in an incident…
pub(in crate::judge) const CLIENTS_MIN: f64 = 10.0;
/// …and in the baseline.
pub(in crate::judge) const USUAL_MIN: f64 = 10.0;
/// Share of these that show something, from which the crowd does…
pub(in crate::judge) const SHARE: f64 = 0.2;
/// …and times the usual share.
pub(in crate::judge) const TIMES: f64 = 3.0;

/// Clients that show something, and all of whom it is known whether they do.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Crowd {
    /// Those that show it.
    pub showing: f64,
    /// All.
    pub known: f64,
}

impl Crowd {
    /// Counts clients of whom it is known.
    pub fn count(showing: impl Iterator<Item = bool>) -> Self {
        showing.fold(Self::default(), |crowd, one| Self {
            showing: crowd.showing + f64::from(one),
            known: crowd.known + 1.0,
        })
    }

    /// The share that shows it.
    pub fn share(self) -> f64 {
        self.showing / self.known.max(1.0)
    }

    /// Do so many show it as usual clients do not?
    pub fn is_unlike(self, usual: Self) -> bool {
        let now = self.share();
        self.known >= CLIENTS_MIN
            && usual.known >= USUAL_MIN
            && now >= SHARE
            && now >= TIMES * wilson(usual.showing, usual.known).1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crowd_is_unlike_only_where_usual_visitors_do_not_and_enough_is_known() {
        let crowd = |showing, known| Crowd { showing, known };
        assert!(crowd(40.0, 50.0).is_unlike(crowd(0.0, 100.0)));
        assert!(!crowd(40.0, 50.0).is_unlike(crowd(80.0, 100.0)));
        assert!(!crowd(5.0, 50.0).is_unlike(crowd(0.0, 100.0)));
        assert!(!crowd(40.0, 50.0).is_unlike(crowd(0.0, 3.0)));
        assert!(!crowd(4.0, 5.0).is_unlike(crowd(0.0, 100.0)));
    }
}
