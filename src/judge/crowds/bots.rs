//! Machines that come in the incident, and do not look at answers.

use rand::RngExt;

use super::{Crowd, END_S, SITE, START_S};

impl Crowd {
    /// Requests of bots from start to end of the incident, whatever is answered.
    fn bots(
        mut self,
        bots: u32,
        mut gap: impl FnMut(&mut Self) -> f64,
        mut ask: impl FnMut(&mut Self, f64, &str),
    ) -> Self {
        for _ in 0..bots {
            let client = self.newcomer();
            let mut now = START_S + gap(&mut self) * self.dice.random::<f64>();
            while now < END_S {
                ask(&mut self, now, &client);
                now += gap(&mut self);
            }
        }
        self
    }

    /// Bots with random gaps, so many requests a second each.
    pub(crate) fn flood(self, bots: u32, rate: f64, path: &str) -> Self {
        self.bots(
            bots,
            |crowd| crowd.gap(1.0 / rate),
            |crowd, now, client| {
                crowd.ask(now, client, path);
            },
        )
    }

    /// Browsers without a screen: page after page with its style sheet, kept for none.
    pub(crate) fn headless(mut self, bots: u32) -> Self {
        for _ in 0..bots {
            let client = self.newcomer();
            let (mut now, mut from, mut here) = (START_S + self.gap(10.0), None, "");
            while now < END_S {
                here = self.page(here);
                self.ask(now, &client, here);
                self.world.last(|row| row.referer = from);
                from = Some(format!("{SITE}{here}"));
                let own = from.clone();
                self.world.ask(now + 0.3, &client, "/style.css", 200);
                self.world.last(|row| row.referer = own);
                now += self.think(20.0);
            }
        }
        self
    }

    /// Visits recorded once and played back by bots, again and again, whatever is answered.
    pub(crate) fn recorded(mut self, bots: u32, recordings: usize) -> Self {
        let tapes: Vec<Vec<(&str, f64)>> = (0..recordings)
            .map(|_| {
                let mut here = "";
                let mut step = || {
                    here = self.page(here);
                    (here, self.think(15.0))
                };
                (0..6).map(|_| step()).collect()
            })
            .collect();
        for (tape, _) in tapes.iter().cycle().zip(0..bots) {
            let client = self.newcomer();
            let mut now = START_S + 60.0 * self.dice.random::<f64>();
            for (page, pause) in tape.iter().cycle() {
                self.ask(now, &client, page);
                self.world.ask(now + 0.3, &client, "/style.css", 200);
                now += pause;
                if now >= END_S {
                    break;
                }
            }
        }
        self
    }

    /// Pages of the archives, each asked for once, by a client of its own, with its style sheet or without.
    pub(crate) fn takers(mut self, pages: u32, closes: bool) -> Self {
        for page in 0..pages {
            let (client, path) = (self.newcomer(), format!("/archive/{page}"));
            let now = START_S + (END_S - START_S) * f64::from(page) / f64::from(pages);
            self.ask(now, &client, &path);
            if closes {
                self.world.ask(now + 0.3, &client, "/style.css", 200);
            }
        }
        self
    }

    /// Bots with a period.
    pub(crate) fn clockwork(self, bots: u32, period: f64, path: &str) -> Self {
        self.bots(
            bots,
            |crowd| period * crowd.dice.random_range(0.97..1.03),
            |crowd, now, client| {
                crowd.ask(now, client, path);
            },
        )
    }

    /// Bots with random gaps that are switched on for three minutes and off for three.
    pub(crate) fn pulses(self, bots: u32, path: &str) -> Self {
        self.bots(
            bots,
            |crowd| crowd.gap(4.0),
            |crowd, now, client| {
                if (now / 180.0) as i64 % 2 == 0 {
                    crowd.ask(now, client, path);
                }
            },
        )
    }

    /// Bots whose every query is new.
    pub(crate) fn busting(self, bots: u32, path: &str) -> Self {
        self.bots(
            bots,
            |crowd| crowd.gap(20.0),
            |crowd, now, client| {
                crowd.ask(now, client, path);
                let query = format!("r={:x}", crowd.dice.random::<u64>());
                crowd.world.last(|row| row.query = Some(query));
            },
        )
    }

    /// Bots that send the log-in form.
    pub(crate) fn login_flood(self, bots: u32) -> Self {
        self.bots(
            bots,
            |crowd| crowd.gap(30.0),
            |crowd, now, client| {
                crowd.ask(now, client, "/login");
                crowd.world.last(|row| row.method = "POST");
            },
        )
    }

    /// Connections held open until the server gives up.
    pub(crate) fn held_connections(mut self, clients: u32, each: u32) -> Self {
        for client in 0..clients {
            for number in 0..each {
                let at_s = START_S + f64::from(number) * 60.0 + f64::from(client);
                self.world.ask(at_s, &format!("203.0.113.{client}"), "", 408);
            }
        }
        self
    }
}
