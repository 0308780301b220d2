//! A JSON document as lines: an array of objects, an object around such an array, or objects printed over
//! many lines become one object a line. Every byte stays at its place and no string is touched: only
//! bytes between the objects, and raw line ends within them, become a line end or a space.
//!
//! Constant memory: a byte is looked at once, in a state of depth, string and escape.

use super::chunk::LINE_MAX;

/// Bytes of an object's beginning in which the key of an array of records is looked for.
const HOLD: usize = 4 << 10;
/// Keys of arrays of records: Azure, CloudTrail, CloudWatch Logs (its API and its subscriptions), log
/// APIs, OData.
const ARRAYS: &[&[u8]] = &[b"records", b"Records", b"events", b"logEvents", b"logs", b"value"];
/// The key of Elasticsearch's answers, which comes twice: `{"hits":{"hits":[`.
const HITS: &[u8] = b"hits";
/// Keys that may come before them; any other makes the object a record of its own.
const BEFORE: &[&[u8]] = &[
    b"took",
    b"timed_out",
    b"_shards",
    b"_clusters",
    b"_scroll_id",
    b"pit_id",
    b"num_reduce_phases",
    b"terminated_early",
    b"total",
    b"max_score",
    b"count",
    // CloudWatch Logs subscriptions, as Firehose and Lambda get them.
    b"messageType",
    b"owner",
    b"logGroup",
    b"logStream",
    b"subscriptionFilters",
];

/// Where in the document the next byte is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Outside of everything.
    Top,
    /// In an array of records, between two of them.
    Array,
    /// In a record, or in an object that may turn out to be around an array of them.
    Record,
    /// Behind the array of records, in the object around it.
    Tail,
}

/// What may still be an object around an array: its bytes are held until that is known.
#[derive(Debug, Clone, Default)]
struct Around {
    /// Where it begins in `out`.
    start: usize,
    /// Objects that are open on the way to the array.
    open: u64,
    /// The string at hand or the last one, as far as a key can be long.
    key: Vec<u8>,
}

/// Turns a document into lines.
#[derive(Debug)]
pub struct Flattener {
    out: Vec<u8>,
    place: Place,
    /// Where a record's end leads.
    home: Place,
    depth: u64,
    in_string: bool,
    escaped: bool,
    around: Option<Around>,
    /// Objects around the array, to be closed behind it.
    open: u64,
    /// Bytes of the record.
    length: usize,
    /// Does the next byte between records end the line of the one before?
    after: bool,
    /// Is the last byte of `out` one between records?
    gap: bool,
    /// Has the line at hand something that is neither record nor between records?
    junk: bool,
    /// The last byte that is no white space, and whether the document was told by what came so far.
    last: u8,
    told: Option<bool>,
}

impl Default for Flattener {
    fn default() -> Self {
        Self {
            out: Vec::new(),
            place: Place::Top,
            home: Place::Top,
            depth: 0,
            in_string: false,
            escaped: false,
            around: None,
            open: 0,
            length: 0,
            after: false,
            gap: false,
            junk: false,
            last: 0,
            told: None,
        }
    }
}

/// Does an exhibit that begins so need to be turned into lines?
pub fn is_document(head: &[u8]) -> bool {
    let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    let (begin, rest) = match text.split_first() {
        Some((b'[', rest)) => (b'[', rest.trim_ascii_start().strip_prefix(b"{")),
        Some((b'{', rest)) => (b'{', Some(rest)),
        _ => return false,
    };
    // An object begins with a key: this is no text that happens to begin with a bracket.
    let keyed = rest.is_some_and(|rest| rest.trim_ascii_start().first() == Some(&b'"'));
    if begin == b'[' || !keyed {
        return keyed;
    }
    let mut flattener = Flattener::default();
    flattener.push(text);
    flattener.told == Some(true)
}

impl Flattener {
    /// Takes the next bytes of the document.
    pub fn push(&mut self, bytes: &[u8]) {
        let mut rest = bytes;
        while let Some((&byte, after)) = rest.split_first() {
            if self.in_string && !self.escaped && self.around.is_none() {
                rest = self.string(rest);
                continue;
            }
            rest = after;
            self.byte(byte);
        }
    }

    /// Takes what will not change any more.
    pub fn take(&mut self) -> Vec<u8> {
        let settled = match &self.around {
            Some(around) => around.start.saturating_sub(1),
            None => self.out.len() - usize::from(self.gap),
        };
        let held = self.out.split_off(settled.min(self.out.len()));
        if let Some(around) = self.around.as_mut() {
            around.start -= settled;
        }
        std::mem::replace(&mut self.out, held)
    }

