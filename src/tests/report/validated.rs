//! A validation made by hand, for what is told of it: ninety-six worlds, with one false accusation. And the
//! shipped one: its figures are those of the page that was written with it.

use std::sync::LazyLock;

use afflux::judge::validation::{NOTHING, Outcome, Scope, Validation, World};

use super::written;
use crate::program::root;

/// The validation that sample reports cite.
pub(super) fn validation() -> &'static Validation {
    static MADE: LazyLock<Validation> = LazyLock::new(|| Validation {
        version: "0.1.0".to_owned(),
        command: "afflux validate --cases 96 --seed 1".to_owned(),
        worlds: (0..96).map(world).collect(),
    });
    &MADE
}

/// Attacks and others in turn; ratios fan out from the cap, and one world is called what it is not.
fn world(index: u64) -> World {
    let attack = index.is_multiple_of(2);
    let distance = (index / 2 % 16) as f64 / 10.0;
    let outcome = |truth: &str, answer: &str, lr| Outcome {
        truth: truth.to_owned(),
        answer: answer.to_owned(),
        log10_lr: Some(lr),
        expected: truth != NOTHING,
    };
    let outcome = match index {
        51 => outcome("overload", "attack", 1.2),
        70 => outcome("attack", "inconclusive", 0.1),
        95 => outcome(NOTHING, "overload", -0.4),
        _ if attack => outcome("attack", "attack", 2.0 - distance),
        _ => outcome("overload", "overload", distance - 2.0),
    };
    World {
        family: if index.is_multiple_of(3) { "bell" } else { "surge" }.to_owned(),
        seed: index,
        held_out: index.is_multiple_of(3),
        format: if index.is_multiple_of(4) { "nginx_timed" } else { "combined" }.to_owned(),
        durations: index.is_multiple_of(4),
        history_days: (index % 16) as i64,
        accused: index == 51,
        outcomes: vec![outcome],
    }
}

#[test]
fn the_shipped_table_is_that_of_the_page() {
    let read = |name: &str| {
        let path = root().join("docs/reference").join(name);
        std::fs::read_to_string(path).expect("the page and its table")
    };
    let (page, table) = (read("validation.md"), read("validation.csv"));
    let validation = Validation::read(&table).expect("a table");
    assert_eq!(validation.write(), table);
    assert_eq!(Validation::embedded(), Some(&validation));
    assert!(page.contains(&format!("Made by `{}`.", validation.command)), "another run");
    let row = |name: &str| -> Vec<&str> {
        let found = page.lines().find(|line| line.starts_with(&format!("| {name} |")));
        found.expect("a row").split('|').map(str::trim).collect()
    };
    for (scope, column) in [(Scope::HeldOut, 3), (Scope::All, 4)] {
        let figures = validation.figures(scope);
        assert_eq!(row("cases")[column], figures.worlds.to_string());
        let accused = format!("{} of {},", figures.accused.count, figures.accused.of);
        assert!(row("attack named where none was a cause")[column].starts_with(&accused));
        let cllr = format!("{:.3}", figures.cllr.expect("ratios"));
        assert_eq!(row("Cllr, attack against the rest")[column], cllr);
    }
}

#[test]
fn reports_cite_the_validation_that_they_are_given() {
    let verdict: serde_json::Value =
        serde_json::from_str(&written("json", "en", false)).expect("JSON");
    let all = &verdict["incidents"][0]["validation"]["figures"][0];
    assert_eq!((&all["worlds"], &all["accused"]["count"]), (&96.into(), &1.into()));
    let page = written("html", "en", false);
    for told in
        ["1 of 48 (2.1%", "chart-1-tippett", "they have not been measured on real incidents"]
    {
        assert!(page.contains(told), "{told}");
    }
    assert!(!page.contains("no error rate is known for them"));
}
