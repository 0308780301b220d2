//! How much a verdict leans on one kind of evidence: findings in, the leading hypothesis without each family out. It
//! replays nothing and opens no gate: a cause needs those too.

use std::collections::BTreeSet;

use super::super::judgement::{Answer, Finding, Weighed};
use super::weigh::of;

/// The hypothesis that leads when a family of findings is left out.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Without {
    /// The family; `None` for all findings together.
    pub family: Option<&'static str>,
    /// What leads then.
    pub leading: Weighed,
}

/// The leading hypothesis with all findings, then without each family that says something, in order of name.
pub fn leave_one_out(findings: &[Finding], cap: f64) -> Vec<Without> {
    let speaks = |one: &&Finding| matches!(&one.answer, Answer::Computed { speaks, .. } if !speaks.is_empty());
    let families: BTreeSet<&'static str> =
        findings.iter().filter(speaks).map(|one| one.family).collect();
    let without = |family: Option<&'static str>| {
        let kept: Vec<Finding> =
            findings.iter().filter(|one| Some(one.family) != family).cloned().collect();
        let weighed = of(&kept, cap);
        let leading = weighed
            .into_iter()
            .reduce(|best, one| if one.probability > best.probability { one } else { best })?;
        Some(Without { family, leading })
    };
    std::iter::once(None).chain(families.into_iter().map(Some)).filter_map(without).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::judge::judgement::{Hypothesis, Speaks};

    fn finding(name: &'static str, family: &'static str, speaks: Vec<Speaks>) -> Finding {
        let answer = Answer::Computed { figures: Vec::new(), speaks };
        Finding { name, number: "T0", family, answer, query: "timeline", citations: Vec::new() }
    }

    #[test]
    fn what_leans_on_one_family_is_told() {
        let says = |hypothesis, weight| vec![Speaks { hypothesis, weight }];
        let findings = [
            finding("a", "history", says(Hypothesis::Attack, 1.2)),
            finding("b", "shape", says(Hypothesis::Overload, 0.5)),
            finding("c", "onset", Vec::new()),
        ];
        let told = leave_one_out(&findings, 2.0);
        let families: Vec<_> = told.iter().map(|one| one.family).collect();
        assert_eq!(families, [None, Some("history"), Some("shape")]);
        let leading = |at: usize| told[at].leading.hypothesis;
        assert_eq!(leading(0), Hypothesis::Attack);
        assert_eq!(leading(1), Hypothesis::Overload);
        assert_eq!(leading(2), Hypothesis::Attack);
        assert_eq!(leave_one_out(&[], 2.0).len(), 1);
    }
}
