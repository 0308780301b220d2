//! What an exhibit is, by its first bytes: packed, an archive, UTF-16, a JSON document, CSV with quotes, an
//! audit log of sections or plain lines.
//! Bytes in, decoded bytes or an archive out. It never looks at a name.

use std::io;
use std::sync::Arc;

use super::archive::{self, Archive};
use super::decompress::Unpacker;
use super::encoding::{Utf8, utf16};
use super::flatten::{Flattener, is_document};
use super::gather::{Gatherer, is_audit};
use super::ledger::{Bytes, Ledger};
use super::lines::Lines;
use super::packing::packing;
use super::stream::{Layers, Peeked, Stream};
use super::unfold::{Unfolder, header};
use crate::base::account::Compression;

/// First bytes that are looked at: room for a tar header and for the beginning of a document.
pub const LOOK: usize = 64 << 10;
/// First bytes that tell a packing or an archive.
const MAGIC: usize = 512;
/// Packings inside packings at most.
const PACKINGS_MAX: usize = 3;

/// What an exhibit turned out to be.
pub enum Found<'s> {
    /// Decoded bytes.
    Lines(Stream<'s>),
    /// An archive, and what its bytes went through.
    Archive(Archive<'s>, Layers),
}

/// Are these the first bytes of something that must be decoded to be read?
pub fn is_layered(head: &[u8]) -> bool {
    packing(head) != Compression::Plain
        || archive::kind(head).is_some()
        || utf16(head).is_some()
        || is_document(head)
        || header(head).is_some()
        || is_audit(head)
}

/// Puts the layers on that the first bytes ask for.
pub fn open<'s>(bytes: Bytes<'s>, ledger: &Arc<Ledger>) -> io::Result<Found<'s>> {
    let mut layers = Layers::default();
    let mut bytes = Peeked::new(bytes);
    while layers.packings.len() < PACKINGS_MAX {
        let compression = packing(bytes.head(MAGIC)?);
        if compression == Compression::Plain {
            break;
        }
        layers.packings.push(compression);
        bytes = Peeked::new(Box::new(Unpacker::new(Box::new(bytes), compression, ledger)?));
    }
    if let Some(kind) = archive::kind(bytes.head(MAGIC)?) {
        let packed = !layers.packings.is_empty();
        return Ok(Found::Archive(archive::open(kind, Box::new(bytes), ledger, packed), layers));
    }
    lines(bytes, ledger, layers).map(Found::Lines)
}

fn lines<'s>(
    mut bytes: Peeked<'s>,
    ledger: &Arc<Ledger>,
    mut layers: Layers,
) -> io::Result<Stream<'s>> {
    if let Some(encoding) = utf16(bytes.head(LOOK)?) {
        layers.encoding = Some(encoding.name());
        bytes = Peeked::new(Box::new(Utf8::new(Box::new(bytes), encoding, ledger)));
    }
    if is_document(bytes.head(LOOK)?) {
        layers.document = true;
        bytes = Peeked::new(Box::new(Lines::new(Box::new(bytes), Flattener::default())));
    } else if let Some((separator, fields)) = header(bytes.head(LOOK)?) {
        let unfolder = Unfolder::new(separator, fields);
        bytes = Peeked::new(Box::new(Lines::new(Box::new(bytes), unfolder)));
    } else if is_audit(bytes.head(LOOK)?) {
        bytes = Peeked::new(Box::new(Lines::new(Box::new(bytes), Gatherer::default())));
    }
    Ok(Stream::new(bytes, ledger, layers))
}
