//! Those who try to get in, one source each: passwords, lists of requests, records by number, pages.
//! They work by a clock of their own and do not wait for answers. In: a campaign of the scenario. Out:
//! its requests, each marked as an attempt, as one that works, or as something beside them.

use super::address::{self, Class, Who};
use super::events::Event;
use super::random::{self, Family, LONGEST_US, Rng};
use super::request::{Ask, Mark, Part, Referer};
use super::site::Target;
use super::{Sink, World};
use crate::rehearse::arsenal::Arsenal;
use crate::rehearse::scenario::{Door, Intrusion, IntrusionForm};

/// How long a tool waits for an answer, seconds.
const PATIENCE_S: f64 = 20.0;
/// Between a form and the try, and between the pages after one that was let in, microseconds on average.
const STEP_US: f64 = 1_500_000.0;
/// Pages that a source takes after it was let in.
const INSIDE: u32 = 3;
/// Number of the first record that is asked for.
const FIRST_RECORD: u32 = 10_000;

/// What the sources of a campaign share.
pub(super) struct Campaign {
    /// Attempts so far.
    tried: u32,
    pause_us: f64,
    end_us: i64,
}

/// One source.
pub(super) struct Intruder {
    campaign: usize,
    who: Who,
    rng: Rng,
    left: u32,
    step: Step,
}

/// What it does next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Form,
    Try,
    /// Takes so many more pages.
    Inside(u32),
}

impl<S: Sink> World<'_, S> {
    /// The sources of all campaigns get ready.
    pub(super) fn begin_intruders(&mut self) {
        let scenario = self.scenario;
        for (index, intrusion) in scenario.intrusions.iter().enumerate() {
            let span_us = (intrusion.end.us() - intrusion.start.us()) as f64;
            let each = f64::from(intrusion.requests) / f64::from(intrusion.sources);
            let pause_us = intrusion.pause_s.map_or(span_us / each, |pause| pause * 1e6);
            let end_us = intrusion.end.us();
            // What every address receives does not always begin with the same.
            let noise = intrusion.list == Some(Arsenal::Noise);
            let first = if noise { 5 * index as u32 } else { 0 };
            self.intrusions.push(Campaign { tried: first, pause_us, end_us });
            for serial in 0..intrusion.sources {
                let more = u32::from(serial < intrusion.requests % intrusion.sources);
                let left = intrusion.requests / intrusion.sources + more;
                let mut rng = self.streams.stream(Family::Intruders, index, u64::from(serial));
                let who = self.guise(intrusion, &mut rng);
                let room_us = (span_us - pause_us * f64::from(left)).max(pause_us.min(span_us));
                let first_us = (random::uniform(&mut rng) * room_us) as i64;
                let step = first_step(intrusion);
                let intruder = Intruder { campaign: index, who, rng, left, step };
                let number = self.intruders.insert(intruder);
                self.events.push(intrusion.start.us() + first_us, Event::Intruder(number));
            }
        }
    }

    fn guise(&self, intrusion: &Intrusion, rng: &mut Rng) -> Who {
        let (address, country) = address::draw(self.scenario.blocks(&intrusion.networks), rng);
        let list = intrusion.agents.as_deref().unwrap_or(match intrusion.kind {
            IntrusionForm::Passwords | IntrusionForm::Pages => "browsers",
            IntrusionForm::Requests | IntrusionForm::Records => "tools",
        });
        let agent = self.agents.pick(list, random::uniform(rng));
        Who { address, country, agent, class: Class::Intruder, modern: false }
    }

    /// A source sends its next request.
    pub(super) fn intruder(&mut self, now_us: i64, number: u32) {
        let scenario = self.scenario;
        let Some(intruder) = self.intruders.get_mut(number) else { return };
        let index = intruder.campaign;
        let Some(intrusion) = scenario.intrusions.get(index) else { return };
        let Some(campaign) = self.intrusions.get_mut(index) else { return };
        if now_us >= campaign.end_us {
            self.intruders.remove(number);
            return;
        }
        let (target, part) = intruder.what(intrusion, campaign, scenario.site.door);
        let what = (target, Referer::None);
        let times = &scenario.server.service_ms;
        let mut ask = Ask::new(intruder.who, what, PATIENCE_S, times, &mut intruder.rng);
        ask.signed_in = matches!(intruder.step, Step::Inside(_));
        ask.mark = Some(Mark { intrusion: index as u16 + 1, part });
        let wait_us = intruder.go_on(part, first_step(intrusion), campaign.pause_us);
        self.send(now_us, &ask);
        match wait_us {
            Some(wait_us) => self.events.push(now_us + wait_us, Event::Intruder(number)),
            None => drop(self.intruders.remove(number)),
        }
    }
}

fn first_step(intrusion: &Intrusion) -> Step {
    if intrusion.opens_form { Step::Form } else { Step::Try }
}

impl Intruder {
    fn what(
        &mut self,
        intrusion: &Intrusion,
        campaign: &mut Campaign,
        door: Door,
    ) -> (Target, Part) {
        match self.step {
            Step::Form => return (Target::LoginForm(door), Part::Beside),
            Step::Inside(left) => return (Target::Page(1 + INSIDE - left), Part::Beside),
            Step::Try => {}
        }
        let nth = campaign.tried;
        campaign.tried += 1;
        let works = match intrusion.kind {
            IntrusionForm::Passwords => random::chance(&mut self.rng, intrusion.success),
            _ => works(nth, intrusion.requests, intrusion.success as u32),
        };
        let target = match (intrusion.kind, intrusion.list) {
            (IntrusionForm::Requests, Some(list)) => Target::Probe { list, nth },
            (IntrusionForm::Records, _) => Target::Record(FIRST_RECORD + nth),
            (IntrusionForm::Pages, _) => Target::Deep(nth),
            _ => Target::LoginPost { door, right: works },
        };
        (target, if works { Part::Success } else { Part::Attempt })
    }

    /// When it asks again, if it does.
    fn go_on(&mut self, part: Part, first: Step, pause_us: f64) -> Option<i64> {
        let (next, mean_us) = match (self.step, part) {
            (Step::Form, _) => (Step::Try, STEP_US),
            (Step::Try, Part::Success) => (Step::Inside(INSIDE), STEP_US),
            (Step::Inside(left @ 2..), _) => (Step::Inside(left - 1), STEP_US),
            _ => (first, pause_us),
        };
        if matches!(self.step, Step::Try) {
            self.left = self.left.saturating_sub(1);
        }
        self.step = next;
        let done = self.left == 0 && !matches!(next, Step::Inside(_));
        let wait_us = random::exponential(&mut self.rng, mean_us) as i64;
        (!done).then_some(wait_us.clamp(1, LONGEST_US))
    }
}

/// Does an attempt work, if so many of so many do, evenly spread?
fn works(nth: u32, all: u32, successes: u32) -> bool {
    let before = |nth: u32| u64::from(nth) * u64::from(successes + 1) / u64::from(all.max(1));
    successes > 0 && before(nth + 1) > before(nth) && before(nth + 1) <= u64::from(successes)
}
