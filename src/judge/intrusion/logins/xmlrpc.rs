//! What WordPress answers to a password that is sent to its interface for programs. A try in, its answer out.
//! It tells nothing where the log counts compressed bodies or headers: then no size is known.

use super::answers::{Answer, REFUSING};
use super::endpoint::Try;
use crate::ask::service::{Names, Service};

/// The interface for programs.
pub(super) const PATH: &str = "/xmlrpc.php";
/// Bytes of the answer to a wrong password: 200 and a fault with code 403, 403 bytes in English, a little less or
/// more in other languages (`wp-includes/class-wp-xmlrpc-server.php`, `login`)…
pub(in crate::judge) const FAULT_MIN: i64 = 385;
/// …the fault of a pingback, 370 bytes, being shorter, and what a right password opens longer.
pub(in crate::judge) const FAULT_MAX: i64 = 480;

/// The answer to a try there; `None` at any other address.
pub(super) fn answer(service: &Service, names: &Names, one: &Try) -> Option<Answer> {
    names.paths.get(one.endpoint as usize).filter(|path| path.ends_with(PATH))?;
    let row = one.row as usize;
    let status = service.status.get(row).copied()?;
    let fault = (FAULT_MIN..=FAULT_MAX).contains(&service.bytes.get(row).copied()?);
    let failed = REFUSING.contains(&status) || (status == 200 && fault);
    Some(if failed { Answer::Failed } else { Answer::Unclear })
}
