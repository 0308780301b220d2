//! Sonatype Nexus Repository (`request.log`): received and sent bytes and milliseconds before the agent.

use crate::base::account::Stamp;

use super::Format;
use super::kernel::pattern::patterned::Patterned;

/// `203.0.113.7 - - [06/Apr/2021:08:31:02 +0200] "GET /repository/a.jar HTTP/1.1" 200 - 8304 12 "Apache-Maven/3.8.1 (Java 11)" [qtp123-401]`
pub(super) const FORMAT: Format = Format::new(
    "nexus",
    "Sonatype Nexus: %h %l %u %t \"%r\" %s %{Content-Length}i %b %{ms}T \"%{User-Agent}i\" [thread]",
    Stamp::End,
    |_, sample| Some(Patterned::of(PATTERNS)?.guarded(has_thread).probed(sample)?.boxed()),
);

const PATTERNS: &[&str] = &[
    r#"%h %l %u %t "%r" %s %I %b %{ms}T "%{User-Agent}i" [%{thread}n]"#,
    r#"%h %l %u %t "%r" %s - %b %{ms}T "%{User-Agent}i" [%{thread}n]"#,
];

/// Jetty's names of threads.
fn has_thread(line: &[u8]) -> bool {
    memchr::memmem::find(line, b"\" [qtp").is_some()
}
