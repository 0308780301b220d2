//! Which log each file is a piece of: rotation cuts a log by size, day or hour and packs the pieces, and everybody
//! names them otherwise. In: names and spans of exhibits. Out: a name each. It does not look at what is in them.
//!
//! First what common rotations add is taken off. Then sets whose names differ in numbers or months alone are one if
//! those are dates that their lines bear, or number parts, and if they follow each other in time: `u_ex210405.log` and
//! `u_ex210406.log` are days of one log. `shop1.log` and `shop2.log` stay two, whenever they were written: to compare
//! one site with another would make all its clients strangers.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use regex::{Captures, Regex};

use crate::base::account::Exhibit;
use crate::base::time::DAY_US;

/// Share of the shorter of two pieces that both may span, and still follow each other: a request that takes long is
/// written after the log was cut, and stamped before.
const SHARED: f64 = 0.1;

/// What numbers the parts of a log that was cut.
const PARTS: &[&str] = &["part", "chunk", "split", "segment"];

/// Months as names of files have them.
const MONTHS: &[&str] =
    &["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// How a day or its month can be written in digits: year first, day first, month first (`strftime(3)`).
const DATES: &[&str] = &["%y%m", "%Y%m", "%m%Y", "%d%m%y", "%d%m%Y", "%m%d%y", "%m%d%Y"];

/// Digits right behind a word, from which they can be a date; fewer are part of a name, as in `web01`.
const DATE_DIGITS: usize = 4;

/// A directory, and the name of a set in it.
type Place<'a> = (&'a str, String);
/// First and last instant, microseconds since the epoch.
type Span = (i64, i64);

/// The name of each exhibit's log set; with its directory's name in front only where the same set occurs in several
/// directories.
pub(super) fn log_sets(exhibits: &[Exhibit]) -> Vec<String> {
    let files = exhibits.iter().map(|exhibit| (own_path(exhibit), exhibit.covers_us()));
    sets_of(&files.collect::<Vec<_>>())
}

/// The same of paths, and of what each spans.
fn sets_of(files: &[(&str, Option<Span>)]) -> Vec<String> {
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
    spans: impl Iterator<Item = Option<Span>>,
) -> BTreeMap<Place<'a>, String> {
    let mut whole: BTreeMap<&Place<'a>, Span> = BTreeMap::new();
    for (place, span) in places.iter().zip(spans) {
        if let Some((first, last)) = span {
            let span = whole.entry(place).or_insert((first, last));
            *span = (span.0.min(first), span.1.max(last));
        }
    }
    let mut alike: BTreeMap<Place<'a>, BTreeMap<&Place<'a>, Span>> = BTreeMap::new();
    for (place, span) in whole {
        alike.entry((place.0, without_numbers(&place.1).0)).or_default().insert(place, span);
    }
    alike.retain(|log, pieces| pieces.len() > 1 && are_pieces(&log.1, pieces));
    let pieces =
        alike.iter().flat_map(|(log, pieces)| pieces.keys().map(move |piece| (piece, log)));
    pieces.map(|(piece, log)| ((*piece).clone(), log.1.clone())).collect()
}

/// Are these pieces of a log of that name?
fn are_pieces(log: &str, pieces: &BTreeMap<&Place, Span>) -> bool {
    let words = || log.split(|letter: char| !letter.is_alphanumeric());
    let parts = words().any(|word| PARTS.contains(&word.to_lowercase().as_str()));
    let dated = |(piece, span): (&&Place, &Span)| is_date(&without_numbers(&piece.1).1, *span);
    !log.is_empty() && (parts || pieces.iter().all(dated)) && follow(pieces.values().copied())
}

/// Do these digits begin with a date of the span? Names go by the zone of the server, so that a day more or less will do.
fn is_date(digits: &str, (first, last): Span) -> bool {
    let days = [first.saturating_sub(DAY_US), first, last, last.saturating_add(DAY_US)];
    let days = days.iter().filter_map(|day| jiff::Timestamp::from_microsecond(*day).ok());
    let mut written =
        days.flat_map(|day| DATES.iter().map(move |form| day.strftime(form).to_string()));
    written.any(|date| digits.starts_with(&date))
}

