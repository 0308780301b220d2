//! The one test binary: everything is tested through the library's public face or the program itself,
//! on data in `fixtures/`. `UPDATE=1` rewrites what is expected; the difference is then reviewed.
#![expect(clippy::expect_used, reason = "a test that cannot go on says so")]

mod archives;
mod cases;
mod claims;
mod cli;
mod companions;
mod containers;
mod custody;
mod docs;
mod documents;
mod envelopes;
mod everywhere;
mod formats;
mod hostile;
mod linear;
mod memory;
mod parts;
mod places;
mod program;
mod queries;
mod reading;
mod rehearsal;
mod report;
mod scanners;
mod tidy;
mod validating;
