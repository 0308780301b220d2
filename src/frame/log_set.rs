//! Which log each file is a piece of: rotation cuts a log by size, day or hour and packs the pieces, and everybody
//! names them otherwise. In: names and spans of exhibits. Out: a name each. It does not look at what is in them.
//!
//! First what common rotations add is taken off. Then sets whose names differ in numbers or months alone are one if
//! they follow each other in time: `u_ex210405.log` and `u_ex210406.log` are days of one log, while `web1.log` and
//! `web2.log` of the same day are two servers'.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use regex::Regex;

use crate::base::account::Exhibit;

/// Share of the shorter of two pieces that both may span, and still follow each other: a request that takes long is
/// written after the log was cut, and stamped before.
const SHARED: f64 = 0.1;

/// A directory, and the name of a set in it.
type Place<'a> = (&'a str, String);

/// The name of each exhibit's log set; with its directory's name in front only where the same set occurs in several
/// directories.
pub(super) fn log_sets(exhibits: &[Exhibit]) -> Vec<String> {
    let files = exhibits.iter().map(|exhibit| (own_path(exhibit), exhibit.covers_us()));
    sets_of(&files.collect::<Vec<_>>())
}

/// The same of paths, and of what each spans.
fn sets_of(files: &[(&str, Option<(i64, i64)>)]) -> Vec<String> {
    let mut places: Vec<Place> = files.iter().map(|file| directory_and_set(file.0)).collect();
    let joined = joined(&places, files.iter().map(|file| file.1));
    for place in &mut places {
        if let Some(name) = joined.get(place) {
            place.1.clone_from(name);
        }
    }
    let mut directories: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (directory, set) in &places {
        directories.entry(set).or_default().insert(directory);
    }
    let several = |set: &str| directories.get(set).is_some_and(|found| found.len() > 1);
    let last = |directory: &str| directory.rsplit(['/', '\\']).next().unwrap_or("").to_owned();
    let name = |(directory, set): &Place| {
        if several(set) { format!("{}/{set}", last(directory)) } else { set.clone() }
    };
    places.iter().map(name).collect()
}

/// The sets that are pieces of one log, with that log's name.
fn joined<'a>(
    places: &[Place<'a>],
    spans: impl Iterator<Item = Option<(i64, i64)>>,
) -> BTreeMap<Place<'a>, String> {
    let mut whole: BTreeMap<&Place<'a>, (i64, i64)> = BTreeMap::new();
    for (place, span) in places.iter().zip(spans) {
        if let Some((first, last)) = span {
            let span = whole.entry(place).or_insert((first, last));
            *span = (span.0.min(first), span.1.max(last));
        }
    }
    let mut alike: BTreeMap<Place<'a>, BTreeMap<&Place<'a>, (i64, i64)>> = BTreeMap::new();
    for (place, span) in whole {
        alike.entry((place.0, without_numbers(&place.1))).or_default().insert(place, span);
    }
    alike.retain(|log, pieces| {
        let several = pieces.len() > 1 && !log.1.is_empty();
        several && follow(pieces.values().copied().collect())
    });
    let pieces =
        alike.iter().flat_map(|(log, pieces)| pieces.keys().map(move |piece| (piece, log)));
    pieces.map(|(piece, log)| ((*piece).clone(), log.1.clone())).collect()
}

/// Does each of these spans begin where the one before it ends, or later?
fn follow(mut spans: Vec<(i64, i64)>) -> bool {
    spans.sort_unstable();
    let length = |span: (i64, i64)| span.1.saturating_sub(span.0) as f64;
    let mut pairs = spans.iter().zip(spans.iter().skip(1));
    pairs.all(|(&one, &next)| {
        let both = one.1.min(next.1).saturating_sub(next.0) as f64;
        both <= SHARED * length(one).min(length(next))
    })
}

/// A name without its numbers and months, and what stood between them: `u_ex210406.log` gives `u_ex.log`,
/// `2021_04_06.request.log` gives `request.log`, `example.fr-Apr-2021` gives `example.fr`.
fn without_numbers(name: &str) -> String {
    static NUMBERS: LazyLock<Option<Regex>> = LazyLock::new(|| {
        let month = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)";
        Regex::new(&format!(r"(?i)[-_.]*(?:\d+|\b{month}\b)")).ok()
    });
    let bare = NUMBERS.as_ref().map_or(name.into(), |pattern| pattern.replace_all(name, ""));
    bare.trim_matches(['-', '_', '.']).to_owned()
}

/// The path of an exhibit, of a member of an archive that inside it.
fn own_path(exhibit: &Exhibit) -> &str {
    let inside = exhibit.archive.as_deref().and_then(|archive| exhibit.path.strip_prefix(archive));
    inside.and_then(|path| path.strip_prefix('!')).unwrap_or(&exhibit.path)
}

