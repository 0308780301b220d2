//! What checking a case found, told: a line for each thing that was checked and one for each that differs; or JSON.

use serde_json::{Value, json};

use super::Checked;
use super::rerun::Verdict;
use crate::case::exhibits::{Found, State as Exhibit};
use crate::case::verify::State;
use crate::error::{Error, Kind, Result};
use crate::tell::escape::whole;
use crate::tell::words::Words;

/// Things of one kind that are named; the number is always given.
const NAMED_MAX: usize = 50;

/// Lines for people.
pub(super) fn text(checked: &Checked, words: &Words) -> String {
    let mut told = Told { words, lines: Vec::new() };
    told.tool(checked);
    told.files(checked);
    told.exhibits(checked);
    told.verdict(&checked.verdict);
    told.seals(checked);
    let end = if checked.holds() { "verify-holds" } else { "verify-differs" };
    told.lines.push(words.say(end));
    told.lines.push(String::new());
    told.lines.join("\n")
}

struct Told<'a> {
    words: &'a Words,
    lines: Vec<String>,
}

impl Told<'_> {
    fn say(&mut self, id: &str, arguments: &[(&str, String)]) {
        let arguments: Vec<_> =
            arguments.iter().map(|(name, value)| (*name, value.as_str().into())).collect();
        self.lines.push(self.words.get(id, &arguments));
    }

    fn listed(&mut self, what: Vec<(&'static str, Vec<(&'static str, String)>)>) {
        let all = what.len();
        for (id, arguments) in what.into_iter().take(NAMED_MAX) {
            self.say(id, &arguments);
        }
        if all > NAMED_MAX {
            let more = self.words.get("and-more", &[("n", (all - NAMED_MAX).into())]);
            self.lines.push(format!("  {more}"));
        }
    }

    fn tool(&mut self, checked: &Checked) {
        let (stored, own) = (whole(&checked.record.tool.version), env!("CARGO_PKG_VERSION"));
        let id = if stored == own { "verify-tool" } else { "verify-other-tool" };
        self.say(id, &[("stored", stored), ("own", own.to_owned())]);
    }

    fn files(&mut self, checked: &Checked) {
        if checked.record.files.is_empty() {
            self.say("verify-no-files", &[]);
            return;
        }
        let same = checked.files.iter().filter(|(_, state)| *state == State::Same).count();
        let numbers = [("same", same.to_string()), ("all", checked.files.len().to_string())];
        self.say("verify-files", &numbers);
        let line = |(name, state): &(String, State)| {
            let name = ("name", whole(name));
            match state {
                State::Same => None,
                State::Differs(sha256) => {
                    Some(("verify-file-differs", vec![name, ("sha256", sha256.clone())]))
                }
                State::Gone => Some(("verify-file-gone", vec![name])),
                State::Added => Some(("verify-file-added", vec![name])),
            }
        };
        self.listed(checked.files.iter().filter_map(line).collect());
    }

    fn exhibits(&mut self, checked: &Checked) {
        let is_same = |one: &&Found| matches!(one.state, Exhibit::Same(_));
        let same = checked.exhibits.iter().filter(is_same).count();
        let numbers = [("same", same.to_string()), ("all", checked.exhibits.len().to_string())];
        self.say("verify-exhibits", &numbers);
        let line = |one: &Found| {
            let name = ("name", whole(&one.path));
            match &one.state {
                Exhibit::Same(_) => None,
                Exhibit::Differs(sha256) => {
                    Some(("verify-file-differs", vec![name, ("sha256", sha256.clone())]))
                }
                Exhibit::Gone => Some(("verify-file-gone", vec![name])),
            }
        };
        self.listed(checked.exhibits.iter().filter_map(line).collect());
    }

    fn verdict(&mut self, verdict: &Verdict) {
        match verdict {
            Verdict::Skipped => self.say("verify-verdict-skipped", &[]),
            Verdict::Impossible(why) => {
                self.say("verify-verdict-impossible", &[("why", whole(why))]);
            }
            Verdict::Made { documents, differences, databases } => {
                let same = documents.iter().all(|(_, same)| *same);
                let id = if same { "verify-verdict-same" } else { "verify-verdict-differs" };
                self.say(id, &[]);
                for (name, _) in documents.iter().filter(|(_, same)| !same) {
                    self.say("verify-made-differs", &[("name", whole(name))]);
                }
                for (at, stored, made) in differences {
                    let values = [("at", at), ("stored", stored), ("made", made)];
                    let values = values.map(|(name, value)| (name, whole(value)));
                    self.say("verify-difference", &values);
                }
                for name in databases {
                    self.say("verify-database", &[("name", whole(name))]);
                }
            }
        }
    }

    fn seals(&mut self, checked: &Checked) {
        match &checked.signature {
            None => {}
            Some(Ok(signed)) => {
                let comment = ("comment", whole(&signed.comment));
                self.say("verify-signature", &[("key", signed.key.clone()), comment]);
            }
            Some(Err(why)) => self.say("verify-signature-bad", &[("why", whole(why))]),
        }
        match &checked.stamp {
            None => {}
            Some(Ok(stamp)) => {
                let policy = ("policy", stamp.policy.clone());
                self.say("verify-stamp", &[("time", stamp.time.clone()), policy]);
            }
            Some(Err(why)) => self.say("verify-stamp-bad", &[("why", whole(why))]),
        }
    }
}

