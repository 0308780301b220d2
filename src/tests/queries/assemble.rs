//! Chunks of columns to the frame: what is null, what is derived, and that chunks do not matter.

use afflux::base::account::Stamp;
use afflux::base::record::FIELDS;
use afflux::frame::place::Places;
use afflux::frame::{Requests, assemble, parquet_bytes};
use afflux::read::Reading;
use afflux::read::columns::{ABSENT, Columns};

use super::sample;

/// Line number, client, status, user agent.
type Line = (i64, &'static [u8], i64, Option<&'static [u8]>);

const LINES: [Line; 4] = [
    (0, b"203.0.113.9", 200, Some(b"curl/7.68.0")),
    (1, b"host.example", 1000, None),
    (2, b"203.0.113.9", 503, Some(b"\xff\xfe")),
    (3, b"2001:db8::1", ABSENT, Some(b"")),
];

fn chunk(exhibit: u32, lines: &[Line]) -> Columns {
    let mut chunk = Columns { exhibit, ..Columns::default() };
    for &(number, client, status, agent) in lines {
        chunk.byte_offset.push(number * 100);
        chunk.ts_us.push(1_617_688_920_000_000 + number * 60_000_000);
        chunk.duration_us.push(90_000_000);
        chunk.status.push(status);
        for column in [&mut chunk.client_port, &mut chunk.bytes] {
            column.push(ABSENT);
        }
        for column in [&mut chunk.upstream_status, &mut chunk.upstream_duration_us] {
            column.push(ABSENT);
        }
        chunk.client.push(Some(client));
        chunk.user_agent.push(agent);
        chunk.path.push(Some(b"/"));
        let absent = [&mut chunk.peer, &mut chunk.vhost, &mut chunk.method, &mut chunk.query];
        for column in absent {
            column.push(None);
        }
        let absent = [
            &mut chunk.protocol,
            &mut chunk.upstream_addr,
            &mut chunk.referer,
            &mut chunk.auth_user,
        ];
        for column in absent {
            column.push(None);
        }
    }
    chunk
}

fn frame_of(columns: Vec<Columns>, stamp: Stamp) -> Requests {
    let mut exhibits = sample::exhibits();
    for exhibit in &mut exhibits {
        exhibit.stamp = stamp;
    }
    let mut reading = Reading { exhibits, columns, ..Reading::default() };
    let places = Places::open(&[], &[], None).expect("the embedded packs");
    assemble(&mut reading, &places, "FR", None).expect("a frame")
}

#[test]
fn what_the_log_lacks_is_null() {
    let requests = frame_of(vec![chunk(0, &LINES)], Stamp::Start);
    let names: Vec<&str> = FIELDS.iter().map(|field| field.name).collect();
    let columns = requests.frame().get_column_names();
    assert!(columns.iter().map(|name| name.as_str()).eq(names));
    for name in ["peer_ip", "vhost", "bytes", "campaign", "attack", "referer"] {
        let column = requests.frame().column(name).expect("a column");
        assert_eq!(column.null_count(), 4, "{name}");
    }
    assert_eq!(requests.numbers("status").expect("n"), [Some(200), None, Some(503), None]);
    assert_eq!(requests.numbers("status_class").expect("n"), [Some(2), None, Some(5), None]);
    let agents = requests.texts("user_agent").expect("text");
    assert_eq!(agents.values, ["curl/7.68.0", "\\xFF\\xFE", ""]);
    let services = requests.texts("service").expect("text");
    assert_eq!(services.values, ["access.log"]);
}

#[test]
fn arrival_is_before_an_end_stamp() {
    let start = frame_of(vec![chunk(0, &LINES)], Stamp::Start);
    let end = frame_of(vec![chunk(0, &LINES)], Stamp::End);
    let first = |requests: &Requests, name| requests.numbers(name).expect("n")[0];
    assert_eq!(first(&start, "arrival"), Some(1_617_688_920_000_000));
    assert_eq!(first(&end, "arrival"), Some(1_617_688_830_000_000));
    assert_eq!(first(&end, "ts"), Some(1_617_688_920_000_000));
    assert_eq!(first(&end, "minute"), Some(1_617_688_800_000_000));
    assert_eq!(first(&end, "weekday"), Some(2));
}

#[test]
fn chunks_do_not_matter() {
    let whole = frame_of(vec![chunk(0, &LINES)], Stamp::Start);
    let parts = frame_of(vec![chunk(0, &LINES[..1]), chunk(0, &LINES[1..])], Stamp::Start);
    let bytes = |requests: &Requests| parquet_bytes(requests.frame()).expect("Parquet");
    assert!(bytes(&whole) == bytes(&parts));
}
