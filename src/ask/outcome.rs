//! What a status code says about a request: served, or failed for want of capacity. One definition
//! for tables, queries and evidence tests.

/// The client closed the connection before the answer: 499 of nginx, 460 of AWS load balancers (Elastic Load
/// Balancing, Troubleshoot your Application Load Balancers: HTTP 460).
pub const GONE: [i16; 2] = [460, 499];

/// Client errors that a loaded server or an impatient client causes, not a wrong request: 408 Request
/// Timeout, 429 Too Many Requests, and [`GONE`].
pub const OVERLOAD_STATUSES: [i16; 4] = [408, 429, GONE[0], GONE[1]];

/// Was the request given up by server or client: 408, 504, or [`GONE`]?
pub fn is_given_up(status: i16) -> bool {
    matches!(status, 408 | 504) || GONE.contains(&status)
}

/// Did the request fail on the server's side: 5xx, 408, 429, 460 or 499?
pub fn is_failure(status: i16) -> bool {
    (500..=599).contains(&status) || OVERLOAD_STATUSES.contains(&status)
}

/// Was the request answered as it deserved: 1xx to 3xx, or 4xx for a wrong request?
pub fn is_goodput(status: i16) -> bool {
    (100..=499).contains(&status) && !is_failure(status)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_status_is_goodput_or_failure_or_no_status() {
        for status in [200, 206, 304, 301, 404, 403, 101] {
            assert!(is_goodput(status) && !is_failure(status), "{status}");
        }
        for status in [408, 429, 460, 499, 500, 502, 503, 504, 520] {
            assert!(is_failure(status) && !is_goodput(status), "{status}");
        }
        for status in [0, 99, 600, 999] {
            assert!(!is_failure(status) && !is_goodput(status), "{status}");
        }
        assert!([408, 460, 499, 504].into_iter().all(is_given_up) && !is_given_up(503));
    }
}
