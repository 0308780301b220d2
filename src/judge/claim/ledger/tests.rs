use super::*;
use crate::base::time::rfc3339;

const HEAD: &str = "[[claims]]\nid = \"a\"\nwho = \"W\"\nwhen = 2021-04-07\nquote = \"Q\"\n";

fn read(text: &str) -> Result<Statements> {
    super::read(text, "claims.toml", "00")
}

fn refused(text: &str) -> String {
    read(text).err().map(|error| error.to_string()).unwrap_or_default()
}

fn one(body: &str) -> Claim {
    read(&format!("{HEAD}{body}")).expect("a claim").claims.remove(0)
}

#[test]
fn a_claim_has_who_when_what_and_its_own_figures() {
    let text = format!(
        "zone = \"Europe/Paris\"\ncomplete_logs = true\n{HEAD}source = \"S\"\nservice = \"ent\"\n\
         about = \"load_of\"\ncount = 1_200_000\nfrom = 2021-04-06T08:00\n\
         until = \"2021-04-06T10:00+02:00\"\n"
    );
    let stated = read(&text).expect("claims");
    assert!(stated.complete_logs);
    let claim = &stated.claims[0];
    assert_eq!((claim.id.as_str(), claim.about), ("a", "load_of"));
    assert_eq!(claim.said, Said::Day(18_724 * crate::base::time::DAY_US));
    let window = claim.window.expect("a window");
    assert_eq!(rfc3339(window.start_us), "2021-04-06T06:00:00Z");
    assert_eq!(rfc3339(window.end_us), "2021-04-06T08:00:00Z");
    assert_eq!(
        claim.terms,
        [
            ("count", Term::Number(1_200_000.0, Unit::Count)),
            ("of", Term::Choice("requests")),
            ("tolerance", Term::Number(0.1, Unit::Share)),
        ]
    );
}

#[test]
fn what_is_not_understood_is_refused_with_file_and_line() {
    for (text, expected) in [
        ("", "claims.toml, line 1: no claim"),
        ("claims = 3", "claims.toml, line 1: claims is tables"),
        ("a = [", "claims.toml, line 1: not TOML"),
        ("typo = 1\n[[claims]]\n", "claims.toml, line 1: a file of claims has no key \"typo\""),
        ("\n[[claims]]\nid = \"a\"\n", "claims.toml, line 2: claim \"a\" lacks about"),
        ("[[claims]]\nabout = \"atack\"\n", "claims.toml, line 2: no claim is about \"atack\""),
        (
            "[[claims]]\nabout = \"attack\"\n\ncount = 3\n",
            "claims.toml, line 4: a claim about attack has no key \"count\"",
        ),
    ] {
        let message = refused(text);
        assert!(message.starts_with(expected), "{text:?}: {message}");
    }
    for (body, expected) in [
        ("about = \"load_of\"\ncount = 3\n", "line 1: claim \"a\" lacks from"),
        ("about = \"attack\"\nfrom = 2021-04-06T08:00:00Z\n", "line 1: claim \"a\" lacks until"),
        (
            "about = \"attack\"\nfrom = 2021-04-06T08:00\nuntil = 2021-04-06T09:00\n",
            "line 7: 2021-04-06T08:00",
        ),
        (
            "about = \"attack\"\nfrom = 2021-04-06T08:00:00Z\nuntil = 2021-04-06T07:00:00Z\n",
            "line 8: 2021-04-06T07:00:00Z is not after",
        ),
        ("about = \"attack\"\nzone = \"Europe/Lutetia\"\n", "line 7: there is no time zone"),
        ("about = \"attack\"\neffect = \"doom\"\n", "line 7: effect is one of failure, presence"),
        ("about = \"attack\"\nservice = \" \"\n", "line 7: service is empty"),
        ("about = \"share_foreign\"\nshare = 93\n", "line 7: share is a number from 0 to 1"),
        ("about = \"share_foreign\"\nshare = nan\n", "line 7: share is a number"),
        ("about = \"share_foreign\"\nshare = \"9\"\n", "line 7: share is a number"),
        ("about = \"attack_sources_in\"\ncountries = [\"fr\"]\n", "line 7: countries is a list"),
        ("about = \"worked_again_at\"\n", "line 1: claim \"a\" lacks at"),
    ] {
        let message = refused(&format!("{HEAD}{body}"));
        assert!(message.starts_with(&format!("claims.toml, {expected}")), "{body:?}: {message}");
    }
    let twice = format!("{HEAD}about = \"attack\"\n{HEAD}about = \"attack\"\n");
    assert_eq!(refused(&twice), "claims.toml, line 7: two claims have the id \"a\"");
    let long = "x".repeat(301);
    let long = format!("[[claims]]\nabout = \"attack\"\nid = \"a\"\nwho = \"{long}\"\n");
    assert!(refused(&long).starts_with("claims.toml, line 4: who is longer than 300"));
    let id = "[[claims]]\nabout = \"attack\"\nid = \"a b\"\n";
    assert!(refused(id).starts_with("claims.toml, line 3: an id holds"));
}

#[test]
fn a_local_time_that_came_twice_or_never_is_refused() {
    let body = |from: &str| {
        format!(
            "{HEAD}zone = \"Europe/Paris\"\nabout = \"attack\"\nfrom = {from}\n\
             until = 2022-01-01T00:00:00Z\n"
        )
    };
    assert!(refused(&body("2021-10-31T02:30:00")).contains("came twice in Europe/Paris"));
    assert!(refused(&body("2021-03-28T02:30:00")).contains("never came in Europe/Paris"));
    assert!(read(&body("2021-10-31T02:30:00+01:00")).is_ok());
}

#[test]
fn hours_of_the_day_are_those_of_the_zone() {
    let claim =
        one("zone = \"Europe/Paris\"\nabout = \"attack_in_the_night\"\nhours = \"22:00-06:00\"\n\
         from = 2021-04-06T00:00:00\nuntil = 2021-04-07T12:00:00\n");
    let Some((_, Term::Hours(_, nights))) = claim.terms.first() else {
        panic!("no hours: {:?}", claim.terms)
    };
    let shown: Vec<String> = nights
        .iter()
        .map(|night| format!("{}/{}", rfc3339(night.start_us), rfc3339(night.end_us)))
        .collect();
    assert_eq!(
        shown,
        ["2021-04-05T22:00:00Z/2021-04-06T04:00:00Z", "2021-04-06T20:00:00Z/2021-04-07T04:00:00Z"]
    );
    let noon = "about = \"attack_in_the_night\"\nfrom = 2021-04-06T10:00:00Z\n\
                until = 2021-04-06T12:00:00Z\n";
    assert!(refused(&format!("{HEAD}{noon}")).contains("need a zone"));
    assert!(refused(&format!("zone = \"UTC\"\n{HEAD}{noon}")).contains("none of the hours"));
    let odd = "hours = \"ten to six\"\n";
    assert!(refused(&format!("zone = \"UTC\"\n{HEAD}{odd}{noon}")).contains("no hours of the day"));
}
