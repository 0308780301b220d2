//! The access log of the services behind VMware's vCenter: Tomcat with a pattern of its own, in words.

use crate::base::account::Stamp;

use super::Format;
use super::kernel::pattern::patterned::Patterned;

/// `[06/Apr/2021:08:31:02 +0200] tomcat-http--47 [Request] 203.0.113.7:4711 to local 1080 - HTTP/1.1 POST /sdk [Response] 200 - 758 bytes [Perf] process 0ms / commit 0ms / conn [+]`
pub(super) const FORMAT: Format = Format::new(
    "vcenter_tomcat",
    "vCenter Tomcat: %t %I [Request] %h:%{remote}p to local %p - %H %m %U%q [Response] %s - %b bytes [Perf] process %Dms …",
    Stamp::Unknown,
    |_, sample| Some(Patterned::of(PATTERNS)?.probed(sample)?.boxed()),
);

const PATTERNS: &[&str] = &[
    r"%t %{thread}n [Request] %h:%{remote}p to local %{local}p - %H %m %U%q [Response] %>s - %B bytes [Perf] process %{ms}Tms / commit %{commit}nms / conn [%X]",
];
