//! The case directory: everything that a run leaves, in one place that appears whole or not at all.
//! It is written under a temporary name beside its own and renamed at the end; a run that is stopped
//! leaves nothing, and a run that is killed leaves a directory that the next one replaces.

pub mod bag;
pub mod exhibits;
pub mod held;
pub mod layout;
mod load;
mod manifest;
pub mod record;
mod rejects;
mod save;
pub mod seal;
pub mod verify;

pub use load::{Loaded, is_case, load};
pub use save::{Contents, Draft, save};
