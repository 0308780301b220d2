//! Chunks read whole, in every way there is.

use super::super::super::combined;
use super::super::reader::{Context, Setting};
use super::*;
use crate::read::exhibit::chunk::EXCERPT;
use crate::read::wrapper::Wrapping;

fn read_chunk(chunk: &Chunk<'_>, columns: &mut Columns) -> Parsed {
    let (setting, wrapping) = (Setting::default(), Wrapping::default());
    let reader = (combined::FORMAT.open)(&setting, &[]).expect("a reader");
    let context = Context::default();
    reader.chunk(chunk, &Task { setting: &setting, wrapping: &wrapping, context }, columns)
}

fn read(bytes: &[u8]) -> (Parsed, Columns) {
    let (length, mut columns) = (bytes.len() as u64, Columns::default());
    let chunk = Chunk { offset: 0, bytes: bytes.into(), length, hole: 0, cut: false };
    (read_chunk(&chunk, &mut columns), columns)
}

#[test]
fn a_hole_before_a_line_costs_nothing() {
    let line =
        b"203.0.113.7 - - [06/Apr/2021:08:31:02 +0200] \"GET / HTTP/1.1\" 200 5 \"-\" \"-\"\n";
    let bytes = [&[0; 4_096][..], line, b"\0\0 \0\n"].concat();
    let (Parsed { accounting, .. }, columns) = read(&bytes);
    assert_eq!((accounting.requests, accounting.blank, accounting.rejects), (1, 1, 0));
    assert_eq!((accounting.request_bytes, accounting.blank_bytes), (4_096 + line.len() as u64, 5));
    assert_eq!(columns.client.dictionary.get(0), b"203.0.113.7");
}

#[test]
fn a_blank_line_that_is_too_long_is_a_reject_mapped_or_streamed() {
    let blank = vec![b' '; LINE_MAX + 1];
    let streamed = Chunk {
        bytes: blank[..EXCERPT].into(),
        offset: 0,
        length: blank.len() as u64,
        hole: 0,
        cut: false,
    };
    let ((mapped, _), streamed) = (read(&blank), read_chunk(&streamed, &mut Columns::default()));
    assert_eq!(mapped.accounting.reasons.get(TOO_LONG), Some(&1));
    assert_eq!((mapped.accounting, mapped.rejects), (streamed.accounting, streamed.rejects));
}

/// The same reader without its way for plain lines.
struct Plainless(Box<dyn Reader>);

impl Reader for Plainless {
    fn line<'a>(
        &self,
        line: &'a [u8],
        row: &mut Row<'a>,
        session: &mut Session,
    ) -> Result<Line, Reason> {
        self.0.line(line, row, session)
    }
}

#[test]
fn plain_lines_leave_no_trace() {
    let mut log = b"\xef\xbb\xbf".to_vec();
    for sample in [
        &include_bytes!("../../../../../fixtures/formats/combined.log")[..],
        include_bytes!("../../../../../fixtures/hostile/lines/combined.log"),
        include_bytes!("../../../../../fixtures/formats/nginx_timed.log"),
        b"\0\x00203.0.113.7 - - [06/Apr/2021:08:31:02 +0200] \"GET / HTTP/1.1\" 200 5 \"-\" \"-\"\r\n\r\n",
        b"10.0.0.7 - - [06/Apr/2021:08:31:01 +0200] \"GET / HTTP/1.1\" 200 5 \"-\" \"-\"\r\n\"\"\n",
    ] {
        log.extend_from_slice(sample);
    }
    log.extend_from_slice("\"".repeat(3 * BLOCK).as_bytes());
    let log = [log.repeat(40), b"\nend".to_vec()].concat();
    let reader = || (combined::FORMAT.open)(&Setting::default(), &[]).expect("a reader");
    let (setting, wrapping) = (Setting::default(), Wrapping::default());
    let read = |reader: &dyn Reader| {
        let task = Task { setting: &setting, wrapping: &wrapping, context: Context::default() };
        let chunk = Chunk {
            offset: 0,
            bytes: log.as_slice().into(),
            length: log.len() as u64,
            hole: 0,
            cut: true,
        };
        let mut columns = Columns::default();
        let parsed = reader.chunk(&chunk, &task, &mut columns);
        format!("{parsed:?} {columns:?}")
    };
    assert!(read(reader().as_ref()) == read(&Plainless(reader())));
}
