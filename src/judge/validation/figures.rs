//! Figures over worlds of some conditions. In: worlds. Out: rates with bounds, the cost of the likelihood
//! ratios, and their distributions by truth. Nothing is extrapolated: what was not played has no figure.

use super::{Conditions, History, Outcome, Rate, Validation, World, history};

/// Which worlds.
#[derive(Debug, Clone, PartialEq)]
pub enum Scope {
    /// All with an undamaged log.
    All,
    /// Those of families that no weight was fitted on.
    HeldOut,
    /// With, or without, durations.
    Durations(bool),
    /// With so much history.
    History(History),
    /// Of a format.
    Format(String),
    /// With, or without, durations, and with so much history.
    Both(bool, History),
    /// Of a format and with so much history.
    Together(String, History),
}

impl Scope {
    /// Its name in `verdict.json` and key of its words (`worlds-<key>`).
    pub fn key(&self) -> &'static str {
        match self {
            Self::All => "all",
            Self::HeldOut => "held_out",
            Self::Durations(true) => "with_durations",
            Self::Durations(false) => "without_durations",
            Self::History(_) => "history",
            Self::Format(_) => "format",
            Self::Both(true, _) => "with_durations_and_history",
            Self::Both(false, _) => "without_durations_and_history",
            Self::Together(..) => "format_and_history",
        }
    }

    fn holds(&self, world: &World) -> bool {
        let long = |band: &History| band.range().contains(&world.history_days);
        match self {
            Self::All => true,
            Self::HeldOut => world.held_out,
            Self::Durations(durations) => world.durations == *durations,
            Self::History(band) => long(band),
            Self::Format(format) => world.format == *format,
            Self::Both(durations, band) => world.durations == *durations && long(band),
            Self::Together(format, band) => world.format == *format && long(band),
        }
    }
}

/// What is measured over the worlds of a scope.
#[derive(Debug, Clone, PartialEq)]
pub struct Figures {
    /// Which worlds.
    pub scope: Scope,
    /// How many.
    pub worlds: usize,
    /// Worlds in which attack was named, alone or with overload, where none was a cause.
    pub accused: Rate,
    /// Incidents whose cause was named rightly.
    pub right: Rate,
    /// Incidents of which another cause was named.
    pub wrong: Rate,
    /// Log-likelihood-ratio cost of attack against everything else.
    pub cllr: Option<f64>,
}

/// How likelihood ratios of attack are distributed, by truth (a Tippett plot).
#[derive(Debug, Clone, PartialEq)]
pub struct Tippett {
    /// Which worlds.
    pub scope: Scope,
    /// log10 of the ratios of incidents that an attack caused, ascending.
    pub attacks: Vec<f64>,
    /// The same of the other incidents.
    pub others: Vec<f64>,
}

/// Incidents of each truth from which on a distribution is drawn: with fewer, none above a ratio would
/// leave more than one in ten possible (rule of three).
const DRAWN_LEAST: usize = 30;

impl Validation {
    /// Figures for these conditions: all worlds, the held-out ones, then one condition after the other, then
    /// the closest worlds. Without those that no world shares.
    pub fn under(&self, conditions: &Conditions) -> Vec<Figures> {
        let band = history(conditions.history_days);
        let format = &conditions.format;
        let scopes = [
            Scope::All,
            Scope::HeldOut,
            Scope::Durations(conditions.durations),
            Scope::History(band),
            Scope::Format(format.clone()),
            Scope::Together(format.clone(), band),
        ];
        scopes.into_iter().map(|scope| self.figures(scope)).filter(|one| one.worlds > 0).collect()
    }

    /// Figures of a scope.
    pub fn figures(&self, scope: Scope) -> Figures {
        let expected = || self.expected(&scope);
        let silent = |one: &Outcome| matches!(one.answer.as_str(), "inconclusive" | "not_found");
        Figures {
            worlds: self.within(&scope).count(),
            accused: Rate::among(
                self.within(&scope).filter(|world| world.could_accuse()),
                |world| world.accused,
            ),
            right: Rate::among(expected(), |one| one.answer == one.truth),
            wrong: Rate::among(expected(), |one| one.answer != one.truth && !silent(one)),
            cllr: cllr(self.ratios(&scope, true), self.ratios(&scope, false)),
            scope,
        }
    }

    /// Of all incidents that were given this cause, expected or not, those that truly had it.
    pub fn answered(&self, cause: &str) -> Rate {
        let outcomes = self.worlds.iter().flat_map(|world| &world.outcomes);
        let named = outcomes.filter(|one| one.answer == cause);
        Rate::among(named, |one| one.truth == cause)
    }

    /// Likelihood ratios by truth in the closest worlds that are enough.
    pub fn tippett(&self, conditions: &Conditions) -> Option<Tippett> {
        let band = history(conditions.history_days);
        let scopes = [
            Scope::Together(conditions.format.clone(), band),
            Scope::Both(conditions.durations, band),
            Scope::Durations(conditions.durations),
            Scope::All,
        ];
        scopes
            .into_iter()
            .map(|scope| self.distributions(scope))
            .find(|one| one.attacks.len() >= DRAWN_LEAST && one.others.len() >= DRAWN_LEAST)
    }

    pub(super) fn distributions(&self, scope: Scope) -> Tippett {
        let ascending = |attack| {
            let mut ratios: Vec<f64> = self.ratios(&scope, attack).collect();
            ratios.sort_by(f64::total_cmp);
            ratios
        };
        Tippett { attacks: ascending(true), others: ascending(false), scope }
    }

    fn within(&self, scope: &Scope) -> impl Iterator<Item = &World> {
        self.worlds.iter().filter(|world| scope.holds(world))
    }

    fn expected(&self, scope: &Scope) -> impl Iterator<Item = &Outcome> {
        self.within(scope).flat_map(|world| &world.outcomes).filter(|one| one.expected)
    }

    /// log10 of the ratios of attacks, or of the others; incidents with both causes are neither.
    fn ratios(&self, scope: &Scope, attack: bool) -> impl Iterator<Item = f64> {
        self.expected(scope)
            .filter(|one| one.truth != "attack_and_overload")
            .filter(move |one| (one.truth == "attack") == attack)
            .filter_map(|one| one.log10_lr)
    }
}

impl Tippett {
    /// Of the incidents that no attack caused, those given a ratio of at least this: what speaks for attack
    /// there misleads.
    pub fn misled(&self, log10_lr: f64) -> Rate {
        Rate::among(self.others.iter(), |one| **one >= log10_lr)
    }

    /// Of the attacks, those given a ratio of at most this.
    pub fn missed(&self, log10_lr: f64) -> Rate {
        Rate::among(self.attacks.iter(), |one| **one <= log10_lr)
    }
}

/// Cllr = ½ (mean log₂(1 + 1/LR) over attacks + mean log₂(1 + LR) over the others), of log10 ratios: 0 is
/// perfect, 1 says nothing (Brümmer & du Preez 2006; van Lierop et al. 2024, FSI: Synergy 8:100466).
pub fn cllr(attacks: impl Iterator<Item = f64>, others: impl Iterator<Item = f64>) -> Option<f64> {
    let cost = |log10: f64| (1.0 + 10f64.powf(log10)).log2();
    Some((mean(attacks.map(|lr| cost(-lr)))? + mean(others.map(cost))?) / 2.0)
}

fn mean(values: impl Iterator<Item = f64>) -> Option<f64> {
    crate::base::stats::spread::mean(&values.collect::<Vec<_>>())
}
