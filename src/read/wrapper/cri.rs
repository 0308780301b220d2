//! Kubernetes container logs as the container runtime interface writes them (containerd, CRI-O): stamp,
//! stream, `F` for a full line or `P` for a part of one.
//! Source: kubernetes design-proposals-archive, node/kubelet-cri-logging.md.

use std::borrow::Cow;

use super::kernel::head::{iso, word};
use super::kernel::instant::instant;
use super::{Inside, Wrapper};
use crate::read::format::kernel::reader::Session;

/// `2021-04-06T08:31:02.493035218+02:00 stdout F …`
pub(super) const WRAPPER: Wrapper = Wrapper {
    certain: true,
    part: Some(|line| head(line).map(|head| (head.stream, head.partial))),
    ..Wrapper::new("cri", "container runtime interface: stamp stdout|stderr F|P message", open)
};

struct Head<'a> {
    stamp: &'a [u8],
    stream: u8,
    partial: bool,
    rest: &'a [u8],
}

fn open<'a>(line: &'a [u8], session: &mut Session) -> Option<Inside<'a>> {
    let Head { stamp, stream, partial, rest } = head(line)?;
    let ts_us = instant(stamp, session);
    Some(Inside { partial, stream, ..Inside::whole(Cow::Borrowed(rest), ts_us) })
}

fn head(line: &[u8]) -> Option<Head<'_>> {
    let (stamp, rest) = iso(line)?;
    let (stream, rest) = word(rest)?;
    let stream = match stream {
        b"stdout" => 0,
        b"stderr" => 1,
        _ => return None,
    };
    // Tags are separated by colons, the first says whether the line is whole; an empty line has no
    // space after them.
    let (tags, rest) = word(rest).unwrap_or((rest, b""));
    let partial = match tags {
        b"F" | [b'F', b':', ..] => false,
        b"P" | [b'P', b':', ..] => true,
        _ => return None,
    };
    Some(Head { stamp, stream, partial, rest })
}
