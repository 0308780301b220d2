//! Which page of the log each referer names. In: referers and paths by code. Out: codes of paths. It does not say
//! whether anybody was there.
//!
//! The host of a site is not known: behind proxies and with several names a site's own referers differ from its
//! log. But a search engine or a network that sends people names no page of the site, though its address ends in
//! `/` as the front page does (browsers send the origin alone to other sites: Referrer Policy,
//! `strict-origin-when-cross-origin`). Own hosts name many pages; the others name the front page, or a few by chance.
//! Whoever sends requests may name any host and any number of pages: that takes no host its own pages.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::target::{host_of_url, path_of_url};

/// Pages that one host names, from which the others can be told from it: a site of one page has no links.
pub const TOLD_PAGES: usize = 5;
/// Share of the pages of the host that names most, from which one that names fewer than [`TOLD_PAGES`] is one more
/// name of the site.
pub const OWN_SHARE: f64 = 0.01;

/// For each referer the code of the path that it names, where the log has that path.
pub fn referer_paths(referers: &[String], paths: &[String]) -> Vec<Option<u32>> {
    let codes: BTreeMap<&str, u32> = paths.iter().map(String::as_str).zip(0..).collect();
    let named = |referer: &String| codes.get(path_of_url(referer)?).copied();
    let mut hosts: BTreeMap<&str, BTreeSet<u32>> = BTreeMap::new();
    for referer in referers {
        let page = host_of_url(referer).zip(named(referer));
        if let Some((host, page)) = page {
            hosts.entry(host).or_default().insert(page);
        }
    }
    let front = codes.get("/").copied();
    let most = hosts.values().map(BTreeSet::len).max().unwrap_or(0);
    let is_own = |host: &str| {
        let Some(pages) = hosts.get(host) else { return true };
        let only_front = pages.len() == 1 && pages.first().copied() == front;
        let many = pages.len() >= TOLD_PAGES || pages.len() as f64 >= OWN_SHARE * most as f64;
        most < TOLD_PAGES || (!only_front && many)
    };
    let own = |referer: &&String| host_of_url(referer).is_none_or(is_own);
    referers.iter().map(|referer| named(Some(referer).filter(own)?)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(of: &[&str]) -> Vec<String> {
        of.iter().map(|text| (*text).to_owned()).collect()
    }

    #[test]
    fn a_search_engine_names_no_page_of_the_site() {
        let paths = texts(&["/", "/a", "/b", "/c", "/d", "/e"]);
        let own = ["https://x.example/", "https://x.example/a", "https://x.example/b?q=1"];
        let more = ["http://x.example/c", "https://x.example/d", "https://old.example/e"];
        let sent = ["https://search.example/", "https://search.example"];
        let referers = texts(&[&own[..], &more, &sent].concat());
        let named = [Some(0), Some(1), Some(2), Some(3), Some(4), Some(5), None, None];
        assert_eq!(referer_paths(&referers, &paths), named);
    }

    #[test]
    fn a_host_that_claims_every_page_takes_none_from_the_sites_own() {
        let pages: Vec<String> = (0..2_000).map(|n| format!("/{n}")).collect();
        let claimed = pages.iter().map(|page| format!("https://forged.example{page}"));
        let own = pages.iter().take(6).map(|page| format!("https://x.example{page}"));
        let referers: Vec<String> = own.chain(claimed).collect();
        let named = referer_paths(&referers, &pages);
        assert!(named.iter().take(6).eq((0..6).map(Some).collect::<Vec<_>>().iter()));
    }

    #[test]
    fn of_a_site_with_few_pages_nothing_is_told() {
        let referers = texts(&["https://x.example/", "https://x.example/a", "https://y.example/"]);
        let paths = texts(&["/", "/a"]);
        assert_eq!(referer_paths(&referers, &paths), [Some(0), Some(1), Some(0)]);
    }
}
