//! The world in outlines, one path a country, and the shares that shade it. Outlines: Natural Earth
//! 1:110 million (public domain) as packed in world-atlas 2.0.2 (ISC, `world.LICENSE`), drawn with
//! equal steps of longitude and latitude from 168.4° W and down from 80° N, in whole units of a width of
//! 880; Guiana is set apart from France, Antarctica left out. Territories too small for that scale
//! stand as labelled squares beside the map. Borders are those of the source and take no side.

use std::collections::BTreeMap;

use super::svg::{Anchor, Drawing};

/// A line a country: its ISO 3166-1 code, a space, its outline.
const OUTLINES: &str = include_str!("world.txt");

/// Height of the map in the width of 880.
pub(super) const HEIGHT: f64 = 330.0;
/// Shades, the class `heat-1` the lightest.
const SHADES: f64 = 6.0;
/// The home whose territories lie overseas, and these: the communes of France outside Europe.
const FRANCE: &str = "FR";
const OVERSEAS: [&str; 12] =
    ["GP", "MQ", "GF", "BL", "MF", "PM", "RE", "YT", "NC", "PF", "WF", "TF"];
/// A square of the inset, and how many stand in a row.
const SQUARE: f64 = 26.0;
const IN_A_ROW: usize = 6;
/// Where the inset stands: the empty south of the Pacific.
const INSET: (f64, f64) = (14.0, 250.0);

/// Is there an outline for any of these?
pub(super) fn knows<'a>(mut countries: impl Iterator<Item = &'a str>) -> bool {
    countries.any(|country| outlines().any(|(code, _)| code == country))
}

/// The outlines as shapes to be used by name: once in a page, whatever number of maps it has.
pub fn shapes() -> String {
    let shape = |(code, path)| format!(r#"<path id="land-{code}" d="{path}"/>"#);
    format!(
        r#"<svg width="0" height="0" aria-hidden="true" focusable="false"><defs>{}</defs></svg>"#,
        outlines().map(shape).collect::<String>()
    )
}

/// A picture with its outlines used by name instead of drawn; any other picture as it is.
pub fn shared(svg: &str) -> String {
    let names: BTreeMap<&str, &str> = outlines().map(|(code, path)| (path, code)).collect();
    let mut text = String::with_capacity(svg.len());
    for element in svg.split_inclusive("/>") {
        match used(element, &names) {
            Some(used) => text.push_str(&used),
            None => text.push_str(element),
        }
    }
    text
}

/// The element that uses the outline which `element` draws.
fn used(element: &str, names: &BTreeMap<&str, &str>) -> Option<String> {
    let (start, path) = element.strip_suffix(r#""/>"#)?.rsplit_once(r#"" d=""#)?;
    let code = names.get(path)?;
    let (before, class) = start.rsplit_once(r#"<path class=""#)?;
    Some(format!(r##"{before}<use class="{class}" href="#land-{code}"/>"##))
}

/// Draws the land, each country as dark as its share, and the territories overseas where home has some.
pub(super) fn draw(drawing: &mut Drawing, shares: &[(&str, f64)], home: &str, title: &str) {
    let most = shares.iter().map(|(_, share)| *share).fold(0.0, f64::max);
    let class = |code: &str| match shares.iter().find(|(country, _)| *country == code) {
        Some((_, share)) if *share > 0.0 => format!("heat-{}", shade(*share, most)),
        _ => "land".to_owned(),
    };
    for (code, path) in outlines() {
        drawing.outline(&class(code), path);
        if code == home {
            drawing.outline("home", path);
        }
    }
    if home == FRANCE {
        inset(drawing, title, class);
    }
}

fn inset(drawing: &mut Drawing, title: &str, class: impl Fn(&str) -> String) {
    drawing.text("tick", (INSET.0, INSET.1 - 8.0), Anchor::Start, title);
    for (index, code) in OVERSEAS.iter().enumerate() {
        let column = (index % IN_A_ROW) as f64;
        let at = (INSET.0 + SQUARE * column, INSET.1 + SQUARE * (index / IN_A_ROW) as f64);
        drawing.rect(&class(code), at, (SQUARE - 2.0, SQUARE - 2.0));
        drawing.rect("home", at, (SQUARE - 2.0, SQUARE - 2.0));
        let middle = (at.0 + SQUARE / 2.0 - 1.0, at.1 + SQUARE / 2.0 + 3.5);
        drawing.text("tick", middle, Anchor::Middle, code);
    }
}

/// By the root of the share, so that small ones stay apart from none.
fn shade(share: f64, most: f64) -> u32 {
    (SHADES * (share / most.max(1e-9)).sqrt()).ceil().clamp(1.0, SHADES) as u32
}

fn outlines() -> impl Iterator<Item = (&'static str, &'static str)> {
    OUTLINES.lines().filter_map(|line| line.split_once(' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outlines_are_paths_of_countries() {
        let found: Vec<_> = outlines().collect();
        assert!(found.len() > 170 && found.is_sorted());
        for (code, path) in found {
            assert!(code.len() == 2 && code.bytes().all(|b| b.is_ascii_uppercase()), "{code}");
            assert!(path.starts_with('M') && path.ends_with('z'), "{code}");
            assert!(path.chars().all(|c| c.is_ascii_digit() || "Mlz -".contains(c)), "{code}");
        }
        assert!(knows(["??", "GF"].into_iter()) && !knows(["<script>"].into_iter()));
    }

    #[test]
    fn a_page_holds_each_outline_once() {
        let mut drawing = Drawing::new("w", 880.0, HEIGHT);
        draw(&mut drawing, &[("RU", 0.4)], "FR", "overseas");
        let svg = drawing.finish("t", "d");
        let shared = shared(&svg);
        assert!(shapes().len() > 40_000 && shared.len() < svg.len() / 3);
        assert_eq!(shared.matches("<use").count(), outlines().count() + 1);
        assert!(shared.contains(r##"<use class="heat-6" href="#land-RU"/>"##));
        assert!(shared.starts_with("<svg ") && shared.ends_with("</svg>"));
    }

    #[test]
    fn shares_shade_their_country_and_home_has_its_islands() {
        let draw_for = |home: &str| {
            let mut drawing = Drawing::new("w", 880.0, HEIGHT);
            draw(&mut drawing, &[("RU", 0.4), ("RE", 0.1)], home, "overseas");
            drawing.finish("t", "d")
        };
        let france = draw_for("FR");
        assert_eq!((france.matches("heat-6").count(), france.matches("heat-3").count()), (1, 1));
        assert!(france.contains(">RE</text>") && !draw_for("DE").contains(">RE</text>"));
    }
}
