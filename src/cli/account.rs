//! The account of a run, and what judging says of its rows.

use crate::base::account::{Account, Accounting, Database, Noted};
use crate::frame::Label;
use crate::frame::place::{Places, distance_days};
use crate::judge::judgement::{self, Judgement};
use crate::read::Reading;
use crate::read::event::{Event, EventKind, KERNEL};

use super::plan::Investigation;

/// Everything that was read and with what.
pub(super) fn account(
    plan: &Investigation,
    reading: &Reading,
    repeated: Vec<(String, String, u64)>,
    places: &Places,
) -> Account {
    let mut total = Accounting::default();
    for exhibit in &reading.exhibits {
        total.add(&exhibit.accounting);
    }
    Account {
        version: env!("CARGO_PKG_VERSION"),
        arguments: plan.arguments.clone(),
        exhibits: reading.exhibits.clone(),
        total,
        databases: places.databases(),
        home: plan.source.home.clone(),
        duplicates: reading.duplicates.clone(),
        same_content: reading.same_content.clone(),
        archives: reading.archives.clone(),
        left_out: reading.skipped.clone(),
        repeated,
        deduped: plan.source.dedupe,
        noted: noted(reading),
        rules: plan.rules_files.clone(),
        mandate: plan.mandate.clone(),
    }
}

/// Events that say something of the servers; what merely is in an error log stays in the table.
fn noted(reading: &Reading) -> Vec<Noted> {
    let telling = reading.events.iter().filter(|event| event.kind != EventKind::Other);
    let note = |event: &Event| Noted {
        kind: event.kind.name(),
        ts_us: event.ts_us,
        limit: event.limit,
        of_system: event.source.as_deref() == Some(KERNEL),
        is_end: event.is_end(),
    };
    telling.map(note).collect()
}

/// Days between the logs and the primary country database; `None` without requests.
pub(super) fn database_days(account: &Account, span: Option<(i64, i64)>) -> Option<i64> {
    let answers = |database: &&Database| database.primary && database.holds.contains("country");
    let database = account.databases.iter().find(answers)?;
    Some(distance_days(database.built_us, span?))
}

/// What a judgement says of rows, in order of row.
pub(super) fn labels(judgement: &Judgement) -> Vec<Label> {
    let label = |label: &judgement::Label| Label {
        row: label.row,
        campaign: label.campaign,
        attack: label.attack,
    };
    judgement.labels.iter().map(label).collect()
}
