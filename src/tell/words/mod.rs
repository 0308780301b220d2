//! The words of reports, one Fluent file a language. Ids and arguments in, sentences out. A key
//! without words (a figure named by a newer test) is humanised, never an error.

mod instant;
mod number;

pub use number::Numbers;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

/// A language of reports.
pub struct Language {
    /// ISO 639-1 code, as `--lang` takes it.
    pub code: &'static str,
    /// Its own name for itself.
    pub name: &'static str,
    source: &'static str,
    numbers: Numbers,
}

/// Languages, the default first.
pub const LANGUAGES: &[Language] = &[
    Language {
        code: "en",
        name: "English",
        source: include_str!("en.ftl"),
        numbers: number::ENGLISH,
    },
    Language {
        code: "fr",
        name: "Français",
        source: include_str!("fr.ftl"),
        numbers: number::FRENCH,
    },
];

/// An argument of a sentence: text, or a number that picks the plural.
pub type Arg<'a> = FluentValue<'a>;

/// The words of one language.
pub struct Words {
    language: &'static Language,
    bundle: FluentBundle<FluentResource>,
}

impl std::fmt::Debug for Words {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Words").field(&self.language.code).finish()
    }
}

impl Words {
    /// The words of the language with this code; `None` if there is none.
    pub fn of(code: &str) -> Option<Self> {
        LANGUAGES.iter().find(|language| language.code == code).map(Self::new)
    }

    /// The words of a language.
    pub fn new(language: &'static Language) -> Self {
        let identifier: LanguageIdentifier = language.code.parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![identifier]);
        // Isolation marks (U+2068, U+2069) would land in terminals, JSON and digests.
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(match language.code {
            "fr" => |value, _| number::localised(value, &number::FRENCH),
            _ => |value, _| number::localised(value, &number::ENGLISH),
        }));
        let resource = FluentResource::try_new(language.source.to_owned())
            .unwrap_or_else(|(resource, _)| resource);
        bundle.add_resource_overriding(resource);
        Self { language, bundle }
    }

    /// ISO 639-1 code of the language.
    pub fn code(&self) -> &'static str {
        self.language.code
    }

    /// How the language writes numbers.
    pub fn numbers(&self) -> &Numbers {
        &self.language.numbers
    }

    /// Are there words for this id (`message` or `message.attribute`)?
    pub fn has(&self, id: &str) -> bool {
        let (message, attribute) = split(id);
        self.bundle.get_message(message).is_some_and(|found| match attribute {
            Some(name) => found.get_attribute(name).is_some(),
            None => found.value().is_some(),
        })
    }

    /// The sentence of an id without arguments.
    pub fn say(&self, id: &str) -> String {
        self.get(id, &[])
    }

    /// The sentence of an id (`message` or `message.attribute`); humanised where there is none.
    pub fn get(&self, id: &str, arguments: &[(&str, Arg<'_>)]) -> String {
        let (message, attribute) = split(id);
        let pattern = self.bundle.get_message(message).and_then(|found| match attribute {
            Some(name) => found.get_attribute(name).map(|attribute| attribute.value()),
            None => found.value(),
        });
        let Some(pattern) = pattern else { return humanised(id) };
        let mut given = FluentArgs::new();
        for (name, value) in arguments {
            given.set(*name, value.clone());
        }
        self.bundle.format_pattern(pattern, Some(&given), &mut Vec::new()).into_owned()
    }

    /// The sentence of the first id that has words; the last one humanised if none has.
    pub fn first(&self, ids: &[&str]) -> String {
        let known = ids.iter().find(|id| self.has(id)).or(ids.last());
        known.map_or_else(String::new, |id| self.say(id))
    }
}

/// `language: id` for every id that a language has no words for.
pub fn missing(ids: &[&str]) -> Vec<String> {
    let mut lacking = Vec::new();
    for language in LANGUAGES {
        let words = Words::new(language);
        let unknown = ids.iter().filter(|id| !words.has(id));
        lacking.extend(unknown.map(|id| format!("{}: {id}", language.code)));
    }
    lacking
}

fn split(id: &str) -> (&str, Option<&str>) {
    id.split_once('.').map_or((id, None), |(message, attribute)| (message, Some(attribute)))
}

/// `figure-prior_overlap-new_sources` → `new sources`.
fn humanised(id: &str) -> String {
    let last = id.rsplit(['-', '.']).next().unwrap_or(id);
    last.replace('_', " ")
}

#[cfg(test)]
mod tests;
