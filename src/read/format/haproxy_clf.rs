//! HAProxy's `option httplog clf`: combined without referer and agent, then HAProxy's own fields in
//! quotes. The milliseconds of the time stamp are one of them.

use std::borrow::Cow;

use crate::base::account::Stamp;

use super::Format;
use super::kernel::clf::{Clf, Shape, Tail};
use super::kernel::cursor::{Cursor, UNLIKE, is_number};
use super::kernel::haproxy::{decoded, notice, put_server, put_state, put_times, untagged};
use super::kernel::number;
use super::kernel::reader::{Fit, Line, Reader, Reason, Session};
use super::kernel::row::Row;

/// `203.0.113.7 - - [06/Apr/2021:06:31:02 +0000] "GET / HTTP/1.1" 200 2750 "" "" 4711 655 "http-in" "web" "s1" 10 0 30 69 109 "----" 1 1 1 1 0 0 0 "-" "-"`
pub(super) const FORMAT: Format = Format::new(
    "haproxy_clf",
    "HAProxy httplog clf: common, \"\" \"\" %cp %ms %ft %b %s %TR %Tw %Tc %Tr %Ta %tsc %ac %fc %bc %sc %rc %sq %bq %CC %CS %hrl %hsl",
    Stamp::Start,
    |_, _| Some(Box::new(HaproxyClf { family: Clf::<false, Fields>::reader()? })),
);

struct HaproxyClf {
    family: Box<dyn Reader>,
}

impl Reader for HaproxyClf {
    fn line<'a>(
        &self,
        line: &'a [u8],
        row: &mut Row<'a>,
        session: &mut Session,
    ) -> Result<Line, Reason> {
        match self.family.line(untagged(line), row, session) {
            Ok(Line::Request(Fit::Exact)) => {
                // Always `""`: HAProxy leaves their places empty.
                (row.referer, row.user_agent) = (None, None);
                row.path = row.path.take().map(plain);
                row.query = row.query.take().map(plain);
                Ok(Line::Request(Fit::Exact))
            }
            Ok(_) => Err(UNLIKE),
            Err(reason) => notice::read(line, session).map(Line::Event).ok_or(reason),
        }
    }
}

fn plain(text: Cow<'_, [u8]>) -> Cow<'_, [u8]> {
    match text {
        Cow::Borrowed(text) => decoded(text),
        Cow::Owned(text) => Cow::Owned(decoded(&text).into_owned()),
    }
}

struct Fields;

impl Tail for Fields {
    const SHAPE: Shape = Shape::Tailed;

    fn read<'a>(rest: &'a [u8], row: &mut Row<'a>) -> bool {
        fields(&mut Cursor::new(rest), row).is_some()
    }
}

fn fields<'a>(rest: &mut Cursor<'a>, row: &mut Row<'a>) -> Option<()> {
    let mut number = || rest.word().filter(|word| is_number(word)).and_then(number::integer);
    let (port, millis) = (number()?, number()?);
    let (_frontend, backend, server) = (rest.quoted()?, rest.quoted()?, rest.quoted()?);
    let timers = [rest.word()?, rest.word()?, rest.word()?, rest.word()?, rest.word()?];
    // The manual shows quotes around it, versions to 2.6 and later write none.
    let state = rest.field()?;
    for _ in 0..7 {
        rest.word().filter(|word| is_number(word))?;
    }
    let mut session = Session::default();
    let [_, queue, connect, response, total] = timers;
    put_times([queue, connect, response, total], row, &mut session).ok()?;
    put_state(state, row).ok()?;
    let name = [backend, b"/", server].concat();
    put_server(server, row);
    row.upstream_addr = row.upstream_addr.take().map(|_| name.into());
    row.client_port = port;
    row.ts_us += 1_000 * (millis % 1_000);
    Some(())
}
