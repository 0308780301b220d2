//! Names of columns, as `#Fields` directives and the first lines of CSV and TSV files write them: a
//! name in, what the column holds out. Names are compared without case and without what joins their
//! words, so `cs(User-Agent)`, `cs_user_agent` and `csUserAgent` are one. It knows no line.

use super::slot::{Slot, TimeForm, Unit};

/// What a column holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meaning {
    /// What the slot says.
    Is(Slot),
    /// A time of day, or a whole instant where there is no date beside it.
    Time,
    /// A duration whose unit the name does not tell.
    Took,
    /// A sub-status of IIS.
    SubStatus,
    /// A Windows error code of IIS.
    Win32,
}

use Meaning::{Is, Took};

/// What the columns hold that tell a request from other lines; of two of a kind the first in this list
/// is taken. Keys are [`normal`].
const KNOWN: &[(&str, Meaning)] = &[
    ("date", Is(Slot::Date)),
    ("datelocal", Is(Slot::Date)),
    ("time", Meaning::Time),
    ("timelocal", Meaning::Time),
    ("timestamp", Is(Slot::Time(TimeForm::Any))),
    ("ts", Is(Slot::Time(TimeForm::Any))),
    ("datetime", Is(Slot::Time(TimeForm::Any))),
    ("eventtime", Is(Slot::Time(TimeForm::Any))),
    ("timeiso8601", Is(Slot::Time(TimeForm::Any))),
    ("requesttimestamp", Is(Slot::Time(TimeForm::Any))),
    ("requestdatetime", Is(Slot::Time(TimeForm::Any))),
    ("timegenerated", Is(Slot::Time(TimeForm::Any))),
    ("edgestarttimestamp", Is(Slot::Time(TimeForm::Any))),
    ("starttime", Is(Slot::Time(TimeForm::Any))),
    ("startutc", Is(Slot::Time(TimeForm::Any))),
    ("gmttime", Is(Slot::Time(TimeForm::Any))),
    ("timemicros", Is(Slot::Time(TimeForm::EpochMicros))),
    ("requestcreationtime", Is(Slot::Started(TimeForm::Any))),
    // Client.
    ("cip", Is(Slot::Client)),
    ("csip", Is(Slot::Client)),
    ("clientip", Is(Slot::Client)),
    ("client", Is(Slot::Client)),
    ("clientaddress", Is(Slot::Client)),
    ("clientipaddress", Is(Slot::Client)),
    ("clientaddr", Is(Slot::Client)),
    ("clienthost", Is(Slot::Client)),
    ("remoteaddr", Is(Slot::Client)),
    ("remoteaddress", Is(Slot::Client)),
    ("remoteip", Is(Slot::Client)),
    ("remotehost", Is(Slot::Client)),
    ("requestip", Is(Slot::Client)),
    ("sourceip", Is(Slot::Client)),
    ("sourceaddress", Is(Slot::Client)),
    ("srcip", Is(Slot::Client)),
    ("src", Is(Slot::Client)),
    ("ip", Is(Slot::Client)),
    ("ipaddress", Is(Slot::Client)),
    ("host", Is(Slot::Vhost)),
    ("httprequestremoteip", Is(Slot::Client)),
    ("cliip", Is(Slot::Client)),
    ("cport", Is(Slot::ClientPort)),
    ("clientport", Is(Slot::ClientPort)),
    ("remoteport", Is(Slot::ClientPort)),
    ("sourceport", Is(Slot::ClientPort)),
    ("xforwardedfor", Is(Slot::Forwarded)),
    ("csxforwardedfor", Is(Slot::Forwarded)),
    ("httpxforwardedfor", Is(Slot::Forwarded)),
    ("sxff", Is(Slot::Forwarded)),
    ("xff", Is(Slot::Forwarded)),
    ("originalip", Is(Slot::Forwarded)),
    ("cstrueclientip", Is(Slot::Forwarded)),
    ("trueclientip", Is(Slot::Forwarded)),
    ("cscfconnectingip", Is(Slot::Forwarded)),
    ("csxrealip", Is(Slot::Forwarded)),
    ("xrealip", Is(Slot::Forwarded)),
    ("csusername", Is(Slot::User)),
    ("cauthid", Is(Slot::User)),
    ("csauthuser", Is(Slot::User)),
    ("remoteuser", Is(Slot::User)),
    ("authenticateduser", Is(Slot::User)),
    ("authuser", Is(Slot::User)),
    ("username", Is(Slot::User)),
    ("user", Is(Slot::User)),
    ("requester", Is(Slot::User)),
    // Request.
    ("csmethod", Is(Slot::Method)),
    ("method", Is(Slot::Method)),
    ("verb", Is(Slot::Method)),
    ("httpmethod", Is(Slot::Method)),
    ("requestmethod", Is(Slot::Method)),
    ("requestverb", Is(Slot::Method)),
    ("httprequestmethod", Is(Slot::Method)),
    ("httprequestrequestmethod", Is(Slot::Method)),
    ("clientrequestmethod", Is(Slot::Method)),
    ("reqmethod", Is(Slot::Method)),
    ("csuri", Is(Slot::Url)),
    ("csurl", Is(Slot::Url)),
    ("url", Is(Slot::Url)),
    ("requesturl", Is(Slot::Url)),
    ("urloriginal", Is(Slot::Url)),
    ("httprequestrequesturl", Is(Slot::Url)),
    ("clientrequesturi", Is(Slot::Target)),
    ("csuristem", Is(Slot::Target)),
    ("csuripath", Is(Slot::Path)),
    ("uri", Is(Slot::Target)),
    ("requesturi", Is(Slot::Url)),
    ("target", Is(Slot::Target)),
    ("path", Is(Slot::Target)),
    ("urlpath", Is(Slot::Path)),
    ("urlstem", Is(Slot::Path)),
    ("requestpath", Is(Slot::Target)),
    ("reqpath", Is(Slot::Target)),
    ("clientrequestpath", Is(Slot::Path)),
    ("csuriquery", Is(Slot::Query)),
    ("query", Is(Slot::Query)),
    ("querystring", Is(Slot::Query)),
    ("requestquery", Is(Slot::Query)),
    ("urlquery", Is(Slot::Query)),
    ("querystr", Is(Slot::Query)),
    ("args", Is(Slot::Query)),
    ("request", Is(Slot::RequestUrl)),
    ("requestline", Is(Slot::RequestUrl)),
    ("csrequest", Is(Slot::RequestUrl)),
    ("csversion", Is(Slot::Protocol)),
    ("csprotocolversion", Is(Slot::Protocol)),
    ("protocol", Is(Slot::Protocol)),
    ("proto", Is(Slot::Protocol)),
    ("httpversion", Is(Slot::Protocol)),
    ("serverprotocol", Is(Slot::Protocol)),
    ("requestprotocol", Is(Slot::Protocol)),
    ("requestproto", Is(Slot::Protocol)),
    ("clientrequestprotocol", Is(Slot::Protocol)),
    ("xhostheader", Is(Slot::Vhost)),
    ("hostheader", Is(Slot::Vhost)),
    ("cshost", Is(Slot::Vhost)),
    ("csurihost", Is(Slot::Vhost)),
    ("httphost", Is(Slot::Vhost)),
    ("vhost", Is(Slot::Vhost)),
    ("virtualhost", Is(Slot::Vhost)),
    ("servername", Is(Slot::Vhost)),
    ("hostname", Is(Slot::Vhost)),
    ("domain", Is(Slot::Vhost)),
    ("domainname", Is(Slot::Vhost)),
    ("urldomain", Is(Slot::Vhost)),
    ("urlhost", Is(Slot::Vhost)),
    ("reqhost", Is(Slot::Vhost)),
    ("clientrequesthost", Is(Slot::Vhost)),
    // Answer.
    ("scstatus", Is(Slot::Status)),
    ("cstatus", Is(Slot::Status)),
    ("status", Is(Slot::Status)),
    ("statuscode", Is(Slot::Status)),
    ("httpstatus", Is(Slot::Status)),
    ("httpstatuscode", Is(Slot::Status)),
    ("responsestatus", Is(Slot::Status)),
    ("responsecode", Is(Slot::Status)),
    ("elbstatuscode", Is(Slot::Status)),
    ("httprequeststatus", Is(Slot::Status)),
    ("httpresponsestatuscode", Is(Slot::Status)),
    ("edgeresponsestatus", Is(Slot::Status)),
    ("scbytes", Is(Slot::Bytes)),
    ("bodybytessent", Is(Slot::Bytes)),
    ("httpresponsebodybytes", Is(Slot::Bytes)),
    ("bytes", Is(Slot::Bytes)),
    ("bytessent", Is(Slot::Bytes)),
    ("sentbytes", Is(Slot::Bytes)),
    ("size", Is(Slot::Bytes)),
    ("responsesize", Is(Slot::Bytes)),
    ("httprequestresponsesize", Is(Slot::Bytes)),
    ("edgeresponsebytes", Is(Slot::Bytes)),
    ("timetaken", Took),
    ("timetakenms", Is(Slot::Duration(Unit::Millis))),
    ("timetakenmicros", Is(Slot::Duration(Unit::Micros))),
    ("xduration", Is(Slot::Duration(Unit::Seconds))),
    ("requesttime", Is(Slot::Duration(Unit::Seconds))),
    ("duration", Took),
    ("responsetime", Took),
    ("latency", Took),
    ("elapsed", Took),
    ("totaltime", Is(Slot::Duration(Unit::Millis))),
    // Exchange's proxies.
    ("totalrequesttime", Is(Slot::Duration(Unit::Millis))),
    ("durationms", Is(Slot::Duration(Unit::Millis))),
    ("durationus", Is(Slot::Duration(Unit::Micros))),
    ("durations", Is(Slot::Duration(Unit::Seconds))),
    ("durationns", Is(Slot::Duration(Unit::Nanos))),
    ("eventduration", Is(Slot::Duration(Unit::Nanos))),
    ("httprequestlatency", Is(Slot::Duration(Unit::Written))),
    ("requestprocessingtime", Is(Slot::DurationPart(Unit::Seconds))),
    ("targetprocessingtime", Is(Slot::DurationPart(Unit::Seconds))),
    ("responseprocessingtime", Is(Slot::DurationPart(Unit::Seconds))),
    ("upstreamresponsetime", Is(Slot::UpstreamDuration(Unit::Seconds))),
    ("targetstatuscode", Is(Slot::UpstreamStatus)),
    ("upstreamstatus", Is(Slot::UpstreamStatus)),
    ("originresponsestatus", Is(Slot::UpstreamStatus)),
    ("ssupplierip", Is(Slot::UpstreamAddr)),
    ("rip", Is(Slot::UpstreamAddr)),
    ("upstreamaddr", Is(Slot::UpstreamAddr)),
    ("targetip", Is(Slot::UpstreamAddr)),
    ("csuseragent", Is(Slot::Agent)),
    ("cuseragent", Is(Slot::Agent)),
    ("useragent", Is(Slot::Agent)),
    ("httpuseragent", Is(Slot::Agent)),
    ("useragentoriginal", Is(Slot::Agent)),
    ("httprequestuseragent", Is(Slot::Agent)),
    ("clientrequestuseragent", Is(Slot::Agent)),
    ("agent", Is(Slot::Agent)),
    ("ua", Is(Slot::Agent)),
    ("csreferer", Is(Slot::Referer)),
    ("csreferrer", Is(Slot::Referer)),
    ("creferrer", Is(Slot::Referer)),
    ("creferer", Is(Slot::Referer)),
    ("referer", Is(Slot::Referer)),
    ("referrer", Is(Slot::Referer)),
    ("httpreferer", Is(Slot::Referer)),
    ("httprequestreferrer", Is(Slot::Referer)),
    ("httprequestreferer", Is(Slot::Referer)),
    ("clientrequestreferer", Is(Slot::Referer)),
    ("scsubstatus", Meaning::SubStatus),
    ("scwin32status", Meaning::Win32),
    ("xedgeresulttype", Is(Slot::Flags)),
    ("xedgedetailedresulttype", Is(Slot::Flags)),
    ("saction", Is(Slot::Flags)),
    ("scaction", Is(Slot::Flags)),
    ("scfilterresult", Is(Slot::Flags)),
];

