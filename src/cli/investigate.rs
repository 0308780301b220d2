//! `afflux investigate`: the table of contents of the program. One statement a stage, each naming
//! what it makes.

use crate::ask;
use crate::ask::table::{self, Input};
use crate::case::{self, Contents, Draft};
use crate::error::Result;
use crate::frame;
use crate::judge::intrusion;
use crate::judge::{self, judgement::Cause, judgement::Judgement, options::Conditions};
use crate::tell::{Context, Report};

use super::console::Console;
use super::exit::Exit;
use super::plan::Investigation;
use super::{account, documents, sources};

/// Reads, judges, tells, and leaves a case.
pub(super) fn run(plan: &Investigation, console: &Console) -> Result<Exit> {
    let draft = Draft::begin(&plan.out, plan.replace)?;
    sources::keep_to_memory(&plan.source, draft.directory())?;

    let mut reading = sources::read(&plan.source, console)?;
    let repeated = sources::repeated(&plan.source, &mut reading, console);
    let span = sources::span_us(&reading);
    let places = sources::places(&plan.source, span, console)?;
    let log =
        frame::assemble(&mut reading, &places, &plan.source.home, plan.source.service.as_deref())?;
    let account = account::account(plan, &reading, repeated, &places);
    console.go_on()?;

    let (names, services) = ask::split(&log, Some(&places), &plan.source.home, &account.exhibits);
    let conditions = Conditions {
        proxied: judge::proxies::share(&services, &names),
        ..Conditions::of(&account, account::database_days(&account, span))
    };
    let attempts = intrusion::find(&services, &names, plan.rules());
    let input = Input {
        services: &services,
        names: &names,
        events: &reading.events,
        exhibits: &account.exhibits,
        attempts: &attempts.attempts,
    };
    let (judgement, tables) = rayon::join(
        || judge::judge_with(&services, &names, &plan.judging, &conditions, &attempts),
        || table::build(&input),
    );
    let tables = tables?;
    console.go_on()?;

    let documents = documents::written(plan, &account, &judgement, console)?;
    case::save(
        &draft,
        &Contents {
            account: &account,
            log: &log,
            labels: &account::labels(&judgement),
            rejects: &reading.rejects,
            tables: &tables,
            documents: &documents,
        },
    )?;
    console.go_on()?;
    draft.publish()?;

    let context = Context {
        width: console.width(),
        colour: console.colour(),
        ..documents::context(plan, &plan.words)
    };
    let report = Report::new(&account, &judgement, &plan.words, &context);
    console.print(&(crate::tell::writer::terminal::WRITER.write)(&report)?)?;
    Ok(exit(plan, &judgement))
}

fn exit(plan: &Investigation, judgement: &Judgement) -> Exit {
    let unclear = judgement.incidents.iter().any(|incident| incident.cause == Cause::Inconclusive);
    if plan.strict && unclear { Exit::Inconclusive } else { Exit::Done }
}
