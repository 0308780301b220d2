//! Bytes in, whatever they are: packed, an archive, UTF-16, a document. What can be decoded is accounted
//! for, and the size of chunks leaves no trace.
#![no_main]
#![expect(clippy::expect_used, reason = "what does not hold must stop the fuzzer")]

mod bench;

use libfuzzer_sys::fuzz_target;

use bench::{consistent, essence, options, piped, read};

fuzz_target!(|data: &[u8]| {
    let whole = read(data, &options(None, 1 << 20, true));
    let Ok(whole) = whole else { return };
    consistent(&whole);
    for archive in whole.archives.iter().filter(|archive| archive.archive.is_none()) {
        assert_eq!(archive.bytes, data.len() as u64);
    }
    if whole.archives.is_empty() {
        assert!(whole.exhibits.iter().all(|exhibit| exhibit.bytes == data.len() as u64));
    }
    let whole = essence(&whole);
    let cut = read(data, &options(None, 61, true)).expect("what was read once is read again");
    assert!(essence(&cut) == whole, "chunks of 61");
    let pipe = piped(data, &options(None, 1 << 20, true)).expect("what is read is read piped");
    assert!(essence(&pipe).lines == whole.lines, "piped");
});
