//! The web server of F5 BIG-IP's own management interface (`/var/log/httpd/ssl_access_log` through syslog):
//! neither method nor agent.

use crate::base::account::Stamp;

use super::Format;
use super::kernel::pattern::patterned::Patterned;

/// `[ssl_acc] 203.0.113.7 - admin [06/Apr/2021:08:31:02 +0200] "/xui/" 200 110`
pub(super) const FORMAT: Format = Format::new(
    "f5_management",
    "F5 BIG-IP management: [ssl_acc] %h %l %u %t \"%U\" %>s %b",
    Stamp::Unknown,
    |_, sample| Some(Patterned::of(PATTERNS)?.probed(sample)?.boxed()),
);

const PATTERNS: &[&str] =
    &[r#"[ssl_acc] %h %l %u %t "%U" %>s %b"#, r"[ssl_acc] %h %l %u %t %U%q %>s %b"];
