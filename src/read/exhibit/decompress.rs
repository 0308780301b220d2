//! The decoded bytes of an exhibit as a stream: gzip members, Zstandard frames or plain blocks in,
//! blocks out. A torn archive gives all that can be decoded and says where it broke; it is never an
//! error, and nothing is sized by what the archive claims.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};

use flate2::bufread::GzDecoder;
use zstd::stream::read::Decoder;

use super::digest::Tap;
use super::{GZIP_MAGIC, Opened};
use crate::base::account::Compression;
use crate::error::{Error, Result};

/// Bytes asked of the file at a time.
const PULL: usize = 256 << 10;

type Source = BufReader<Tap>;

/// Where the stream stands.
enum State {
    Plain(Source),
    Gzip(Box<GzDecoder<Source>>),
    Zstd(Box<Decoder<'static, Source>>),
    Ended(Source),
}

/// The decoded bytes of one exhibit.
pub struct Stream {
    state: Option<State>,
    compression: Compression,
    damage: Option<String>,
    torn: bool,
}

/// What the file itself gave, known when the stream has ended.
#[derive(Debug)]
pub struct Spent {
    /// Bytes of the file, all of them.
    pub bytes: u64,
    /// Their SHA-256, hexadecimal.
    pub sha256: String,
}

impl Stream {
    /// Starts decoding.
    pub fn new(opened: &Opened) -> Result<Self> {
        let unreadable = |error| Error::unreadable(&opened.path, error);
        let file: File = opened.file.try_clone().map_err(unreadable)?;
        let source = BufReader::with_capacity(PULL, Tap::new(file));
        let compression = opened.compression;
        let mut stream = Self { state: None, compression, damage: None, torn: false };
        stream.state = Some(match compression {
            Compression::Plain => State::Plain(source),
            _ => stream.member(source).map_err(unreadable)?,
        });
        Ok(stream)
    }

    /// Bytes pulled from the file so far.
    pub fn pulled(&self) -> u64 {
        self.source().map_or(0, |source| source.get_ref().bytes)
    }

    /// Did decoding break off, so that what was decoded last may be half of a line?
    pub fn is_torn(&self) -> bool {
        self.torn
    }

    /// Appends at most `want` bytes; fewer only at the end. An error is the file's, not its content's.
    pub fn fill(&mut self, buffer: &mut Vec<u8>, want: usize) -> io::Result<()> {
        let mut left = want as u64;
        while left > 0 {
            let before = buffer.len();
            let outcome = match self.state.as_mut() {
                Some(State::Plain(source)) => source.take(left).read_to_end(buffer),
                Some(State::Gzip(decoder)) => decoder.take(left).read_to_end(buffer),
                Some(State::Zstd(decoder)) => decoder.take(left).read_to_end(buffer),
                Some(State::Ended(_)) | None => return Ok(()),
            };
            left -= (buffer.len() - before) as u64;
            match outcome {
                Ok(_) if left > 0 => self.next_member()?,
                Ok(_) => {}
                Err(error) => self.broken(&error)?,
            }
        }
        Ok(())
    }

    /// Pulls what is left of the file, for its digest. Also gives why the archive could not be read
    /// to its end, or what follows it, with the byte of the file.
    pub fn finish(mut self) -> io::Result<(Spent, Option<String>)> {
        let Some(mut source) = self.state.take().map(State::into_source) else {
            return Err(io::ErrorKind::UnexpectedEof.into());
        };
        io::copy(&mut source, &mut io::sink())?;
        let tap = source.get_ref();
        Ok((Spent { bytes: tap.bytes, sha256: tap.digest() }, self.damage))
    }

    /// The member before is complete; is there another one?
    fn next_member(&mut self) -> io::Result<()> {
        let Some(mut source) = self.state.take().map(State::into_source) else { return Ok(()) };
        let rest = source.fill_buf()?.to_vec();
        self.state = Some(if rest.is_empty() || self.compression == Compression::Plain {
            State::Ended(source)
        } else if self.starts_member(&rest) {
            self.member(source)?
        } else {
            self.damage = Some(trailing(position(&source), &rest));
            State::Ended(source)
        });
        Ok(())
    }

    fn member(&self, source: Source) -> io::Result<State> {
        Ok(match self.compression {
            Compression::Gzip => State::Gzip(Box::new(GzDecoder::new(source))),
            _ => State::Zstd(Box::new(Decoder::with_buffer(source)?.single_frame())),
        })
    }

    fn starts_member(&self, rest: &[u8]) -> bool {
        match self.compression {
            // A buffer may end after the first byte of the magic number.
            Compression::Gzip => GZIP_MAGIC.starts_with(rest.get(..2).unwrap_or(rest)),
            // Frames and skippable frames (RFC 8878 §3.1.2) both end in one of two byte pairs.
            _ => matches!(rest, [0x28, 0xb5, ..] | [0x50..=0x5f, 0x2a, ..] | [0x28 | 0x50..=0x5f]),
        }
    }

    fn broken(&mut self, error: &io::Error) -> io::Result<()> {
        let Some(mut source) = self.state.take().map(State::into_source) else { return Ok(()) };
        if let Some(error) = source.get_mut().failed.take() {
            return Err(error);
        }
        self.damage = Some(format!("broken at byte {} of the file: {error}", position(&source)));
        self.torn = true;
        self.state = Some(State::Ended(source));
        Ok(())
    }

    fn source(&self) -> Option<&Source> {
        Some(match self.state.as_ref()? {
            State::Plain(source) | State::Ended(source) => source,
            State::Gzip(decoder) => decoder.get_ref(),
            State::Zstd(decoder) => decoder.get_ref(),
        })
    }
}

impl State {
    fn into_source(self) -> Source {
        match self {
            Self::Plain(source) | Self::Ended(source) => source,
            Self::Gzip(decoder) => decoder.into_inner(),
            Self::Zstd(decoder) => decoder.finish(),
        }
    }
}

/// The file's byte that is decoded next.
fn position(source: &Source) -> u64 {
    source.get_ref().bytes - source.buffer().len() as u64
}

fn trailing(position: u64, rest: &[u8]) -> String {
    let what = if rest.iter().all(|byte| *byte == 0) { "zero bytes" } else { "other bytes" };
    format!("the archive ends at byte {position} of the file; {what} follow it")
}
