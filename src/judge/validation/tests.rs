//! A small validation by hand, whose figures can be worked out on paper.

use super::super::verdict::{CAP_WITH_BASELINE, CAP_WITHOUT_BASELINE};
use super::*;

fn world(seed: u64, durations: bool, history_days: i64, outcomes: &[(&str, &str, f64)]) -> World {
    let outcome = |&(truth, answer, lr): &(&str, &str, f64)| Outcome {
        truth: truth.to_owned(),
        answer: answer.to_owned(),
        log10_lr: lr.is_finite().then_some(lr),
        expected: truth != NOTHING,
    };
    let outcomes: Vec<Outcome> = outcomes.iter().map(outcome).collect();
    World {
        family: "bell".to_owned(),
        seed,
        held_out: seed == 1,
        format: if durations { "nginx_timed" } else { "combined" }.to_owned(),
        durations,
        history_days,
        accused: outcomes.iter().any(|one| one.answer == "attack" && one.truth != "attack"),
        outcomes,
    }
}

fn validation() -> Validation {
    Validation {
        version: "9.9.9".to_owned(),
        command: "afflux validate --cases 4 --seed 1".to_owned(),
        worlds: vec![
            world(1, false, 0, &[]),
            world(2, false, 3, &[("attack", "attack", 2.0), ("overload", "inconclusive", -1.0)]),
            world(
                3,
                true,
                3,
                &[("overload", "attack", 1.0), ("upstream_loss", "not_found", f64::NAN)],
            ),
            world(4, true, 7, &[(NOTHING, "attack", 1.5), ("attack", "overload", -0.5)]),
        ],
    }
}

#[test]
fn what_is_written_is_read_again() {
    let text = validation().write();
    assert_eq!(Validation::read(&text), Ok(validation()));
    assert_eq!(text.lines().count(), 3 + 7, "{text}");
    for torn in ["", "# afflux 1: x\n", &text.replace(",attack,attack,2", ",attack,attack,two")] {
        assert!(Validation::read(torn).is_err(), "{torn}");
    }
}

#[test]
fn figures_are_of_the_worlds_that_share_the_condition() {
    let all = validation().figures(Scope::All);
    assert_eq!((all.worlds, all.accused.count, all.accused.of), (4, 2, 3));
    assert_eq!((all.right.count, all.right.of, all.wrong.count), (1, 5, 2));
    let conditions =
        Conditions { format: "combined".to_owned(), durations: false, history_days: 4 };
    let under = validation().under(&conditions);
    let counts: Vec<_> = under.iter().map(|one| (one.scope.key(), one.worlds)).collect();
    let expected = [
        ("all", 4),
        ("held_out", 1),
        ("without_durations", 2),
        ("history", 2),
        ("format", 2),
        ("format_and_history", 1),
    ];
    assert_eq!(counts, expected);
    let unknown = Conditions { format: "iis".to_owned(), ..conditions };
    assert!(validation().under(&unknown).iter().all(|one| one.scope.key() != "format"));
    // An answer where nothing was counts against the answer, but no verdict was expected there.
    let named = validation().answered("attack");
    assert_eq!((named.count, named.of), (1, 3));
}

#[test]
fn the_cost_of_ratios_is_that_of_the_definition() {
    let none = || std::iter::repeat_n(0.0, 3);
    assert_eq!(cllr(none(), none()), Some(1.0));
    assert_eq!(cllr(none(), std::iter::empty()), None);
    let expected = (1.1f64.log2() + 1.01f64.log2()) / 2.0;
    let found = cllr([1.0].into_iter(), [-2.0].into_iter()).unwrap_or(f64::NAN);
    assert!((found - expected).abs() < 1e-12);
}

#[test]
fn distributions_come_from_the_closest_worlds_that_are_enough() {
    let mut many = validation();
    let conditions =
        Conditions { format: "nginx_timed".to_owned(), durations: true, history_days: 5 };
    assert_eq!(many.tippett(&conditions), None);
    for seed in 0..40 {
        let pair = [("attack", "attack", 1.0), ("overload", "overload", -1.0)];
        many.worlds.push(world(100 + seed, true, 2 + 5 * (seed as i64 % 2), &pair));
    }
    let found = many.tippett(&conditions).map(|one| (one.scope.key(), one.attacks.len()));
    assert_eq!(found, Some(("with_durations", 41)));
    let drawn = many.distributions(Scope::Durations(true));
    assert_eq!((drawn.misled(1.0).count, drawn.misled(1.0).of), (1, 41));
    assert_eq!((drawn.missed(-0.5).count, drawn.missed(-0.5).of), (1, 41));
}

#[test]
fn bands_of_history_leave_no_gap() {
    for (days, key) in
        [(-1, "none"), (0, "none"), (1, "one"), (6, "days"), (13, "week"), (14, "weeks")]
    {
        assert_eq!(history(days).key, key);
    }
    assert!(HISTORIES.windows(2).all(|pair| pair[0].days.1 == pair[1].days.0));
}

/// Incidents of worlds with that much history whose cause was not this one.
fn others(validation: &Validation, cause: &str, with_history: bool) -> usize {
    let worlds = validation.worlds.iter().filter(|one| (one.history_days >= 1) == with_history);
    let outcomes = worlds.flat_map(|world| &world.outcomes).filter(|one| one.expected);
    outcomes.filter(|one| !one.truth.contains(cause) && one.log10_lr.is_some()).count()
}

/// No ratio may be claimed beyond a third of the cases of the other proposition that it was held against (rule
/// of three; Vergeer et al. 2016). Other days are known in worlds with history only.
#[test]
fn caps_are_covered_by_the_cases_that_were_played() {
    let validation = Validation::embedded().expect("a table");
    for cause in ["attack", "overload", "crawl", "capacity_loss", "upstream_loss"] {
        for (with_history, cap) in [(true, CAP_WITH_BASELINE), (false, CAP_WITHOUT_BASELINE)] {
            let cases = others(validation, cause, with_history);
            assert!(10_f64.powf(cap) <= cases as f64 / 3.0, "{cause} {with_history}: {cases}");
        }
    }
}
