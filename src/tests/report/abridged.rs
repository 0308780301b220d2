//! Reports of many incidents: the page stays small by construction, tells what it leaves out and how to see it, and
//! nothing is lost from the verdict and from the stored report.

use afflux::base::account::Account;
use afflux::base::time::{DAY_US, HOUR_US, Window};
use afflux::judge::judgement::{Incident, Judgement, LeftOut};
use afflux::tell::document::abridged::{CHAPTERS_MAX, abridged, bytes};
use afflux::tell::document::stored;
use afflux::tell::words::{LANGUAGES, Words};
use afflux::tell::{Context, Report};

use super::{context, exhibits, hostile, sample, writer};

/// What a page may be: three megabytes.
const PAGE_MAX: usize = 3_000_000;

/// Sixty incidents in a year, of three hours and each larger than the one before; some more were not judged.
fn year() -> Judgement {
    let mut judgement = sample::judgement();
    let first = sample::at("2021-01-04T08:00:00Z");
    let window = |index: u32| {
        let start = first + i64::from(index) * 6 * DAY_US;
        Window::new(start, start + 3 * HOUR_US)
    };
    judgement.incidents = (0..60)
        .map(|index| Incident {
            id: index + 1,
            failures: 1_000 * u64::from(index + 1),
            window: window(index),
            minutes: sample::minutes(window(index), index % 2 == 0),
            ..sample::attack()
        })
        .collect();
    judgement.left_out =
        vec![LeftOut { service: "www.example.fr".to_owned(), incidents: 12, failures: 4_321 }];
    judgement
}

fn html(judgement: &Judgement, code: &str) -> String {
    let (account, words, context) = (exhibits::account(), words(code), context());
    let report = Report::new(&account, judgement, &words, &context);
    String::from_utf8((writer("html").write)(&report).expect("bytes")).expect("UTF-8")
}

fn words(code: &str) -> Words {
    Words::of(code).expect("a language")
}

#[test]
fn sixty_incidents_fit_into_a_small_page_that_says_what_it_leaves_out() {
    let judgement = year();
    for language in LANGUAGES {
        let page = html(&judgement, language.code);
        assert!(page.len() < PAGE_MAX, "{} bytes", page.len());
        let chapters = page.matches("<article class=\"answer ").count();
        assert!((5..=CHAPTERS_MAX).contains(&chapters), "{chapters} chapters");
        // The gravest have one, and only they.
        for id in 1..=60_usize {
            let told = id > 60 - chapters;
            assert_eq!(page.contains(&format!("id=\"answer-incident-{id}\"")), told, "{id}");
            let command = format!("--finding incident-{id}</code>");
            assert_eq!(page.contains(&command), !told, "{id}");
        }
        let (told, all) = (chapters.to_string(), "60");
        let said = words(language.code)
            .get("abridged", &[("told", told.as_str().into()), ("n", all.into())]);
        assert!(page.contains(&said), "{said}");
        assert!(page.contains("4,321") || page.contains("4\u{202f}321"), "what was not judged");
    }
}

#[test]
fn hostile_texts_do_not_make_the_page_larger() {
    let (_, poisoned) = hostile::poisoned();
    let mut judgement = year();
    let slashes = "/<&'\"".repeat(2_000);
    for incident in &mut judgement.incidents {
        incident.service.clone_from(&slashes);
        incident.campaigns.clone_from(&poisoned.incidents[0].campaigns);
        for campaign in &mut incident.campaigns {
            campaign.top_path.0.clone_from(&slashes);
        }
    }
    let page = html(&judgement, "en");
    assert!(page.len() < PAGE_MAX, "{} bytes", page.len());
}

/// Bytes of the page behind its style and the shapes of its map, and their bound.
fn taken((account, judgement): (&Account, &Judgement), code: &str) -> (usize, usize) {
    let (words, context) = (words(code), context());
    let report = Report::new(account, judgement, &words, &context);
    let page = (writer("html").write)(&report).expect("bytes");
    let page = String::from_utf8(page).expect("UTF-8");
    let (_, body) = page.split_once("<a class=\"skip\"").expect("a page");
    (body.len(), bytes(&abridged(&report.document, &words)))
}

#[test]
fn a_page_never_takes_more_than_its_bound_nor_much_less() {
    let (account, poisoned) = (exhibits::account(), hostile::poisoned());
    for code in ["en", "fr"] {
        for judgement in [&sample::judgement(), &year(), &Judgement::default()] {
            let (taken, bound) = taken((&account, judgement), code);
            assert!(taken <= bound && bound < taken + taken / 2, "{taken} of {bound}");
        }
        let (taken, bound) = taken((&poisoned.0, &poisoned.1), code);
        assert!(taken <= bound, "{taken} of {bound}");
    }
}

#[test]
fn a_short_report_is_whole() {
    let (account, judgement, words) = (exhibits::account(), sample::judgement(), words("en"));
    let context = context();
    let report = Report::new(&account, &judgement, &words, &context);
    assert_eq!(*abridged(&report.document, &words), report.document);
}

#[test]
fn nothing_is_lost_from_the_verdict_and_from_what_show_reads() {
    let (account, judgement, words) = (exhibits::account(), year(), words("en"));
    let context = Context { case: Some("case".to_owned()), ..context() };
    let report = Report::new(&account, &judgement, &words, &context);
    let verdict = (writer("json").write)(&report).expect("bytes");
    let verdict: serde_json::Value = serde_json::from_slice(&verdict).expect("JSON");
    assert_eq!(verdict["incidents"].as_array().map(Vec::len), Some(60));
    let left = &verdict["limits"]["left_out"][0];
    assert_eq!((&left["incidents"], &left["failures"]), (&12.into(), &4_321.into()));
    let stored = stored::read(&stored::write(&report.document).expect("bytes")).expect("a report");
    let named = |id: &str| stored.named.iter().any(|one| one.name == id && one.anchor == id);
    assert!((1..=60).all(|id| named(&format!("incident-{id}"))));
    let chapters = stored.sections.iter().filter(|part| part.id.starts_with("incident-"));
    assert_eq!((stored.answers.len(), chapters.count()), (60, 60));
}
