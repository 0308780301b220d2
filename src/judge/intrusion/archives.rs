//! Archives and dumps that are given to those who scan and to nobody else: a list of names is worked off until one
//! exists, under a name that no signature knows. Rows in, shots out; what the file holds is not known.

use std::collections::{BTreeMap, BTreeSet};

use super::class::Class;
use super::found::Scene;
use super::shots::shot;
use super::sources::Shot;
use crate::ask::service::{NO_TEXT, Service};

/// Endings of archives, dumps and copies (OWASP WSTG-CONF-04).
const ENDINGS: &[&str] = &[
    ".zip", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".7z", ".rar", ".sql", ".bak", ".old", ".dump",
    ".sqlite", ".mdb",
];

/// Those given to sources that scan.
pub(super) fn archives(
    scene: &Scene<'_>,
    shots: &[Shot],
    scans: &impl Fn(u32) -> bool,
) -> Vec<Shot> {
    let scanning: BTreeSet<u32> =
        shots.iter().map(|s| s.subscriber).filter(|s| scans(*s)).collect();
    if scanning.is_empty() {
        return Vec::new();
    }
    let mut scans = vec![false; scene.names.clients.len()];
    for who in scanning {
        scans.get_mut(who as usize).into_iter().for_each(|flag| *flag = true);
    }
    let services = (0u32..).zip(scene.services);
    services
        .flat_map(|(index, service)| of_service(scene, (index, service), shots, &scans))
        .collect()
}

fn of_service(
    scene: &Scene<'_>,
    (index, service): (u32, &Service),
    shots: &[Shot],
    scans: &[bool],
) -> Vec<Shot> {
    let path = |row: usize| service.path.get(row).copied().unwrap_or(NO_TEXT);
    let given = |row: usize| matches!(service.status.get(row).copied(), Some(200 | 206 | 304));
    let by_scanner = |row: usize| {
        let who = service.client.get(row).map(|client| scene.subscribers.get(*client) as usize);
        who.and_then(|who| scans.get(who)).copied().unwrap_or(false)
    };
    let own = shots.iter().filter(|shot| shot.service == index);
    let known: BTreeSet<u32> = own.map(|shot| shot.row).collect();
    let mut taken: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for row in (0..service.len()).filter(|row| by_scanner(*row) && given(*row)) {
        if is_archive(scene, path(row)) && !known.contains(&(row as u32)) {
            taken.entry(path(row)).or_default().push(row as u32);
        }
    }
    if !taken.is_empty() {
        let others = (0..service.len()).filter(|row| given(*row) && !by_scanner(*row));
        others.for_each(|row| drop(taken.remove(&path(row))));
    }
    let shot = |row| shot(index, service, scene.subscribers, row, None);
    let rows = taken.into_values().flatten();
    rows.map(|row| Shot { seen: Some(Class::SecretsBackups), ..shot(row) }).collect()
}

fn is_archive(scene: &Scene<'_>, path: u32) -> bool {
    let text = scene.names.paths.get(path as usize).map(|path| path.to_ascii_lowercase());
    text.is_some_and(|text| ENDINGS.iter().any(|ending| text.ends_with(ending)))
}

#[cfg(test)]
mod tests {
    use crate::judge::intrusion::sample::BROWSER;
    use crate::judge::intrusion::tests::site;

    /// One source looks for backups; `others` are given the archive that it finds too.
    fn suspected(others: bool) -> Vec<(u64, u64)> {
        let mut site = site(91);
        for k in 0..40 {
            let names = ["backup.zip", "dump.sql", "www.tar.gz", ".env", "site.bak", "db.sql.gz"];
            let target = format!("/{}{}", "old/".repeat(k / 6), names[k % 6]);
            site.get((90_000.0 + k as f64, "203.0.113.5", BROWSER), &target, (404, 500));
        }
        let found = (90_050.0, "203.0.113.5", BROWSER);
        site.get(found, "/example.fr.zip", (200, 48_000_000));
        if others {
            site.get((20_000.0, "192.0.2.9", BROWSER), "/example.fr.zip", (200, 48_000_000));
        }
        let campaigns = site.found().campaigns;
        campaigns.iter().map(|one| (one.requests, one.suspected_requests)).collect()
    }

    #[test]
    fn an_archive_that_only_a_scanner_is_given_is_suspected() {
        assert_eq!(suspected(false), [(41, 1)]);
        assert_eq!(suspected(true), [(40, 0)]);
    }
}
