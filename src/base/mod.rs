//! Words and measures that every other room uses: the schema of a request, time, addresses,
//! statistics. Pure: no file, no clock, no environment, no dependency on the other rooms.

pub mod account;
pub mod class;
pub mod hash;
pub mod health;
pub mod net;
pub mod offsets;
pub mod record;
pub mod shared;
pub mod stats;
pub mod target;
pub mod time;
