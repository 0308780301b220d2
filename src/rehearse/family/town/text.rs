//! A town as the TOML text of a scenario. In: the town. Out: text, the same for the same town.

use std::fmt::Write as _;

use super::{CALL, FORM, Group, LOGIN, SEARCH, Town};

pub(in crate::rehearse::family) const NETWORKS: &str = include_str!("networks.toml");

impl Town {
    /// The scenario.
    pub(in crate::rehearse::family) fn toml(mut self) -> String {
        let before = self.uniform(0.5, 3.0);
        let after = self.uniform(0.6, 2.5);
        // Without history the log begins shortly before the story; now and then inside it.
        let late = self.chance(0.15);
        let start = match self.history {
            0 if late => self.hour + 0.1,
            0 => (self.hour - before).max(0.0),
            days => -24.0 * f64::from(days),
        };
        let end = self.hour + self.minutes / 60.0 + after;
        let mut text = self.head(start, end - start);
        for group in &self.groups {
            text += &self.population(group);
        }
        for (table, entries) in [
            ("robots", &self.robots),
            ("attacks", &self.attacks),
            ("faults", &self.faults),
            ("sabotage", &self.damages),
        ] {
            for entry in entries {
                let _ = write!(text, "\n[[{table}]]\n{entry}");
            }
        }
        text
    }

    fn head(&self, start: f64, hours: f64) -> String {
        let ms = self.page_ms;
        let vain = if self.works_in_vain { "done" } else { "dropped" };
        let mut text = format!(
            "name = \"{}\"\nstart = {}\nhours = {hours:.3}\nutc_offset = \"+01:00\"\nformat = \"{}\"\nexpect = []\n\n\
             [site]\nhost = \"www.exemple.fr\"\npages = 60\nassets = 24\nassets_per_page = 4\n\n\
             [server]\nworkers = {}\nqueue = {}\ntimeout_s = {}\noverload_status = {}\nabandoned_work = \"{vain}\"\n\
             service_ms = {{ page = {{ median = {ms:.1}, sigma = 0.5 }}, api = {{ median = {:.1}, sigma = 0.5 }}, \
             login = {{ median = {:.1}, sigma = 0.4 }}, search = {{ median = {:.1}, sigma = 0.6 }}, form = {{ median = {:.1}, sigma = 0.5 }} }}\n",
            self.name,
            self.at(start),
            self.format,
            self.workers,
            self.queue,
            self.timeout_s,
            self.overload_status,
            ms * CALL,
            ms * LOGIN,
            ms * SEARCH,
            ms * FORM,
        );
        text += &self.machine;
        if let Some(room) = &self.room {
            let _ = write!(text, "\n[server.waiting_room]\n{room}\n");
        }
        text + NETWORKS
    }

    fn population(&self, group: &Group) -> String {
        let knots: Vec<String> = self
            .shape
            .1
            .iter()
            .map(|(hour, share)| format!("[{hour}, {:.4}]", share * self.busiest * group.share))
            .collect();
        let mut text = format!(
            "\n[[populations]]\nkind = \"{}\"\nnetworks = \"{}\"\npool = {}\nprofile = [{}]\n",
            group.kind,
            group.networks,
            group.pool,
            knots.join(", ")
        );
        if let Some(addresses) = group.addresses {
            let _ = writeln!(text, "addresses = {addresses}");
        }
        let (tries, backoff) = self.script;
        let _ = writeln!(
            text,
            "session = {{ pages = {:.2}, login = {:.2}, search = {:.3}, api_per_page = {}, script_tries = {tries}, script_backoff = {backoff} }}",
            self.pages, self.login, self.search, self.calls
        );
        text.push_str("surges = [\n");
        for (start, end, extra) in &group.surges {
            let _ = writeln!(
                text,
                "  {{ start = {}, end = {}, per_minute = {:.4}, rise_minutes = {:.2}, fall_minutes = {:.2}, newcomers = {:.3} }},",
                self.at(*start),
                self.at(*end),
                extra.per_minute,
                extra.rise,
                extra.fall,
                extra.newcomers
            );
        }
        text + "]\n"
    }
}
