//! One bzip2 stream. A block of at most 900 kB is decoded as a whole or not at all.

use std::io;

use bzip2::{Decompress, Status};

use super::{Codec, Step, step, wrong};
use crate::read::exhibit::source::Source;

/// Decodes one stream.
pub struct Bzip2(Decompress);

impl Default for Bzip2 {
    fn default() -> Self {
        Self(Decompress::new(false))
    }
}

impl Codec for Bzip2 {
    fn decode(&mut self, source: &mut Source<'_>, out: &mut Vec<u8>) -> io::Result<bool> {
        step(source, out, |input, output| {
            let (before_in, before_out) = (self.0.total_in(), self.0.total_out());
            let status = self.0.decompress(input, output);
            Step {
                consumed: (self.0.total_in() - before_in) as usize,
                produced: (self.0.total_out() - before_out) as usize,
                ended: status
                    .map(|status| status == Status::StreamEnd)
                    .map_err(|_| wrong("the bzip2 block is corrupt")),
            }
        })
    }
}
