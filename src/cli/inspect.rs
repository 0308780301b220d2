//! `afflux inspect`: what each file is, how it is read, and what is wrong with it. It reads every line and
//! judges none.

mod json;
mod table;

use std::net::IpAddr;

use crate::base::class::NetworkClass;
use crate::error::Result;
use crate::frame::place::Places;
use crate::read::Reading;
use crate::read::format::detect::CONFIDENCE_MIN;
use crate::read::review::clients::{self, Clients};
use crate::read::review::repeats::{self, Repeat};
use crate::read::review::warning::{self, Warning};

use super::console::Console;
use super::exit::Exit;
use super::plan::{InspectForm, Inspection};
use super::sources;

/// What is known of one exhibit beside its account.
struct Surveyed {
    clients: Clients,
    warnings: Vec<Warning>,
}

/// All that is said of a reading.
struct Survey<'a> {
    reading: &'a Reading,
    exhibits: Vec<Surveyed>,
    repeats: Vec<Repeat>,
}

/// Reads and describes the logs.
pub(super) fn run(plan: &Inspection, console: &Console) -> Result<Exit> {
    sources::keep_to_memory(&plan.source, &sources::aside())?;
    let reading = sources::read_quietly(&plan.source, console)?;
    let places = Places::open(&[], &[], sources::span_us(&reading))?;
    let survey = Survey::of(&reading, &places);
    for (exhibit, surveyed) in reading.exhibits.iter().zip(&survey.exhibits) {
        for warning in &surveyed.warnings {
            console.note(&format!("warning: {}: {}", exhibit.path, warning.text));
        }
    }
    for line in survey.repeated() {
        console.note(&format!("warning: {line}"));
    }
    let text = match plan.form {
        InspectForm::Table => table::text(&survey),
        InspectForm::Json => json::text(&survey)?,
    };
    console.print(text.as_bytes())?;
    let is_read = |confidence: f64| confidence >= CONFIDENCE_MIN;
    let any = reading.exhibits.iter().any(|exhibit| is_read(exhibit.confidence));
    Ok(if any { Exit::Done } else { Exit::Unrecognised })
}

impl<'a> Survey<'a> {
    fn of(reading: &'a Reading, places: &Places) -> Self {
        let is_cdn =
            |address: IpAddr| places.locate(Some(address)).network_class == NetworkClass::Cdn;
        let exhibits = (0_u32..).zip(&reading.exhibits);
        let surveyed = exhibits.map(|(index, exhibit)| {
            let clients = clients::of(&reading.columns, index, &is_cdn);
            Surveyed { warnings: warning::of(exhibit, &clients), clients }
        });
        Self { reading, exhibits: surveyed.collect(), repeats: repeats::find(reading) }
    }

    fn path(&self, exhibit: u32) -> &str {
        self.reading.exhibits.get(exhibit as usize).map_or("", |exhibit| exhibit.path.as_str())
    }

    /// A sentence for each pair of exhibits that hold the same requests.
    fn repeated(&self) -> Vec<String> {
        let sentence = |repeat: &Repeat| {
            let (again, first) = (self.path(repeat.again), self.path(repeat.first));
            let rows = repeat.rows;
            format!("{again}: {rows} requests are in {first} too; --dedupe keeps each once")
        };
        self.repeats.iter().map(sentence).collect()
    }
}
