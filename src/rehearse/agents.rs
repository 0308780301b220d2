//! User agents by kind of client: strings that such software sends. In: a list's name. Out: an entry.
//! They stand for kinds, not for market shares.

use std::collections::BTreeMap;

/// Built-in lists.
const LISTS: [(&str, &[&str]); 10] = [
    ("browsers", BROWSERS),
    ("app", APP),
    ("monitors", MONITORS),
    ("crawlers", CRAWLERS),
    ("ai_crawlers", AI_CRAWLERS),
    ("tools", TOOLS),
    ("forged", FORGED),
    ("feed_readers", FEED_READERS),
    ("link_previews", LINK_PREVIEWS),
    ("scanners", SCANNERS),
];

const BROWSERS: &[&str] = &[
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/106.0.0.0 Safari/537.36",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 16_0_2 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/16.0 Mobile/15E148 Safari/604.1",
    "Mozilla/5.0 (Linux; Android 12; SM-A525F) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/106.0.0.0 Mobile Safari/537.36",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:105.0) Gecko/20100101 Firefox/105.0",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/105.0.0.0 Safari/537.36 Edg/105.0.1343.53",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/15.6.1 Safari/605.1.15",
    "Mozilla/5.0 (Linux; Android 11; Redmi Note 8 Pro) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/105.0.0.0 Mobile Safari/537.36",
    "Mozilla/5.0 (iPad; CPU OS 15_6_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/15.6.1 Mobile/15E148 Safari/604.1",
    "Mozilla/5.0 (X11; Linux x86_64; rv:102.0) Gecko/20100101 Firefox/102.0",
    "Mozilla/5.0 (Linux; Android 10; M2006C3LG) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/18.0 Chrome/99.0.4844.88 Mobile Safari/537.36",
    "Mozilla/5.0 (Windows NT 6.1; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/105.0.0.0 Safari/537.36",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:105.0) Gecko/20100101 Firefox/105.0",
];

const APP: &[&str] = &["EspaceEleve/4.2.1 (fr.exemple.eleve; build:1187) okhttp/4.9.3"];

const MONITORS: &[&str] =
    &["Mozilla/5.0+(compatible; UptimeRobot/2.0; http://www.uptimerobot.com/)"];

const CRAWLERS: &[&str] = &[
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
];

const AI_CRAWLERS: &[&str] = &[
    "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.1; +https://openai.com/gptbot)",
    "Mozilla/5.0 (compatible; Bytespider; spider-feedback@bytedance.com)",
    "CCBot/2.0 (https://commoncrawl.org/faq/)",
];

const TOOLS: &[&str] = &["python-requests/2.28.1", "Go-http-client/1.1", "curl/7.85.0"];

/// Systems and engines that never went together, and browsers long dead by 2022: what flooding tools
/// carry in their lists.
const FORGED: &[&str] = &[
    "Mozilla/5.0 (Windows NT 6.0; rv:14.0) Gecko/20100101 Firefox/14.0.1",
    "Opera/9.80 (Windows NT 5.1; U; zh-tw) Presto/2.8.131 Version/11.10",
    "Mozilla/4.0 (compatible; MSIE 7.0; Windows NT 5.1; Trident/4.0; .NET CLR 2.0.50727)",
    "Mozilla/5.0 (Windows; U; Windows NT 5.2; en-US; rv:1.9.1.3) Gecko/20090824 Firefox/3.5.3",
    "Mozilla/5.0 (Macintosh; U; Intel Mac OS X 10_6_8; en-us) AppleWebKit/533.21.1 (KHTML, like Gecko) Version/5.0.5 Safari/533.21.1",
    "Mozilla/5.0 (Linux; U; Android 2.3.3; en-us; HTC_DesireS_S510e) AppleWebKit/533.1 (KHTML, like Gecko) Version/4.0 Mobile Safari/533.1",
    "Mozilla/5.0 (compatible; MSIE 10.0; Windows NT 6.1; WOW64; Trident/6.0)",
    "Mozilla/5.0 (X11; U; Linux i686; en-US; rv:1.8.1.13) Gecko/20080325 Firefox/2.0.0.13",
];

const FEED_READERS: &[&str] = &[
    "Feedly/1.0 (+http://www.feedly.com/fetcher.html; like FeedFetcher-Google)",
    "Tiny Tiny RSS/22.08 (https://tt-rss.org/)",
    "FreshRSS/1.20.1 (Linux; https://freshrss.org)",
    "Mozilla/5.0 (X11; Linux x86_64; rv:102.0) Gecko/20100101 Thunderbird/102.3.1",
];

const LINK_PREVIEWS: &[&str] = &[
    "WhatsApp/2.22.19.78 A",
    "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
    "Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)",
    "TelegramBot (like TwitterBot)",
    "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
];

/// What tools that look for weaknesses call themselves.
const SCANNERS: &[&str] = &[
    "sqlmap/1.7.2#stable (https://sqlmap.org)",
    "Mozilla/5.00 (Nikto/2.1.6) (Evasions:None) (Test:Port Check)",
    "gobuster/3.6",
    "Mozilla/5.0 (compatible; Nmap Scripting Engine; https://nmap.org/book/nse.html)",
    "WPScan v3.8.25 (https://wpscan.com/wordpress-security-scanner)",
    "Nuclei - Open-source project (github.com/projectdiscovery/nuclei)",
    "Mozilla/5.0 zgrab/0.x",
    "Fuzz Faster U Fool v2.0.0-dev",
];

/// Is there a built-in list of this name? `none` is the list of those who send no agent.
pub(crate) fn is_built_in(name: &str) -> bool {
    name == "none" || LISTS.iter().any(|list| list.0 == name)
}

/// Every agent of a scenario under a small number, list by list.
pub(crate) struct Agents {
    all: Vec<String>,
    lists: BTreeMap<String, (u16, u16)>,
}

impl Agents {
    /// The scenario's own lists hide built-in ones of the same name.
    pub(crate) fn new(own: &BTreeMap<String, Vec<String>>) -> Self {
        let mut agents = Self { all: Vec::new(), lists: BTreeMap::new() };
        for (name, list) in LISTS {
            agents.add(name, list.iter().map(|agent| (*agent).to_owned()));
        }
        for (name, list) in own {
            agents.add(name, list.iter().cloned());
        }
        agents
    }

    fn add(&mut self, name: &str, list: impl Iterator<Item = String>) {
        let first = self.all.len();
        self.all.extend(list);
        let span = (first as u16, (self.all.len() - first) as u16);
        self.lists.insert(name.to_owned(), span);
    }

    /// An agent of a list for a uniform draw of 0…1; the first ones are drawn more often. `None` from
    /// an empty list and from `none`: a client that sends no agent.
    pub(crate) fn pick(&self, list: &str, draw: f64) -> Option<u16> {
        let &(first, count) = self.lists.get(list)?;
        let rank = (draw * draw * f64::from(count)) as u16;
        (count > 0).then_some(first + rank.min(count - 1))
    }

    /// The text of an agent; `None` for a request without one.
    pub(crate) fn text(&self, agent: Option<u16>) -> Option<&str> {
        self.all.get(usize::from(agent?)).map(String::as_str)
    }
}
