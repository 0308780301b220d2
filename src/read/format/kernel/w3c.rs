//! The kernel of the W3C extended family (W3C WD-logfile-960323): `#Fields` names the columns of the
//! lines below it until the next one, which may be in mid-file; `#Date` gives the day of lines that
//! have a time only. A product is told by the names of its
//! columns, and says what it means by them.

use std::sync::Arc;

use crate::base::account::OTHER_PROTOCOL;
use crate::read::exhibit::chunk::LINE_MAX;

use super::delimited::{Cell, Cells, FIELD_COUNT, NO_HEADER, OTHER_FORMAT, Separator, Style};
use super::directive::{Names, carry, directive, is_fields, names, style, turn};
use super::drive::content;
use super::plan::{Habits, Plan, Planned, is_request};
use super::reader::{Context, Fit, Line, Reader, Reason, Session};
use super::row::Row;
use super::{client, utc};

/// Habits, and what was inferred for them from a sample, to be shown.
pub type Inferred = (Habits, Option<String>);

/// A product that writes this kind of log.
#[derive(Debug, Clone, Copy)]
pub struct Product {
    /// Name of its format.
    pub name: &'static str,
    /// Are columns of these names its own?
    pub claims: fn(&Names<'_>) -> bool,
    /// What it does with them, given lines of a sample; and what was inferred from those, to be shown.
    pub habits: fn(&[Vec<u8>]) -> Inferred,
    /// The names of the columns that a line has by its shape, where no directive tells.
    pub shape: fn(&[&[u8]]) -> Option<Vec<&'static str>>,
    /// Is a line under columns of these names, with this row, of another protocol than HTTP?
    pub other: Other,
}

/// Names of columns, a line of theirs and what was read of it.
pub type Other = fn(&[&[u8]], &[u8], &Row<'_>) -> bool;

/// Reads the lines of one exhibit of a product.
pub struct W3c {
    product: &'static Product,
    habits: Habits,
    microsoft: Option<bool>,
    /// The first directive of the sample that is the product's: for lines before any other.
    first: Option<(Arc<[u8]>, Arc<Plan>)>,
    /// What lines of the sample have by their shape, the most frequent first.
    shapes: Vec<Shape>,
    /// What was inferred, to be shown.
    inferred: Option<String>,
}

/// Shapes that are kept: files have one, joined files a few.
const SHAPES_MAX: usize = 8;

impl W3c {
    /// A reader for the product, unless the sample names columns and none are the product's, or names
    /// none and no line has the product's shape.
    pub fn open(product: &'static Product, sample: &[Vec<u8>]) -> Option<Box<dyn Reader>> {
        let software = |line: &&Vec<u8>| line.starts_with(b"#Software");
        let named = |line: &Vec<u8>, name: &[u8]| memchr::memmem::find(line, name).is_some();
        let microsoft = sample.iter().find(software);
        let microsoft = microsoft.map(|line| {
            named(line, b"Microsoft") || named(line, b"IIS") || named(line, b"Internet Information")
        });
        let (habits, inferred) = (product.habits)(sample);
        let (first, shapes) = (None, Vec::new());
        let mut reader = Self { product, habits, microsoft, first, shapes, inferred };
        let directives = || sample.iter().filter(|line| is_fields(line));
        reader.first = directives()
            .find_map(|line| Some((Arc::from(line.as_slice()), Arc::new(reader.plan_of(line)?))));
        let named = directives().next().is_some();
        if named && reader.first.is_none() {
            return None;
        }
        reader.shapes = reader.shapes_of(sample);
        let possible = named || sample.is_empty() || !reader.shapes.is_empty();
        possible.then(|| Box::new(reader) as Box<dyn Reader>)
    }

    fn plan_of(&self, directive: &[u8]) -> Option<Plan> {
        let names = Names::of(directive, self.microsoft);
        (self.product.claims)(&names).then(|| Plan::of(&names.columns, &self.habits))?
    }

    fn named(&self, names: &[&'static str]) -> Option<Plan> {
        let names: Vec<&[u8]> = names.iter().map(|name| name.as_bytes()).collect();
        Plan::of(&names, &self.habits)
    }

    fn shapes_of(&self, sample: &[Vec<u8>]) -> Vec<Shape> {
        let mut counted: Vec<(usize, Vec<&'static str>)> = Vec::new();
        for line in sample.iter().filter(|line| line.first() != Some(&b'#')) {
            let Some(names) = cut(line).and_then(|cells| (self.product.shape)(&cells)) else {
                continue;
            };
            if let Some((count, _)) = counted.iter_mut().find(|(_, known)| *known == names) {
                *count += 1;
            } else if counted.len() < SHAPES_MAX {
                counted.push((1, names));
            }
        }
        counted.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
        let planned = |(_, names): (usize, Vec<&'static str>)| {
            self.named(&names).map(|plan| Shape { names, plan })
        };
        counted.into_iter().filter_map(planned).collect()
    }

    /// The plan of the columns in force; worked out once a directive.
    #[inline]
    fn plan(&self, session: &mut Session) -> Result<Option<Arc<Plan>>, Reason> {
        let Some(columns) = &session.context.columns else {
            return Ok(self.first.as_ref().map(|(_, plan)| plan.clone()));
        };
        if let Some(planned) = &session.plan
            && planned.owner == self.product.name
            && Arc::ptr_eq(&planned.directive, columns)
        {
            return Ok(Some(planned.plan.clone()));
        }
        let plan = Arc::new(self.plan_of(columns).ok_or(OTHER_FORMAT)?);
        let (owner, directive) = (self.product.name, columns.clone());
        session.plan = Some(Planned { owner, directive, plan: plan.clone() });
        Ok(Some(plan))
    }

    /// Is it of another protocol? Only lines without one of the usual methods are looked at.
    #[inline]
    fn is_other(&self, line: &[u8], row: &Row<'_>, context: &Context) -> bool {
        let usual = matches!(row.method.as_deref(), Some(b"GET" | b"POST" | b"HEAD"));
        let first = || self.first.as_ref().map(|(directive, _)| directive);
        !usual
            && context
                .columns
                .as_ref()
                .or_else(first)
                .is_some_and(|directive| (self.product.other)(&names(directive), line, row))
    }

    /// The plan of the columns in force, if they have a time without a date.
    fn lone_plan(&self, context: &Context) -> Option<Plan> {
        let plan = match &context.columns {
            Some(columns) => self.plan_of(columns),
            None => self.first.as_ref().map(|(_, plan)| Plan::clone(plan)),
        };
        plan.filter(|plan| plan.lone_time.is_some())
    }

    /// Reads a line that has not the columns that are named: as one of the shapes of the sample, so that
    /// no line can give itself another; if it can be none of those, by its own.
    fn by_shape<'a>(
        &self,
        line: &'a [u8],
        row: &mut Row<'a>,
        session: &mut Session,
    ) -> Option<Line> {
        let cells = cut(line)?;
        *row = Row::default();
        if let Some(shape) = self.shapes.iter().find(|shape| shape.has(&cells)) {
            whole(&shape.plan, line, row, session).ok()?;
        } else {
            let own = self.named(&(self.product.shape)(&cells)?)?;
            whole(&own, line, row, session).ok()?;
        }
        Some(Line::Request(Fit::Exact))
    }
}

/// The columns that lines have where no directive names them.
struct Shape {
    names: Vec<&'static str>,
    plan: Plan,
}

impl Shape {
    /// Can these be the fields of that shape?
    fn has(&self, cells: &[&[u8]]) -> bool {
        let number = |cell: &[u8]| cell == b"-" || cell.iter().all(|b| b.is_ascii_digit());
        let fits = |(name, cell): (&&str, &&[u8])| match *name {
            "date" => utc::day(cell).is_some(),
            "time" => utc::time_of_day(cell).is_some(),
            "s-ip" | "c-ip" => client::address(cell).is_some(),
            "cs-version" => cell.starts_with(b"HTTP") || **cell == *b"-",
            "sc-status" => cell.len() == 3 && number(cell),
            "s-port" | "sc-substatus" | "sc-win32-status" | "sc-bytes" | "cs-bytes" => number(cell),
            "time-taken" => cell.iter().all(|b| b.is_ascii_digit() || *b == b'.'),
            _ => true,
        };
        cells.len() == self.names.len() && self.names.iter().zip(cells).all(fits)
    }
}

impl Reader for W3c {
    fn line<'a>(
        &self,
        line: &'a [u8],
        row: &mut Row<'a>,
        session: &mut Session,
    ) -> Result<Line, Reason> {
        if line.first() == Some(&b'#') && directive(line, &mut session.context) {
            return Ok(Line::Directive);
        }
        let Some(plan) = self.plan(session)? else {
            return self.by_shape(line, row, session).ok_or(NO_HEADER);
        };
        if plan.lone_time.is_some() && line.first() != Some(&b'#') {
            turn(&plan, line, &mut session.context);
        }
        let read = named(&plan, line, row, session);
        if read.is_ok() && self.is_other(line, row, &session.context) {
            return Err(OTHER_PROTOCOL);
        }
        match read {
            Ok(fit) => Ok(Line::Request(fit)),
            Err(reason) => self.by_shape(line, row, session).ok_or(reason),
        }
    }

    fn has_context(&self) -> bool {
        true
    }

    fn carry(&self, bytes: &[u8], context: &mut Context) {
        carry(bytes, context, |lines, context| {
            let Some(plan) = self.lone_plan(context) else { return };
            for line in lines.split_inclusive(|byte| *byte == b'\n') {
                if line.len() <= LINE_MAX {
                    turn(&plan, content(line, 1), context);
                }
            }
        });
    }

    fn inferred(&self) -> Option<String> {
        self.inferred.clone()
    }
}

/// The fields of a line, as logged.
fn cut(line: &[u8]) -> Option<Vec<&[u8]>> {
    Cells::new(line, style(line)).map(|cell| Some(cell.ok()?.text)).collect()
}

/// Reads a line by the columns that are named.
#[inline]
fn named<'a>(
    plan: &Plan,
    line: &'a [u8],
    row: &mut Row<'a>,
    session: &mut Session,
) -> Result<Fit, Reason> {
    let style = style(line);
    let read = filled(plan, Cells::new(line, style), row, session);
    let reason = match read {
        Ok(count) if count == plan.len() => return Ok(Fit::Exact),
        // Between tabs no field can be mistaken for another.
        Ok(count) if style != Style::W3C && count >= plan.needed() => {
            return Ok(if count > plan.len() { Fit::Extra } else { Fit::Exact });
        }
        Ok(count) if style != Style::W3C && count < plan.needed() => return Ok(Fit::Fewer),
        Ok(_) => FIELD_COUNT,
        Err(reason) => reason,
    };
    // Between two spaces there may be an empty field.
    let single = Style { separator: Separator::One(b' '), ..style };
    *row = Row::default();
    match filled(plan, Cells::new(line, single), row, session) {
        Ok(count) if style == Style::W3C && count == plan.len() => Ok(Fit::Exact),
        _ => Err(reason),
    }
}

/// Reads a line that must have all the columns.
fn whole<'a>(
    plan: &Plan,
    line: &'a [u8],
    row: &mut Row<'a>,
    session: &mut Session,
) -> Result<(), Reason> {
    let count = filled(plan, Cells::new(line, style(line)), row, session)?;
    if count == plan.len() { Ok(()) } else { Err(FIELD_COUNT) }
}

#[inline]
fn filled<'a>(
    plan: &Plan,
    cells: impl Iterator<Item = Result<Cell<'a>, Reason>>,
    row: &mut Row<'a>,
    session: &mut Session,
) -> Result<usize, Reason> {
    let count = plan.fill(cells, row, session)?;
    if is_request(row) { Ok(count) } else { Err(FIELD_COUNT) }
}
