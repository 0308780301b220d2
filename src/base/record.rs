//! The schema of a request: the one list of fields that reading fills, the frame stores, queries
//! name and the documentation prints. Also the citation that ties a row to its bytes.

/// How a field is stored in Parquet. Signed integers and microseconds only: unsigned types wrap in
/// polars SQL and turn into decimals in Spark, nanoseconds are refused by Spark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Type {
    /// UTF-8 text, dictionary-coded.
    Text,
    /// 64-bit signed integer.
    Int,
    /// 16-bit signed integer.
    Small,
    /// Microseconds since the epoch, UTC.
    Instant,
    /// Calendar date, UTC.
    Date,
    /// True or false.
    Flag,
}

/// One column of `requests`.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// Lower-case name, unquoted in polars, DuckDB and Spark SQL.
    pub name: &'static str,
    /// Storage type.
    pub kind: Type,
    /// Unit and meaning, one sentence without a full stop.
    pub meaning: &'static str,
}

const fn field(name: &'static str, kind: Type, meaning: &'static str) -> Field {
    Field { name, kind, meaning }
}

/// Every column of `requests`, in order. A field that the log does not carry is null in all rows,
/// never zero or empty.
pub const FIELDS: &[Field] = &[
    field("exhibit", Type::Text, "path of the exhibit as given"),
    field("byte_offset", Type::Int, "offset of the line's first byte in the decoded exhibit"),
    field("ts", Type::Instant, "the time stamp as logged"),
    field(
        "arrival",
        Type::Instant,
        "when the request came: ts, less the duration where the stamp means the end",
    ),
    field("minute", Type::Instant, "arrival, rounded down to the minute"),
    field("hour", Type::Instant, "arrival, rounded down to the hour"),
    field("day", Type::Date, "day of arrival"),
    field("weekday", Type::Small, "weekday of arrival, 1 = Monday"),
    field(
        "client_ip",
        Type::Text,
        "client: canonical address, or the host name or masked id as logged",
    ),
    field("client_port", Type::Int, "client port"),
    field(
        "peer_ip",
        Type::Text,
        "address of the connection, where a trusted header gave the client",
    ),
    field("vhost", Type::Text, "virtual host"),
    field("service", Type::Text, "what incidents are judged by: virtual host, or the log set"),
    field(
        "method",
        Type::Text,
        "request method as logged; null where the request line is unreadable",
    ),
    field(
        "path",
        Type::Text,
        "target without its query; the whole request text where it is unreadable",
    ),
    field("query", Type::Text, "query string without the question mark"),
    field("protocol", Type::Text, "protocol and version, as HTTP/1.1"),
    field("status", Type::Small, "status code"),
    field("status_class", Type::Small, "first digit of the status code"),
    field("bytes", Type::Int, "bytes sent"),
    field("duration_us", Type::Int, "time to serve, microseconds"),
    field("queue_us", Type::Int, "time before a worker or upstream took the request, microseconds"),
    field("upstream_status", Type::Small, "status code of the last upstream"),
    field(
        "upstream_duration_us",
        Type::Int,
        "time spent upstream, microseconds, summed over tries",
    ),
    field("upstream_addr", Type::Text, "address of the last upstream"),
    field(
        "flags",
        Type::Text,
        "how the request ended, in the server's own letters: termination state, response flags, result",
    ),
    field("referer", Type::Text, "Referer header"),
    field("user_agent", Type::Text, "User-Agent header"),
    field("auth_user", Type::Text, "authenticated user"),
    field("country", Type::Text, "ISO 3166-1 code of the country of the client's address"),
    field(
        "territory",
        Type::Text,
        "seen from --home: metropole (home for other countries than FR), overseas, eu_eea, other or unknown",
    ),
    field("as_number", Type::Int, "autonomous system that announces the address"),
    field("as_org", Type::Text, "its name"),
    field(
        "network_class",
        Type::Text,
        "isp, mobile, hosting, education, cdn, anonymiser or unknown",
    ),
    field(
        "agent_class",
        Type::Text,
        "browser, mobile_app, crawler_declared, library, monitor, scanner, empty or impossible",
    ),
    field("campaign", Type::Int, "campaign the request belongs to, after judging"),
    field("attack", Type::Flag, "is that campaign called hostile? after judging"),
];

/// Where a row or a figure comes from: a line of an exhibit, by the offset of its first byte in the
/// decoded bytes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Citation {
    /// Index of the exhibit in the manifest.
    pub exhibit: u32,
    /// Offset of the line's first byte.
    pub byte_offset: i64,
}
