//! One Zstandard frame or skippable frame (RFC 8878). Windows beyond 128 MiB (`zstd --long=28` and
//! more) are refused, as the reference decoder does unless told otherwise.

use std::io;

use zstd::stream::raw::{Decoder, InBuffer, Operation, OutBuffer};

use super::{Codec, Step, step};
use crate::read::exhibit::source::Source;

/// Decodes one frame.
pub struct Zstd(Decoder<'static>);

impl Zstd {
    /// Starts a frame. Fails without memory.
    pub fn new() -> io::Result<Self> {
        Ok(Self(Decoder::new()?))
    }
}

impl Codec for Zstd {
    fn decode(&mut self, source: &mut Source<'_>, out: &mut Vec<u8>) -> io::Result<bool> {
        step(source, out, |input, output| {
            let mut input = InBuffer::around(input);
            let mut output = OutBuffer::around(output);
            // A hint of zero: the frame is complete and all of it was given (zstd.h).
            let hint = self.0.run(&mut input, &mut output);
            Step {
                consumed: input.pos(),
                produced: output.pos(),
                ended: hint.map(|hint| hint == 0),
            }
        })
    }
}
