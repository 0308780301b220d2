//! Proxies that many sites stand behind, by name: a name in, the address ranges that its operator
//! publishes for them out. An autonomous system is no answer here: whoever rents a machine in it could
//! write a header and be believed.

use std::net::IpAddr;

use ipnetwork::IpNetwork;

use super::pack;
use crate::error::{Error, Kind, Result};

/// Where the ranges of a name come from.
enum Published {
    /// A provider of the embedded pack of provider ranges (see `packs/README.md`).
    Pack(&'static str),
    /// Networks listed here.
    Listed(&'static [&'static str]),
}

/// Every name, in order of name.
const NAMED: &[(&str, Published)] = &[
    ("akamai", Published::Pack("Akamai")),
    ("azure", Published::Listed(AZURE)),
    ("cloudflare", Published::Pack("Cloudflare")),
    ("cloudfront", Published::Listed(CLOUDFRONT)),
    ("fastly", Published::Pack("Fastly")),
    ("gcore", Published::Pack("Gcore")),
    ("google", Published::Listed(GOOGLE)),
];

/// The names, in order.
pub fn names() -> Vec<&'static str> {
    NAMED.iter().map(|(name, _)| *name).collect()
}

/// First and last address of every range of that name; `None` if there is no such name.
///
/// # Errors
///
/// [`Kind::Database`] if the embedded pack is damaged.
pub fn named(name: &str) -> Result<Option<Vec<(IpAddr, IpAddr)>>> {
    let Some((_, published)) = NAMED.iter().find(|(known, _)| *known == name) else {
        return Ok(None);
    };
    let ranges: Vec<(IpAddr, IpAddr)> = match published {
        Published::Pack(provider) => {
            let sources = pack::embedded()?;
            let providers = sources.iter().filter_map(|source| source.providers.as_ref());
            providers.flat_map(|providers| providers.ranges_of(provider)).collect()
        }
        Published::Listed(networks) => {
            let networks = networks.iter().filter_map(|text| text.parse::<IpNetwork>().ok());
            networks.map(|network| (network.network(), network.broadcast())).collect()
        }
    };
    if ranges.is_empty() {
        return Err(Error::new(Kind::Database, format!("no ranges are known of {name}")));
    }
    Ok(Some(ranges))
}

/// Azure Front Door to origins (learn.microsoft.com, "Secure traffic to Azure Front Door origins": what
/// the service tag AzureFrontDoor.Backend held first).
const AZURE: &[&str] = &["147.243.0.0/16", "2a01:111:2050::/44"];

/// Google front ends and load balancers to back ends (cloud.google.com, firewall rules of load balancing).
const GOOGLE: &[&str] = &["35.191.0.0/16", "130.211.0.0/22", "2600:2d00:1:1::/64"];

