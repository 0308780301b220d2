//! What servers, frameworks and shippers call the fields of a request in JSON, by letters and digits
//! only: names in order of preference, and what they mean. A name says nothing about the values; who
//! uses this list looks at them.

use super::super::slot::{Slot, TimeForm, Unit};

/// Names with spaces between them, and what they mean. Within one meaning the more precise, or the less
/// ambiguous, stands first.
const NAMES: &[(&str, Slot)] = &[
    (
        "timestamp timeiso8601 msec starttime startedat datetime timelocal eventtime \
         eventtimestamp requesttimestamp requestreceivedtimestamp time ts logtime \
         logtimestamp localtime accesstime requestdate isotime receivedat createdat \
         timegenerated timestampinms asctime timestampms timemillis unixtime epoch startutc \
         date t",
        Slot::Time(TimeForm::Any),
    ),
    (
        "remoteaddr clientip remoteip remoteaddress clientaddr clientaddress clientipaddress \
         sourceip srcip sourceipaddress sourceaddress sourceips networkclientip cip \
         remotehost clienthost userip visitorip requestip peerip peeraddr peeraddress \
         callerip calleripaddress downstreamremoteaddress ipsource ipsrc ipclient ipaddress ipaddr ip client remote peer src addr \
         metaremoteip",
        Slot::Client,
    ),
    ("realipremoteaddr", Slot::Peer),
    ("remoteport clientport srcport sourceport cport clientsrcport peerport", Slot::ClientPort),
    (
        "xforwardedfor httpxforwardedfor headersxforwardedfor forwardedfor xff forwarded \
         headersforwarded xrealip httpxrealip headersxrealip trueclientip cfconnectingip",
        Slot::Forwarded,
    ),
    (
        "vhost virtualhost httphost headershost requesthost requestedhost reqhost cshost authority \
         httphostname requesthostname urldomain domainname domain servername host",
        Slot::Vhost,
    ),
    (
        "requestmethod httpmethod method httprequestmethod reqmethod csmethod httpverb \
         requestverb verb",
        Slot::Method,
    ),
    (
        "requesturi originalurl rawurl requesturl httpurl httprequesturl fullurl url uri \
         httptarget requesttarget requesteduri requestpath urlpath httppath rawpath uripath \
         reqpath csuristem path pathname target urloriginal urlfull endpoint route",
        Slot::Url,
    ),
    ("requestline firstline requestfirstline rawrequest request httprequest req", Slot::Request),
    (
        "querystring requestquery urlquery csuriquery requesturlquerystring query args search \
         qs uriparam urlparam param",
        Slot::Query,
    ),
    (
        "serverprotocol requestprotocol httpprotocol httpversion httprequestversion requestversion protocol proto",
        Slot::Protocol,
    ),
    (
        "statuscode httpstatuscode responsestatuscode httpstatus responsestatus responsecode \
         httpresponsecode httpcode rspcode respstatus rescode scstatus elbstatuscode \
         edgeresponsestatuscode finalstatus status returnstatus respcode returncode response sc code",
        Slot::Status,
    ),
    (
        "bodybytessent responsebodysize bodybytes bodysize bytessent sentbytes responsebytes \
         responsesize respsize rspsize responselength responsecontentlength responsecontentsize scbytes edgeresponsebytes \
         bytesout outbytes byteswritten writtenbytes bytesreturned bytes size rescontentlength \
         responseheaderscontentlength contentlength length",
        Slot::Bytes,
    ),
    // What the client sent: without what is around them the names would be those of the answer.
    (
        "requestsize reqsize requestbytes reqbytes requestlength reqlength requestbodysize \
         requestbodybytes requestcontentlength reqcontentlength httprequestsize httprequestbytes \
         httprequestbodybytes requestheaderscontentlength reqheaderscontentlength",
        Slot::Skip,
    ),
    ("requesttime requestprocessingtime", Slot::Duration(Unit::Seconds)),
    ("upstreamresponsetime upstreamtime", Slot::UpstreamDuration(Unit::Seconds)),
    ("upstreamstatus targetstatuscode originstatus backendstatus", Slot::UpstreamStatus),
    ("upstreamaddr upstreamaddress upstreamhost backendaddr originip", Slot::UpstreamAddr),
    (
        "referer referrer httpreferer httpreferrer headersreferer headersreferrer \
         requestreferer referrerheader csreferer httprefer",
        Slot::Referer,
    ),
    (
        "useragent httpuseragent headersuseragent requestuseragent requestua clientuseragent \
         csuseragent useragentheader useragentoriginal ua agent",
        Slot::Agent,
    ),
    ("remoteuser authuser username csusername user userid usr login principal", Slot::User),
    ("responseflags terminationstate", Slot::Flags),
];

/// Names of a time to serve, to which a unit is added, or none.
const DURATIONS: &str = "duration elapsed elapsedtime latency responsetime requestduration responseduration \
         requesttime requestlatency totalresponsetime timetaken timetotal took processingtime executiontime \
         totaltime servetime timeelapsed durationtime generationtime";

/// Units as names end with them.
const UNITS: &[(&[&str], Unit)] = &[
    (&["ns", "nanos", "nano", "nanoseconds", "nsec"], Unit::Nanos),
    (&["us", "micros", "micro", "microseconds", "usec"], Unit::Micros),
    (&["ms", "millis", "milli", "milliseconds", "msec"], Unit::Millis),
    (&["s", "sec", "secs", "seconds"], Unit::Seconds),
];

/// Every name, in order of preference, and what it means. A time to serve whose name has no unit is one
/// that must say it: [`Unit::Written`].
pub fn aliases() -> Vec<(String, Slot)> {
    let mut aliases = Vec::new();
    for (names, slot) in NAMES {
        let names = names.split_ascii_whitespace();
        aliases.extend(names.map(|name| (name.to_owned(), slot.clone())));
    }
    let durations = || DURATIONS.split_ascii_whitespace();
    for base in durations() {
        for (ends, unit) in UNITS {
            let names = ends.iter().map(|end| (format!("{base}{end}"), Slot::Duration(*unit)));
            aliases.extend(names);
        }
    }
    let written = Slot::Duration(Unit::Written);
    aliases.extend(durations().map(|base| (base.to_owned(), written.clone())));
    aliases
}
