//! Any bytes, in any format, in chunks of any size: each is accounted for, and nothing panics.

use afflux::base::account::Compression;
use afflux::read::options::Options;
use proptest::prelude::*;

use super::{LINE, forced, gzip, read_bytes, zst};
use crate::formats::lines_of;

/// Bytes that are likely to be taken for a log.
fn nearly_a_log() -> impl Strategy<Value = Vec<u8>> {
    let pieces = prop_oneof![
        Just(LINE.as_bytes().to_vec()),
        Just(
            br#"{"msec":1617690662.25,"remote_addr":"::1","request":"GET / x","status":200}"#
                .to_vec()
        ),
        Just(b"[06/Apr/2021:08:31:02 +0200]".to_vec()),
        Just(b"\" 200 5 \"-\" \"".to_vec()),
        Just(b" 0.001, 0.002 : -".to_vec()),
        proptest::sample::select(b"\n\r\"\\ []-:,{}\0\xff\x1f".to_vec())
            .prop_map(|byte| vec![byte]),
        proptest::collection::vec(any::<u8>(), 0..12),
    ];
    proptest::collection::vec(pieces, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_bytes_are_accounted_for(
        bytes in nearly_a_log(),
        format in proptest::sample::select(afflux::read::format::FORMATS),
        size in 1usize..200,
        mmap in any::<bool>(),
    ) {
        let options = Options { mmap, chunk_bytes: size, format: Some(format.name.into()), ..Options::default() };
        let reading = read_bytes(&bytes, &options);
        let exhibit = &reading.exhibits[0];
        // Bytes that look like an archive are decoded, so that their count is another.
        if exhibit.compression == Compression::Plain {
            prop_assert_eq!(exhibit.accounting.bytes(), bytes.len() as u64);
        }
        let rows = reading.columns.len();
        prop_assert_eq!(rows as u64, exhibit.accounting.requests);
        prop_assert_eq!(reading.rejects.len() as u64, exhibit.accounting.rejects);
        prop_assert_eq!(lines_of(&reading).len() as u64, exhibit.accounting.lines() - exhibit.accounting.blank);
    }

    #[test]
    fn any_archive_is_survived(mut packed in proptest::collection::vec(any::<u8>(), 0..200), zstandard in any::<bool>()) {
        let head = if zstandard { zst(LINE.as_bytes()) } else { gzip(LINE.as_bytes()) };
        let keep = packed.len() % head.len();
        let bytes = [&head[..keep], &std::mem::take(&mut packed)[..]].concat();
        let reading = read_bytes(&bytes, &forced(64, true));
        prop_assert_eq!(reading.exhibits[0].bytes, bytes.len() as u64);
    }
}
