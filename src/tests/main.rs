//! The one test binary: everything is tested through the library's public face or the program itself,
//! on data in `fixtures/`. `UPDATE=1` rewrites what is expected; the difference is then reviewed.
#![expect(clippy::expect_used, reason = "a test that cannot go on says so")]

mod formats;
mod places;
mod queries;
mod reading;
mod report;
