//! A few lines from every part of a file, to tell its format by: a stratified sample, so that a
//! head written by another server or a different rotation does not decide alone. It keeps nothing of
//! the rest.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};

use super::Opened;
use super::chunk::{is_blank, without_hole};
use super::stream::Stream;
use crate::error::{Error, Result};

/// Places that are looked at: head, tail and evenly between.
const WINDOWS: u64 = 8;
/// Bytes of each: room for lines of 8 KiB and more.
const WINDOW: u64 = 64 << 10;
/// Decoded bytes at the head of a packed file that are sampled: its end cannot be had without
/// decoding all of it, so the share of lines read is looked at again when it has been read.
const HEAD: usize = 1 << 20;
/// Lines taken from each window at most.
const LINES: usize = 64;

/// Lines that begin with `#` taken from each window beside them, at most.
const DIRECTIVES: usize = 32;
/// Byte order mark, as Windows tools put it before the first line.
const MARK: &[u8] = b"\xef\xbb\xbf";

/// Lines of a sample, without their ends, in order.
pub type Sample = Vec<Vec<u8>>;

/// Samples a file that is not packed; it is at its first byte again afterwards.
pub fn of(opened: &Opened) -> Result<Sample> {
    let sample = opened.file.as_ref().map(|file| of_file(file, opened.bytes)).transpose();
    Ok(sample.map_err(|error| Error::unreadable(&opened.path, error))?.unwrap_or_default())
}

/// Samples the head of a stream, which is read from its first byte on afterwards.
pub fn of_stream(stream: &mut Stream<'_>) -> io::Result<Sample> {
    let head = stream.head(HEAD)?;
    Ok(of_bytes(head, head.len() < HEAD))
}

fn of_file(file: &File, size: u64) -> io::Result<Sample> {
    let mut sample = Sample::new();
    for (start, length) in windows(size) {
        let mut handle = file;
        handle.seek(SeekFrom::Start(start))?;
        let mut window = Vec::new();
        handle.take(length).read_to_end(&mut window)?;
        take_lines(&window, start == 0, start + length >= size, &mut sample);
    }
    let mut handle = file;
    handle.rewind()?;
    Ok(sample)
}

/// Samples decoded bytes; `whole` if nothing comes after them.
fn of_bytes(bytes: &[u8], whole: bool) -> Sample {
    let mut sample = Sample::new();
    let size = bytes.len() as u64;
    for (start, length) in windows(size) {
        let end = (start + length).min(size);
        let window = bytes.get(start as usize..end as usize).unwrap_or_default();
        take_lines(window, start == 0, whole && end == size, &mut sample);
    }
    sample
}

/// Start and length of each window; one window if the file is small.
fn windows(size: u64) -> Vec<(u64, u64)> {
    if size <= WINDOWS * WINDOW {
        return vec![(0, size)];
    }
    let last = size - WINDOW;
    (0..WINDOWS).map(|index| (last / (WINDOWS - 1) * index, WINDOW)).collect()
}

/// Takes whole lines only: the first of a window is in the middle of a line, unless it is the head.
fn take_lines(window: &[u8], head: bool, tail: bool, sample: &mut Sample) {
    let window = if head { window.strip_prefix(MARK).unwrap_or(window) } else { window };
    let skip =
        if head { 0 } else { memchr::memchr(b'\n', window).map_or(window.len(), |at| at + 1) };
    let mut rest = window.get(skip..).unwrap_or_default();
    let mut taken = Vec::new();
    while !rest.is_empty() {
        let (line, after) = match memchr::memchr(b'\n', rest) {
            Some(end) => (rest.get(..end), rest.get(end + 1..)),
            None if tail => (Some(rest), None),
            None => break,
        };
        taken.extend(line.map(|line| without_hole(line.strip_suffix(b"\r").unwrap_or(line))));
        rest = after.unwrap_or_default();
    }
    taken.retain(|line| !is_blank(line));
    // A small file is one window: its lines are taken evenly too, not from its head.
    let limit = if head && tail { LINES * WINDOWS as usize } else { LINES };
    let mut places: BTreeSet<usize> = spread(taken.len(), limit).collect();
    // What the lines mean may be said in one line only, as `#Fields` says it.
    let says = taken.iter().enumerate().filter(|(_, line)| says_columns(line));
    places.extend(says.map(|(at, _)| at).take(DIRECTIVES));
    sample.extend(places.into_iter().filter_map(|at| taken.get(at)).map(|line| line.to_vec()));
}

/// Is it a directive, or does an envelope hold one that names columns?
fn says_columns(line: &[u8]) -> bool {
    let inside = |at: usize| matches!(line.get(at.wrapping_sub(1)), Some(b' ' | b'\t' | b'"'));
    line.starts_with(b"#") || memchr::memmem::find(line, b"#Fields:").is_some_and(inside)
}

/// The golden ratio's fraction: multiples of it fall nowhere in step with anything (Weyl 1916).
const GOLDEN: f64 = 0.618_033_988_749_895;

/// At most `limit` of `count` places: one in each equal part, at uneven spots within them, so that a
/// log in which every third line is of another kind is not sampled at every third line.
fn spread(count: usize, limit: usize) -> impl Iterator<Item = usize> {
    let parts = count.min(limit);
    let width = count as f64 / parts.max(1) as f64;
    (0..parts).map(move |part| {
        let spot = (part as f64 * GOLDEN).fract();
        ((part as f64 + spot) * width) as usize
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sample_has_whole_lines_of_head_middle_and_tail() {
        let text: String = (0..200_000).map(|number| format!("line {number:06}\n")).collect();
        let sample = of_bytes(text.as_bytes(), true);
        assert!(sample.iter().all(|line| line.len() == 11 && line.starts_with(b"line ")));
        assert_eq!(sample[0], b"line 000000");
        assert!(sample.iter().any(|line| line.as_slice() > b"line 199000".as_slice()));
        assert!(sample.len() <= LINES * WINDOWS as usize);
    }

    #[test]
    fn no_period_of_the_log_is_sampled_in_step() {
        for period in 2..8 {
            let places: Vec<usize> = spread(3000, 512).collect();
            assert_eq!(places.len(), 512);
            assert!(places.windows(2).all(|pair| pair[0] < pair[1]));
            let in_step = places.iter().filter(|at| *at % period == 0).count();
            let share = in_step as f64 / 512.0 * period as f64;
            assert!((0.7..1.3).contains(&share), "period {period}: {share}");
        }
    }

    #[test]
    fn a_small_file_is_sampled_from_end_to_end() {
        assert_eq!(of_bytes(b"a\r\n\n \nb", true), [b"a", b"b"]);
        assert_eq!(of_bytes(b"a\nb", false), [b"a"]);
        assert!(of_bytes(b"", true).is_empty());
        assert_eq!(of_bytes(b"\0\0a\n\0\n", true), [b"a"]);
    }

    #[test]
    fn a_line_that_names_columns_is_taken_in_its_envelope_too() {
        let mut log = String::from("Apr  6 06:00:00 web1 iis: #Software: x\n");
        log += "Apr  6 06:00:00 web1 iis: #Fields: date time c-ip\n";
        for n in 0..2_000 {
            log += &format!("Apr  6 06:00:00 web1 iis: 2021-04-06 06:00:00 192.0.2.{}\n", n % 250);
        }
        let named = |sample: &Sample| sample.iter().any(|line| line.ends_with(b"date time c-ip"));
        assert!(named(&of_bytes(log.as_bytes(), true)));
    }
}
