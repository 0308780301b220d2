//! Files read by themselves.

use std::ffi::OsStr;

use super::super::format::FORMATS;
use super::super::options::Unwatched;
use super::*;

#[test]
fn a_flood_of_rejects_is_given_up_mapped_or_streamed() {
    let directory = tempfile::tempdir().expect("a directory");
    let path = directory.path().join("a.log");
    std::fs::write(&path, "x\n".repeat(1_200_000)).expect("a file");
    let options = Options { chunk_bytes: 1 << 18, ..Options::default() };
    let choice = forced(FORMATS[0], &[], &options.setting);
    let given_up = |read: fn(&Task<'_>) -> Result<Body>| {
        let opened = Opened::new(&path).expect("a file");
        let task = Task {
            opened: &opened,
            choice: &choice,
            forced: false,
            options: &options,
            watch: &Unwatched,
        };
        assert!(read(&Task { forced: true, ..task }).is_ok_and(|body| body.bytes == 2_400_000));
        read(&task).map_err(|error| error.to_string()).err()
    };
    let stream = |task: &Task<'_>| streamed(task, task.opened.stream()?);
    let message = given_up(stream).expect("a refusal");
    assert!(message.contains("no format reads any line"), "{message}");
    assert_eq!(given_up(mapped), Some(message));
}

#[test]
fn names_that_are_not_utf8_stay_apart() {
    let directory = tempfile::tempdir().expect("a directory");
    let read_as = |name: &[u8]| {
        let path = directory.path().join(OsStr::from_bytes(name));
        std::fs::write(&path, "").expect("a file");
        let opened = Opened::new(&path).expect("a file");
        let read = read(&opened, None, &Options::default(), &Unwatched).expect("a reading");
        read.exhibit.path
    };
    let (one, other) = (read_as(b"a\xfe"), read_as(b"a\xff"));
    assert!(one.ends_with("a\\xfe") && other.ends_with("a\\xff"), "{one} {other}");
}
