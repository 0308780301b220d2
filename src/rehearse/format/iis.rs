//! IIS W3C extended with its default fields: UTC, stamped when the answer is done, `time-taken` in
//! milliseconds. A client that has left is a win32 status of 64 beside the status that would have been
//! sent. (A real IIS logs a full queue in HTTP.sys' own log and not here; the simulator has one log.)

use std::io;

use super::pen::Pen;
use super::{Format, Product, Stamp};
use crate::rehearse::world::request::{Ending, Row};

/// `2022-10-10 06:00:01 192.0.2.1 GET / - 443 - 203.0.113.7 curl/7.74.0 - 200 0 0 15`
pub(super) const FORMAT: Format =
    Format { name: "iis", stamp: Stamp::End, product: IIS, head, line };

const IIS: Product = Product { gone: None, unreachable: 502, page: |_| 1_477 };

fn head(pen: &mut Pen<'_>, start_us: i64) -> io::Result<()> {
    pen.text("#Software: Microsoft Internet Information Services 10.0\n#Version: 1.0\n#Date: ");
    pen.day_and_time(start_us, b' ');
    pen.text(
        "\n#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip ",
    );
    pen.text("cs(User-Agent) cs(Referer) sc-status sc-substatus sc-win32-status time-taken\n");
    Ok(())
}

fn line(pen: &mut Pen<'_>, row: &Row) -> io::Result<()> {
    pen.day_and_time(row.end_us, b' ');
    pen.text(" 192.0.2.1 ");
    pen.text(row.target.method());
    pen.text(" ");
    stem_and_query(pen, row)?;
    pen.text(" 443 - ");
    pen.address(row.address())?;
    pen.text(" ");
    for byte in pen.agent(row).unwrap_or("-").bytes() {
        pen.line.push(if byte == b' ' { b'+' } else { byte });
    }
    pen.text(" ");
    pen.referer(row, "-")?;
    pen.text(" ");
    pen.number(row.status);
    pen.text(match row.ending {
        Ending::Left => " 0 64 ",
        Ending::Unreachable => " 3 12029 ",
        Ending::TimedOut => " 3 12002 ",
        Ending::Answered | Ending::Refused => " 0 0 ",
    });
    pen.millis(row.end_us - row.arrival_us);
    Ok(())
}

fn stem_and_query(pen: &mut Pen<'_>, row: &Row) -> io::Result<()> {
    let start = pen.line.len();
    pen.target(row)?;
    let target = pen.line.get_mut(start..).unwrap_or_default();
    match target.iter_mut().find(|byte| **byte == b'?') {
        Some(mark) => *mark = b' ',
        None => pen.text(" -"),
    }
    Ok(())
}
