//! What packed bytes are, by their first ones: names lie. First bytes in, a kind of packing out.

use crate::base::account::Compression;

/// First bytes that are looked at.
pub const LOOK: usize = 6;

/// The packing that begins with these bytes; `Plain` if none does.
pub fn packing(bytes: &[u8]) -> Compression {
    match bytes {
        // RFC 1952 §2.3.1; the third byte is the only method there is.
        [0x1f, 0x8b] | [0x1f, 0x8b, 8, ..] => Compression::Gzip,
        // RFC 8878 §3.1.1.
        [0x28, 0xb5, 0x2f, 0xfd, ..] => Compression::Zstd,
        // A skippable frame (RFC 8878 §3.1.2): parallel compressors begin with one.
        [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..] => Compression::Zstd,
        // "BZh", the level; then a block's magic (pi) or the end's (the root of pi).
        [b'B', b'Z', b'h', b'1'..=b'9', 0x31 | 0x17, ..] => Compression::Bzip2,
        // The .xz file format 1.2.1, §2.1.1.1.
        [0xfd, b'7', b'z', b'X', b'Z', 0, ..] => Compression::Xz,
        // LZ4 frame format 1.6.4; the second is the legacy frame, which is named in the damage.
        [0x04, 0x22, 0x4d, 0x18, ..] | [0x02, 0x21, 0x4c, 0x18, ..] => Compression::Lz4,
        _ => Compression::Plain,
    }
}

/// Could these bytes, cut off by the end of the exhibit, be the start of a packing?
pub fn may_begin(bytes: &[u8], like: Compression) -> bool {
    let magics: &[&[u8]] = match like {
        Compression::Plain => &[],
        Compression::Gzip => &[&[0x1f, 0x8b, 8]],
        Compression::Zstd => &[&[0x28, 0xb5, 0x2f, 0xfd]],
        Compression::Bzip2 => &[b"BZh91AY"],
        Compression::Xz => &[&[0xfd, b'7', b'z', b'X', b'Z', 0]],
        Compression::Lz4 => &[&[0x04, 0x22, 0x4d, 0x18]],
    };
    magics.iter().any(|magic| magic.starts_with(bytes))
}
