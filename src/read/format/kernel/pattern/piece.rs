//! The pieces of a server's format: literal text and fields. What a server writes twice is kept once:
//! of two fields for the same thing the better one is read and the other is skipped.

use std::mem::discriminant;

use super::super::slot::{Slot, TimeForm, Unit};
use super::Fault;

/// How far a field's text can reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// Anything up to the literal that follows.
    Text,
    /// Anything but spaces.
    Word,
    /// Digits, perhaps with a sign and a point; or a dash.
    Number,
    /// Words; one that ends with a comma, or that a lone colon follows, goes on.
    List,
}

/// A field of a format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Field {
    pub(super) slot: Slot,
    pub(super) class: Class,
    /// Of two fields for the same thing, the one with the lower rank is kept.
    pub(super) rank: u8,
    /// Where the field stands in the format.
    pub(super) at: usize,
}

/// Literal text, or a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    Literal(Vec<u8>),
    Field(Field),
}

/// Literal text in front of the first field, then each field with the literal after it.
pub(super) type Parts = (Vec<u8>, Vec<(Field, Vec<u8>)>);

/// A format in pieces: no two literals stand side by side.
#[derive(Debug, Clone, Default)]
pub(super) struct Pieces {
    pub(super) list: Vec<Piece>,
    /// Does the time stamp mark the end of the request, as the format itself says?
    pub(super) ends: bool,
}

impl Pieces {
    pub(super) fn literal(&mut self, text: &[u8]) {
        match self.list.last_mut() {
            _ if text.is_empty() => {}
            Some(Piece::Literal(before)) => before.extend_from_slice(text),
            _ => self.list.push(Piece::Literal(text.to_vec())),
        }
    }

    pub(super) fn field(&mut self, field: Field) {
        self.list.push(Piece::Field(field));
    }

    /// The format in parts, each thing of a request read once.
    pub(super) fn parted(mut self) -> Result<Parts, Fault> {
        self.settle();
        self.join_targets();
        let (mut lead, mut fields) = (Vec::new(), Vec::<(Field, Vec<u8>)>::new());
        for piece in self.list {
            match (piece, fields.last_mut()) {
                (Piece::Field(field), _) => fields.push((field, Vec::new())),
                (Piece::Literal(text), Some((_, after))) => *after = text,
                (Piece::Literal(text), None) => lead = text,
            }
        }
        if fields.iter().all(|(field, _)| field.slot == Slot::Skip) {
            return Err(Fault::new(0, "no field that is known"));
        }
        Ok((lead, fields))
    }

    fn fields(&mut self) -> Vec<&mut Field> {
        let pieces = self.list.iter_mut();
        let fields = pieces.filter_map(|piece| match piece {
            Piece::Field(field) => Some(field),
            Piece::Literal(_) => None,
        });
        fields.collect()
    }

    /// Skips what another field says better.
    fn settle(&mut self) {
        let mut fields = self.fields();
        let keys: Vec<(Slot, u8)> = fields.iter().map(|f| (f.slot.clone(), f.rank)).collect();
        let has = |slot: &Slot| keys.iter().any(|(other, _)| other == slot);
        for (index, field) in fields.iter_mut().enumerate() {
            let same = |slot: &Slot| discriminant(slot) == discriminant(&field.slot);
            let better = keys
                .iter()
                .enumerate()
                .any(|(at, (slot, rank))| same(slot) && (*rank, at) < (field.rank, index));
            let contained = match field.slot {
                Slot::Method | Slot::Protocol | Slot::Target => has(&Slot::Request),
                Slot::Path | Slot::Query => has(&Slot::Request) || has(&Slot::Target),
                // The client is the connection where nothing else is said of it.
                Slot::Peer => !has(&Slot::Client),
                _ => false,
            };
            if field.slot == Slot::Peer && contained {
                field.slot = Slot::Client;
            } else if better && field.slot != Slot::Flags || contained {
                field.slot = Slot::Skip;
            }
        }
    }

    /// `%U%q`, `$uri$is_args$args`: path and query side by side are a target.
    fn join_targets(&mut self) {
        let mut list = Vec::<Piece>::with_capacity(self.list.len());
        for piece in std::mem::take(&mut self.list) {
            match (list.last_mut(), &piece) {
                (Some(Piece::Field(before)), Piece::Field(field)) if joins(before, field) => {
                    if field.slot == Slot::Query && before.slot == Slot::Path {
                        before.slot = Slot::Target;
                    }
                }
                _ => list.push(piece),
            }
        }
        self.list = list;
    }
}

/// Is the second field no more than the tail of the first?
fn joins(before: &Field, field: &Field) -> bool {
    let skipped = |field: &Field| field.slot == Slot::Skip && field.class == Class::Text;
    matches!(before.slot, Slot::Path | Slot::Target)
        && (field.slot == Slot::Query || skipped(field))
        || (skipped(before) && skipped(field))
}

/// A slot's usual class.
pub(super) fn class_of(slot: &Slot) -> Class {
    match slot {
        Slot::Status | Slot::Bytes | Slot::ClientPort => Class::Number,
        Slot::Time(TimeForm::EpochSeconds | TimeForm::EpochMillis | TimeForm::EpochMicros) => {
            Class::Number
        }
        Slot::Duration(Unit::Written) => Class::Word,
        Slot::Duration(_) | Slot::DurationPart(_) | Slot::Queue(_) => Class::Number,
        Slot::Client | Slot::Peer | Slot::Forwarded => Class::List,
        Slot::UpstreamDuration(_) | Slot::UpstreamStatus | Slot::UpstreamAddr => Class::List,
        Slot::Method | Slot::Protocol | Slot::Vhost => Class::Word,
        _ => Class::Text,
    }
}
