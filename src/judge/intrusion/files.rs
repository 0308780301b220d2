//! Files that a page gives to those who leave its directory, smaller or larger than what it gives to others.
//! Shots and what others are given in, a yes or no for each shot out. What the file held is not known.

use std::collections::{BTreeMap, BTreeSet};

use super::class::Class;
use super::found::Scene;
use super::nothing::Nothing;
use super::sources::Shot;
use super::success::{ALIKE, Known, NONSENSE_PATHS, USUAL_ANSWERS};
use crate::ask::service::Service;

/// Ways out of the directory of one page that are refused, from which the page is known to refuse.
pub(in crate::judge) const REFUSED: usize = 5;
/// Bytes at the end of a query that name the file, however the rest is encoded.
const NAME: usize = 5;

/// What pages answered to ways out of the directory.
pub(super) struct Files {
    /// By path: how many were refused.
    refused: BTreeMap<u32, usize>,
    /// By path and size, in steps of [`ALIKE`]: which files were given so.
    names: BTreeMap<(u32, i64), BTreeSet<Vec<u8>>>,
}

impl Files {
    pub(super) fn of(
        scene: &Scene<'_>,
        service: &Service,
        nothing: &Nothing,
        shots: &[Shot],
    ) -> Self {
        let mut files = Self { refused: BTreeMap::new(), names: BTreeMap::new() };
        let out = |shot: &&Shot| shot.class(scene.rules) == Some(Class::PathTraversal);
        for shot in shots.iter().filter(out) {
            let row = shot.row as usize;
            let status = service.status.get(row).copied().unwrap_or_default();
            if nothing.is(service, row) || status == 500 {
                *files.refused.entry(shot.path).or_default() += 1;
            } else if (200..300).contains(&status) {
                let query =
                    service.query.get(row).and_then(|q| scene.names.queries.get(*q as usize));
                let query = query.map_or(&[][..], |query| query.as_bytes());
                let name = query.get(query.len().saturating_sub(NAME)..).unwrap_or_default();
                let size = service.bytes.get(row).copied().unwrap_or(0);
                let names = files.names.entry((shot.path, size / ALIKE)).or_default();
                if names.len() < NONSENSE_PATHS {
                    names.insert(name.to_ascii_lowercase());
                }
            }
        }
        files
    }

    /// Was a file given, where most such requests are refused, in a size that neither others get from this
    /// page nor several files share?
    pub(super) fn is_given(&self, shot: &Shot, known: &Known, size: i64) -> bool {
        let refused = self.refused.get(&shot.path).copied().unwrap_or(0);
        let shared = self.names.get(&(shot.path, size / ALIKE)).map_or(0, BTreeSet::len);
        size > 0
            && refused >= REFUSED
            && shared < NONSENSE_PATHS
            && known.sizes.len() >= USUAL_ANSWERS
            && known.sizes.iter().all(|usual| (usual - size).abs() > ALIKE)
    }
}

#[cfg(test)]
mod tests {
    use crate::judge::intrusion::sample::{BROWSER, Site};
    use crate::judge::intrusion::tests::site;

    /// People download notices; one source asks for files outside at eight depths each.
    fn downloads(answer: impl Fn(usize, usize) -> (i16, i64)) -> Site {
        let mut site = site(71);
        for k in 0..60 {
            let client = format!("192.0.2.{}", k % 30);
            let target = format!("/download?file=notice-{}.pdf", k % 12);
            let size = 20_000 + 900 * i64::from(k % 12);
            site.get((f64::from(k) * 3000.0, &client, BROWSER), &target, (200, size));
        }
        for (nth, file) in ["passwd", "hosts", "group", "shadow"].into_iter().enumerate() {
            for depth in 1..9 {
                let target = format!("/download?file={}etc/{file}", "../".repeat(depth));
                let at_s = 100_000.0 + (nth * 10 + depth) as f64;
                site.get((at_s, "203.0.113.5", BROWSER), &target, answer(nth, depth));
            }
        }
        site
    }

    fn suspected(site: &Site) -> u64 {
        site.found().campaigns.iter().map(|campaign| campaign.suspected_requests).sum()
    }

    #[test]
    fn a_file_of_another_size_is_suspected_and_a_page_that_says_no_is_not() {
        let passwd = |nth, depth| if nth == 0 && depth > 3 { (200, 2359) } else { (404, 500) };
        assert_eq!(suspected(&downloads(passwd)), 5);
        // All files alike: that is what the page says instead of no.
        let no = |_, depth| if depth > 3 { (200, 2359) } else { (404, 500) };
        assert_eq!(suspected(&downloads(no)), 0);
        // As large as what others get.
        let usual = |nth, depth| if nth == 0 && depth > 3 { (200, 20_900) } else { (404, 500) };
        assert_eq!(suspected(&downloads(usual)), 0);
        assert_eq!(suspected(&downloads(|_, _| (404, 500))), 0);
    }
}
