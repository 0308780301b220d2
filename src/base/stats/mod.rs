//! Statistics: free functions on slices, each with its source. Nothing here knows what a request is.

pub mod distribution;
pub mod proportion;
pub mod spread;
