//! Searches for what is weak, and requests made to use it.

use super::IntrusionFamily;
use super::site::{Site, Tries};

pub(super) const WORDS: IntrusionFamily = IntrusionFamily::of(
    "word_list",
    "a list of paths is worked off, under the agent of a library or a browser",
    |site| {
        let (requests, sources) = (site.count(60, 500), site.any([1, 1, 2, 3]));
        let agents = site.any(["tools", "browsers", "none"]);
        list(site, "words", agents, (sources, requests), 0);
    },
);

pub(super) const NAMED: IntrusionFamily =
    IntrusionFamily::of("tool_that_names_itself", "a scanner with its own agent", |site| {
        let requests = site.count(25, 500);
        let of = site.any(["words", "words", "secrets", "products", "sql"]);
        list(site, of, "scanners", (1, requests), 0);
    });

pub(super) const SECRETS: IntrusionFamily = IntrusionFamily::of(
    "secrets_looked_for",
    "secrets and backups are asked for; now and then one is given",
    |site| {
        let (requests, sources) = (site.count(28, 70), site.any([1, 1, 2]));
        let agents = site.any(["tools", "browsers", "forged"]);
        let given = site.any([0, 0, 1, 2]);
        list(site, "secrets", agents, (sources, requests), given);
    },
);

pub(super) const PRODUCTS: IntrusionFamily = IntrusionFamily::held_out(
    "products_looked_for",
    "paths of products with known weaknesses, one after the other",
    |site| {
        let (requests, sources) = (site.count(28, 120), site.any([1, 2, 3]));
        let agents = site.any(["tools", "browsers", "forged", "none"]);
        list(site, "products", agents, (sources, requests), 0);
    },
);

pub(super) const SLOW: IntrusionFamily = IntrusionFamily::held_out(
    "slow_scan",
    "a list of paths worked off in a day, one every few minutes",
    |site| {
        let requests = site.count(80, 400);
        let agents = site.any(["tools", "browsers"]);
        let keys = format!("kind = \"requests\"\nlist = \"words\"\nagents = \"{agents}\"");
        site.tries(&Tries { keys, networks: "hosting", sources: 1, requests, hours: (0.3, 23.7) });
    },
);

/// Lists of payloads.
const PAYLOAD_LISTS: [&str; 6] = ["sql", "xss", "traversal", "command", "template", "jndi"];

pub(super) const PAYLOADS: IntrusionFamily = IntrusionFamily::of(
    "payloads",
    "payloads of one class are sent to pages of the site; nothing comes of it",
    |site| {
        let (requests, sources) = (site.count(25, 300), site.any([1, 1, 2, 5]));
        let agents = site.any(["tools", "browsers", "forged"]);
        let of = site.any(PAYLOAD_LISTS);
        list(site, of, agents, (sources, requests), 0);
    },
);

pub(super) const THAT_WORK: IntrusionFamily = IntrusionFamily::of(
    "payloads_that_work",
    "payloads of one class, and some are answered with far more than the page",
    |site| {
        let (requests, sources) = (site.count(25, 300), site.any([1, 2]));
        let agents = site.any(["tools", "browsers"]);
        let of = site.any(PAYLOAD_LISTS);
        let given = site.any([1, 2, 4]);
        list(site, of, agents, (sources, requests), given);
    },
);

pub(super) const SHELLS: IntrusionFamily = IntrusionFamily::held_out(
    "shells_looked_for",
    "shells that others left behind are looked for, and one or two are there",
    |site| {
        let requests = site.count(30, 90);
        let agents = site.any(["tools", "browsers", "forged"]);
        let given = site.any([0, 1, 2]);
        list(site, "shells", agents, (1, requests), given);
    },
);

pub(super) const WORM: IntrusionFamily = IntrusionFamily::of(
    "worm",
    "dozens of infected devices try the same few weaknesses within an hour",
    |site| {
        let sources = site.count(25, 120);
        let requests = (f64::from(sources) * site.uniform(1.0, 2.0)) as u32;
        let from = site.uniform(0.3, 22.5);
        let keys = "kind = \"requests\"\nlist = \"router\"\nagents = \"none\"".to_owned();
        let hours = (from, from + site.uniform(0.3, 1.0));
        site.tries(&Tries { keys, networks: "abroad", sources, requests, hours });
    },
);

/// Works off a list at a tool's pace; so many of its requests work.
fn list(site: &mut Site, list: &str, agents: &str, (sources, requests): (u32, u32), given: u32) {
    let networks = site.any(["hosting", "abroad"]);
    let from = site.uniform(0.3, 18.0);
    let pause = site.log_uniform(0.1, 20.0);
    let keys = format!(
        "kind = \"requests\"\nlist = \"{list}\"\nagents = \"{agents}\"\npause_s = {pause:.2}\nsuccess = {given}"
    );
    site.tries(&Tries { keys, networks, sources, requests, hours: (from, from + 5.5) });
}
