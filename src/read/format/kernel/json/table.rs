//! What a format says of its JSON: a table of paths and what they mean. It reads nothing.

use super::super::reader::Reason;
use super::super::slot::Slot;

/// A line that is no JSON object.
pub const NO_JSON: Reason = "no JSON object";
/// A JSON object that lacks what tells the format.
pub const NOT_THIS: Reason = "an object of another kind";

/// A format whose lines are JSON objects.
///
/// A path is the names from the outside in, joined by points, lower-case: `request.headers.host.0` is the
/// first element of the list `Host` in `headers` in `request`; a name with points in it is the same
/// as names inside one another. `*` is any element of a list, and `[]` stands for a list of
/// `{"name": …, "value": …}` whose names follow: `headers.[].host`.
#[derive(Debug, Clone, Copy)]
pub struct Table {
    /// Paths and what they mean. Of those that mean the same, the first that is there and says anything
    /// counts. Slots are filled in the order in which they first appear; what one has filled, another
    /// does not replace.
    pub paths: &'static [(&'static str, Slot)],
    /// What tells the format: of each group one path must be there, whatever it holds, or the line is
    /// rejected for that reason.
    pub signature: &'static [(&'static [&'static str], Reason)],
}
