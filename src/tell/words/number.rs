//! Numbers as people of a language write them. Values in, text out; machine output (JSON) does not
//! come here.

use fluent_bundle::FluentValue;

/// Shown where a number is not finite.
const NO_NUMBER: &str = "–";

/// How a language writes numbers and units.
#[derive(Debug, Clone, Copy)]
pub struct Numbers {
    group: char,
    decimal: char,
    percent: &'static str,
    day: &'static str,
    byte_units: [&'static str; 5],
}

/// `1,234.5` and `12%`.
pub(super) const ENGLISH: Numbers = Numbers {
    group: ',',
    decimal: '.',
    percent: "%",
    day: "d",
    byte_units: ["bytes", "kB", "MB", "GB", "TB"],
};

/// `1 234,5` and `12 %`, with the narrow no-break space U+202F (Imprimerie nationale).
pub(super) const FRENCH: Numbers = Numbers {
    group: '\u{202f}',
    decimal: ',',
    percent: "\u{202f}%",
    day: "j",
    byte_units: ["octets", "ko", "Mo", "Go", "To"],
};

/// The text of a number inside a sentence; `None` leaves other values to Fluent.
pub(super) fn localised(value: &FluentValue<'_>, numbers: &Numbers) -> Option<String> {
    match value {
        FluentValue::Number(number) if number.value.fract() == 0.0 => {
            Some(numbers.decimal(number.value, 0))
        }
        FluentValue::Number(number) => Some(numbers.significant(number.value, 3)),
        _ => None,
    }
}

impl Numbers {
    /// A count.
    pub fn integer(&self, value: u64) -> String {
        self.written(&value.to_string())
    }

    /// With a fixed number of decimals.
    pub fn decimal(&self, value: f64, decimals: usize) -> String {
        if !value.is_finite() {
            return NO_NUMBER.to_owned();
        }
        if value.abs() >= 1e15 {
            return format!("{value:.3e}").replace('.', &self.decimal.to_string());
        }
        let text = format!("{value:.decimals$}");
        let zero = text.bytes().all(|byte| matches!(byte, b'-' | b'0' | b'.'));
        self.written(if zero { text.trim_start_matches('-') } else { &text })
    }

    /// With at least `digits` significant digits and no decimals beyond them.
    pub fn significant(&self, value: f64, digits: usize) -> String {
        let magnitude = if value == 0.0 { 0 } else { value.abs().log10().floor() as i64 };
        let decimals = (digits as i64 - 1 - magnitude).clamp(0, 9);
        self.decimal(value, decimals as usize)
    }

    /// A share 0…1 as a percentage. What is not all is never rounded up to 100, what is not nothing
    /// never down to 0.
    pub fn percent(&self, share: f64) -> String {
        if !share.is_finite() {
            return NO_NUMBER.to_owned();
        }
        let percent = share * 100.0;
        let (sign, shown) = match percent {
            p if p > 0.0 && p < 0.05 => ("<\u{202f}", 0.1),
            p if (99.95..100.0).contains(&p) => (">\u{202f}", 99.9),
            p => ("", p),
        };
        format!("{sign}{}{}", self.decimal(shown, 1), self.percent)
    }

    /// A mark of an axis of shares, with only the decimals that the step between marks needs.
    pub fn percent_mark(&self, share: f64, step: f64) -> String {
        let decimals = (-(step * 100.0).log10().floor()).clamp(0.0, 6.0);
        format!("{}{}", self.decimal(share * 100.0, decimals as usize), self.percent)
    }

    /// A length of time given in seconds, with its two largest units.
    pub fn duration(&self, seconds: f64) -> String {
        if !seconds.is_finite() {
            return NO_NUMBER.to_owned();
        }
        if seconds < 0.0 {
            return format!("−{}", self.duration(-seconds));
        }
        if seconds < 1.0 && seconds > 0.0 {
            return format!("{}\u{a0}ms", self.significant(seconds * 1000.0, 2));
        }
        if seconds < 120.0 {
            return format!("{}\u{a0}s", self.significant(seconds, 2));
        }
        self.long_duration((seconds / 60.0).round() as i64)
    }

