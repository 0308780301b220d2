//! Names that mean one thing in one log and another in the next: the values of a sample in, what its
//! names mean out. What is found here comes before what a name means elsewhere.

use std::collections::{BTreeMap, BTreeSet};

use super::super::anatomy::is_request;
use super::super::client::address;
use super::super::number;
use super::super::slot::{Slot, TimeForm, Unit};
use super::super::stamp;
use super::plan::Plan;
use super::visit;

/// Seconds since the epoch from which a number is an instant: 2001.
const EPOCH_MIN: i64 = 1_000_000_000;
/// Names beside `host` that tell a log whose `host` is the client's: of the common log (RFC 1413), or of the
/// virtual host.
const BESIDE_CLIENT: [&str; 7] =
    ["ident", "identity", "authuser", "logname", "requestedhost", "vhost", "virtualhost"];

/// The values of a sample, by the letters of the names around them.
#[derive(Debug, Default)]
pub struct Seen {
    values: BTreeMap<String, Vec<Vec<u8>>>,
}

impl Seen {
    /// Looks at every value that is one.
    pub fn of(sample: &[Vec<u8>]) -> Self {
        let mut seen = Self::default();
        for line in sample {
            visit(line, &mut |trail, raw| {
                let letters = |byte: &u8| byte.is_ascii_alphanumeric();
                let name: String =
                    trail.names().concat().into_iter().filter(letters).map(char::from).collect();
                let values = seen.values.entry(name.to_ascii_lowercase()).or_default();
                let is_said = !raw.is_nothing() && !matches!(raw.text, b"" | b"-");
                values.extend(is_said.then(|| raw.text.to_vec()));
            });
        }
        seen
    }

    fn of_name(&self, name: &str) -> &[Vec<u8>] {
        self.values.get(name).map_or(&[], Vec::as_slice)
    }

    fn has(&self, name: &str) -> bool {
        self.values.contains_key(name)
    }

    /// Is there something under that name, and is all of it so?
    fn all(&self, name: &str, is: impl Fn(&[u8]) -> bool) -> bool {
        let values = self.of_name(name);
        !values.is_empty() && values.iter().all(|value| is(value))
    }

    /// Is more than half of what is under that name so? A client can write what no server means.
    fn mostly(&self, name: &str, is: impl Fn(&[u8]) -> bool) -> bool {
        let values = self.of_name(name);
        2 * values.iter().filter(|value| is(value)).count() > values.len()
    }

    /// Does a plan find what that slot holds?
    pub fn finds(&self, plan: &Plan, is: impl Fn(&Slot) -> bool) -> bool {
        let said = self.values.iter().filter(|(_, values)| !values.is_empty());
        said.filter_map(|(name, _)| plan.slot(name.as_bytes())).any(is)
    }

    /// Names that mean something of their own in this sample.
    pub fn settled(&self, plan: &Plan) -> Vec<(String, Slot)> {
        let rules = [
            (self.is_split(), "date", Slot::Date),
            (self.is_split(), "time", Slot::TimeOfDay),
            (self.mostly("requesttime", is_instant), "requesttime", Slot::Time(TimeForm::Any)),
            // nginx writes decimals; whole numbers are CDNs' milliseconds.
            (self.mostly("requesttime", is_digits), "requesttime", Slot::Duration(Unit::Written)),
            // nginx's `$upstream_response_time` beside `$request_time`.
            (self.has_both_times(), "responsetime", Slot::UpstreamDuration(Unit::Seconds)),
            (self.is_of_files(), "path", Slot::Skip),
            (self.is_of_shipper(), "host", Slot::Skip),
            (self.is_client(plan), "host", Slot::Client),
            // Suricata: alerts and files repeat the request, seen from the other side.
            (self.has("flowid"), "eventtype", Slot::Flags),
        ];
        let rules = rules.into_iter().filter(|(is_so, ..)| *is_so);
        rules.map(|(_, name, slot)| (name.to_owned(), slot)).collect()
    }

    /// Are date and time of day two fields?
    fn is_split(&self) -> bool {
        let is_date = |text: &[u8]| stamp::date(text).is_some_and(|(_, rest)| rest.is_empty());
        let is_time = |text: &[u8]| stamp::time(text).is_some_and(|(_, rest)| rest.is_empty());
        self.mostly("date", is_date) && self.mostly("time", is_time)
    }

