//! What a rehearsed world consists of, as a TOML file says it: site, server, people, robots, attacks
//! and faults. In: the text of a file. Out: a checked [`Scenario`]. It does not move anything: that
//! is `world`.

mod door;
mod fault;
mod intrusion;
mod people;
mod robot;
mod sabotage;
mod server;
mod site;
mod surge;
mod units;

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::base::time::{HOUR_US, Window};
use crate::error::{Error, Kind, Result};
use crate::rehearse::agents;
use crate::rehearse::format::{self, Format};

pub use door::Door;
pub use fault::{Endpoint, Fault, FaultKind};
pub use intrusion::{Intrusion, IntrusionForm};
pub use people::{Gateway, Person, PersonKind, Session};
pub use robot::{Attack, AttackKind, Robot, RobotKind};
pub use sabotage::{Sabotage, SabotageKind};
pub use server::{AbandonedWork, Autoscale, Server, ServiceTime, ServiceTimes, WaitingRoom};
pub use site::{Site, Unknown};
pub(crate) use surge::MATCH;
pub use surge::{Shape, Surge};
pub use units::{Block, Instant, UtcOffset};

/// A world to rehearse. Every table refuses keys it does not know.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// Name, as that of its file.
    pub name: String,
    /// When the log begins.
    pub start: Instant,
    /// How long it is, hours.
    pub hours: f64,
    /// Offset of the clock that people live by and that stamps the log.
    pub utc_offset: UtcOffset,
    /// How lines are written: a name of [`FORMATS`](crate::rehearse::format::FORMATS).
    #[serde(deserialize_with = "format::named")]
    pub format: &'static Format,
    /// What the world is built to show, one entry an incident in order of time. A test holds the
    /// computed truth against it; the simulation does not read it.
    pub expect: Vec<Expected>,
    /// The site that is visited.
    pub site: Site,
    /// The machines that answer.
    pub server: Server,
    /// Named mixes of address blocks.
    pub networks: BTreeMap<String, Vec<Block>>,
    /// Named lists of user agents beside the built-in ones (`rehearse/agents.rs`).
    #[serde(default)]
    pub agents: BTreeMap<String, Vec<String>>,
    /// People, in sessions.
    #[serde(default)]
    pub populations: Vec<Person>,
    /// Automated and not hostile.
    #[serde(default)]
    pub robots: Vec<Robot>,
    /// Automated and hostile.
    #[serde(default)]
    pub attacks: Vec<Attack>,
    /// Those who try to get in.
    #[serde(default)]
    pub intrusions: Vec<Intrusion>,
    /// What breaks.
    #[serde(default)]
    pub faults: Vec<Fault>,
    /// What is done to the log afterwards.
    #[serde(default)]
    pub sabotage: Vec<Sabotage>,
}

/// An incident the scenario is built to show.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expected {
    /// `cause` of `verdict.json`.
    pub cause: String,
    /// `detail` of `verdict.json`, if it has one.
    pub detail: Option<String>,
}

impl Scenario {
    /// Reads a scenario; `origin` names the file in errors.
    pub fn parse(text: &str, origin: &str) -> Result<Self> {
        let scenario: Self = toml::from_str(text).map_err(|cause| {
            Error::new(Kind::Usage, format!("{origin} is no scenario")).because(cause)
        })?;
        match scenario.objection() {
            None => Ok(scenario),
            Some(reason) => Err(Error::new(Kind::Usage, format!("{origin}: {reason}"))),
        }
    }

    /// From the first instant to the one after the last.
    pub fn window(&self) -> Window {
        let start_us = self.start.us();
        Window::new(start_us, start_us + (self.hours * HOUR_US as f64) as i64)
    }

    /// Address blocks of a mix; empty if there is none of that name.
    pub fn blocks(&self, name: &str) -> &[Block] {
        self.networks.get(name).map_or(&[], Vec::as_slice)
    }

    /// Why it cannot be played, if it cannot.
    fn objection(&self) -> Option<String> {
        if !(self.hours > 0.0 && self.hours <= 24.0 * 366.0) {
            return Some(format!("hours = {} is not within 0…8784", self.hours));
        }
        self.server
            .objection()
            .or_else(|| self.site.objection())
            .or_else(|| self.traffic_objection())
    }

