//! The report as an inert document: sections, paragraphs, tables, charts, findings, in one language
//! and in reading order, every text from a log already made printable. Account and judgement in, a
//! tree of plain values out. It decides nothing: what is not in the judgement is not in here.

pub mod abridged;
mod absent;
mod annex;
mod answer;
mod campaign;
mod cited;
mod claims;
mod closing;
pub mod conditions;
mod contribution;
mod custody;
mod events;
mod finding;
mod head;
pub mod hostile;
mod incident;
mod intrusion;
mod method;
mod moved;
mod observed;
mod replayed;
mod scribe;
mod size;
pub mod stored;
pub mod strength;
mod thresholds;
mod validated;
mod weighed;
mod weighing;

use super::Context;
use super::chart::Chart;
use super::words::Words;
use crate::base::account::Account;
use crate::judge::judgement::Judgement;
pub use cited::{Cited, Named};
use scribe::Scribe;
use serde::{Deserialize, Serialize};

/// What to say where there is no incident: that there was none, or that too little was read to know.
fn quiet(account: &Account, judgement: &Judgement) -> &'static str {
    let unread = account.total.requests == 0 || judgement.gates.iter().any(|gate| gate.forbids);
    if unread { "answer-not-read" } else { "answer-no-incident" }
}

/// A name of a closed list. An alias, because serde would take the reference itself for borrowed from the input.
pub type Name = &'static str;

/// A report.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// ISO 639-1 code.
    #[serde(deserialize_with = "stored::language")]
    pub language: Name,
    /// Title.
    pub title: String,
    /// One line under it.
    pub subtitle: String,
    /// What was examined, when, with what.
    pub head: Vec<Fact>,
    /// What was asked of the expert, line by line as it was given; empty where nothing was.
    #[serde(default)]
    pub mandate: Vec<String>,
    /// Statements that hold for the whole report: calibration, gates of the run.
    pub notices: Vec<Note>,
    /// One line when there is no incident.
    pub quiet: Option<String>,
    /// All incidents, a line each.
    #[serde(default)]
    pub listed: Vec<Listed>,
    /// What is said where not all of them have a chapter.
    #[serde(skip)]
    pub abridged: Option<String>,
    /// The answer to each incident, on a page each.
    pub answers: Vec<Answer>,
    /// What was claimed, a line each; empty without a file of claims.
    pub claims: Vec<Claimed>,
    /// Everything that the answers rest on.
    pub sections: Vec<Part>,
    /// What parts are asked for by.
    pub named: Vec<Named>,
    /// Log lines that show what parts say.
    pub cited: Vec<Cited>,
}

/// An incident in one line.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Listed {
    /// Its number.
    pub incident: u32,
    /// Anchor of its section.
    pub anchor: String,
    /// Service and number.
    pub title: String,
    /// The cause in two or three words.
    pub label: String,
    /// When.
    pub when: String,
    /// How many requests failed.
    pub failures: String,
    /// The command that shows all of it.
    pub command: String,
    /// Has it a chapter?
    pub is_told: bool,
}

/// A claim and what the logs say of it, in short.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Claimed {
    /// Name of the outcome in `verdict.json`; decides how it is set.
    #[serde(deserialize_with = "stored::outcome")]
    pub outcome: Name,
    /// Its id and kind.
    pub title: String,
    /// Who said it.
    pub who: String,
    /// The outcome, and what it means or why there is none.
    pub answer: String,
}

/// A label and its value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Fact {
    /// Label.
    pub label: String,
    /// Value.
    pub value: Cell,
}

/// How grave a note is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tone {
    /// For understanding.
    Plain,
    /// Limits what may be concluded.
    Limit,
    /// Forbids a conclusion.
    Stop,
}

impl Tone {
    /// Its name as a class in style sheets.
    pub fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Limit => "limit",
            Self::Stop => "stop",
        }
    }
}

/// A remark set apart.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Note {
    /// How grave.
    pub tone: Tone,
    /// The text.
    pub text: String,
}

/// Is a part measured or concluded?
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stance {
    /// Read or counted from the logs.
    Fact,
    /// Concluded from facts.
    Interpretation,
}

/// What a cell of a table holds, which decides how it is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CellKind {
    /// Words of the report.
    Text,
    /// A number: aligned to the right, tabular digits.
    Number,
    /// Text from a log, a path or a digest: fixed width, isolated.
    Literal,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Cell {
    /// Kind.
    pub kind: CellKind,
    /// Text, printable.
    pub text: String,
}

/// A table. The first cell of each row names the row.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Table {
    /// What it shows.
    pub caption: String,
    /// Column titles, and whether the column holds numbers.
    pub columns: Vec<(String, bool)>,
    /// Rows.
    pub rows: Vec<Vec<Cell>>,
}

