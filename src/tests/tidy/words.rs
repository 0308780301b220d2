//! Words for everything that judging can name: the keys are read off its sources, so that a new one
//! cannot be forgotten.

use std::collections::BTreeSet;

use afflux::judge::claim::{CLAIMS, Form};
use afflux::judge::evidence::TESTS;
use afflux::judge::intrusion::class::Class;
use afflux::judge::judgement::{
    Cause, Detail, Factor, Hypothesis, IntrusionKind, Nature, Origin, Outcome,
};
use afflux::judge::validation::HISTORIES;
use afflux::tell::words::missing;

use super::{SOURCES, none, pattern};

/// First group of every match in the sources below `src/judge`, with the stem of the file.
fn keys(below: &str, matches: &str) -> BTreeSet<(String, String)> {
    let matches = pattern(matches);
    let within = SOURCES.iter().filter(|source| source.path.starts_with(below));
    within
        .flat_map(|source| {
            let stem = source.path.rsplit('/').next().unwrap_or_default().trim_end_matches(".rs");
            matches.captures_iter(&source.text).map(move |found| (stem.into(), found[1].into()))
        })
        .collect()
}

/// Ids of which words must exist in every language, that judging can name.
fn ids() -> Vec<String> {
    let mut ids = Vec::new();
    for test in TESTS {
        ids.push(format!("finding-{}", test.name));
        ids.push(format!("finding-{}.question", test.name));
        ids.push(format!("family-{}", test.family));
    }
    let plain = |prefix: &str, found: BTreeSet<(String, String)>| -> Vec<String> {
        assert!(!found.is_empty(), "no {prefix} is found in the sources");
        found.into_iter().map(|(_, key)| format!("{prefix}{key}")).collect()
    };
    ids.extend(plain("not-computable-", keys("judge/", r#"NotComputable\(\s*"([^"]+)""#)));
    ids.extend(plain("reason-", keys("judge/campaign/reasons", r#"\bfigure\(\s*"([^"]+)""#)));
    ids.extend(intrusion());
    for form in [r#"\b(?:new|least)\(\s*"([^"]+)""#, r#"name: "([^"]+)""#] {
        ids.extend(plain("bound-", keys("judge/verdict/moved", form)));
    }
    let gates = [r#"\bgate\(\s*"([^"]+)""#, r#"Gate \{ key: "([^"]+)""#];
    for gate in gates.into_iter().flat_map(|form| plain("gate-", keys("judge/", form))) {
        ids.extend([format!("{gate}.change"), gate]);
    }
    let reasons = keys("read/format/", r#"Reason = "([^"]+)""#).into_iter();
    ids.extend(reasons.map(|(_, reason)| format!("reject-{}", reason.replace(' ', "_"))));
    ids.extend(enumerated());
    ids.extend(claims());
    ids.extend(HISTORIES.map(|band| format!("history-{}", band.key)));
    ids.extend(WORLDS.map(|scope| format!("worlds-{scope}")));
    ids
}

/// Scopes of validation that have words of their own; the others are put together.
const WORLDS: [&str; 6] =
    ["all", "held_out", "with_durations", "without_durations", "format", "both"];

/// Ids of what claims say, of what comes of them and why.
fn claims() -> Vec<String> {
    let mut ids = Vec::new();
    for kind in CLAIMS {
        let name = kind.name;
        ids.extend([format!("claim-{name}"), format!("claim-{name}.consistent")]);
        // A kind that is never contradicted has nothing to say of it.
        let never = kind.source.contains("//! # Contradicted when\n//! Never:");
        ids.extend((!never).then(|| format!("claim-{name}.contradicted")));
        for key in kind.keys {
            ids.push(format!("claim-term-{}", key.name));
            let words = if let Form::Choice(words) = key.form { words } else { &[] };
            ids.extend(words.iter().map(|word| format!("claim-choice-{word}")));
        }
    }
    let outcomes = [Outcome::Consistent, Outcome::Contradicted, Outcome::Untestable];
    ids.extend(outcomes.map(|outcome| format!("claim-outcome-{}", outcome.name())));
    let reasons = [r#"\buntestable\(\s*"([^"]+)""#, r#"\bLeaves\("([^"]+)"\)"#];
    for reason in reasons.into_iter().flat_map(|form| keys("judge/claim/", form)) {
        ids.push(format!("untestable-{}", reason.1));
    }
    let because = r#"\b(consistent|contradicted)\([^;]*\)\.because\("([^"]+)"\)"#;
    let because = pattern(because);
    for source in SOURCES.iter().filter(|source| source.path.starts_with("judge/claim/")) {
        let found = because.captures_iter(&source.text);
        ids.extend(found.map(|found| format!("{}-{}", &found[1], &found[2])));
    }
    let figure = r#"\b(?:figure|ranged|share_of|counts|offset)\(\s*"([^"]+)""#;
    ids.extend(keys("judge/claim/", figure).iter().map(|(_, name)| format!("figure-claim-{name}")));
    ids
}

/// Ids of what attempts to get in are called.
fn intrusion() -> Vec<String> {
    let kinds = IntrusionKind::ALL.map(|kind| format!("intrusion-{}", kind.name()));
    let classes = Class::ALL.map(Class::name).into_iter().chain(["log_in", "unknown_path"]);
    let classes = classes.chain(["enumeration", "account_enumeration", "content_scraping"]);
    let aims = keys("judge/intrusion/", r#""(aimed_[a-z]+)""#).into_iter().map(|(_, key)| key);
    let reasons = ["appeared", "given_to_probers_only", "large_answer", "slow_answer"];
    let reasons = reasons.into_iter().chain(["let_in_after_failures", "posted_by_few"]);
    let ids = kinds.into_iter().chain(classes.map(|class| format!("attempt-{class}")));
    ids.chain(aims).chain(reasons.map(|reason| format!("suspected-{reason}"))).collect()
}

/// Ids of the closed lists of judging.
fn enumerated() -> Vec<String> {
    let mut ids = Vec::new();
    let causes = [
        Cause::Attack,
        Cause::Overload,
        Cause::AttackAndOverload,
        Cause::Crawl,
        Cause::CapacityLoss,
        Cause::UpstreamLoss,
        Cause::Inconclusive,
    ];
    for cause in causes.map(Cause::name) {
        ids.extend(["", ".sentence", ".change"].map(|part| format!("cause-{cause}{part}")));
    }
    ids.push("cause-capacity_loss.off".to_owned());
    let details = [
        Detail::Sufficient,
        Detail::ThinMargin,
        Detail::JointlyNecessary,
        Detail::Overdetermined,
        Detail::SelfSustained,
        Detail::AdmissionLimit,
    ];
    ids.extend(details.map(|detail| format!("detail-{}", detail.name())));
    ids.extend(Factor::ALL.map(|factor| format!("factor-{}", factor.name())));
    let origins = [Origin::Foreign, Origin::Domestic, Origin::Mixed];
    ids.extend(origins.map(|origin| format!("origin-{}", origin.name())));
    let natures = [Nature::Hostile, Nature::Crawl, Nature::Service, Nature::Human, Nature::Unknown];
    ids.extend(natures.map(|nature| format!("nature-{}", nature.name())));
    for hypothesis in Hypothesis::ALL.map(Hypothesis::name) {
        ids.extend(["", ".meaning"].map(|part| format!("hypothesis-{hypothesis}{part}")));
    }
    ids
}

#[test]
fn everything_that_can_be_found_has_words_in_every_language() {
    let ids = ids();
    let borrowed: Vec<&str> = ids.iter().map(String::as_str).collect();
    let mut lacking = missing(&borrowed);
    // A figure has words of its own finding or gate, or words for all that have one of its name.
    let findings = keys("judge/evidence/", r#"\b(?:share_)?figure\(\s*"([^"]+)""#);
    let gates = pattern(r#"\bgate\(\s*"([^"]+)",\s*\w+,\s*"([^"]+)""#);
    let gates = SOURCES.iter().filter(|source| source.path.starts_with("judge/")).flat_map(|s| {
        let pairs = gates.captures_iter(&s.text);
        pairs.map(|found| (found[1].to_owned(), found[2].to_owned())).collect::<Vec<_>>()
    });
    let figures: BTreeSet<(String, String)> = findings.into_iter().chain(gates).collect();
    assert!(figures.len() > TESTS.len(), "figures are not found in the sources");
    for (owner, figure) in figures {
        let own = missing(&[&format!("figure-{owner}-{figure}")]);
        let general = missing(&[&format!("figure-{figure}")]);
        lacking.extend(own.into_iter().filter(|_| !general.is_empty()));
    }
    none(&lacking, "ids without words");
}
