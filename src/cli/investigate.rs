//! `afflux investigate`: the table of contents of the program. One statement a stage, each naming
//! what it makes.

use crate::ask;
use crate::ask::table::{self, Frames, Input};
use crate::base::account::Account;
use crate::case::{self, Contents, Draft};
use crate::error::Result;
use crate::frame::{self, Log};
use crate::judge::intrusion;
use crate::judge::{self, judgement::Cause, judgement::Judgement, options::Conditions};
use crate::read::{Reading, Reject};
use crate::tell::{Context, Report};

use super::console::Console;
use super::documents::{self, Told};
use super::exit::Exit;
use super::plan::Investigation;
use super::{account, pseudonym, seal, sources};

/// Reads, judges, tells, and leaves a case.
pub(super) fn run(plan: &Investigation, console: &Console) -> Result<Exit> {
    // Asked for before anything is read: nobody waits for hours to find a wrong passphrase.
    let key = plan.sign.as_deref().map(seal::unlocked).transpose()?;
    let pseudonyms = pseudonym::wanted(plan, console)?;
    let draft = Draft::begin(&plan.out, plan.replace)?;
    sources::keep_to_memory(&plan.source, draft.directory())?;

    let reading = sources::read(&plan.source, console)?;
    let Work { account, log, judgement, tables, rejects } = judged(plan, reading, console)?;
    console.go_on()?;

    let told =
        Told { plan, pseudonyms: pseudonyms.as_ref(), account: &account, judgement: &judgement };
    let documents = documents::written(&told)?;
    let labels = account::labels(&judgement);
    let contents = Contents {
        account: &account,
        log: &log,
        labels: &labels,
        rejects: &rejects,
        tables: &tables,
        documents: &documents,
    };
    case::save(&draft, &contents)?;
    // PDFs want room. It takes a while to give that much back.
    rayon::spawn(move || drop((log, tables, rejects)));
    draft.add(&documents::printed(&told, &draft.manifest()?, &documents, console))?;
    if let Some(key) = key {
        draft.sign(&key)?;
    }
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

/// What comes of a reading.
pub(super) struct Work {
    pub(super) account: Account,
    log: Log,
    pub(super) judgement: Judgement,
    tables: Frames,
    rejects: Vec<Reject>,
}

/// Places, incidents, verdicts and tables of a reading.
pub(super) fn judged(
    plan: &Investigation,
    mut reading: Reading,
    console: &Console,
) -> Result<Work> {
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
    let looked = || {
        let attempts = intrusion::find(&services, &names, plan.rules());
        let of = (services.as_slice(), &names);
        let input = Input::new(of, &reading.events, &account.exhibits, &attempts.attempts);
        let tables = table::build(&input);
        (attempts, tables)
    };
    let (judged, (attempts, tables)) =
        rayon::join(|| judge::incidents_of(&services, &names, &plan.judging, &conditions), looked);
    let judgement = judged.with(&attempts);
    rayon::spawn(move || drop((names, services)));
    let rejects = reading.rejects;
    Ok(Work { account, log, judgement, tables: tables?, rejects })
}

fn exit(plan: &Investigation, judgement: &Judgement) -> Exit {
    let unclear = judgement.incidents.iter().any(|incident| incident.cause == Cause::Inconclusive);
    if plan.strict && unclear { Exit::Inconclusive } else { Exit::Done }
}
