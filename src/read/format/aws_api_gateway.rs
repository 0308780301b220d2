//! AWS API Gateway access logs as JSON. The operator chooses the names; these are the ones that the
//! console, the manual and the common templates give the `$context` variables.

use crate::base::account::Stamp;

use super::Format;
use super::kernel::json::{Json, NOT_THIS, Table};
use super::kernel::slot::{Slot, TimeForm, Unit};

/// `{"requestId":"…","ip":"203.0.113.7","requestTime":"06/Apr/2021:08:31:02 +0200","httpMethod":"GET","resourcePath":"/","status":"200",…}`
pub(super) const FORMAT: Format = Format::new(
    "aws_api_gateway",
    "AWS API Gateway as JSON: requestId, ip, requestTime, httpMethod, path or resourcePath, status",
    Stamp::Start,
    |setting, sample| Json::open(&TABLE, setting, sample),
);

const TABLE: Table = Table {
    paths: &[
        ("requesttimeepoch", Slot::Time(TimeForm::Any)),
        ("requesttime", Slot::Time(TimeForm::Any)),
        ("ip", Slot::Client),
        ("sourceip", Slot::Client),
        ("identity.sourceip", Slot::Client),
        ("clientip", Slot::Client),
        ("caller", Slot::User),
        ("user", Slot::User),
        ("principalid", Slot::User),
        ("authorizer.principalid", Slot::User),
        ("x-forwarded-for", Slot::Forwarded),
        ("xforwardedfor", Slot::Forwarded),
        ("domainname", Slot::Vhost),
        ("httpmethod", Slot::Method),
        ("method", Slot::Method),
        ("path", Slot::Target),
        ("requestpath", Slot::Target),
        // The route, its parameters in braces: less than the path, where that was not logged.
        ("resourcepath", Slot::Target),
        ("routekey", Slot::Request),
        ("protocol", Slot::Protocol),
        ("status", Slot::Status),
        ("responselength", Slot::Bytes),
        ("responselatency", Slot::Duration(Unit::Millis)),
        ("integrationlatency", Slot::UpstreamDuration(Unit::Millis)),
        ("integration.latency", Slot::UpstreamDuration(Unit::Millis)),
        ("integrationstatus", Slot::UpstreamStatus),
        ("integration.status", Slot::UpstreamStatus),
        ("useragent", Slot::Agent),
        ("identity.useragent", Slot::Agent),
        ("errorresponsetype", Slot::Flags),
        ("error.responsetype", Slot::Flags),
    ],
    signature: &[
        (&["requesttime", "requesttimeepoch"], NOT_THIS),
        (&["status"], NOT_THIS),
        (&["ip", "sourceip", "identity.sourceip", "clientip"], NOT_THIS),
        (&["httpmethod", "routekey", "resourcepath", "path"], NOT_THIS),
        (&["requestid", "extendedrequestid", "apiid", "stage"], NOT_THIS),
    ],
};
