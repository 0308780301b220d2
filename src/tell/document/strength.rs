//! The verbal scale of support: ENFSI Guideline for Evaluative Reporting in Forensic Science,
//! version 3.0 (2015). A weight in, a band out. The numbers of the bands are a convention, so every
//! report prints the table.

/// A band of likelihood ratios with its words.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Band {
    /// Key in `tell/words` (`band-<key>`).
    pub key: &'static str,
    /// Its words in `verdict.json`, which is not translated.
    pub english: &'static str,
    /// Largest log10 of a likelihood ratio inside: an edge belongs to the lower band.
    pub log10_high: f64,
}

/// The bands, weakest first.
pub const BANDS: &[Band] = &[
    Band { key: "none", english: "no support either way", log10_high: std::f64::consts::LOG10_2 },
    Band { key: "weak", english: "weak support", log10_high: 1.0 },
    Band { key: "moderate", english: "moderate support", log10_high: 2.0 },
    Band { key: "moderately_strong", english: "moderately strong support", log10_high: 3.0 },
    Band { key: "strong", english: "strong support", log10_high: 4.0 },
    Band { key: "very_strong", english: "very strong support", log10_high: 6.0 },
    Band {
        key: "extremely_strong",
        english: "extremely strong support",
        log10_high: f64::INFINITY,
    },
];

/// The band of a weight, whichever side it supports.
pub fn band(log10_lr: f64) -> Band {
    let distance = log10_lr.abs();
    let found = BANDS.iter().find(|band| distance <= band.log10_high);
    found.copied().unwrap_or(Band {
        key: "none",
        english: "no support either way",
        log10_high: 0.0,
    })
}

/// The words of `verdict.json` for a weight: for the hypothesis, or for the others together.
pub fn english(log10_lr: f64) -> String {
    let band = band(log10_lr);
    if log10_lr < 0.0 && band.key != "none" {
        return format!("{} for the other hypotheses", band.english);
    }
    band.english.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edges_belong_to_the_lower_band() {
        for (lr, expected) in [
            (1.0f64, "none"),
            (2.0, "none"),
            (5.0, "weak"),
            (10.0, "weak"),
            (50.0, "moderate"),
            (500.0, "moderately_strong"),
            (5e3, "strong"),
            (5e5, "very_strong"),
            (5e7, "extremely_strong"),
        ] {
            assert_eq!(band(lr.log10()).key, expected, "{lr}");
            assert_eq!(band(-lr.log10()).key, expected, "1/{lr}");
        }
        assert_eq!(band(f64::NAN).key, "none");
        assert_eq!(english(-1.5), "moderate support for the other hypotheses");
    }
}