/// Edges of Amazon CloudFront, IPv4 (ip-ranges.amazonaws.com, service CLOUDFRONT, as of 2026;
/// neighbours joined).
const CLOUDFRONT: &[&str] = &[
    "3.10.17.128/25",
    "3.11.53.0/24",
    "3.29.40.64/26",
    "3.29.40.128/25",
    "3.29.57.0/26",
    "3.35.130.128/25",
    "3.101.158.0/23",
    "3.107.43.128/25",
    "3.107.44.0/24",
    "3.128.93.0/24",
    "3.134.215.0/24",
    "3.146.232.0/22",
    "3.147.164.0/22",
    "3.147.244.0/22",
    "3.160.0.0/13",
    "3.168.0.0/14",
    "3.172.0.0/17",
    "3.173.0.0/16",
    "3.174.0.0/15",
    "3.231.2.0/25",
    "3.234.232.224/27",
    "3.236.48.0/23",
    "3.236.169.192/26",
    "13.32.0.0/15",
    "13.35.0.0/16",
    "13.54.63.128/26",
    "13.59.250.0/26",
    "13.113.196.64/26",
    "13.113.203.0/24",
    "13.124.199.0/24",
    "13.134.24.0/23",
    "13.134.94.0/23",
    "13.203.133.0/26",
    "13.210.67.128/26",
    "13.224.0.0/14",
    "13.228.69.0/24",
    "13.233.177.192/26",
    "13.249.0.0/16",
    "15.158.0.0/16",
    "15.188.184.0/24",
    "15.207.13.128/25",
    "15.207.213.128/25",
    "18.64.0.0/14",
    "18.68.0.0/16",
    "18.154.0.0/15",
    "18.160.0.0/15",
    "18.164.0.0/15",
    "18.172.0.0/15",
    "18.175.65.0/24",
    "18.175.66.0/23",
    "18.192.142.0/23",
    "18.199.68.0/22",
    "18.199.72.0/21",
    "18.200.212.0/23",
    "18.216.170.128/25",
    "18.229.220.192/26",
    "18.230.229.0/24",
    "18.230.230.0/25",
    "18.238.0.0/15",
    "18.244.0.0/15",
    "23.91.0.0/19",
    "23.228.212.0/23",
    "23.228.214.0/24",
    "23.228.220.0/22",
    "23.228.244.0/24",
    "23.228.248.0/22",
    "23.234.192.0/18",
    "24.110.32.0/19",
    "24.110.128.0/17",
    "34.195.252.0/24",
    "34.216.51.0/25",
    "34.223.12.224/27",
    "34.223.80.192/26",
    "34.226.14.0/24",
    "35.93.168.0/22",
    "35.93.172.0/23",
    "35.158.136.0/24",
    "35.162.63.192/26",
    "35.167.191.128/26",
    "36.103.232.0/25",
    "36.103.232.128/26",
    "43.218.56.64/26",
    "43.218.56.128/25",
    "43.218.71.0/26",
    "44.220.194.0/23",
    "44.220.196.0/22",
    "44.220.200.0/22",
    "44.222.66.0/24",
    "44.227.178.0/24",
    "44.234.90.252/30",
    "44.234.108.128/25",
    "47.129.82.0/23",
    "47.129.84.0/24",
    "51.44.234.0/23",
    "51.44.236.0/22",
    "51.74.192.0/18",
    "52.15.127.128/26",
    "52.46.0.0/18",
    "52.47.139.0/24",
    "52.52.191.128/26",
    "52.56.127.0/25",
    "52.57.254.0/24",
    "52.66.194.128/26",
    "52.78.247.128/26",
    "52.82.128.0/19",
    "52.84.0.0/15",
    "52.124.128.0/17",
    "52.199.127.192/26",
    "52.212.248.0/26",
    "52.220.191.0/26",
    "52.222.128.0/17",
    "54.182.0.0/16",
    "54.192.0.0/16",
    "54.230.0.0/17",
    "54.230.128.0/18",
    "54.230.200.0/21",
    "54.230.208.0/20",
    "54.230.224.0/19",
    "54.233.255.128/26",
    "54.239.128.0/18",
    "54.239.192.0/19",
    "54.240.128.0/18",
    "56.125.46.0/24",
    "56.125.47.0/32",
    "56.125.48.0/24",
    "57.182.253.0/24",
    "57.183.42.0/25",
    "58.254.138.0/25",
    "58.254.138.128/26",
    "64.252.64.0/18",
    "64.252.128.0/18",
    "65.8.0.0/16",
    "65.9.0.0/17",
    "65.9.128.0/18",
    "70.132.0.0/18",
    "71.152.0.0/17",
    "99.79.169.0/24",
    "99.84.0.0/16",
    "99.86.0.0/16",
    "108.138.0.0/15",
    "108.156.0.0/14",
    "111.13.171.128/25",
    "111.13.185.32/27",
    "111.13.185.64/27",
    "116.129.226.0/25",
    "116.129.226.128/26",
    "118.193.97.64/26",
    "118.193.97.128/25",
    "119.147.182.0/25",
    "119.147.182.128/26",
    "120.52.12.64/26",
    "120.52.22.96/27",
    "120.52.39.128/27",
    "120.52.153.192/26",
    "120.232.236.0/25",
    "120.232.236.128/26",
    "120.253.240.192/26",
    "120.253.241.160/27",
    "120.253.245.128/26",
    "120.253.245.192/27",
    "130.176.0.0/17",
    "130.176.128.0/18",
    "130.176.192.0/19",
    "130.176.224.0/20",
    "143.204.0.0/16",
    "144.220.0.0/16",
    "180.163.57.0/25",
    "180.163.57.128/26",
    "204.246.164.0/22",
    "204.246.168.0/21",
    "204.246.176.0/20",
    "205.251.202.0/23",
    "205.251.204.0/22",
    "205.251.208.0/20",
    "205.251.249.0/24",
    "205.251.250.0/23",
    "205.251.252.0/23",
    "205.251.254.0/24",
    "216.137.32.0/19",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::trust::Trust;

    #[test]
    fn every_name_has_ranges_and_only_its_own() {
        for (name, inside) in [
            ("akamai", "23.32.0.1"),
            ("azure", "147.243.1.1"),
            ("cloudflare", "172.64.0.1"),
            ("cloudfront", "13.32.0.1"),
            ("fastly", "151.101.1.1"),
            ("google", "35.191.7.7"),
        ] {
            let ranges = named(name).expect("a pack").expect("a name");
            let trust = Trust::of_ranges(ranges, false);
            assert!(trust.includes(inside.parse().expect("an address")), "{name}");
            for outside in ["203.0.113.7", "10.0.0.1", "2001:db8::1", "8.8.8.8"] {
                assert!(!trust.includes(outside.parse().expect("an address")), "{name} {outside}");
            }
        }
        assert!(named("example").is_ok_and(|ranges| ranges.is_none()));
        assert!(names().is_sorted());
        for networks in [AZURE, GOOGLE, CLOUDFRONT] {
            assert!(networks.iter().all(|text| text.parse::<IpNetwork>().is_ok()));
        }
    }
}
