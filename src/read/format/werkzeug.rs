//! The development servers of Python: Werkzeug (Flask) and `http.server`. A space between date and time
//! and no zone; Werkzeug colours what failed. Durations: none.

use crate::base::account::Stamp;

use super::Format;
use super::kernel::pattern::patterned::Patterned;

/// `203.0.113.7 - - [06/Apr/2021 08:31:02] "GET / HTTP/1.1" 200 -`
pub(super) const FORMAT: Format = Format::new(
    "werkzeug",
    "Werkzeug and Python's http.server: %h %l %u [%d/%b/%Y %H:%M:%S] \"%r\" %s -",
    Stamp::End,
    |_, sample| Some(Patterned::of(PATTERNS)?.probed(sample)?.boxed()),
);

const PATTERNS: &[&str] = &[
    "%h %l %u [%{%d/%b/%Y %H:%M:%S}t] \"\x1b[%{colour}Cm\x1b[%{weight}Cm%r\x1b[0m\" %>s %b",
    "%h %l %u [%{%d/%b/%Y %H:%M:%S}t] \"\x1b[%{colour}Cm%r\x1b[0m\" %>s %b",
    r#"%h %l %u [%{%d/%b/%Y %H:%M:%S}t] "%r" %>s %b"#,
];
