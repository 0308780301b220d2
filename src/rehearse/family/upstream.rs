//! Requests that no longer reach the servers.

use super::Family;

pub(super) const UPLINK: Family =
    Family::of("uplink_cut", "nothing reaches the servers for a while", |town| {
        town.minutes = town.uniform(15.0, 60.0);
        town.loss("cut_network", 1.0, "");
    });

pub(super) const ONE_NETWORK: Family =
    Family::held_out("one_network_cut", "the largest access network is cut off", |town| {
        town.minutes = town.uniform(20.0, 90.0);
        town.loss("cut_as", 1.0, "networks = \"orange\"");
    });
