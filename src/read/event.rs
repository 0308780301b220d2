//! Lines that are no requests but bear on what the servers could do: a limit reached, a backend lost,
//! a request refused before any access log saw it. A line in, an event out; it judges nothing.

/// What the system's own messages name as their source.
pub const KERNEL: &[u8] = b"kernel";

/// What happened, in the fewest words that experts on both sides use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EventKind {
    /// All workers, threads or processes of a pool are busy (Apache `MaxRequestWorkers`, php-fpm
    /// `pm.max_children`).
    WorkerLimit,
    /// No more connections can be held (nginx `worker_connections`, HTTP.sys `ConnLimit`).
    ConnectionLimit,
    /// A queue of waiting requests is full (HTTP.sys `QueueFull`).
    QueueFull,
    /// The system gives no more of something: file descriptors, memory, sockets.
    ResourceLimit,
    /// An upstream took too long.
    UpstreamTimeout,
    /// An upstream refused or broke the connection.
    UpstreamFailure,
    /// No upstream is left.
    NoUpstream,
    /// A limiter refused or delayed requests of one client or zone.
    RateLimit,
    /// A filter refused a request for what it is (WAF, deny rule).
    Blocked,
    /// The client left before it was served.
    ClientLeft,
    /// The connection was idle too long.
    IdleTimeout,
    /// A TLS handshake failed.
    TlsFailure,
    /// The server or a pool of it started, stopped or was reloaded.
    Restart,
    /// A worker died.
    WorkerDeath,
    /// A server or a logger says that it did not log something; the limit is the number of lines, if it is
    /// named.
    LogLoss,
    /// Anything else that an error log says.
    Other,
}

impl EventKind {
    /// Every kind, in order.
    pub const ALL: &[Self] = &[
        Self::WorkerLimit,
        Self::ConnectionLimit,
        Self::QueueFull,
        Self::ResourceLimit,
        Self::UpstreamTimeout,
        Self::UpstreamFailure,
        Self::NoUpstream,
        Self::RateLimit,
        Self::Blocked,
        Self::ClientLeft,
        Self::IdleTimeout,
        Self::TlsFailure,
        Self::Restart,
        Self::WorkerDeath,
        Self::LogLoss,
        Self::Other,
    ];

    /// Its name in tables and documents.
    pub fn name(self) -> &'static str {
        match self {
            Self::WorkerLimit => "worker_limit",
            Self::ConnectionLimit => "connection_limit",
            Self::QueueFull => "queue_full",
            Self::ResourceLimit => "resource_limit",
            Self::UpstreamTimeout => "upstream_timeout",
            Self::UpstreamFailure => "upstream_failure",
            Self::NoUpstream => "no_upstream",
            Self::RateLimit => "rate_limit",
            Self::Blocked => "blocked",
            Self::ClientLeft => "client_left",
            Self::IdleTimeout => "idle_timeout",
            Self::TlsFailure => "tls_failure",
            Self::Restart => "restart",
            Self::WorkerDeath => "worker_death",
            Self::LogLoss => "log_loss",
            Self::Other => "other",
        }
    }
}

/// One event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Index of the exhibit.
    pub exhibit: u32,
    /// Offset of the line's first byte in the decoded exhibit.
    pub byte_offset: i64,
    /// When, microseconds since the epoch; `None` where the line has no time.
    pub ts_us: Option<i64>,
    /// Does its stamp carry no zone?
    pub zoneless: bool,
    /// What.
    pub kind: EventKind,
    /// The number that the line names as the limit, if it names one.
    pub limit: Option<i64>,
    /// The client that the line names, as logged.
    pub client: Option<Vec<u8>>,
    /// What says so: module, pool, queue, virtual host; as logged.
    pub source: Option<Vec<u8>>,
    /// The message, raw, at most 200 bytes.
    pub message: Vec<u8>,
}

/// How messages begin by which a server says that it ends, and not that it is reloaded: nginx, Apache,
/// php-fpm, lighttpd, Squid, Tomcat, in the words that their formats know as restarts.
const ENDS: &[&[u8]] = &[
    b"signal 3 (SIGQUIT)",
    b"signal 15 (SIGTERM)",
    b"caught SIGTERM, shutting down",
    b"caught SIGWINCH, shutting down",
    b"Terminating ...",
    b"Finishing ...",
    b"exiting, bye-bye!",
    b"server stopped",
    b"Shutting down...",
    b"Stopping ProtocolHandler ",
];

impl Event {
    /// Does a server say here that it ends?
    pub fn is_end(&self) -> bool {
        self.kind == EventKind::Restart && ENDS.iter().any(|text| self.message.starts_with(text))
    }

    /// An event of that kind; where it stands is set by who drives the lines.
    pub fn new(kind: EventKind, ts_us: Option<i64>, message: &[u8]) -> Self {
        Self {
            exhibit: 0,
            byte_offset: 0,
            ts_us,
            zoneless: false,
            kind,
            limit: None,
            client: None,
            source: None,
            message: message.get(..200).unwrap_or(message).to_vec(),
        }
    }
}
