//! Columns to the frame: what is null, what is derived, and that parts are the rows of the whole.

use afflux::base::account::Stamp;
use afflux::base::record::FIELDS;
use afflux::frame::place::Places;
use afflux::frame::{Label, Log, Requests, Texts, assemble};
use afflux::read::Reading;
use afflux::read::columns::{ABSENT_STATUS, Columns, TextColumn};
use afflux::read::merge::Rows;

use super::sample;

/// Line number, client, status, user agent.
type Line = (i64, &'static [u8], i16, Option<&'static [u8]>);

const LINES: [Line; 4] = [
    (0, b"203.0.113.9", 200, Some(b"curl/7.68.0")),
    (1, b"host.example", 1000, None),
    (2, b"203.0.113.9", 503, Some(b"\xff\xfe")),
    (3, b"2001:db8::1", ABSENT_STATUS, Some(b"")),
];

fn columns(lines: &[Line]) -> Columns {
    let mut columns = Columns::default();
    for (row, &(number, client, status, agent)) in lines.iter().enumerate() {
        columns.byte_offset.push(number * 100);
        columns.ts_us.put(row, 1_617_688_920_000_000 + number * 60_000_000);
        columns.duration_us.put(row, 90_000_000);
        columns.status.put(row, status);
        put(&mut columns.client, row, Some(client));
        put(&mut columns.user_agent, row, agent);
        put(&mut columns.path, row, Some(b"/"));
    }
    columns
}

fn put(column: &mut TextColumn, row: usize, value: Option<&[u8]>) {
    if let Some(value) = value {
        let code = column.dictionary.intern(value);
        column.codes.put(row, code);
    }
}

fn log_of(columns: Columns, stamp: Stamp) -> Log {
    let mut exhibits = sample::exhibits();
    for exhibit in &mut exhibits {
        exhibit.stamp = stamp;
    }
    let columns = Rows::new(vec![columns]);
    let mut reading = Reading { exhibits, columns, ..Reading::default() };
    let places = Places::open(&[], &[], None).expect("the embedded packs");
    assemble(&mut reading, &places, "FR", None).expect("a log")
}

fn frame_of(stamp: Stamp) -> Requests {
    log_of(columns(&LINES), stamp).requests(0..LINES.len(), None).expect("requests")
}

#[test]
fn what_the_log_lacks_is_null() {
    let requests = frame_of(Stamp::Start);
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
    let start = frame_of(Stamp::Start);
    let end = frame_of(Stamp::End);
    let first = |requests: &Requests, name| requests.numbers(name).expect("n")[0];
    assert_eq!(first(&start, "arrival"), Some(1_617_688_920_000_000));
    assert_eq!(first(&end, "arrival"), Some(1_617_688_830_000_000));
    assert_eq!(first(&end, "ts"), Some(1_617_688_920_000_000));
    assert_eq!(first(&end, "minute"), Some(1_617_688_800_000_000));
    assert_eq!(first(&end, "weekday"), Some(2));
}

#[test]
fn parts_of_a_log_are_the_rows_of_the_whole() {
    let log = log_of(columns(&LINES), Stamp::Start);
    let labels =
        [Label { row: 1, campaign: 7, attack: true }, Label { row: 3, campaign: 8, attack: false }];
    let whole = log.requests(0..4, Some(&labels)).expect("requests");
    assert_eq!(whole.numbers("campaign").expect("n"), [None, Some(7), None, Some(8)]);
    for cut in 0..=4 {
        let parts = [0..cut, cut..4].map(|rows| log.requests(rows, Some(&labels)).expect("a part"));
        for name in
            ["client_ip", "user_agent", "agent_class", "country", "exhibit", "service", "flags"]
        {
            let texts = |requests: &Requests| {
                let Texts { codes, values } = requests.texts(name).expect("text");
                codes.iter().map(|&code| values.get(code as usize).cloned()).collect::<Vec<_>>()
            };
            assert_eq!(parts.each_ref().map(texts).concat(), texts(&whole), "{name}, cut at {cut}");
        }
        for name in ["arrival", "status", "bytes", "campaign", "day", "attack"] {
            let numbers = |requests: &Requests| requests.numbers(name).expect("n");
            assert_eq!(
                parts.each_ref().map(numbers).concat(),
                numbers(&whole),
                "{name}, cut at {cut}"
            );
        }
    }
}
