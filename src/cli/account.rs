//! The account of a run, and labels written back to the requests.

use crate::base::account::{Account, Accounting, Database};
use crate::error::Result;
use crate::frame::Requests;
use crate::frame::place::{Places, distance_days};
use crate::judge::judgement::Judgement;
use crate::read::Reading;

use super::plan::Investigation;

/// Everything that was read and with what.
pub(super) fn account(plan: &Investigation, reading: &Reading, places: &Places) -> Account {
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
        left_out: reading.skipped.clone(),
    }
}

/// Days between the logs and the primary country database; `None` without requests.
pub(super) fn database_days(account: &Account, span: Option<(i64, i64)>) -> Option<i64> {
    let answers = |database: &&Database| database.primary && database.holds.contains("country");
    let database = account.databases.iter().find(answers)?;
    Some(distance_days(database.built_us, span?))
}

/// Writes the labels of a judgement to the requests.
pub(super) fn label(requests: &mut Requests, judgement: &Judgement) -> Result<()> {
    let rows: Vec<u32> = judgement.labels.iter().map(|label| label.row).collect();
    let campaigns: Vec<u32> = judgement.labels.iter().map(|label| label.campaign).collect();
    let attack: Vec<bool> = judgement.labels.iter().map(|label| label.attack).collect();
    requests.label(&rows, &campaigns, &attack)
}
