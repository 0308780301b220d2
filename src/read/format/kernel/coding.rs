//! How the headers that a client sent are coded in a field: the field in, what was sent out.

use std::borrow::Cow;

use super::delimited::Cell;

/// How a product writes what cannot stand in a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Coding {
    /// As it is.
    Plain,
    /// `+` for a space, as IIS writes headers.
    Plus,
    /// `%20` for a space, perhaps coded twice, as CloudFront and SHOUTcast write the agent.
    Percent,
}

impl Coding {
    /// The header as it was sent.
    pub fn undo<'a>(self, cell: &Cell<'a>) -> Cow<'a, [u8]> {
        match self {
            // What is in quotes has its spaces.
            Self::Plus if !cell.is_quoted() => with_spaces(cell.text),
            Self::Percent => unpercent(cell.text),
            _ => cell.value(),
        }
    }
}

fn with_spaces(text: &[u8]) -> Cow<'_, [u8]> {
    if memchr::memchr(b'+', text).is_none() {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.iter().map(|byte| if *byte == b'+' { b' ' } else { *byte }).collect())
}

/// Undoes `%20`, and `%2520` as CloudFront wrote it until 2019.
fn unpercent(text: &[u8]) -> Cow<'_, [u8]> {
    match memchr::memmem::find(text, b"%25") {
        Some(_) => Cow::Owned(decoded(&decoded(text)).into_owned()),
        None => decoded(text),
    }
}

fn decoded(text: &[u8]) -> Cow<'_, [u8]> {
    if memchr::memchr(b'%', text).is_none() {
        return Cow::Borrowed(text);
    }
    let mut plain = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        let digit = |at: usize| after.get(at).and_then(|digit| (*digit as char).to_digit(16));
        match (byte, digit(0), digit(1)) {
            (b'%', Some(high), Some(low)) => {
                plain.push((high * 16 + low) as u8);
                rest = after.get(2..).unwrap_or_default();
            }
            _ => plain.push(byte),
        }
    }
    Cow::Owned(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codings_are_undone() {
        assert_eq!(&*unpercent(b"a%20b%2"), b"a b%2");
        assert_eq!(&*unpercent(b"a%2520b%2528"), b"a b(");
        assert_eq!(&*with_spaces(b"a+b"), b"a b");
    }
}
