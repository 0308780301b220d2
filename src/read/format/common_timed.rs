//! Common with the time to serve right after the bytes, then perhaps referer and agent, as Tomcat,
//! Jetty and nginx are often set up. The unit of whole numbers is inferred.

use crate::base::account::Stamp;
use crate::read::columns::ABSENT;

use super::Format;
use super::kernel::number;
use super::kernel::pattern::compile;
use super::kernel::pattern::patterned::Patterned;
use super::kernel::reader::{Context, Reader, Session, Setting};
use super::kernel::row::Row;
use super::kernel::slot::{Slot, Unit};
use super::kernel::tail::unit::infer;

/// `203.0.113.7 - - [06/Apr/2021:08:31:02 +0200] "GET / HTTP/1.1" 200 512 61530`
pub(super) const FORMAT: Format = Format::new(
    "common_timed",
    "common with the time to serve: %h %l %u %t \"%r\" %>s %b %D [\"%{Referer}i\" \"%{User-Agent}i\"]",
    Stamp::Unknown,
    open,
);

/// With a whole number, whose unit is inferred.
const WHOLE: &[&str] = &[
    r#"%h %l %u %t "%r" %>s %b %D"#,
    r#"%h %l %u %t "%r" %>s %b %D "%{Referer}i" "%{User-Agent}i""#,
    r#"%v:%p %h %l %u %t "%r" %>s %b %D"#,
    r#"%v %h %l %u %t "%r" %>s %b %D"#,
];

/// With decimals, which are seconds.
const DECIMAL: &[&str] = &[
    r#"$remote_addr $ident $remote_user [$time_local] "$request" $status $body_bytes_sent $request_time"#,
    r#"$remote_addr $ident $remote_user [$time_local] "$request" $status $body_bytes_sent $request_time $upstream_response_time"#,
    r#"$remote_addr $ident $remote_user [$time_local] "$request" $status $body_bytes_sent $request_time "$http_referer" "$http_user_agent""#,
    r#"$remote_addr $ident $remote_user [$time_local] "$request" $status $body_bytes_sent $request_time "$http_referer" "$http_user_agent" "$http_x_forwarded_for""#,
];

fn open(setting: &Setting, sample: &[Vec<u8>]) -> Option<Box<dyn Reader>> {
    let decimal = Patterned::of(DECIMAL)?.stamped();
    if has_decimals(sample) {
        return Some(decimal.boxed());
    }
    let times = times(&Patterned::of(WHOLE)?, setting, sample);
    if times.is_empty() && !sample.is_empty() {
        return None;
    }
    let inferred = infer(&times, &[]);
    let unit = Slot::Duration(inferred.unit);
    let compiled = WHOLE.iter().map(|pattern| compile(pattern).ok());
    let layouts: Option<Vec<_>> = compiled
        .map(|layout| Some(layout?.replaced(&Slot::Duration(Unit::Micros), &unit)))
        .collect();
    let reader = Patterned::new(layouts?).inferring(Some(inferred.text()));
    // Milliseconds are of other servers than Apache, which stamp as they like.
    Some(if inferred.unit == Unit::Millis { reader } else { reader.stamped() }.boxed())
}

/// The whole numbers where the times are.
fn times(raw: &Patterned, setting: &Setting, sample: &[Vec<u8>]) -> Vec<i64> {
    let mut session = Session::new(setting, Context::default());
    let mut time = |line: &Vec<u8>| {
        let mut row = Row::default();
        raw.line(line, &mut row, &mut session).ok()?;
        Some(row.duration_us).filter(|time| *time != ABSENT)
    };
    sample.iter().filter_map(&mut time).collect()
}

/// Are the times written with decimals? Most lines decide: one may lack its time.
fn has_decimals(sample: &[Vec<u8>]) -> bool {
    let has = |line: &&Vec<u8>| {
        let words = line.split(|byte| *byte == b' ');
        let mut numbers = words.skip_while(|word| !word.ends_with(b"\"")).skip(1).take(4);
        numbers.any(|word| word.contains(&b'.') && number::decimal_seconds(word).is_some())
    };
    2 * sample.iter().filter(has).count() > sample.len()
}
