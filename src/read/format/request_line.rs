//! Lines of no format known here that have a request line in them, a time, and a status after the
//! request: what administrators put together, in whatever order. Places are told by what they hold in
//! every line of a sample. It promises least of all text formats and stands behind them.

use std::collections::BTreeMap;

use crate::base::account::Stamp;

use super::Format;
use super::kernel::anatomy::cut::{cut, signature};
use super::kernel::anatomy::layout::Layout;
use super::kernel::anatomy::time::DAY_FIRST;
use super::kernel::clf::NO_REQUEST;
use super::kernel::reader::{Fit, Line, Reader, Reason, Session};
use super::kernel::row::Row;
use super::kernel::tail::Token;

/// `1617690662.123 203.0.113.7 "GET / HTTP/1.1" 200 512 "-" "curl/7.74.0"`,
/// `203.0.113.7 (198.51.100.9) - - [06/Apr/2021:08:31:02 +0200] "GET / HTTP/1.1" 200 512 344 871 2 "-" "curl/7.74.0"`
pub(super) const FORMAT: Format = Format::new(
    "request_line",
    "a request line anywhere: … time … client … \"%r\" %>s %b …, in any order",
    Stamp::Unknown,
    |_, sample| Anatomy::open(sample),
);

/// Looks of lines that are kept: a server has few.
const LOOKS_MAX: usize = 32;

struct Anatomy {
    /// By signature.
    layouts: BTreeMap<Vec<u8>, Layout>,
}

impl Anatomy {
    fn open(sample: &[Vec<u8>]) -> Option<Box<dyn Reader>> {
        let mut looks = BTreeMap::<Vec<u8>, Vec<Vec<Token<'_>>>>::new();
        for line in sample {
            let tokens = cut(line);
            let look = signature(&tokens);
            if looks.len() < LOOKS_MAX || looks.contains_key(&look) {
                looks.entry(look).or_default().push(tokens);
            }
        }
        let told = looks.into_iter().filter_map(|(look, lines)| {
            let layout = Layout::of(&lines, &look)?;
            Some((look, layout))
        });
        let layouts: BTreeMap<_, _> = told.collect();
        let is_possible = sample.is_empty() || !layouts.is_empty();
        is_possible.then(|| Box::new(Self { layouts }) as Box<dyn Reader>)
    }
}

impl Reader for Anatomy {
    fn line<'a>(
        &self,
        line: &'a [u8],
        row: &mut Row<'a>,
        session: &mut Session,
    ) -> Result<Line, Reason> {
        let tokens = cut(line);
        let look = signature(&tokens);
        let known = match self.layouts.get(&look) {
            Some(layout) => layout.fill(&tokens, row, session)?,
            // Of a look that the sample has not: told by itself.
            None => {
                let own = Layout::of(std::slice::from_ref(&tokens), &look).ok_or(NO_REQUEST)?;
                own.fill(&tokens, row, session)?
            }
        };
        Ok(Line::Request(if known { Fit::Fewer } else { Fit::Extra }))
    }

    /// Known where all lines' fields tell the same.
    fn stamp(&self) -> Option<Stamp> {
        let mut stamps = self.layouts.values().map(|layout| layout.plan.stamp);
        let first = stamps.next().flatten()?;
        stamps.all(|stamp| stamp == Some(first)).then_some(first)
    }

    fn inferred(&self) -> Option<String> {
        let layouts = || self.layouts.values();
        let guessed = layouts().any(|layout| layout.day_guessed).then(|| DAY_FIRST.to_owned());
        let unit = layouts().find_map(|layout| layout.plan.inferred).map(|found| found.text());
        let said: Vec<String> = guessed.into_iter().chain(unit).collect();
        (!said.is_empty()).then(|| said.join("; "))
    }
}
