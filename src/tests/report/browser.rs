//! Reports in a real Chromium (Debian's): no script runs, no request leaves and the policy holds, also for every
//! injection; whole without scripts, on a telephone, in print and by keyboard; accessible (axe-core, WCAG 2.2 AA)
//! in both languages and both colour schemes. Without Chromium nothing of this is tested, which is said.

use std::io::Write;
use std::process::Command;

use serde_json::json;

#[path = "browser/chromium.rs"]
mod chromium;

use super::{injections, sample, writer, written};
use chromium::{Chromium, Look, SCREEN};

const LANGUAGES: [&str; 2] = ["en", "fr"];
const SCHEMES: [&str; 2] = ["light", "dark"];

/// A browser; where there is none, on the terminal past what captures it, that the test is left out.
#[expect(clippy::disallowed_methods, reason = "tests are steered from outside")]
fn browser(of: &str) -> Option<Chromium> {
    let started = Chromium::start();
    if started.is_none() {
        assert!(std::env::var_os("AFFLUX_BROWSER").is_none(), "the browser that was there is not");
        left_out(of, "no Chromium: apt-get install chromium, or name one in CHROMIUM");
    }
    started
}

/// Says, past what captures the output of tests, that something is not tested.
pub(super) fn left_out(of: &str, why: &str) {
    let line = format!("\nNOT TESTED: {of} ({why})\n");
    std::io::stderr().write_all(line.as_bytes()).expect("a terminal");
}

/// Elements and attributes that could act, and links that lead out.
const ACTING: &str = "[
    document.querySelectorAll('script, iframe, object, embed, form, img, link, base, [style]').length,
    [...document.querySelectorAll('*')].filter(e => e.getAttributeNames().some(n => n.startsWith('on'))).length,
    [...document.querySelectorAll('a')].filter(a => !(a.getAttribute('href') ?? '').startsWith('#')).length,
]";

#[test]
fn pages_ask_for_nothing_and_run_nothing() {
    let Some(mut browser) = browser("reports in a browser") else { return };
    for code in LANGUAGES {
        let html = written("html", code, false);
        for scheme in SCHEMES {
            let mut page = browser.open(&html, Look { scheme, ..SCREEN });
            assert_eq!((page.requests().len(), page.complaints()), (1, Vec::<String>::new()));
            assert_eq!(page.value(ACTING), json!([0, 0, 0]));
            assert_eq!(page.value("document.documentElement.lang"), code);
            assert_eq!(page.value("document.querySelectorAll('main, h1').length"), 2);
            let light = page.value("getComputedStyle(document.body).backgroundColor")
                == "rgb(253, 252, 250)";
            assert_eq!(light, scheme == "light", "the paper, {scheme}");
            assert_eq!(page.value(OUTSIDE), json!([]), "{code}: texts that leave their picture");
        }
    }
}

/// Texts of pictures that do not fit into them.
const OUTSIDE: &str = "[...document.querySelectorAll('svg')].flatMap(svg => {
    const size = svg.viewBox.baseVal;
    const leaves = text => {
        const box = text.getBBox();
        return box.x < -1 || box.y < -1 || box.x + box.width > size.width + 1 || box.y + box.height > size.height + 1;
    };
    return [...svg.querySelectorAll('text')].filter(leaves).map(text => text.textContent);
})";

#[test]
fn the_policy_stops_what_gets_in() {
    let Some(mut browser) = browser("the policy of reports") else { return };
    let mut page = browser.open(&written("html", "en", false), SCREEN);
    page.value(
        "const script = document.createElement('script'); script.textContent = 'window.ran = true';
         document.body.append(script);
         const style = document.createElement('style'); style.textContent = 'main { display: none }';
         document.body.append(style);
         document.body.setAttribute('onfocus', 'window.ran = true');
         new Image().src = 'http://127.0.0.1:9/image'; 0",
    );
    let sent = "fetch('http://127.0.0.1:9/').then(() => 'sent', () => 'stopped')";
    assert_eq!(page.value(sent), "stopped");
    assert_eq!(page.value("typeof window.ran"), "undefined");
    assert_eq!(page.value("getComputedStyle(document.querySelector('main')).display"), "block");
    let stopped =
        page.complaints().iter().filter(|one| one.contains("Content Security Policy")).count();
    assert!(stopped >= 4, "{:?}", page.complaints());
}

#[test]
fn injections_do_nothing_in_a_browser() {
    let Some(mut browser) = browser("injections in a browser") else { return };
    for (index, html) in injections::pages("fr", 16).into_iter().enumerate() {
        let mut page = browser.open(&html, SCREEN);
        assert_eq!((page.requests().len(), page.complaints()), (1, Vec::new()), "{index}");
        assert_eq!(page.value(ACTING), json!([0, 0, 0]), "{index}");
        assert_eq!(
            page.value("document.title"),
            "Pourquoi le service a\u{2011}t\u{2011}il été défaillant\u{202f}?"
        );
    }
}

