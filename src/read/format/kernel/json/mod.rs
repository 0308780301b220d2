//! JSON, one object a line: bytes in, the fields of a row out. A line is walked once; what no table
//! asks for is stepped over, what is asked for stays borrowed from the line unless it has escapes.
//! Lines that a server wrote without knowing JSON are repaired where it is plain what was meant. It
//! knows no format: what a path means is said by a [`Table`].

pub mod aliases;
pub mod infer;
pub mod plan;
pub mod reader;
pub mod scan;
pub mod settle;
pub mod shape;
pub mod table;
pub mod text;
pub mod visit;
pub mod walk;

pub use reader::{Json, has_object};
pub use table::{NO_JSON, NOT_THIS, Table};
pub use visit::visit;
