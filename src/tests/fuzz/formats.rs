//! Bytes in, in a format that the first of them chooses: each is accounted for, and neither mapping nor
//! the size of chunks, which the second chooses, leaves a trace.
#![no_main]
#![expect(clippy::expect_used, reason = "what does not hold must stop the fuzzer")]

mod bench;

use afflux::read::format::FORMATS;
use libfuzzer_sys::fuzz_target;

use bench::{accounted, essence, options, read};

fuzz_target!(|data: &[u8]| {
    let [format, size, log @ ..] = data else { return };
    // One past the last: detected.
    let format = FORMATS.get(usize::from(*format) % (FORMATS.len() + 1)).map(|format| format.name);
    let size = usize::from(*size) + 1;
    let whole = read(log, &options(format, usize::MAX >> 8, true)).expect("any bytes are read");
    accounted(&whole, log.len() as u64);
    let whole = essence(&whole);
    for (size, mmap) in [(size, true), (size, false)] {
        let cut = read(log, &options(format, size, mmap)).expect("any bytes are read");
        assert!(essence(&cut) == whole, "chunks of {size}, mapped: {mmap}");
    }
});