#[test]
fn nothing_is_lost_without_scripts_on_a_telephone_in_print_and_by_keyboard() {
    let Some(mut browser) =
        browser("reports without scripts, on telephones, in print, by keyboard")
    else {
        return;
    };
    let html = written("html", "fr", false);
    let with = browser.open(&html, SCREEN).picture();
    assert!(with == browser.open(&html, Look { scripts: false, ..SCREEN }).picture());
    for width in [320, 375] {
        let mut page = browser.open(&html, Look { width, ..SCREEN });
        assert_eq!(page.value("Math.max(0, document.documentElement.scrollWidth - innerWidth)"), 0);
    }
    let mut print = browser.open(&html, Look { media: "print", scheme: "dark", ..SCREEN });
    let looks = "[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.querySelector('nav')).display]";
    assert_eq!(print.value(looks), json!(["rgb(255, 255, 255)", "none"]));
    // `%PDF-1` in base64.
    assert!(print.printed().starts_with("JVBERi0x"));
    keyboard(&mut browser.open(&html, SCREEN));
}

/// From the first tab on: the way past the head, then everything that can be reached, in order, each seen.
fn keyboard(page: &mut chromium::Page<'_>) {
    page.press("Tab", 9);
    assert_eq!(page.value("document.activeElement.className"), "skip");
    assert!(
        page.value("document.activeElement.getBoundingClientRect().left").as_f64() >= Some(0.0)
    );
    page.press("Enter", 13);
    assert_eq!(page.value("location.hash"), "#answer");
    let focus = "(() => {
        const all = [...document.querySelectorAll('a[href], summary, [tabindex]')];
        return [all.indexOf(document.activeElement), getComputedStyle(document.activeElement).outlineStyle];
    })()";
    let mut last = -1;
    for _ in 0..25 {
        page.press("Tab", 9);
        let at = page.value(focus);
        assert!(at[0].as_i64() > Some(last) && at[1] == "solid", "{last}, then {at}");
        last = at[0].as_i64().unwrap_or_default();
    }
    page.value("document.querySelector('summary').focus()");
    page.press("Enter", 13);
    assert_eq!(page.value("document.querySelector('details').open"), true);
}

/// Rules of axe-core that are asked: those of WCAG 2.2, levels A and AA, and its good practice.
const RULES: &str = "['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']";

#[test]
fn pages_are_accessible() {
    let Some(axe) = axe() else {
        return left_out("accessibility", "no axe-core: make test installs it");
    };
    let Some(mut browser) = browser("accessibility") else { return };
    for code in LANGUAGES {
        let html = short(code);
        for scheme in SCHEMES {
            let mut page = browser.open(&html, Look { scheme, ..SCREEN });
            page.value("document.querySelectorAll('details').forEach(one => { one.open = true; })");
            page.value(&format!("{axe};0"));
            let found = page.value(&format!(
                "axe.run(document, {{ runOnly: {RULES}, resultTypes: ['violations'] }}).then(found => found.violations.map(
                    one => one.id + ': ' + one.nodes.slice(0, 3).map(node => node.html.slice(0, 160)).join(' | ')))"
            ));
            assert_eq!(found, json!([]), "{code}, {scheme}");
        }
    }
}

/// A report with every kind of element, few of each: axe-core takes a minute for a full one.
fn short(code: &str) -> String {
    let (account, mut judgement) = (super::exhibits::account(), sample::judgement());
    judgement.incidents.truncate(1);
    judgement.services.truncate(1);
    judgement.services.iter_mut().for_each(|service| service.hours.truncate(30));
    for incident in &mut judgement.incidents {
        incident.minutes.truncate(20);
        incident.findings.truncate(3);
        if let Some(course) = &mut incident.but_for.course {
            course.observed.truncate(20);
            course.lines.iter_mut().for_each(|line| line.lost.truncate(20));
        }
    }
    let words = afflux::tell::words::Words::of(code).expect("a language");
    let context = super::context();
    let mut report = afflux::tell::Report::new(&account, &judgement, &words, &context);
    for section in &mut report.document.sections {
        for block in &mut section.blocks {
            if let afflux::tell::document::Block::Folded(table) = block {
                table.rows.truncate(20);
            }
        }
    }
    String::from_utf8((writer("html").write)(&report).expect("bytes")).expect("UTF-8")
}

/// The script of axe-core, which a package of the tests' own Python carries.
#[expect(clippy::disallowed_methods, reason = "tests are steered from outside")]
fn axe() -> Option<String> {
    let python = std::env::var_os("AFFLUX_DUCKDB")?;
    let code = "import importlib.util as u; print(u.find_spec('axe_playwright_python').submodule_search_locations[0])";
    let output = Command::new(python).args(["-c", code]).output().ok()?;
    let directory = String::from_utf8(output.stdout).ok()?;
    std::fs::read_to_string(format!("{}/axe.min.js", directory.trim_end())).ok()
}

/// What watches must see: a page that does what no report may is noticed in every way.
#[test]
fn a_page_that_acts_is_noticed() {
    let Some(mut browser) = browser("a page that acts") else { return };
    let acting = "<!DOCTYPE html><html onclick=\"x()\"><title>x</title><body style=\"margin: 0\">\
        <script>console.log('ran'); none()</script><a href=\"http://127.0.0.1:9/\">out</a>\
        <img src=\"http://127.0.0.1:9/image\"><svg viewBox=\"0 0 10 10\"><text x=\"9\">too long</text></svg>";
    let mut page = browser.open(acting, SCREEN);
    assert!(page.requests().len() > 1 && page.complaints().len() > 1, "{:?}", page.complaints());
    assert_eq!(page.value(ACTING), json!([3, 1, 1]));
    assert_eq!(page.value(OUTSIDE), json!(["too long"]));
}
