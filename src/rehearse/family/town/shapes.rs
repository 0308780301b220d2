//! What towns are drawn from: the shapes of days, log formats, lengths of history. Conventions.

/// A day's shape: knots of (hour, share of the busiest rate).
pub(in crate::rehearse::family) type Shape = &'static [(f64, f64)];

/// Shapes by the kind of site.
pub(in crate::rehearse::family) const SHAPES: [(&str, Shape); 5] = [
    (
        "school",
        &[
            (0.0, 0.06),
            (5.0, 0.03),
            (7.0, 0.3),
            (8.2, 1.0),
            (10.0, 0.75),
            (12.0, 0.6),
            (14.0, 0.7),
            (17.0, 0.65),
            (20.0, 0.5),
            (22.5, 0.2),
        ],
    ),
    (
        "shop",
        &[
            (0.0, 0.25),
            (4.0, 0.08),
            (9.0, 0.5),
            (12.5, 0.7),
            (15.0, 0.55),
            (18.0, 0.75),
            (20.7, 1.0),
            (22.8, 0.6),
        ],
    ),
    (
        "office",
        &[
            (0.0, 0.04),
            (6.0, 0.06),
            (9.0, 0.85),
            (10.5, 1.0),
            (12.7, 0.55),
            (14.5, 0.95),
            (17.0, 0.7),
            (19.0, 0.2),
            (22.0, 0.08),
        ],
    ),
    (
        "news",
        &[
            (0.0, 0.3),
            (4.0, 0.12),
            (7.5, 0.95),
            (9.0, 0.7),
            (12.5, 1.0),
            (15.0, 0.6),
            (18.5, 0.8),
            (20.5, 0.9),
            (23.0, 0.5),
        ],
    ),
    ("worldwide", &[(0.0, 0.7), (6.0, 0.75), (14.0, 1.0), (20.0, 0.9)]),
];

/// Formats a world may log in, with a weight: with and without durations, stamps of both meanings.
pub(in crate::rehearse::family) const FORMATS: [(&str, f64); 6] = [
    ("nginx_combined", 3.0),
    ("nginx_timed", 3.0),
    ("apache_combined", 3.0),
    ("apache_timed", 2.0),
    ("vhost_combined", 1.0),
    ("common", 1.0),
];

/// Days of history before the day of the story, with a weight.
pub(in crate::rehearse::family) const HISTORIES: [(u32, f64); 5] =
    [(0, 2.0), (1, 3.0), (3, 3.0), (7, 2.0), (14, 1.0)];
