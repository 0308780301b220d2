//! Lines that the server's own configuration describes: Apache's `LogFormat` or nginx's `log_format`,
//! given with the exhibits. The stamp marks the start for Apache and the end for nginx, unless the
//! format says otherwise.

use std::cmp::Reverse;

use crate::base::account::Stamp;

use super::Format;
use super::kernel::pattern::compile;
use super::kernel::pattern::layout::Layout;
use super::kernel::pattern::patterned::Patterned;
use super::kernel::reader::{Reader, Setting};

/// `%h %l %u %t "%r" %>s %b`, `$remote_addr [$time_local] "$request" $status`
pub(super) const FORMAT: Format = Format::new(
    "custom",
    "as given: Apache LogFormat or nginx log_format",
    Stamp::Unknown,
    |setting, _| open(setting),
);

/// Of several formats that read a line, the one with more fields says more. One without a time, as the
/// `agent` of Apache's sample configuration, reads any line, and counts only where none has one.
fn open(setting: &Setting) -> Option<Box<dyn Reader>> {
    let compiled = setting.patterns.iter().filter_map(|pattern| compile(pattern).ok());
    let mut layouts: Vec<Layout> = compiled.collect();
    if layouts.iter().any(Layout::has_time) {
        layouts.retain(Layout::has_time);
    }
    layouts.sort_by_key(|layout| Reverse(layout.len()));
    (!layouts.is_empty()).then(|| Patterned::new(layouts).stamped().boxed())
}