    fn has_both_times(&self) -> bool {
        let is_decimal = |text: &[u8]| text.contains(&b'.');
        self.mostly("requesttime", is_decimal) && self.mostly("responsetime", is_decimal)
    }

    /// Logstash's `path` is that of the file that it read: beside a request that says what was asked.
    fn is_of_files(&self) -> bool {
        let is_file = |path: &[u8]| memchr::memmem::find(path, b"log").is_some();
        self.mostly("request", is_asked) && self.mostly("path", is_file)
    }

    /// Logstash's `host` is the machine whose file it read.
    fn is_of_shipper(&self) -> bool {
        let is_machine = |name: &[u8]| !name.contains(&b'.') || address(name).is_some();
        self.has("version") && self.mostly("host", is_machine)
    }

    /// Fluentd, Vector and others call the client so, as the common log does. A service that is asked by its address has one of
    /// them.
    fn is_client(&self, plan: &Plan) -> bool {
        let hosts: BTreeSet<&Vec<u8>> = self.of_name("host").iter().collect();
        self.all("host", |text| address(text).is_some())
            && (hosts.len() > 1 || BESIDE_CLIENT.iter().any(|name| self.has(name)))
            && !self.finds(plan, |slot| *slot == Slot::Client)
    }
}

/// nginx's `request_time` is a duration; other servers call the moment of the request so.
fn is_instant(text: &[u8]) -> bool {
    let epoch = number::integer(text).is_some_and(|seconds| seconds >= EPOCH_MIN);
    epoch || (!is_digits(text) && stamp::read(text).is_some())
}

fn is_digits(text: &[u8]) -> bool {
    number::integer(text).is_some_and(|number| number < EPOCH_MIN)
}

/// A target, or a request line.
fn is_asked(text: &[u8]) -> bool {
    text.starts_with(b"/") || is_request(text)
}

#[cfg(test)]
mod tests {
    use super::super::aliases::aliases;
    use super::super::plan::Fold;
    use super::*;

    #[test]
    fn names_are_settled_by_their_values() {
        let plan = Plan::of(&aliases(), Fold::Letters);
        let of = |lines: &[&str]| {
            let sample: Vec<Vec<u8>> = lines.iter().map(|line| line.as_bytes().to_vec()).collect();
            Seen::of(&sample).settled(&plan)
        };
        let one = |name: &str, slot: Slot| vec![(name.to_owned(), slot)];
        let host = |name: &str| format!(r#"{{"host":"{name}","code":200}}"#);
        let hosts = |names: &[&str]| {
            let lines: Vec<String> = names.iter().map(|name| host(name)).collect();
            of(&lines.iter().map(String::as_str).collect::<Vec<_>>())
        };
        assert_eq!(hosts(&["203.0.113.7", "203.0.113.8"]), one("host", Slot::Client));
        // Who is asked by the address of the machine is one host.
        assert_eq!(hosts(&["203.0.113.7", "203.0.113.7"]), []);
        assert_eq!(hosts(&["203.0.113.7", "www.example.fr"]), []);
        assert_eq!(of(&[r#"{"host":"203.0.113.7","identity":null}"#]), one("host", Slot::Client));
        assert_eq!(of(&[r#"{"host":"203.0.113.7","ident":"-","clientip":"203.0.113.9"}"#]), []);
        assert_eq!(of(&[r#"{"request":"/a","path":"/var/log/a.log"}"#]), one("path", Slot::Skip));
        // One odd target changes nothing for the rest.
        let file = r#"{"request":"/a","path":"/var/log/a.log"}"#;
        let odd = r#"{"request":"*","path":"/var/log/a.log"}"#;
        assert_eq!(of(&[file, odd, file]), one("path", Slot::Skip));
        assert_eq!(of(&[r#"{"@version":"1","host":"web1"}"#]), one("host", Slot::Skip));
        let time = |value: &str| of(&[&format!(r#"{{"request_time":{value}}}"#)]);
        assert_eq!(time("0.012"), []);
        assert_eq!(time("12"), one("requesttime", Slot::Duration(Unit::Written)));
        assert_eq!(time("1666604392000"), one("requesttime", Slot::Time(TimeForm::Any)));
        assert_eq!(
            time(r#""06/Apr/2021:08:31:02 +0200""#),
            one("requesttime", Slot::Time(TimeForm::Any))
        );
    }
}
