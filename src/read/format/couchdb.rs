//! CouchDB's request log, as its own log writer and through syslog. The stamp is the end, in UTC; the last
//! number is milliseconds. `undefined` stands for nobody signed in. Version 1 wrote less, without a
//! duration and a host.

use crate::base::account::Stamp;

use super::Format;
use super::kernel::clf::{BAD_STATUS, BAD_TIME, NO_CLIENT, NO_REQUEST};
use super::kernel::cursor::{Cursor, UNLIKE, is_number};
use super::kernel::reader::{Fit, Line, Reader, Reason, Session};
use super::kernel::row::Row;
use super::kernel::slot::{Slot, TimeForm, Unit};

/// `[Tue, 06 Apr 2021 06:31:02 GMT] [info] [<0.404.0>] 203.0.113.7 - - GET /users/_all_docs?limit=5 200`,
/// `[notice] 2021-04-06T06:31:02.579985Z couchdb@node1 <0.17607.12> e1fed412f8 db.example.org 203.0.113.7 jane GET /users/_all_docs?limit=5 200 ok 12`
pub(super) const FORMAT: Format = Format::new(
    "couchdb",
    "CouchDB: [level] <time> <node> <process> <nonce> <host> <client> <user> <method> <target> <status> <reason> <milliseconds>",
    Stamp::End,
    |_, _| Some(Box::new(Couch)),
);

struct Couch;

impl Reader for Couch {
    fn line<'a>(
        &self,
        line: &'a [u8],
        row: &mut Row<'a>,
        session: &mut Session,
    ) -> Result<Line, Reason> {
        if let Some(read) = first_version(line, row, session) {
            return read;
        }
        let mut rest = Cursor::new(line);
        rest.between(b'[', b']').ok_or(UNLIKE)?;
        let time = rest.word().filter(|time| time.contains(&b'T')).ok_or(BAD_TIME)?;
        let _node = rest.word().filter(|node| node.contains(&b'@')).ok_or(UNLIKE)?;
        let _process = rest.word().filter(|pid| pid.starts_with(b"<")).ok_or(UNLIKE)?;
        let (_nonce, host) = (rest.word(), rest.word().ok_or(NO_CLIENT)?);
        let (client, user) = (rest.word().ok_or(NO_CLIENT)?, rest.word().ok_or(NO_CLIENT)?);
        let method = rest.word().ok_or(NO_REQUEST)?;
        // No space is in a target: a server that decodes none logs it as it came.
        let target = rest.word().filter(|path| path.starts_with(b"/")).ok_or(NO_REQUEST)?;
        let status = rest.word().filter(|status| is_number(status)).ok_or(BAD_STATUS)?;
        let (_reason, taken) = (rest.word(), rest.word().ok_or(UNLIKE)?);
        Slot::Time(TimeForm::Iso).fill(time.into(), row, session)?;
        Slot::Vhost.fill(host.into(), row, session)?;
        Slot::Client.fill(client.into(), row, session)?;
        row.auth_user = Some(user).filter(|user| *user != b"undefined").map(Into::into);
        Slot::Method.fill(method.into(), row, session)?;
        Slot::Target.fill(target.into(), row, session)?;
        Slot::Status.fill(status.into(), row, session)?;
        Slot::Duration(Unit::Millis).fill(taken.into(), row, session)?;
        Ok(Line::Request(if rest.is_done() { Fit::Exact } else { Fit::Extra }))
    }
}

/// `[Tue, 06 Apr 2021 06:31:02 GMT] [info] [<0.404.0>] 203.0.113.7 - - GET /a 200`; `None` if it is no
/// line of version 1.
fn first_version<'a>(
    line: &'a [u8],
    row: &mut Row<'a>,
    session: &mut Session,
) -> Option<Result<Line, Reason>> {
    let mut rest = Cursor::new(line);
    let time = rest.between(b'[', b']').filter(|time| time.contains(&b','))?;
    let _level = rest.between(b'[', b']')?;
    rest.between(b'[', b']').filter(|pid| pid.starts_with(b"<"))?;
    let client = rest.word()?;
    let (_ident, user) = (rest.word()?, rest.word()?);
    let (method, target) = (rest.word()?, rest.word().filter(|path| path.starts_with(b"/"))?);
    let status = rest.word().filter(|status| is_number(status))?;
    let fields = [
        (time, Slot::Time(TimeForm::Any)),
        (client, Slot::Client),
        (user, Slot::User),
        (method, Slot::Method),
        (target, Slot::Target),
        (status, Slot::Status),
    ];
    let filled =
        fields.into_iter().try_for_each(|(text, slot)| slot.fill(text.into(), row, session));
    Some(filled.map(|()| Line::Request(if rest.is_done() { Fit::Exact } else { Fit::Extra })))
}
