//! The table as text: CSV with a head of two lines that start with `#`, one row an outcome, one row for a
//! world without any. Validation in, text out, and back. Ratios have four decimals.

use std::fmt::Write as _;

use super::{Outcome, Validation, World};

const COLUMNS: &str =
    "family,seed,held_out,format,durations,history_days,accused,truth,answer,log10_lr,expected";

const ABOUT: &str = "simulated worlds and what was answered, written by the command above; \
    log10_lr: of attack against the mean of the other explanations";

impl Validation {
    /// The text.
    pub fn write(&self) -> String {
        let mut text =
            format!("# afflux {}: {}\n# {ABOUT}\n{COLUMNS}\n", self.version, self.command);
        for world in &self.worlds {
            let flag = u8::from;
            // Writing to a String cannot fail.
            let head = format!(
                "{},{},{},{},{},{},{}",
                world.family,
                world.seed,
                flag(world.held_out),
                world.format,
                flag(world.durations),
                world.history_days,
                flag(world.accused)
            );
            if world.outcomes.is_empty() {
                let _ = writeln!(text, "{head},,,,");
            }
            for one in &world.outcomes {
                let ratio = one.log10_lr.map(|lr| format!("{lr:.4}")).unwrap_or_default();
                let expected = flag(one.expected);
                let _ = writeln!(text, "{head},{},{},{ratio},{expected}", one.truth, one.answer);
            }
        }
        text
    }

    /// Reads it. Errors: the line that is no row, or that a head is missing.
    pub fn read(text: &str) -> Result<Self, String> {
        let mut lines = text.lines();
        let head = lines.next().and_then(|line| line.strip_prefix("# afflux ")?.split_once(": "));
        let (version, command) = head.ok_or("no head")?;
        let mut rows = lines.skip_while(|line| line.starts_with('#'));
        if rows.next() != Some(COLUMNS) {
            return Err("other columns".to_owned());
        }
        let mut worlds: Vec<World> = Vec::new();
        for line in rows {
            let (world, outcome) = row(line).ok_or_else(|| format!("no row: {line}"))?;
            let same = |last: &&mut World| last.family == world.family && last.seed == world.seed;
            match worlds.last_mut().filter(same) {
                Some(last) => last.outcomes.extend(outcome),
                None => worlds.push(World { outcomes: outcome.into_iter().collect(), ..world }),
            }
        }
        Ok(Self { version: version.to_owned(), command: command.to_owned(), worlds })
    }
}

/// A world without outcomes, and the outcome of the row.
fn row(line: &str) -> Option<(World, Option<Outcome>)> {
    let mut fields = line.split(',');
    let mut next = || fields.next();
    let world = World {
        family: next()?.to_owned(),
        seed: next()?.parse().ok()?,
        held_out: flag(next()?)?,
        format: next()?.to_owned(),
        durations: flag(next()?)?,
        history_days: next()?.parse().ok()?,
        accused: flag(next()?)?,
        outcomes: Vec::new(),
    };
    let (truth, answer, ratio, expected) = (next()?, next()?, next()?, next()?);
    if truth.is_empty() {
        return Some((world, None));
    }
    let log10_lr = if ratio.is_empty() { None } else { Some(ratio.parse().ok()?) };
    let (truth, answer, expected) = (truth.to_owned(), answer.to_owned(), flag(expected)?);
    Some((world, Some(Outcome { truth, answer, log10_lr, expected })))
}

fn flag(text: &str) -> Option<bool> {
    match text {
        "1" => Some(true),
        "0" => Some(false),
        _ => None,
    }
}