/// A part of the document with its own heading.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Part {
    /// Anchor, unique in the document.
    pub id: String,
    /// Heading.
    pub title: String,
    /// Fact or interpretation, where that is to be kept apart.
    pub stance: Option<Stance>,
    /// Content.
    pub blocks: Vec<Block>,
}

/// A piece of content.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Block {
    /// A paragraph.
    Text(String),
    /// A list of sentences.
    List(Vec<String>),
    /// Labels and values.
    Facts(Vec<Fact>),
    /// A table.
    Table(Table),
    /// A long table to look things up in: closed on a screen until it is asked for.
    Folded(Table),
    /// A chart with its numbers; stored as its table.
    #[serde(skip)]
    Chart(Chart),
    /// A command line that can be copied, with what it does.
    Command(String, String),
    /// A remark.
    Note(Note),
    /// A finding.
    Finding(Finding),
    /// A part inside.
    Part(Part),
}

/// What a finding says on one hypothesis.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Direction {
    /// For (`true`) or against.
    pub supports: bool,
    /// "for attack" and the like.
    pub label: String,
    /// Likelihood ratio and words.
    pub weight: String,
    /// What it means, one sentence.
    pub meaning: String,
}

/// A finding.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// Anchor.
    pub id: String,
    /// Title.
    pub title: String,
    /// Number and family, as `T1 · client history`.
    pub number: String,
    /// The question it answers.
    pub question: String,
    /// Figures; none where it is not computable.
    pub figures: Option<Table>,
    /// What it says, strongest first.
    pub directions: Vec<Direction>,
    /// What is to be said where there is no direction or no figure.
    pub remark: Option<String>,
    /// The command that re-asks it.
    pub command: String,
    /// Rows that show it.
    pub citations: Vec<String>,
}

/// A finding in one line, for the answer page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Point {
    /// Anchor of the finding.
    pub anchor: String,
    /// Title of the finding.
    pub title: String,
    /// Its headline figure.
    pub figure: String,
    /// What it means here.
    pub meaning: String,
    /// How strong.
    pub weight: String,
}

/// The answer to one incident on one page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    /// Number of the incident.
    pub incident: u32,
    /// Name of the cause in `verdict.json`; a class in style sheets.
    #[serde(deserialize_with = "stored::cause")]
    pub cause: Name,
    /// Anchor of the incident's section.
    pub anchor: String,
    /// Service and number.
    pub title: String,
    /// The service alone.
    pub service: String,
    /// When.
    pub when: String,
    /// ISO 8601 interval.
    pub interval: String,
    /// The cause in two or three words.
    pub label: String,
    /// The cause in one sentence.
    pub sentence: String,
    /// How it worked, where the addresses lie, how large it was: a sentence each.
    pub details: Vec<String>,
    /// Strength of the support in ENFSI words, with number and cap.
    pub strength: Vec<String>,
    /// The strongest findings for it, at most three.
    pub supports: Vec<Point>,
    /// The strongest against it.
    pub against: Option<Point>,
    /// What is said where nothing speaks against it.
    pub unopposed: String,
    /// The replays.
    pub but_for: Table,
    /// Failures, to order incidents by size.
    pub failures: u64,
    /// Failures and their share, in words.
    pub size: String,
    /// What would change it.
    pub change: Vec<String>,
    /// Gates.
    pub gates: Vec<Note>,
}

/// The document of a run.
pub fn document(
    account: &Account,
    judgement: &Judgement,
    words: &Words,
    context: &Context,
) -> Document {
    let scribe = Scribe { account, judgement, words, context };
    let mut sections = vec![method::question(&scribe)];
    sections.extend(claims::part(&scribe));
    sections.push(head::overview(&scribe));
    sections.extend(judgement.incidents.iter().map(|incident| incident::part(&scribe, incident)));
    sections.push(intrusion::part(&scribe));
    sections.extend(custody::parts(&scribe));
    sections.extend([method::health(&scribe), method::method(&scribe)]);
    sections.extend(closing::parts(&scribe));
    sections.extend(annex::part(&scribe));
    sections.push(thresholds::part(&scribe));
    Document {
        language: words.code(),
        // Where nothing failed, the title must not say that something did.
        title: words.say(if judgement.incidents.is_empty() {
            "report-title-quiet"
        } else {
            "report-title"
        }),
        subtitle: head::subtitle(&scribe),
        head: head::facts(&scribe),
        mandate: head::mandate(&scribe),
        notices: head::notices(&scribe),
        quiet: judgement.incidents.is_empty().then(|| words.say(quiet(account, judgement))),
        listed: judgement.incidents.iter().map(|one| answer::line(&scribe, one)).collect(),
        abridged: None,
        answers: judgement.incidents.iter().map(|one| answer::page(&scribe, one)).collect(),
        claims: claims::lines(&scribe),
        sections,
        named: cited::named(judgement),
        cited: cited::cited(&scribe),
    }
}
