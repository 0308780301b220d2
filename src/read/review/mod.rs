//! What is to be known of a reading before anything is concluded from it: whose addresses the clients
//! are, which lines were written twice, what was assumed. A reading in, statements out. It changes and
//! judges nothing.

pub mod clients;
pub mod repeats;
pub mod warning;
