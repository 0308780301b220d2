//! Which signatures a text matches: an Aho-Corasick automaton over all literals picks candidates, the
//! patterns of these decide. Texts in, numbers of signatures out; work is linear in the text, whatever
//! it holds, because patterns have no backtracking.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind};

use super::decode::{capped, decoded};
use super::pack::{Decoded, PACKS, Place, Signature, read};
use super::sigma::{Matches, SigmaRule};

/// Number of a signature in [`Rules`].
pub type Number = u16;

/// Signatures and what finds their candidates.
#[derive(Debug, Default)]
pub struct Rules {
    signatures: Vec<Signature>,
    finders: Vec<Finder>,
    sigma: Matches,
}

/// The candidates of one place.
#[derive(Debug)]
struct Finder {
    automaton: AhoCorasick,
    /// By literal: the signatures that need it.
    owners: Vec<Vec<Number>>,
}

impl Rules {
    /// The embedded packs. A test holds that they can be read.
    pub fn embedded() -> &'static Self {
        static EMBEDDED: LazyLock<Rules> =
            LazyLock::new(|| Rules::with(Vec::new(), Vec::new()).unwrap_or_default());
        &EMBEDDED
    }

    /// The embedded packs and those given, which may not take the name of an embedded signature.
    pub fn with(own: Vec<Signature>, sigma: Vec<SigmaRule>) -> Result<Self, String> {
        let mut signatures = Vec::new();
        for (name, text) in PACKS {
            signatures.extend(read(text).map_err(|error| format!("{name}: {error}"))?);
        }
        signatures.extend(own);
        Self::of_user(signatures, sigma)
    }

    /// These and no others.
    pub(super) fn of_user(
        mut signatures: Vec<Signature>,
        sigma: Vec<SigmaRule>,
    ) -> Result<Self, String> {
        for rule in &sigma {
            signatures.push(rule.signature()?);
        }
        let mut ids: Vec<&str> = signatures.iter().map(|signature| signature.id.as_str()).collect();
        ids.sort_unstable();
        if let Some(pair) = ids.windows(2).find(|pair| pair.first() == pair.last()) {
            return Err(format!("two signatures are called {:?}", pair.concat()));
        }
        if Number::try_from(signatures.len()).is_err() {
            return Err("more than 65,535 signatures".to_owned());
        }
        let finders = Place::ALL.map(|place| Finder::of(&signatures, place));
        let finders = finders.into_iter().collect::<Result<_, _>>()?;
        Ok(Self { signatures, finders, sigma: Matches::of(sigma)? })
    }

    /// All signatures, in order of number.
    pub fn signatures(&self) -> &[Signature] {
        &self.signatures
    }

    /// The Sigma rules, whose numbers are the last.
    pub(super) fn sigma(&self) -> &Matches {
        &self.sigma
    }

    /// The number of the first Sigma rule.
    pub(super) fn first_sigma(&self) -> usize {
        self.signatures.len() - self.sigma.len().min(self.signatures.len())
    }

    /// The signature of a number.
    pub fn get(&self, number: Number) -> Option<&Signature> {
        self.signatures.get(usize::from(number))
    }

    /// Numbers of the signatures that a text matches, ascending.
    pub fn matching(&self, place: Place, text: &[u8]) -> Vec<Number> {
        let mut found = Vec::new();
        let Some(finder) = self.finders.get(place as usize) else { return found };
        let raw = capped(text);
        self.examine(finder, &raw, Decoded::Raw, &mut found);
        if let Some(once) = decoded(&raw, place == Place::Query) {
            self.examine(finder, &once, Decoded::Once, &mut found);
            if let Some(twice) = decoded(&once, place == Place::Query) {
                self.examine(finder, &twice, Decoded::Twice, &mut found);
            }
        }
        found.sort_unstable();
        found
    }

    fn examine(&self, finder: &Finder, text: &[u8], step: Decoded, found: &mut Vec<Number>) {
        for number in finder.candidates(text) {
            let Some(signature) = self.get(number) else { continue };
            let open = signature.decoded >= step && !found.contains(&number);
            if open && signature.pattern.is_match(text) {
                found.push(number);
            }
        }
    }
}

