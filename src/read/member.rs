//! Members of archives at a glance: first bytes and a sample in, whether it is worth trying every format
//! out. Backups hold thousands of files that are no logs; telling so must be cheap.

use super::exhibit::chunk::without_hole;
use super::exhibit::sample::Sample;
use super::format::detect::detect;
use super::options::Options;
use crate::error::{Error, Kind, Result};

/// First bytes that are looked at.
pub(super) const LOOK: usize = 4 << 10;
/// Share of control bytes from which a member is no text: even a log under attack has few raw ones.
const CONTROLS_MAX: f64 = 0.1;
/// Lines that are tried first.
const FEW: usize = 24;

/// Fails on a member that is empty or no text.
pub(super) fn look(head: &[u8]) -> Result<()> {
    if head.is_empty() {
        return Err(passed("empty"));
    }
    let text = without_hole(head);
    let control = |byte: &&u8| byte.is_ascii_control() && !b"\t\n\r\x0b\x0c\x1b".contains(byte);
    let controls = text.iter().filter(control).count();
    if controls as f64 > CONTROLS_MAX * text.len() as f64 { Err(passed("no text")) } else { Ok(()) }
}

/// Fails if no format reads any of a few lines from all over the sample: then none reads half of it.
pub(super) fn glance(sample: &Sample, options: &Options) -> Result<()> {
    if sample.len() <= FEW {
        return Ok(());
    }
    let few: Sample = sample.iter().step_by(sample.len() / FEW).cloned().collect();
    match detect(&few, &options.setting).confidence {
        0.0 => Err(passed("no log: no format reads any of its lines")),
        _ => Ok(()),
    }
}

fn passed(why: &str) -> Error {
    Error::new(Kind::Unrecognised, why)
}
