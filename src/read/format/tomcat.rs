//! Tomcat's and Apache's formats as Elastic's agents ask for them: times stand between the bytes and the
//! referer, and the forwarding header has its name at the end. Tomcat's `%T` is in seconds; a number
//! alone is not read, because nothing tells its unit.

use crate::base::account::Stamp;

use super::Format;
use super::kernel::pattern::patterned::Patterned;

/// `203.0.113.7 - - [06/Apr/2021:08:31:02 +0200] "GET / HTTP/1.1" 200 512 192.0.2.80 + 0.062 "-" "curl/7.74.0" X-Forwarded-For="-"`
pub(super) const FORMAT: Format = Format::new(
    "tomcat",
    "Tomcat and Apache, extended: … %s %b %A %X %T \"%{Referer}i\" \"%{User-Agent}i\" X-Forwarded-For=\"%{X-Forwarded-For}i\"",
    Stamp::Unknown,
    |_, sample| Some(Patterned::of(PATTERNS)?.guarded(is_named).probed(sample)?.boxed()),
);

const PATTERNS: &[&str] = &[
    r#"%h %l %u %t "%r" %s %b ms:%{ms}T"#,
    r#"%h %l %u %t "%r" %s %b ms:%{ms}T "%{Referer}i" "%{User-Agent}i" X-Forwarded-For="%{X-Forwarded-For}i""#,
    r#"%h %l %u %t "%r" %s %b ms:%{ms}T %p "%{Referer}i" "%{User-Agent}i" X-Forwarded-For="%{X-Forwarded-For}i""#,
    r#"%h %l %u %t "%r" %s %b ms:%{ms}T %A - "%{Referer}i" "%{User-Agent}i" X-Forwarded-For="%{X-Forwarded-For}i""#,
    r#"%h %l %u %t "%r" %s %b ms:%{ms}T %A %p "%{Referer}i" "%{User-Agent}i" X-Forwarded-For="%{X-Forwarded-For}i""#,
    r#"%h %l %u %t "%r" %s %b ms:%{ms}T %X %p "%{Referer}i" "%{User-Agent}i" X-Forwarded-For="%{X-Forwarded-For}i""#,
    r#"%h %l %u %t "%r" %s %b ms:%{ms}T %A %X %p "%{Referer}i" "%{User-Agent}i" X-Forwarded-For="%{X-Forwarded-For}i""#,
    r#"%h %l %u %t "%r" %s %b "%{Referer}i" "%{User-Agent}i" X-Forwarded-For="%{X-Forwarded-For}i""#,
    r#"%h %l %u %t "%r" %s %b %p "%{Referer}i" "%{User-Agent}i" X-Forwarded-For="%{X-Forwarded-For}i""#,
    r#"%h %l %u %t "%r" %s %b %A - "%{Referer}i" "%{User-Agent}i" X-Forwarded-For="%{X-Forwarded-For}i""#,
    r#"%h %l %u %t "%r" %s %b %A %T "%{Referer}i" "%{User-Agent}i" X-Forwarded-For="%{X-Forwarded-For}i""#,
    r#"%h %l %u %t "%r" %s %b %X %T "%{Referer}i" "%{User-Agent}i" X-Forwarded-For="%{X-Forwarded-For}i""#,
    r#"%h %l %u %t "%r" %s %b %A %X %T "%{Referer}i" "%{User-Agent}i" X-Forwarded-For="%{X-Forwarded-For}i""#,
];

/// The name at the end, or Elastic's name of a time to serve in milliseconds after the bytes.
fn is_named(line: &[u8]) -> bool {
    let marks: [&[u8]; 2] = [b" X-Forwarded-For=\"", b" ms:"];
    marks.iter().any(|mark| memchr::memmem::find(line, mark).is_some())
}
