//! The rooms that read, and what every reading must hold whatever was read. Nothing of what judges or
//! tells is in here.

#[path = "../../base/mod.rs"]
pub mod base;
#[path = "../../error.rs"]
pub mod error;
#[path = "../../memory/mod.rs"]
pub mod memory;
#[path = "../../read/mod.rs"]
pub mod read;