    fn traffic_objection(&self) -> Option<String> {
        let people = self.populations.iter().find_map(Person::objection);
        let robots = self.robots.iter().find_map(Robot::objection);
        let attacks = self.attacks.iter().find_map(Attack::objection);
        let intrusions = self.intrusions.iter().find_map(Intrusion::objection);
        let faults = self.faults.iter().find_map(Fault::objection);
        let sabotage = self.sabotage.iter().find_map(Sabotage::objection);
        people
            .or(robots)
            .or(attacks)
            .or(intrusions)
            .or(faults)
            .or(sabotage)
            .or_else(|| self.backends_objection())
            .or_else(|| self.network_objection())
            .or_else(|| self.agents_objection())
    }

    fn backends_objection(&self) -> Option<String> {
        let mut lost = self.faults.iter().filter(|fault| fault.kind == FaultKind::LoseBackends);
        let backends = f64::from(self.server.backends);
        let none = |fault: &Fault| (fault.amount.unwrap_or(0.0) * backends).round() < 1.0;
        lost.any(none).then(|| "lose_backends loses less than one of server.backends".into())
    }

    fn network_objection(&self) -> Option<String> {
        let people = self.populations.iter().map(|population| &population.networks);
        let robots = self.robots.iter().map(|robot| &robot.networks);
        let attacks = self.attacks.iter().map(|attack| &attack.networks);
        let intrusions = self.intrusions.iter().map(|intrusion| &intrusion.networks);
        let faults = self.faults.iter().filter_map(|fault| fault.networks.as_ref());
        let proxies = self.sabotage.iter().filter_map(|one| one.networks.as_ref());
        let gateways =
            self.populations.iter().filter_map(|of| Some(&of.gateway.as_ref()?.networks));
        let mut all = people
            .chain(gateways)
            .chain(robots)
            .chain(attacks)
            .chain(intrusions)
            .chain(faults)
            .chain(proxies);
        all.find_map(|name| self.mix_objection(name))
    }

    fn agents_objection(&self) -> Option<String> {
        let people = self.populations.iter().filter_map(|population| population.agents.as_ref());
        let robots = self.robots.iter().filter_map(|robot| robot.agents.as_ref());
        let attacks = self.attacks.iter().filter_map(|attack| attack.agents.as_ref());
        let intrusions = self.intrusions.iter().filter_map(|one| one.agents.as_ref());
        let known = |name: &String| self.agents.contains_key(name) || agents::is_built_in(name);
        let unknown =
            people.chain(robots).chain(attacks).chain(intrusions).find(|name| !known(name))?;
        Some(format!("there is no list of agents named {unknown:?}"))
    }

    fn mix_objection(&self, name: &str) -> Option<String> {
        let weight: f64 = self.blocks(name).iter().map(|block| block.weight).sum();
        (weight.is_nan() || weight <= 0.0)
            .then(|| format!("networks.{name} has no block of positive weight"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The smallest world: one visitor a minute and one worker.
    pub(crate) const SMALL: &str = r#"
        name = "small"
        start = "2022-10-10T00:00:00+02:00"
        hours = 2
        utc_offset = "+02:00"
        format = "nginx_timed"
        expect = []
        [site]
        host = "www.example.fr"
        [server]
        workers = 1
        [networks]
        home = [{ cidr = "90.0.0.0/9", country = "FR", weight = 1 }]
        [[populations]]
        kind = "human"
        networks = "home"
        pool = 50
        profile = [[0, 1]]
    "#;

    #[test]
    fn reads_a_small_world_with_defaults() {
        let scenario = Scenario::parse(SMALL, "small.toml").expect("a scenario");
        assert_eq!(scenario.window().minutes(), 120);
        assert_eq!(scenario.utc_offset.seconds(), 7200);
        assert_eq!(scenario.populations.len(), 1);
    }

    #[test]
    fn refuses_unknown_keys_and_unknown_networks() {
        let unknown = SMALL.replace("pool = 50", "pool = 50\npol = 1");
        assert_eq!(Scenario::parse(&unknown, "x").map_err(|e| e.kind()).err(), Some(Kind::Usage));
        let nowhere = SMALL.replace("networks = \"home\"", "networks = \"away\"");
        let message = Scenario::parse(&nowhere, "x").map_err(|e| e.to_string()).err();
        assert_eq!(message.as_deref(), Some("x: networks.away has no block of positive weight"));
    }
}