/// Does each of these spans begin where the one before it ends, or later?
fn follow(spans: impl Iterator<Item = Span>) -> bool {
    let mut spans: Vec<Span> = spans.collect();
    spans.sort_unstable();
    let length = |span: Span| span.1.saturating_sub(span.0) as f64;
    let mut pairs = spans.iter().zip(spans.iter().skip(1));
    pairs.all(|(&one, &next)| {
        let both = one.1.min(next.1).saturating_sub(next.0) as f64;
        both <= SHARED * length(one).min(length(next))
    })
}

/// A name without its numbers and months, and what stood before each; and those, as digits: `u_ex210406.log` gives
/// `u_ex.log` and 210406, `2021_04_06.request.log` `request.log`, `example.fr-Apr-2021` `example.fr` and 042021. The
/// numbers of names, as in `web01-210406.log`, stay.
fn without_numbers(name: &str) -> (String, String) {
    static WORDS: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"([-_.]*)([A-Za-z]*)([0-9]*)").ok());
    let mut digits = String::new();
    let bare = WORDS.as_ref().map_or(name.into(), |words| {
        words.replace_all(name, |found: &Captures| {
            let [before, word, number] = found.extract().1;
            let small = word.to_lowercase();
            if let Some(month) = MONTHS.iter().position(|month| *month == small) {
                digits.push_str(&format!("{:02}{number}", month + 1));
                return String::new();
            }
            if !(word.is_empty() || number.len() >= DATE_DIGITS || PARTS.contains(&small.as_str()))
            {
                return format!("{before}{word}{number}");
            }
            digits.push_str(number);
            if word.is_empty() && !number.is_empty() {
                word.into()
            } else {
                format!("{before}{word}")
            }
        })
    });
    (bare.trim_matches(['-', '_', '.']).to_owned(), digits)
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

    /// Files with the span that each has, in days from 5 April 2021.
    fn sets(files: &[(&str, f64, f64)]) -> Vec<String> {
        let us = |days: f64| ((18_722.0 + days) * DAY_US as f64) as i64;
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
            ("u_ex21040523.log", "u_ex21040600.log", "u_ex.log"),
            ("2021_04_05.request.log", "2021_04_06.request.log", "request.log"),
            (
                "shop.example-05-04-2021.log.gz",
                "shop.example-06-04-2021.log.gz",
                "shop.example.log",
            ),
            ("shop_04-05-21.log", "shop_04-06-21.log", "shop.log"),
            ("shop_05_Apr_2021.log", "shop_06_Apr_2021.log", "shop.log"),
            // A server that is a day ahead or behind.
            ("ex210404.log", "ex210405.log", "ex.log"),
            ("part-00000", "part-00001", "part"),
            ("access.part1.log", "access.part2.log", "access.part.log"),
            ("web01-210405.log", "web01-210406.log", "web01.log"),
        ] {
            assert_eq!(sets(&[(next, 1.0, 2.0), (one, 0.0, 1.01)]), [set, set]);
            let apart = sets(&[(one, 0.0, 1.0), (next, 0.5, 1.5)]);
            assert_ne!(apart[0], apart[1], "at the same time: two servers'");
        }
        let months = [
            ("shop.example-ssl_log-Apr-2021.gz", 0.0, 25.0),
            ("shop.example-ssl_log-May-2021.gz", 26.0, 50.0),
        ];
        assert_eq!(sets(&months), ["shop.example-ssl_log"; 2]);
    }

    #[test]
    fn numbers_that_are_no_dates_tell_sites_apart() {
        for (one, next) in [
            ("shop1.log", "shop2.log"),
            ("web-01.log", "web-02.log"),
            ("0.log", "1.log"),
            ("shop1-210405.log", "shop2-210406.log"),
            ("shop-1-210405.log", "shop-2-210406.log"),
            ("customer210405.log", "customer190101.log"),
            ("mayor.log", "major.log"),
        ] {
            assert_eq!(sets(&[(one, 0.0, 1.0), (next, 1.0, 2.0)]), [one, next]);
        }
        assert_eq!(sets(&[("210405", 0.0, 1.0), ("210406", 1.0, 2.0)]), ["210405", "210406"]);
        assert_eq!(sets(&[("u_ex210405.log", 0.0, 1.0)]), ["u_ex210405.log"], "one alone");
        assert_eq!(sets_of(&[("a-1.log", None), ("a-2.log", None)]), ["a-1.log", "a-2.log"]);
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