fn directory_and_set(path: &str) -> (&str, String) {
    let (directory, file) = path.rsplit_once(['/', '\\']).unwrap_or(("", path));
    (directory, set_of_file(file))
}

/// `access.log.3.gz`, `access.log-20210406.gz` and `access-2021-04-06.log` all give `access.log`
/// (logrotate's `dateext`, `dateformat` and numbered forms; Apache rotatelogs).
fn set_of_file(file: &str) -> String {
    static PACKED: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"(?i)\.(?:gz|zst|bz2|xz|zip|z)$").ok());
    static DATED: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"[-_.](?:19|20)\d\d[-_.]?\d\d[-_.]?\d\d(?:[-_.T]?\d\d){0,3}$").ok()
    });
    static DATED_INSIDE: LazyLock<Option<Regex>> = LazyLock::new(|| {
        let date = r"[-_.](?:19|20)\d\d[-_.]?\d\d[-_.]?\d\d(?:[-_.T]?\d\d){0,3}";
        Regex::new(&format!(r"{date}(\.[A-Za-z]+)$")).ok()
    });
    static NUMBERED: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"(?:\.\d{1,5}|[-.]\d{9,10})$").ok());
    let mut name = file.to_owned();
    for pattern in [&PACKED, &NUMBERED, &DATED, &NUMBERED] {
        let shorter =
            pattern.as_ref().map_or_else(|| name.clone(), |p| p.replace(&name, "").into());
        name = if shorter.is_empty() { name } else { shorter };
    }
    let inside = DATED_INSIDE.as_ref().map(|pattern| pattern.replace(&name, "$1").into_owned());
    inside.filter(|shorter| !shorter.starts_with('.')).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: f64 = 86_400e6;

    /// Files with the span that each has, in days.
    fn sets(files: &[(&str, f64, f64)]) -> Vec<String> {
        let us = |days: f64| (days * DAY) as i64;
        let file = |&(path, from, to): &_| (path, Some((us(from), us(to))));
        sets_of(&files.iter().map(file).collect::<Vec<_>>())
    }

    #[test]
    fn rotation_and_compression_leave_the_set() {
        for file in [
            "access.log",
            "access.log.3.gz",
            "access.log.gz",
            "access.log-20210406.gz",
            "access.log-1617667200.gz",
            "access.log.2021-04-06",
            "access-2021-04-06.log",
            "access_20210406.log.zst",
            "access.log-2021040612",
        ] {
            assert_eq!(set_of_file(file), "access.log", "{file}");
        }
        assert_eq!(set_of_file("site2.log.1"), "site2.log");
        assert_eq!(set_of_file("2021-04-06.gz"), "2021-04-06");
        assert_eq!(set_of_file(".gz"), ".gz");
    }

    #[test]
    fn pieces_that_follow_each_other_are_one_log() {
        for (one, next, set) in [
            ("u_ex210405.log", "u_ex210406.log", "u_ex.log"),
            ("2021_04_05.request.log", "2021_04_06.request.log", "request.log"),
            (
                "shop.example-05-04-2021.log.gz",
                "shop.example-06-04-2021.log.gz",
                "shop.example.log",
            ),
            (
                "shop.example-ssl_log-Apr-2021.gz",
                "shop.example-ssl_log-May-2021.gz",
                "shop.example-ssl_log",
            ),
            ("part-00000", "part-00001", "part"),
            ("0.log", "1.log", "log"),
        ] {
            assert_eq!(sets(&[(next, 1.0, 2.0), (one, 0.0, 1.01)]), [set, set]);
            let apart = sets(&[(one, 0.0, 1.0), (next, 0.5, 1.5)]);
            assert_ne!(apart[0], apart[1], "at the same time: two servers'");
        }
        let mixed = [("web1.log", 0.0, 2.0), ("web2.log", 2.0, 3.0), ("web3.log", 0.0, 3.0)];
        assert_eq!(sets(&mixed), ["web1.log", "web2.log", "web3.log"]);
        assert_eq!(sets(&[("1", 0.0, 1.0), ("2", 1.0, 2.0)]), ["1", "2"], "nothing in common");
        assert_eq!(sets(&[("web1.log", 0.0, 1.0)]), ["web1.log"], "one alone");
    }

    #[test]
    fn the_same_log_of_two_sites_is_two() {
        let files = [
            ("W3SVC1/u_ex210405.log", 0.0, 1.0),
            ("W3SVC1/u_ex210406.log", 1.0, 2.0),
            ("W3SVC2/u_ex210405.log", 0.0, 1.0),
            ("W3SVC2/u_ex210406.log", 1.0, 2.0),
        ];
        let (one, two) = ("W3SVC1/u_ex.log", "W3SVC2/u_ex.log");
        assert_eq!(sets(&files), [one, one, two, two]);
    }
}
