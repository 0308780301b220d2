//! Records and pages that are taken whole.

use super::IntrusionFamily;
use super::site::Tries;

pub(super) const RECORDS: IntrusionFamily = IntrusionFamily::of(
    "records_by_number",
    "the records of an interface are asked for by number, one after the other; most do not exist",
    |site| {
        let (requests, sources) = (site.count(200, 3_000), site.any([1, 1, 3, 8]));
        let pause = site.log_uniform(0.2, 4.0);
        let from = site.uniform(0.3, 17.0);
        let agents = site.any(["tools", "browsers"]);
        let networks = site.any(["hosting", "abroad"]);
        let keys = format!("kind = \"records\"\nagents = \"{agents}\"\npause_s = {pause:.2}");
        site.tries(&Tries { keys, networks, sources, requests, hours: (from, from + 6.5) });
    },
);

pub(super) const PAGES: IntrusionFamily = IntrusionFamily::held_out(
    "catalogue_taken",
    "every page of the archives is taken once, under browsers' agents",
    |site| {
        site.deep_pages = site.count(600, 3_000);
        let (requests, sources) = (site.deep_pages, site.any([1, 2, 6]));
        let from = site.uniform(0.3, 8.0);
        let networks = site.any(["hosting", "abroad"]);
        let keys = "kind = \"pages\"\nagents = \"browsers\"".to_owned();
        let hours = (from, from + site.uniform(2.0, 15.0));
        site.tries(&Tries { keys, networks, sources, requests, hours });
    },
);
