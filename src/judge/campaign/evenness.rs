//! How evenly the members of a group ask: machines set to one rate do, people do not. In: members. Out: the spread of what they ask for
//! of their own accord.

use crate::ask::service::NO_TEXT;
use crate::base::stats::spread::{quantile, sorted};

use super::super::fingerprint::{Fingerprint, is_shared};
use super::super::profile::{Profile, asset};
use super::Scene;
use super::habits::Habits;
use super::measures::own;

/// Members and median requests of their own accord of a member, below which evenness says nothing.
pub(in crate::judge) const EVEN_MEMBERS: usize = 10;

/// See [`EVEN_MEMBERS`].
pub(in crate::judge) const EVEN_REQUESTS: f64 = 8.0;

/// Of a group with one target, the requests for it; else all pages, those that failures provoked aside. Of those that forget or play back
/// recordings, the pages that are not usually polled: calls of their scripts would add up to nothing that is even.
pub(super) fn unevenness(
    scene: &Scene,
    habits: &Habits,
    members: &[&Profile],
    fingerprint: Fingerprint,
    insists: bool,
) -> Option<f64> {
    let single: Vec<&&Profile> = members.iter().filter(|member| !is_shared(member)).collect();
    let asked = |member: &Profile| match (fingerprint.is_scripted(), fingerprint.target) {
        (true, _) => unpolled(scene, habits, member),
        (_, NO_TEXT) => f64::from(member.pages - if insists { 0 } else { member.provoked }),
        _ => own(member, insists),
    };
    let requests = sorted(single.iter().map(|member| asked(member)).collect());
    let middle = quantile(&requests, 0.5)?;
    let range = quantile(&requests, 0.75)? - quantile(&requests, 0.25)?;
    let measured = single.len() >= EVEN_MEMBERS && middle >= EVEN_REQUESTS;
    measured.then(|| range / middle.sqrt())
}

/// Pages that a client asks for and that are not usually polled.
fn unpolled(scene: &Scene, habits: &Habits, profile: &Profile) -> f64 {
    let rows = profile.rows.iter().map(|row| *row as usize);
    let counts = |row: &usize| {
        !asset(scene.service, scene.names, *row)
            && !habits.polled.contains(&scene.service.path[*row])
    };
    rows.filter(counts).count() as f64
}