    /// Takes everything: the document has ended.
    pub fn finish(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.out)
    }

    /// Copies a string up to its next quote, escape or (in a broken one) line end.
    fn string<'b>(&mut self, rest: &'b [u8]) -> &'b [u8] {
        let room = LINE_MAX.saturating_sub(self.length) + 1;
        let within = rest.get(..room).unwrap_or(rest);
        let end = memchr::memchr3(b'"', b'\\', b'\n', within).unwrap_or(within.len());
        let (text, after) = rest.split_at(end);
        self.out.extend_from_slice(text);
        self.length += text.len();
        match after.split_first() {
            Some((&byte, after)) => {
                self.byte(byte);
                after
            }
            None => after,
        }
    }

    fn byte(&mut self, byte: u8) {
        match self.place {
            Place::Top | Place::Array => self.between(byte),
            Place::Record => self.record(byte),
            Place::Tail => self.tail(byte),
        }
        if !byte.is_ascii_whitespace() {
            self.last = byte;
        }
    }

    fn between(&mut self, byte: u8) {
        match byte {
            b' ' | b'\t' | b'\r' | b'\n' | b',' => self.blank(byte),
            b'{' => self.begin(),
            b'[' if self.place == Place::Top => {
                self.blank(byte);
                (self.place, self.open) = (Place::Array, 0);
            }
            b']' if self.place == Place::Array => {
                self.blank(byte);
                (self.depth, self.in_string) = (0, false);
                self.place = if self.open > 0 { Place::Tail } else { Place::Top };
            }
            _ => self.keep(byte),
        }
    }

    /// A byte between records: the first ends the line of the record before.
    fn blank(&mut self, byte: u8) {
        let ends = self.after || (self.junk && byte == b'\n');
        self.out.push(if ends { b'\n' } else { b' ' });
        (self.after, self.gap) = (false, true);
        self.junk &= !ends;
    }

    /// Something that should not be there stays as it is, to be rejected and counted.
    fn keep(&mut self, byte: u8) {
        self.out.push(byte);
        (self.gap, self.junk) = (false, true);
    }

    /// A record begins: on a line of its own.
    fn begin(&mut self) {
        if let (true, Some(last)) = (self.gap, self.out.last_mut()) {
            *last = b'\n';
        }
        if self.place == Place::Top {
            self.around = Some(Around { start: self.out.len(), open: 1, key: Vec::new() });
        }
        self.out.push(b'{');
        (self.home, self.place) = (self.place, Place::Record);
        (self.depth, self.length, self.gap, self.junk) = (1, 1, false, false);
        (self.in_string, self.escaped, self.after) = (false, false, false);
    }

    fn record(&mut self, byte: u8) {
        self.length += 1;
        if self.length > HOLD {
            self.around = None;
        }
        if self.length > LINE_MAX || (self.in_string && byte == b'\n') {
            return self.abandon(byte);
        }
        if self.in_string {
            return self.within_string(byte);
        }
        match byte {
            b'\n' | b'\r' => {
                self.told = self.told.or(Some(matches!(self.last, b'{' | b'[' | b',')));
                self.out.push(b' ');
                return;
            }
            b'"' => self.open_string(),
            b'[' if self.opens_array() => return self.enter_array(),
            b'{' | b'[' => self.descend(byte),
            b'}' | b']' => self.depth -= 1,
            b':' => self.named(),
            _ => {}
        }
        self.out.push(byte);
        if self.depth == 0 {
            self.told = self.told.or(Some(false));
            (self.place, self.around, self.after) = (self.home, None, true);
        }
    }

    fn within_string(&mut self, byte: u8) {
        self.out.push(byte);
        match byte {
            _ if self.escaped => self.escaped = false,
            b'\\' => self.escaped = true,
            b'"' => self.in_string = false,
            _ => {}
        }
        if self.in_string
            && let Some(around) = self.around.as_mut().filter(|around| around.open == self.depth)
        {
            around.key.push(byte);
        }
    }

    fn open_string(&mut self) {
        self.in_string = true;
        if let Some(around) = self.around.as_mut().filter(|around| around.open == self.depth) {
            around.key.clear();
        }
    }

    fn descend(&mut self, byte: u8) {
        self.depth += 1;
        if let Some(around) = self.around.as_mut() {
            let to_hits = byte == b'{' && around.key == HITS && self.last == b':';
            around.open += u64::from(to_hits && around.open == 1 && self.depth == 2);
        }
    }

    /// A key was read: one that may not stand before the array makes the object a record.
    fn named(&mut self) {
        let Some(around) = self.around.as_ref().filter(|around| around.open == self.depth) else {
            return;
        };
        let key = around.key.as_slice();
        let known = key == HITS || BEFORE.contains(&key) || key.starts_with(b"@");
        let an_array = self.depth == 1 && ARRAYS.contains(&key);
        if !known && !an_array {
            self.around = None;
        }
    }

    fn opens_array(&self) -> bool {
        self.around.as_ref().is_some_and(|around| {
            let key = around.key.as_slice();
            let named = if around.open == 1 { ARRAYS.contains(&key) } else { key == HITS };
            around.open == self.depth && self.last == b':' && named
        })
    }

    /// What was held is around an array: it is between records.
    fn enter_array(&mut self) {
        let Some(around) = self.around.take() else { return };
        self.out.push(b' ');
        if let Some(held) = self.out.get_mut(around.start..) {
            held.fill(b' ');
        }
        self.open = around.open;
        self.told = self.told.or(Some(true));
        (self.place, self.gap, self.junk, self.after) = (Place::Array, true, false, false);
    }

    /// A record that breaks off in a string, or that no line can hold, ends here, and the next one is
    /// looked for: one broken record must not swallow the rest.
    fn abandon(&mut self, byte: u8) {
        self.told = self.told.or(Some(false));
        self.out.push(byte);
        (self.place, self.around, self.in_string) = (self.home, None, false);
        (self.junk, self.gap) = (byte != b'\n', byte == b'\n');
        self.after = byte != b'\n';
    }

    /// Behind the array, what says something stays: it is rejected and counted, not passed over.
    fn tail(&mut self, byte: u8) {
        if self.in_string && byte != b'\n' {
            self.keep(byte);
            match byte {
                _ if self.escaped => self.escaped = false,
                b'\\' => self.escaped = true,
                b'"' => self.in_string = false,
                _ => {}
            }
            return;
        }
        match byte {
            b'}' if self.depth == 0 => {
                self.blank(byte);
                self.open -= 1;
                if self.open == 0 {
                    self.place = Place::Top;
                }
                return;
            }
            b' ' | b'\t' | b'\r' | b'\n' => return self.blank(byte),
            b',' if self.depth == 0 => return self.blank(byte),
            b'"' => self.in_string = true,
            b'{' | b'[' => self.depth += 1,
            b'}' | b']' => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
        self.keep(byte);
    }
}
