//! One .xz stream, with a limit on the memory that it may ask for.

use std::io;

use lzma_rust2::{Action, Status, XzStream};

use super::{Codec, Step, step};
use crate::read::exhibit::source::Source;

/// Memory that a stream may ask for, KiB: `xz -9` asks for 64 MiB and a little.
const MEMORY_KIB: u32 = 192 << 10;

/// Decodes one stream.
pub struct Xz(XzStream);

impl Default for Xz {
    fn default() -> Self {
        Self(XzStream::new_mem_limit(false, MEMORY_KIB))
    }
}

impl Codec for Xz {
    fn decode(&mut self, source: &mut Source<'_>, out: &mut Vec<u8>) -> io::Result<bool> {
        step(source, out, |input, output| {
            let (before_in, before_out) = (self.0.total_in(), self.0.total_out());
            let result = self.0.process(input, output, Action::Run);
            Step {
                consumed: (self.0.total_in() - before_in) as usize,
                produced: (self.0.total_out() - before_out) as usize,
                ended: result.map(|result| result.status == Status::StreamEnd),
            }
        })
    }
}