impl Finder {
    fn of(signatures: &[Signature], place: Place) -> Result<Self, String> {
        let mut literals: BTreeMap<String, Vec<Number>> = BTreeMap::new();
        for (number, signature) in (0..).zip(signatures) {
            for literal in signature.literals.iter().filter(|_| signature.places.contains(&place)) {
                literals.entry(literal.to_ascii_lowercase()).or_default().push(number);
            }
        }
        let automaton = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            // A table of a megabyte, and one look-up a byte.
            .kind(Some(AhoCorasickKind::DFA))
            .build(literals.keys())
            .map_err(|error| error.to_string())?;
        Ok(Self { automaton, owners: literals.into_values().collect() })
    }

    /// Signatures of which a literal occurs, ascending.
    fn candidates(&self, text: &[u8]) -> Vec<Number> {
        let mut hits: Vec<bool> = Vec::new();
        for hit in self.automaton.find_overlapping_iter(text) {
            hits.resize(self.owners.len(), false);
            if let Some(seen) = hits.get_mut(hit.pattern().as_usize()) {
                *seen = true;
            }
        }
        let owners = hits.iter().zip(&self.owners).filter(|(hit, _)| **hit);
        let mut candidates: Vec<Number> = owners.flat_map(|(_, owners)| owners).copied().collect();
        candidates.sort_unstable();
        candidates.dedup();
        candidates
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules() -> Rules {
        Rules::with(Vec::new(), Vec::new()).unwrap_or_else(|error| panic!("{error}"))
    }

    /// Does a signature find a text in one of its places?
    fn finds(rules: &Rules, number: Number, signature: &Signature, text: &str) -> bool {
        let within = |place: &Place| rules.matching(*place, text.as_bytes()).contains(&number);
        signature.places.iter().any(within)
    }

    #[test]
    fn every_example_matches_or_is_spared() {
        let rules = rules();
        let mut wrong = Vec::new();
        for (number, signature) in (0..).zip(rules.signatures()) {
            for text in &signature.matches {
                if !finds(&rules, number, signature, text) {
                    wrong.push(format!("{} misses {text}", signature.id));
                }
            }
            for text in &signature.spares {
                if finds(&rules, number, signature, text) {
                    wrong.push(format!("{} takes {text}", signature.id));
                }
            }
            if signature.spares.is_empty() || signature.reference.is_empty() {
                wrong.push(format!("{} lacks a spared example or a reference", signature.id));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn packs_are_those_of_the_folder_and_hold_their_class() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/judge/intrusion/signatures");
        let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
        let mut files: Vec<String> = entries.map(|name| name.into_string().unwrap()).collect();
        let mut listed: Vec<String> =
            PACKS.iter().map(|(name, _)| format!("{name}.toml")).collect();
        files.sort();
        listed.sort();
        assert_eq!(files, listed);
        for (name, text) in PACKS {
            assert!(read(text).unwrap().iter().all(|s| s.class.name() == *name), "{name}");
        }
    }

    #[test]
    fn a_wrong_pack_is_refused_with_its_reason() {
        for (text, why) in [
            ("[[signature]]\nid = 1", "id"),
            ("nonsense = 1", "nonsense"),
            (
                "[[signature]]\nid='a'\nclass='odd'\nwhere=['path']\ndecoded='raw'\npattern='x'\n\
                 literals=['x']\nmatches=['x']",
                "no such class",
            ),
            (
                "[[signature]]\nid='a'\nclass='xss'\nwhere=['path']\ndecoded='raw'\npattern='(x'\n\
                 literals=['x']\nmatches=['x']",
                "unclosed",
            ),
        ] {
            let error = read(text).unwrap_err();
            assert!(error.contains(why), "{error}");
        }
    }

    #[test]
    fn what_is_too_long_is_cut_not_refused() {
        let rules = rules();
        let long = format!("{}&x=<script>alert(1)</script>", "a".repeat(1 << 20));
        assert!(!rules.matching(Place::Query, long.as_bytes()).is_empty());
    }
}
