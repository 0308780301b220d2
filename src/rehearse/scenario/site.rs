//! The site that is visited: how large it is. What its addresses look like is `world/site.rs`.

use serde::Deserialize;

use super::door::Door;

/// Size and name of the site.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Site {
    /// Host name, for referers and `vhost_combined`.
    pub host: String,
    /// Pages that people visit; the first is the landing page, the second what a log-in leads to.
    #[serde(default = "pages")]
    pub pages: u32,
    /// Distinct static files.
    #[serde(default = "assets")]
    pub assets: u32,
    /// Static files one page needs, at most 64.
    #[serde(default = "assets_per_page")]
    pub assets_per_page: u32,
    /// Pages that only crawlers reach: archives, filters, calendars.
    #[serde(default = "deep_pages")]
    pub deep_pages: u32,
    /// How people log in.
    #[serde(default)]
    pub door: Door,
    /// Is the page that a log-in leads to refused to those who are not signed in? A redirect then leads
    /// to the form.
    #[serde(default)]
    pub members: bool,
    /// What addresses that do not exist are answered with.
    #[serde(default)]
    pub unknown: Unknown,
}

/// The answer to an address that does not exist.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unknown {
    /// 404.
    #[default]
    NotFound,
    /// 403, as a filter before the site gives.
    Forbidden,
    /// 200 with a page that says so: no status tells.
    Page,
    /// A redirect to the landing page.
    Redirect,
}

fn pages() -> u32 {
    40
}

fn assets() -> u32 {
    24
}

fn assets_per_page() -> u32 {
    5
}

fn deep_pages() -> u32 {
    50_000
}

impl Site {
    /// Why it cannot be visited, if it cannot.
    pub(super) fn objection(&self) -> Option<String> {
        let small = self.pages < 2 || self.assets < 1 || self.deep_pages < 1;
        let large = self.assets > 64 || self.assets_per_page > self.assets;
        (small || large).then(|| {
            "site needs 2 pages, 1 deep page and 1…64 assets, no more of them on a page".into()
        })
    }
}
