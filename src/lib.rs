//! afflux: attack, or undersized servers? Archived web access logs in, a verdict with evidence out.
//!
//! Rooms in reading order; a room imports only from rooms above it (a test over the `use` lines
//! holds it): `base < read < frame < ask < judge < tell < case < rehearse < cli`. Below all rooms: what an
//! error is, and where memory comes from.

pub mod error;
pub mod memory;

pub mod ask;
pub mod base;
pub mod case;
pub mod cli;
pub mod frame;
pub mod judge;
pub mod read;
pub mod rehearse;
pub mod tell;
