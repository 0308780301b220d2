//! What envelopes have in common: stamps at the head of a line, the header of a syslog line, JSON
//! objects that hold a line, and lines that come in parts.

pub mod head;
pub mod instant;
pub mod join;
pub mod object;
