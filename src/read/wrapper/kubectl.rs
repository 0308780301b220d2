//! `kubectl logs --prefix`: pod and container in brackets before each line. Source: kubernetes,
//! staging/src/k8s.io/kubectl/pkg/cmd/logs.

use std::borrow::Cow;

use super::{Inside, Wrapper};
use crate::read::format::kernel::reader::Session;

/// `[pod/web-5d8f/nginx] …`
pub(super) const WRAPPER: Wrapper =
    Wrapper::new("kubectl", "kubectl logs --prefix: [pod/name/container] message", open).certain();

fn open<'a>(line: &'a [u8], _: &mut Session) -> Option<Inside<'a>> {
    let rest = line.strip_prefix(b"[pod/")?;
    let (name, rest) = rest.split_at_checked(memchr::memchr(b']', rest)?)?;
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"-./_".contains(byte);
    let is_name = name.iter().all(plain) && memchr::memchr_iter(b'/', name).count() == 1;
    let inside = rest.strip_prefix(b"] ").filter(|_| is_name)?;
    Some(Inside::whole(Cow::Borrowed(inside), None))
}
