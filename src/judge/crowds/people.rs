//! People of all kinds, and their software, who come in the incident.

use rand::RngExt;

use super::{Crowd, END_S, START_S};

impl Crowd {
    /// So many more newcomers a minute.
    pub(crate) fn visitors(mut self, per_minute: u32) -> Self {
        self.sessions(START_S, END_S, f64::from(per_minute), false);
        self
    }

    /// So many more a minute of those who come every day.
    pub(crate) fn regulars(mut self, per_minute: u32) -> Self {
        for _ in 0..per_minute * 30 {
            let now = START_S + self.dice.random_range(0.0..1800.0);
            let client = self.regular();
            self.visit(now, &client, "Mozilla/5.0", 4, 6.0);
        }
        self
    }

    /// People who try again every two seconds until they are served.
    pub(crate) fn fast_reloaders(mut self, people: u32) -> Self {
        for _ in 0..people {
            let (now, client) = (START_S + self.dice.random_range(0.0..1500.0), self.newcomer());
            self.visit(now, &client, "Mozilla/5.0", 60, 2.0);
        }
        self
    }

    /// Four addresses with so many pupils each, who all have an agent of their own.
    pub(crate) fn school(mut self, pupils: u32) -> Self {
        for address in 0..4 {
            for pupil in 0..pupils {
                let now = START_S + self.dice.random_range(0.0..900.0);
                let agent = format!("Mozilla/5.0 ({pupil})");
                self.visit(now, &format!("192.0.2.{address}"), &agent, 4, 6.0);
            }
        }
        self
    }

    /// On both days people search, each for something else.
    pub(crate) fn searches(mut self) -> Self {
        for number in 0..400 {
            let day = f64::from(number % 2) * 86_400.0;
            let mut now = day + 32_400.0 + self.dice.random_range(0.0..10_000.0);
            let client = self.newcomer();
            for word in 0..4 {
                self.ask(now, &client, "/search");
                self.world.last(|row| row.query = Some(format!("q=w{number}-{word}")));
                now += self.think(10.0);
            }
        }
        self
    }

    /// Newcomers fetch the form, log in and get a page; they try again until they are served.
    pub(crate) fn newcomers_log_in(mut self, people: u32) -> Self {
        for _ in 0..people {
            let client = self.newcomer();
            let mut now = START_S + self.dice.random_range(0.0..1500.0);
            for (method, path) in [("GET", "/login"), ("POST", "/login"), ("GET", "/course")] {
                loop {
                    now += self.think(4.0);
                    let failed = self.ask(now, &client, path);
                    self.world.last(|row| row.method = method);
                    if !failed {
                        break;
                    }
                }
            }
        }
        self
    }

    /// People who look at one page, with this referer, or each with another.
    pub(crate) fn sent_by(mut self, referer: &str, people: u32) -> Self {
        for number in 0..people {
            let (now, client) = (START_S + self.dice.random_range(0.0..1700.0), self.newcomer());
            self.ask(now, &client, "/news");
            let random = format!("https://site{number}.example/");
            let from = if referer == "random" { random } else { referer.to_owned() };
            self.world.last(|row| row.referer = Some(from));
        }
        self
    }

    /// People who look at one page; at the end so many a minute.
    pub(crate) fn swelling(mut self, per_minute: u32) -> Self {
        for number in 0..30 {
            for _ in 0..per_minute * number / 30 {
                let at_s = START_S + f64::from(number) * 60.0 + self.dice.random_range(0.0..60.0);
                let client = self.newcomer();
                self.ask(at_s, &client, "/news");
            }
        }
        self
    }

    /// People who had a page before the incident come all at once, and press reload until its end.
    pub(crate) fn burst_then_retries(mut self, people: u32) -> Self {
        for _ in 0..people {
            let client = self.newcomer();
            let start = START_S - 300.0 + self.dice.random_range(0.0..60.0);
            self.world.ask(start, &client, "/", 200).ask(start + 1.0, &client, "/style.css", 200);
            for page in ["/course", "/agenda", "/notes", "/messages"] {
                let mut now = START_S + self.dice.random_range(0.0..60.0);
                while now < END_S - 60.0 {
                    self.world.ask(now, &client, page, 503);
                    now += self.dice.random_range(15.0..45.0);
                }
            }
        }
        self
    }

    /// Newcomers write an examination, each at an address of their own, which is saved and looked up by the clock.
    pub(crate) fn examinees(mut self, people: u32) -> Self {
        for number in 0..people {
            let client = self.newcomer();
            let start = START_S + self.dice.random_range(0.0..300.0);
            let page = format!("/examination/{number}");
            self.world.ask(start, &client, &page, 200).ask(start + 1.0, &client, "/style.css", 200);
            for (call, period) in [("save", 30.0), ("time", 20.0), ("news", 45.0)] {
                let mut now = start + self.dice.random_range(2.0..period);
                while now < END_S {
                    self.ask(now, &client, &format!("{page}/{call}"));
                    now += period;
                }
            }
        }
        self
    }

    /// Newcomers see a new film, which comes in parts of six seconds; each begins when it likes.
    pub(crate) fn viewers(mut self, people: u32) -> Self {
        for _ in 0..people {
            let client = self.newcomer();
            let start = START_S + self.dice.random_range(0.0..600.0);
            for part in 0..180 {
                self.ask(start + f64::from(part) * 6.0, &client, &format!("/film/{part}"));
            }
        }
        self
    }

    /// A class of newcomers, each at home, opens what the teacher tells them to, all within a few seconds.
    pub(crate) fn pupils(mut self, people: u32) -> Self {
        let clients: Vec<String> = (0..people).map(|_| self.newcomer()).collect();
        let (mut now, mut here) = (START_S + 30.0, "");
        while now < END_S {
            here = self.page(here);
            for client in &clients {
                let late: f64 = self.dice.random_range(0.0..0.8);
                self.ask(now + late, client, here);
            }
            now += self.think(40.0);
        }
        self
    }

    /// An application's page and what it polls.
    pub(super) fn poll(&mut self, client: &str, start: f64, end: f64) {
        self.world.ask(start, client, "/app", 200).ask(start + 1.0, client, "/app.js", 200);
        let mut now = start + 20.0;
        while now < end {
            let failed = self.ask(now, client, "/api/state");
            now += if failed { 4.0 } else { 20.0 } * self.dice.random_range(0.98..1.02);
        }
    }
}
