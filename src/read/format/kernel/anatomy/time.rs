//! In which form the times of a sample are written: texts of one place in, the form out. Days and months
//! written as two numbers are told by a number above twelve; where none is, the day comes first, as in
//! all logs that write the year last but those set up in the United States, and that is said.

use jiff::fmt::strtime;

use super::super::slot::TimeForm;
use super::super::tail::column::is_epoch;
use super::super::{stamp, utc};

/// Said where nothing shows which number is the day.
pub const DAY_FIRST: &str = "dates are read day first: no number in the sample is above twelve";

const DAY_MONTH: &[&str] = &[
    "%d/%m/%Y:%H:%M:%S %z",
    "%d/%m/%Y:%H:%M:%S",
    "%d/%m/%Y %H:%M:%S %z",
    "%d/%m/%Y %H:%M:%S",
    "%d-%m-%Y %H:%M:%S",
    "%d.%m.%Y %H:%M:%S",
];
const MONTH_DAY: &[&str] =
    &["%m/%d/%Y:%H:%M:%S %z", "%m/%d/%Y:%H:%M:%S", "%m/%d/%Y %H:%M:%S %z", "%m/%d/%Y %H:%M:%S"];

/// The form, and whether which number is the day is a guess; `None` if not all are times.
pub fn form_of(texts: &[&[u8]]) -> Option<(TimeForm, bool)> {
    if texts.is_empty() {
        return None;
    }
    let is_written = |text: &&[u8]| utc::instant(text).is_some() || stamp::read(text).is_some();
    if texts.iter().all(|text| text.contains(&b':')) && texts.iter().all(is_written) {
        return Some((TimeForm::Any, false));
    }
    let of = |patterns: &'static [&'static str]| {
        patterns.iter().find(|pattern| texts.iter().all(|text| parses(pattern, text)))
    };
    match (of(DAY_MONTH), of(MONTH_DAY)) {
        (Some(pattern), month_first) => {
            Some((TimeForm::Pattern((*pattern).into()), month_first.is_some()))
        }
        (None, Some(pattern)) => Some((TimeForm::Pattern((*pattern).into()), false)),
        (None, None) => None,
    }
}

/// Are all of them seconds or milliseconds since the epoch?
pub fn are_epochs(texts: &[&[u8]]) -> bool {
    let is_millis = |text: &[u8]| {
        text.len() == 13 && text.starts_with(b"1") && text.iter().all(u8::is_ascii_digit)
    };
    !texts.is_empty() && texts.iter().all(|text| is_epoch(text) || is_millis(text))
}

fn parses(pattern: &str, text: &[u8]) -> bool {
    strtime::parse(pattern, text).is_ok_and(|parsed| parsed.to_datetime().is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_above_twelve_is_the_day() {
        let form = |texts: &[&str]| {
            let texts: Vec<&[u8]> = texts.iter().map(|text| text.as_bytes()).collect();
            form_of(&texts)
        };
        let pattern = |text: &str| TimeForm::Pattern(text.into());
        let day_first = pattern("%d/%m/%Y %H:%M:%S");
        assert_eq!(form(&["15/04/2021 08:31:02"]), Some((day_first.clone(), false)));
        assert_eq!(form(&["06/04/2021 08:31:02"]), Some((day_first, true)));
        let month_first = pattern("%m/%d/%Y %H:%M:%S");
        assert_eq!(
            form(&["04/06/2021 08:31:02", "04/15/2021 08:31:03"]),
            Some((month_first, false))
        );
        assert_eq!(form(&["06/Apr/2021:08:31:02 +0200"]), Some((TimeForm::Any, false)));
        assert_eq!(
            (form(&["15/04/2021 08:31:02", "04/15/2021 08:31:02"]), form(&[])),
            (None, None)
        );
    }
}
