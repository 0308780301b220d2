//! Automata that read, and too fast.

use super::Family;

pub(super) const TRAINING_TEXT: Family = Family::of(
    "training_text",
    "a collector of text takes every page once, deep ones first",
    |town| {
        let load = town.log_uniform(1.4, 3.0) - town.usual_load();
        let per_minute = town.requests_for(load, town.page_s()) * 60.0;
        let sources = town.any([4, 20, 80]);
        let hours = (town.hour, town.hour + town.minutes / 60.0);
        town.robot("ai_crawler", "collectors", sources, per_minute, Some(hours));
    },
);

pub(super) const SEARCH_ENGINE: Family = Family::held_out(
    "search_engine",
    "a search engine that says who it is reads too fast",
    |town| {
        let load = town.log_uniform(1.4, 3.0) - town.usual_load();
        let per_minute = town.requests_for(load, town.page_s()) * 60.0;
        let hours = (town.hour, town.hour + town.minutes / 60.0);
        town.robot("crawler", "crawlers", 12, per_minute, Some(hours));
    },
);
