//! The one place where SVG is written. Shapes and classes in, an `<svg>` element out; coordinates
//! have one decimal, so that the same values give the same bytes everywhere.

use std::fmt::Write;

/// A picture being drawn.
pub(super) struct Drawing {
    id: String,
    width: f64,
    height: f64,
    body: String,
    patterns: usize,
}

/// Where a text stands relative to its point.
#[derive(Clone, Copy)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

impl Anchor {
    fn name(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Middle => "middle",
            Self::End => "end",
        }
    }
}

impl Drawing {
    pub(super) fn new(id: &str, width: f64, height: f64) -> Self {
        Self { id: id.to_owned(), width, height, body: String::new(), patterns: 0 }
    }

    pub(super) fn rect(&mut self, class: &str, at: (f64, f64), size: (f64, f64)) {
        let (x, y, w, h) = (coord(at.0), coord(at.1), coord(size.0), coord(size.1));
        self.push(format_args!(
            r#"<rect class="{class}" x="{x}" y="{y}" width="{w}" height="{h}"/>"#
        ));
    }

    /// A rectangle filled with diagonal lines: what is marked must not hang on colour alone.
    pub(super) fn hatched(&mut self, class: &str, at: (f64, f64), size: (f64, f64)) {
        self.patterns += 1;
        let pattern = format!("{}-p{}", self.id, self.patterns);
        self.push(format_args!(
            r#"<defs><pattern id="{pattern}" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><line class="{class}-line" x1="0" y1="0" x2="0" y2="7"/></pattern></defs>"#
        ));
        self.rect(&format!("{class}-ground"), at, size);
        let (x, y, w, h) = (coord(at.0), coord(at.1), coord(size.0), coord(size.1));
        self.push(format_args!(
            r##"<rect fill="url(#{pattern})" x="{x}" y="{y}" width="{w}" height="{h}"/>"##
        ));
        for edge in [at.0, at.0 + size.0] {
            self.line(&format!("{class}-edge"), (edge, at.1), (edge, at.1 + size.1));
        }
    }

    pub(super) fn line(&mut self, class: &str, from: (f64, f64), to: (f64, f64)) {
        let (x1, y1, x2, y2) = (coord(from.0), coord(from.1), coord(to.0), coord(to.1));
        self.push(format_args!(
            r#"<line class="{class}" x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}"/>"#
        ));
    }

    pub(super) fn circle(&mut self, class: &str, at: (f64, f64), radius: f64) {
        let (x, y, r) = (coord(at.0), coord(at.1), coord(radius));
        self.push(format_args!(r#"<circle class="{class}" cx="{x}" cy="{y}" r="{r}"/>"#));
    }

    /// A broken line: a `None` interrupts it.
    pub(super) fn polyline(&mut self, class: &str, points: &[Option<(f64, f64)>]) {
        let mut path = String::new();
        let mut pen = 'M';
        for point in points {
            match point {
                Some((x, y)) => {
                    path.push_str(&format!("{pen}{} {}", coord(*x), coord(*y)));
                    pen = 'L';
                }
                None => pen = 'M',
            }
        }
        if !path.is_empty() {
            self.push(format_args!(r#"<path class="{class}" d="{path}"/>"#));
        }
    }

    /// A path that is part of the program.
    pub(super) fn outline(&mut self, class: &str, path: &'static str) {
        self.push(format_args!(r#"<path class="{class}" d="{path}"/>"#));
    }

    /// The area between a line and a base.
    pub(super) fn area(&mut self, class: &str, points: &[(f64, f64)], base: f64) {
        let (Some(first), Some(last)) = (points.first(), points.last()) else { return };
        let mut path = format!("M{} {}", coord(first.0), coord(base));
        for (x, y) in points {
            path.push_str(&format!("L{} {}", coord(*x), coord(*y)));
        }
        path.push_str(&format!("L{} {}Z", coord(last.0), coord(base)));
        self.push(format_args!(r#"<path class="{class}" d="{path}"/>"#));
    }

    pub(super) fn text(&mut self, class: &str, at: (f64, f64), anchor: Anchor, text: &str) {
        let (x, y, anchor, text) = (coord(at.0), coord(at.1), anchor.name(), escaped(text));
        self.push(format_args!(
            r#"<text class="{class}" x="{x}" y="{y}" text-anchor="{anchor}">{text}</text>"#
        ));
    }

    /// The element, with title and description for those who do not see it.
    pub(super) fn finish(self, title: &str, description: &str) -> String {
        let Self { id, width, height, body, .. } = self;
        let (width, height) = (coord(width), coord(height));
        let (title, description) = (escaped(title), escaped(description));
        format!(
            r#"<svg role="img" aria-labelledby="{id}-t {id}-d" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg"><title id="{id}-t">{title}</title><desc id="{id}-d">{description}</desc>{body}</svg>"#
        )
    }

    fn push(&mut self, shape: std::fmt::Arguments<'_>) {
        // Writing to a String cannot fail.
        let _ = self.body.write_fmt(shape);
    }
}

/// One decimal, without `.0` and without a negative zero.
fn coord(value: f64) -> String {
    let tenths = (if value.is_finite() { value } else { 0.0 } * 10.0).round() as i64;
    let sign = if tenths < 0 { "-" } else { "" };
    match (tenths.abs() / 10, tenths.abs() % 10) {
        (whole, 0) => format!("{sign}{whole}"),
        (whole, tenth) => format!("{sign}{whole}.{tenth}"),
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn coordinates_have_one_decimal() {
        for (value, expected) in
            [(1.0, "1"), (1.25, "1.3"), (-0.04, "0"), (-1.5, "-1.5"), (f64::NAN, "0")]
        {
            assert_eq!(coord(value), expected);
        }
    }

    #[test]
    fn texts_are_escaped_and_lines_broken() {
        let mut drawing = Drawing::new("c", 10.0, 10.0);
        drawing.text("t", (0.0, 0.0), Anchor::Start, "</text><script>");
        drawing.polyline("l", &[Some((0.0, 0.0)), None, Some((1.0, 1.0)), Some((2.0, 2.0))]);
        let svg = drawing.finish("a & b", "\"d\"");
        assert!(svg.contains("&lt;/text&gt;&lt;script&gt;") && !svg.contains("<script"));
        assert!(svg.contains(r#"d="M0 0M1 1L2 2""#));
        assert!(svg.contains("a &amp; b</title>"));
    }
}