/// A name in small letters and digits, nothing else.
pub fn normal(name: &[u8]) -> Vec<u8> {
    name.iter().filter(|byte| byte.is_ascii_alphanumeric()).map(u8::to_ascii_lowercase).collect()
}

/// What a column of that name holds, and its rank among others that hold the same: the lower wins.
pub fn meaning(name: &[u8]) -> Option<(usize, &'static Meaning)> {
    known(&normal(name)).or_else(|| known(&normal(without_type(name)?)))
}

/// Azure's tables of all services end names with their type (`clientIP_s`), its portal ends times with the
/// zone (`TimeGenerated [UTC]`).
fn without_type(name: &[u8]) -> Option<&[u8]> {
    let of_types = [b"_s".as_slice(), b"_d", b"_b", b"_g", b"_t", b" [UTC]"];
    of_types.iter().find_map(|end| name.strip_suffix(*end))
}

fn known(name: &[u8]) -> Option<(usize, &'static Meaning)> {
    let known = KNOWN.iter().position(|(known, _)| known.as_bytes() == name)?;
    KNOWN.get(known).map(|(_, meaning)| (known, meaning))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn names_in_any_spelling() {
        for name in ["cs(User-Agent)", "cs_user_agent", "csUserAgent", "User Agent"] {
            let found = meaning(name.as_bytes()).map(|(_, meaning)| meaning.clone());
            assert_eq!(found, Some(Is(Slot::Agent)), "{name}");
        }
        assert_eq!(meaning(b"s-ip"), None);
        assert_eq!(meaning(b""), None);
    }

    #[test]
    fn every_key_is_normal_and_there_once() {
        let keys: BTreeSet<&str> = KNOWN.iter().map(|(key, _)| *key).collect();
        assert_eq!(keys.len(), KNOWN.len());
        assert!(keys.iter().all(|key| normal(key.as_bytes()) == key.as_bytes()));
    }
}
