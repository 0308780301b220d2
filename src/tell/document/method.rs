//! What was asked, by which method, and in what state the clocks of the exhibits were. The account in, parts out.

use super::scribe::{Scribe, literal, number};
use super::{Block, Part, validated};
use crate::base::account::Exhibit;
use crate::base::time::SECOND_US;
use crate::judge::judgement::Hypothesis;
use crate::judge::thresholds::THRESHOLDS;
use crate::tell::escape::printable;

/// Exhibits in the table of health; the manifest has all.
const LISTED_MAX: usize = 200;

/// The question, the propositions, and whether a mandate was given.
pub(super) fn question(scribe: &Scribe<'_>) -> Part {
    let sentence = |hypothesis: Hypothesis| {
        let meaning = scribe.say(&format!("hypothesis-{}.meaning", hypothesis.name()));
        let pair = [("name", scribe.hypothesis(hypothesis).into()), ("value", meaning.into())];
        scribe.get("figure-line", &pair)
    };
    let claims = scribe.judgement.ledger.as_ref().map_or(0, |ledger| ledger.claims.len());
    let given =
        if scribe.account.mandate.is_some() { "question-mandate" } else { "question-no-mandate" };
    let quiet = scribe.judgement.incidents.is_empty();
    let blocks = vec![
        Block::Text(scribe.say(given)),
        Block::Text(scribe.say(if quiet { "question-intro-quiet" } else { "question-intro" })),
        Block::List(Hypothesis::ALL.map(sentence).to_vec()),
        Block::Text(scribe.say("question-apart")),
        Block::Text(scribe.count("question-claims", claims as u64)),
    ];
    part(scribe, "question", blocks)
}

/// Version, thresholds and seeds, and what is known of errors.
pub(super) fn method(scribe: &Scribe<'_>) -> Part {
    let arguments = [
        ("version", scribe.account.version.into()),
        ("thresholds", (THRESHOLDS.len() as u64).into()),
    ];
    let blocks = vec![
        Block::Text(scribe.get("method-intro", &arguments)),
        Block::Text(scribe.say("method-seeds")),
        Block::Text(validated::notice(scribe, "method-validation")),
    ];
    part(scribe, "method", blocks)
}

/// What was seen of the clocks, exhibit by exhibit.
pub(super) fn health(scribe: &Scribe<'_>) -> Part {
    let columns = [
        ("column-exhibit", false),
        ("column-out-of-order", true),
        ("column-step-back", true),
        ("column-silence", true),
        ("column-folds", true),
        ("column-incomplete", true),
        ("column-internal", true),
    ];
    let mut table = scribe.table(scribe.say("health-caption"), &columns);
    let exhibits = &scribe.account.exhibits;
    for (index, one) in exhibits.iter().take(LISTED_MAX).enumerate() {
        table.rows.push(row(scribe, index, one));
    }
    let mut blocks = vec![Block::Text(scribe.say("health-intro")), Block::Table(table)];
    if exhibits.len() > LISTED_MAX {
        let rest = (exhibits.len() - LISTED_MAX) as u64;
        blocks.push(Block::Text(scribe.count("health-rest", rest)));
    }
    part(scribe, "health", blocks)
}

fn row(scribe: &Scribe<'_>, index: usize, one: &Exhibit) -> Vec<super::Cell> {
    let numbers = scribe.words.numbers();
    let length = |us: i64| match us {
        0 => number("–"),
        us => number(numbers.duration(us as f64 / SECOND_US as f64)),
    };
    let health = &one.health;
    vec![
        literal(&format!("{} · {}", index + 1, printable(&one.path))),
        number(numbers.integer(health.out_of_order)),
        length(health.step_back_us),
        length(health.silence_us),
        number(numbers.integer(health.folds + health.gaps)),
        number(numbers.integer(health.zoneless + health.yearless + health.timeless)),
        number(numbers.integer(health.internal)),
    ]
}

fn part(scribe: &Scribe<'_>, id: &str, blocks: Vec<Block>) -> Part {
    Part { id: id.to_owned(), title: scribe.say(&format!("{id}-title")), stance: None, blocks }
}
