//! All that the typesetter can reach: one template, its data and two families of fonts, all of them
//! in this program. No disk, no network, no clock.

use std::sync::LazyLock;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Dict, Duration, IntoValue};
use typst::syntax::{FileId, Source};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt, World};
use typst_kit::fonts::{self, FontStore};

const TEMPLATE: &str = include_str!("report.typ");

/// Families that are set with: text, then what came from a log.
pub(super) const FAMILIES: [&str; 2] = ["Libertinus Serif", "DejaVu Sans Mono"];

/// The fonts of [`FAMILIES`], SIL Open Font License 1.1 and Bitstream Vera licence: both may be embedded.
pub(super) static FONTS: LazyLock<FontStore> = LazyLock::new(|| {
    let mut store = FontStore::new();
    store.extend(fonts::embedded().filter(|(_, info)| FAMILIES.contains(&info.family.as_str())));
    store
});

/// The closed world of one report.
pub(super) struct Closed {
    library: LazyHash<Library>,
    template: Source,
}

impl Closed {
    /// A world with this data and these pictures, both JSON.
    pub(super) fn new(data: &str, pictures: &str) -> Self {
        let mut inputs = Dict::new();
        inputs.insert("data".into(), data.into_value());
        inputs.insert("pictures".into(), pictures.into_value());
        // Header cells of rows are marked through a part of typst that is not final yet.
        let features = [Feature::A11yExtras].into_iter().collect();
        let library = Library::builder().with_inputs(inputs).with_features(features).build();
        Self { library: LazyHash::new(library), template: Source::detached(TEMPLATE) }
    }
}

impl World for Closed {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        FONTS.book()
    }

    fn main(&self) -> FileId {
        self.template.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.template.id() {
            Ok(self.template.clone())
        } else {
            Err(FileError::AccessDenied)
        }
    }

    fn file(&self, _: FileId) -> FileResult<Bytes> {
        Err(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        FONTS.font(index)
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
