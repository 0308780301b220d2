//! AWS WAF: what the filter decided of each request. There is no status of an answer unless the filter
//! gave one itself, and no duration.

use crate::base::account::Stamp;

use super::Format;
use super::kernel::json::{Json, NOT_THIS, Table};
use super::kernel::slot::{Slot, TimeForm};

/// `{"timestamp":1617690662500,"webaclId":"…","action":"BLOCK","httpRequest":{"clientIp":"203.0.113.7","uri":"/","headers":[…],…}}`
pub(super) const FORMAT: Format = Format::new(
    "aws_waf",
    "AWS WAF: timestamp, webaclId, action, httpRequest.{clientIp, uri, args, httpMethod, headers}",
    Stamp::Start,
    |setting, sample| Json::open(&TABLE, setting, sample),
);

const TABLE: Table = Table {
    paths: &[
        ("timestamp", Slot::Time(TimeForm::Any)),
        ("httprequest.clientip", Slot::Client),
        ("httprequest.headers.[].x-forwarded-for", Slot::Forwarded),
        ("httprequest.headers.[].host", Slot::Vhost),
        ("httprequest.host", Slot::Vhost),
        ("httprequest.httpmethod", Slot::Method),
        ("httprequest.uri", Slot::Target),
        ("httprequest.args", Slot::Query),
        ("httprequest.httpversion", Slot::Protocol),
        ("responsecodesent", Slot::Status),
        ("httprequest.headers.[].referer", Slot::Referer),
        ("httprequest.headers.[].user-agent", Slot::Agent),
        ("action", Slot::Flags),
    ],
    signature: &[
        (&["webaclid"], NOT_THIS),
        (&["httprequest.clientip"], NOT_THIS),
        (&["action"], NOT_THIS),
    ],
};
