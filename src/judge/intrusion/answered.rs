//! Answers told apart by status and size, and a set of them that is asked once a row. Rows in, forms of answers
//! out; which of them mean that there is nothing is not decided here.

use hashbrown::HashSet;

use crate::ask::service::{NO_TEXT, Names, Service};

/// Status and size, the size as it is or less the length of the address, which many pages repeat once or
/// twice.
pub(super) type Answer = (i16, u8, i64);

/// A set of answers.
#[derive(Debug, Default)]
pub(super) struct Answers {
    set: HashSet<Answer, foldhash::fast::FixedState>,
    /// A bit for what each answer comes to: nearly all others are told by it, at a fraction of the time.
    maybe: Vec<u64>,
}

/// Bits of [`Answers::maybe`] for each answer: one other in eight is looked up in vain…
const BITS_EACH: usize = 8;
/// …and the most in all: what a processor has at hand (512 KiB).
const BITS_MAX: usize = 1 << 22;

impl Answers {
    pub(super) fn of(answers: impl Iterator<Item = Answer>) -> Self {
        let set: HashSet<Answer, _> = answers.collect();
        let bits = (set.len() * BITS_EACH).clamp(u64::BITS as usize, BITS_MAX);
        let mut maybe = vec![0; bits.next_power_of_two() / u64::BITS as usize];
        let words = maybe.len();
        set.iter().map(|answer| place(answer, words)).for_each(|(word, bit)| {
            if let Some(word) = maybe.get_mut(word) {
                *word |= bit;
            }
        });
        Self { set, maybe }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.set.is_empty()
    }

    pub(super) fn has(&self, answer: &Answer) -> bool {
        let (word, bit) = place(answer, self.maybe.len());
        self.maybe.get(word).is_some_and(|word| word & bit != 0) && self.set.contains(answer)
    }

    /// Is any of the forms of an answer among them?
    pub(super) fn any(&self, forms: &[Answer; 3]) -> bool {
        forms.iter().any(|answer| self.has(answer))
    }
}

/// Word and bit of an answer, of so many words: a power of two.
fn place(&(status, form, size): &Answer, words: usize) -> (usize, u64) {
    let mixed = (size as u64) ^ (status as u64) << 40 ^ u64::from(form) << 56;
    // Fibonacci hashing (Knuth 1973, §6.4): the upper half is well mixed.
    let at = mixed.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (u64::BITS / 2);
    let (word, bit) = (at / u64::from(u64::BITS), at % u64::from(u64::BITS));
    (word as usize & words.wrapping_sub(1), 1 << bit)
}

/// Status and size of an answer that seems to give something. A redirect without a size has no body: CLF
/// writes a hyphen for it.
pub(super) fn given(service: &Service, row: usize) -> Option<(i16, i64)> {
    let status = service.status.get(row).copied()?;
    let size = service.bytes.get(row).copied()?;
    let size = if status >= 300 { size.max(0) } else { size };
    ((200..400).contains(&status) && status != 304 && size >= 0).then_some((status, size))
}

/// The forms of the answer to a row.
pub(super) fn answers(service: &Service, names: &Names, row: usize) -> [Answer; 3] {
    let path = service.path.get(row).copied().unwrap_or(NO_TEXT);
    forms(names, path, given(service, row).unwrap_or_default())
}

/// The forms of an answer to an address.
pub(super) fn forms(names: &Names, path: u32, given: (i16, i64)) -> [Answer; 3] {
    forms_of(names.paths.get(path as usize).map_or(0, |path| path.len() as i64), given)
}

/// The same of an address by its length.
pub(super) fn forms_of(length: i64, (status, size): (i16, i64)) -> [Answer; 3] {
    [(status, 0, size), (status, 1, size - length), (status, 2, size - 2 * length)]
}