    fn long_duration(&self, minutes: i64) -> String {
        // Days are told to the hour, and rounded to it.
        let minutes = if minutes < 1440 { minutes } else { (minutes + 30) / 60 * 60 };
        let (days, hours, rest) = (minutes / 1440, minutes / 60 % 24, minutes % 60);
        let (large, small) = match (days, hours) {
            (0, 0) => return format!("{rest}\u{a0}min"),
            (0, _) => ((hours, "h"), (rest, "min")),
            _ => ((days, self.day), (hours, "h")),
        };
        let first = format!("{}\u{a0}{}", self.written(&large.0.to_string()), large.1);
        if small.0 == 0 { first } else { format!("{first}\u{a0}{}\u{a0}{}", small.0, small.1) }
    }

    /// A size in bytes, with decimal units (SI) of three significant digits.
    pub fn bytes(&self, bytes: u64) -> String {
        let mut value = bytes as f64;
        let mut unit = 0;
        while value >= 999.5 && unit + 1 < self.byte_units.len() {
            value /= 1000.0;
            unit += 1;
        }
        let name = self.byte_units.get(unit).copied().unwrap_or_default();
        let digits = if unit == 0 { self.decimal(value, 0) } else { self.significant(value, 3) };
        format!("{digits}\u{a0}{name}")
    }

    /// Groups the whole part by three and sets the decimal mark; four digits stay together only in
    /// decimals.
    fn written(&self, plain: &str) -> String {
        let (sign, digits) = plain.strip_prefix('-').map_or(("", plain), |rest| ("−", rest));
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let mut text = String::from(sign);
        for (index, digit) in whole.chars().enumerate() {
            if index > 0 && (whole.len() - index).is_multiple_of(3) {
                text.push(self.group);
            }
            text.push(digit);
        }
        if !fraction.is_empty() {
            text.push(self.decimal);
            text.push_str(fraction);
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_both_languages() {
        assert_eq!(ENGLISH.decimal(1234.5, 1), "1,234.5");
        assert_eq!(FRENCH.decimal(1234.5, 1), "1\u{202f}234,5");
        assert_eq!(ENGLISH.integer(1_000_000), "1,000,000");
        assert_eq!(ENGLISH.decimal(-0.04, 1), "0.0");
        assert_eq!(ENGLISH.decimal(-1234.0, 0), "−1,234");
        assert_eq!(ENGLISH.significant(0.012_345, 3), "0.0123");
        assert_eq!(ENGLISH.significant(123_456.0, 3), "123,456");
        assert_eq!(FRENCH.decimal(f64::NAN, 1), "–");
    }

    #[test]
    fn shares_are_never_rounded_to_certainty() {
        assert_eq!(ENGLISH.percent(0.123), "12.3%");
        assert_eq!(FRENCH.percent(0.123), "12,3\u{202f}%");
        assert_eq!(ENGLISH.percent(0.9999), ">\u{202f}99.9%");
        assert_eq!(ENGLISH.percent(1.0), "100.0%");
        assert_eq!(ENGLISH.percent(0.0001), "<\u{202f}0.1%");
        assert_eq!(ENGLISH.percent(0.0), "0.0%");
        assert_eq!(ENGLISH.percent_mark(0.2, 0.1), "20%");
        assert_eq!(FRENCH.percent_mark(0.01, 0.005), "1,0\u{202f}%");
    }

    #[test]
    fn durations_and_sizes() {
        assert_eq!(ENGLISH.duration(0.05), "50\u{a0}ms");
        assert_eq!(ENGLISH.duration(7740.0), "2\u{a0}h\u{a0}9\u{a0}min");
        assert_eq!(FRENCH.duration(2.0 * 86_400.0), "2\u{a0}j");
        assert_eq!(ENGLISH.duration(2.0 * 86_400.0 + 43_080.0), "2\u{a0}d\u{a0}12\u{a0}h");
        assert_eq!(ENGLISH.duration(86_400.0 - 60.0), "23\u{a0}h\u{a0}59\u{a0}min");
        assert_eq!(ENGLISH.duration(-3.0), "−3.0\u{a0}s");
        assert_eq!(FRENCH.bytes(12_345_678), "12,3\u{a0}Mo");
        assert_eq!(ENGLISH.bytes(999), "999\u{a0}bytes");
    }
}