/// The same for programs.
pub(super) fn json(checked: &Checked) -> Result<String> {
    let file = |(name, state): &(String, State)| match state {
        State::Same => json!({"name": name, "state": "same"}),
        State::Differs(sha256) => json!({"name": name, "state": "differs", "sha256": sha256}),
        State::Gone => json!({"name": name, "state": "gone"}),
        State::Added => json!({"name": name, "state": "added"}),
    };
    let exhibit = |one: &Found| match &one.state {
        Exhibit::Same(place) => {
            json!({"path": one.path, "state": "same", "found": place.display().to_string()})
        }
        Exhibit::Differs(sha256) => {
            json!({"path": one.path, "state": "differs", "sha256": sha256})
        }
        Exhibit::Gone => json!({"path": one.path, "state": "gone"}),
    };
    let value = json!({
        "schema": "afflux.verification/1",
        "holds": checked.holds(),
        "tool": {"stored": checked.record.tool.version, "own": env!("CARGO_PKG_VERSION")},
        "files": checked.files.iter().map(file).collect::<Vec<Value>>(),
        "exhibits": checked.exhibits.iter().map(exhibit).collect::<Vec<Value>>(),
        "verdict": verdict(&checked.verdict),
        "signature": checked.signature.as_ref().map(|signature| match signature {
            Ok(signed) => json!({"good": true, "key": signed.key, "comment": signed.comment}),
            Err(why) => json!({"good": false, "reason": why}),
        }),
        "time_stamp": checked.stamp.as_ref().map(|stamp| match stamp {
            Ok(stamp) => json!({"of_this_manifest": true, "time": stamp.time,
                "policy": stamp.policy, "serial": stamp.serial}),
            Err(why) => json!({"of_this_manifest": false, "reason": why}),
        }),
    });
    let text = serde_json::to_string_pretty(&value);
    text.map(|text| text + "\n")
        .map_err(|error| Error::new(Kind::Case, "cannot tell what was found").because(error))
}

fn verdict(verdict: &Verdict) -> Value {
    match verdict {
        Verdict::Skipped => json!({"state": "skipped"}),
        Verdict::Impossible(why) => json!({"state": "impossible", "reason": why}),
        Verdict::Made { documents, differences, databases } => json!({
            "state": if documents.iter().all(|(_, same)| *same) { "same" } else { "differs" },
            "documents": documents.iter()
                .map(|(name, same)| json!({"name": name, "same": same})).collect::<Vec<Value>>(),
            "differences": differences.iter()
                .map(|(at, stored, made)| json!({"at": at, "stored": stored, "made": made}))
                .collect::<Vec<Value>>(),
            "other_databases": databases,
        }),
    }
}
