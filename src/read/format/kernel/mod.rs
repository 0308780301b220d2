//! What formats share: the fields of a row, the pieces of a line, and the loop over a chunk. Bytes
//! in, fields out; no piece allocates for a line that needs no unescaping.

pub mod clf;
pub mod client;
pub mod clock;
pub mod drive;
pub mod json;
pub mod number;
pub mod request;
pub mod row;
pub mod upstream;
