//! Jira's and Confluence's access log, before and after the forwarding header was put in front. Neither
//! request, referer nor agent is in quotes; the name of the thread shows where the user ends. Times in
//! milliseconds.

use crate::base::account::Stamp;

use super::Format;
use super::kernel::pattern::patterned::Patterned;

/// `[06/Apr/2021:08:31:02 +0200] frank http-nio-8080-exec-6 203.0.113.7 GET / HTTP/1.1 200 102ms 7881 http://www.example.fr/ curl/7.74.0`
pub(super) const FORMAT: Format = Format::new(
    "atlassian",
    "Jira and Confluence: %t [%{X-Forwarded-For}i] %{X-AUSERNAME}o %I %h %r %s %Dms %b %{Referer}i %{User-Agent}i",
    Stamp::Start,
    |_, sample| Some(Patterned::of(PATTERNS)?.probed(sample)?.boxed()),
);

const PATTERNS: &[&str] = &[
    r#"%t %{X-Forwarded-For}i %u http%{thread}C %h %r %s %{ms}Tms %b %{Referer}i %{User-Agent}i"#,
    r#"%t %u http%{thread}C %h %r %s %{ms}Tms %b %{Referer}i %{User-Agent}i"#,
];
