//! A group of sources that act alike, and the labels of its requests.

use super::cause::Nature;
use super::finding::Figure;
use crate::base::record::Citation;
use crate::base::time::Window;

/// A group of sources that act alike.
#[derive(Debug, Clone, PartialEq)]
pub struct Campaign {
    /// Number, from 1, unique in the run.
    pub id: u32,
    /// What it is taken for.
    pub nature: Nature,
    /// Requests during the incident.
    pub requests: u64,
    /// Distinct clients.
    pub sources: u64,
    /// Requests per second at its busiest minute.
    pub peak_rps: f64,
    /// First and last request.
    pub window: Window,
    /// Minutes in which it asked for something, in order: start, requests.
    pub minutes: Vec<(i64, u64)>,
    /// The path it asks most for, and the share of its requests that do.
    pub top_path: (String, f64),
    /// Its most frequent agent, `None` if absent, and the share.
    pub top_agent: (Option<String>, f64),
    /// Share of requests from outside the home country, among those whose place is known.
    pub foreign_share: Option<f64>,
    /// Countries by share of requests, largest first.
    pub countries: Vec<(String, f64)>,
    /// Networks (AS number, name, share of requests), largest first.
    pub networks: Vec<(Option<i64>, String, f64)>,
    /// Why it is taken for what it is: measures in words' keys with their figures.
    pub reasons: Vec<Figure>,
    /// A few of its requests.
    pub citations: Vec<Citation>,
}

/// The label of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Label {
    /// Row in the frame.
    pub row: u32,
    /// Campaign.
    pub campaign: u32,
    /// Is the campaign called hostile?
    pub attack: bool,
}
