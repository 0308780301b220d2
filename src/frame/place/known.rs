//! Autonomous systems whose class is known, where their name would mislead or says nothing. Own
//! facts, one line each; sorted by number. Everything else is judged by name in `classify.rs`.

use crate::base::class::NetworkClass::{self, Anonymiser, Cdn, Education, Hosting, Isp, Mobile};

/// Class of a known autonomous system.
pub(super) fn class_of(number: u32) -> Option<NetworkClass> {
    let position = KNOWN.binary_search_by_key(&number, |(known, _)| *known).ok()?;
    KNOWN.get(position).map(|(_, class)| *class)
}

/// (AS number, class).
const KNOWN: &[(u32, NetworkClass)] = &[
    (137, Education),     // GARR, Italian research network
    (209, Isp),           // CenturyLink / Lumen
    (224, Education),     // Sikt (Uninett), Norwegian research network
    (513, Education),     // CERN
    (559, Education),     // SWITCH, Swiss universities
    (577, Isp),           // Bell Canada
    (680, Education),     // DFN, German research network
    (701, Isp),           // Verizon
    (702, Isp),           // Verizon
    (714, Hosting),       // Apple services
    (719, Isp),           // Elisa, Finland
    (766, Education),     // RedIRIS, Spanish research network
    (776, Education),     // Inria, by Renater
    (786, Education),     // Jisc (Janet), United Kingdom
    (812, Isp),           // Rogers, Canada
    (1103, Education),    // SURF, Netherlands
    (1136, Isp),          // KPN, Netherlands
    (1213, Education),    // HEAnet, Ireland
    (1221, Isp),          // Telstra, Australia
    (1257, Isp),          // Tele2, Sweden
    (1267, Isp),          // Wind Tre, Italy
    (1653, Education),    // SUNET, Sweden
    (1741, Education),    // Funet (CSC), Finland
    (1835, Education),    // Forskningsnettet, Denmark
    (1853, Education),    // ACOnet, Austria
    (1930, Education),    // FCCN, Portugal
    (1955, Education),    // KIFÜ, Hungary
    (2107, Education),    // ARNES, Slovenia
    (2119, Isp),          // Telenor, Norway
    (2200, Education),    // Renater, French universities, schools and rectorats
    (2516, Isp),          // KDDI, Japan
    (2603, Education),    // NORDUnet
    (2611, Education),    // Belnet, Belgium
    (2614, Education),    // RoEduNet, Romania
    (2852, Education),    // CESNET, Czechia
    (2856, Isp),          // BT, United Kingdom
    (3209, Isp),          // Vodafone, Germany
    (3215, Isp),          // Orange, France, fixed and mobile
    (3216, Isp),          // Vimpelcom (Beeline), Russia
    (3269, Isp),          // TIM, Italy
    (3292, Isp),          // TDC, Denmark
    (3303, Isp),          // Swisscom
    (3320, Isp),          // Deutsche Telekom
    (3352, Isp),          // Telefónica, Spain
    (3356, Isp),          // Level 3 / Lumen: lines and transit
    (3786, Isp),          // LG Uplus, Korea
    (4134, Isp),          // China Telecom
    (4224, Anonymiser),   // Calyx Institute: Tor exits
    (4230, Isp),          // Claro, Brazil
    (4538, Education),    // CERNET, China
    (4713, Isp),          // NTT (OCN), Japan
    (4760, Isp),          // PCCW (HKT), Hong Kong
    (4766, Isp),          // Korea Telecom
    (4804, Isp),          // Optus, Australia
    (4808, Isp),          // China Unicom, Beijing
    (4837, Isp),          // China Unicom
    (5089, Isp),          // Virgin Media, United Kingdom
    (5408, Education),    // GRNET, Greece
    (5410, Isp),          // Bouygues Telecom, France, fixed and mobile
    (5432, Isp),          // Proximus, Belgium
    (5511, Isp),          // Orange, international backbone
    (5607, Isp),          // Sky, United Kingdom
    (5769, Isp),          // Vidéotron, Canada
    (6167, Mobile),       // Verizon Wireless
    (6661, Isp),          // POST Luxembourg
    (6713, Isp),          // Maroc Telecom
    (6799, Isp),          // OTE, Greece
    (6805, Isp),          // Telefónica (O2), Germany
    (6830, Isp),          // Liberty Global
    (6848, Isp),          // Telenet, Belgium
    (7018, Isp),          // AT&T
    (7552, Isp),          // Viettel, Viet Nam
    (7575, Education),    // AARNet, Australia
    (7738, Isp),          // V.tal (Oi), Brazil
    (7922, Isp),          // Comcast
    (8068, Hosting),      // Microsoft
    (8075, Hosting),      // Microsoft, Azure
    (8151, Isp),          // Telmex, Mexico
    (8167, Isp),          // V.tal (Oi), Brazil
    (8228, Isp),          // SFR (Cegetel), France
    (8359, Isp),          // MTS, Russia, fixed and mobile
    (8402, Isp),          // Vimpelcom (Beeline), Moscow
    (8452, Isp),          // TE Data, Egypt
    (8501, Education),    // PIONIER, Poland
    (8560, Hosting),      // IONOS (1&1 hosting)
    (8708, Isp),          // RCS & RDS (Digi), Romania
    (8881, Isp),          // 1&1 Versatel: access lines, not IONOS
    (9009, Hosting),      // M247: hosting, also for VPN providers
    (9121, Isp),          // Türk Telekom
    (9198, Isp),          // Kazakhtelecom
    (9471, Isp),          // Onati, French Polynesia
    (9808, Mobile),       // China Mobile
    (9829, Isp),          // BSNL, India
    (11537, Education),   // Internet2
    (12222, Cdn),         // Akamai
    (12322, Isp),         // Free, France
    (12389, Isp),         // Rostelecom
    (12430, Isp),         // Vodafone, Spain
    (12479, Isp),         // Orange, Spain
    (12576, Mobile),      // EE, United Kingdom
    (12626, Isp),         // SFR, France (until 2023)
    (12741, Isp),         // Netia, Poland
    (12844, Isp),         // Bouygues Telecom, companies
    (12874, Isp),         // Fastweb, Italy
    (12876, Hosting),     // Scaleway (Online SAS), sister of Free
    (13335, Cdn),         // Cloudflare
    (13414, Hosting),     // Twitter services
    (14061, Hosting),     // DigitalOcean
    (14593, Isp),         // Starlink
    (14618, Hosting),     // Amazon
    (15133, Cdn),         // Edgecast
    (15169, Hosting),     // Google services and crawlers
    (15557, Isp),         // SFR, France
    (16086, Isp),         // DNA, Finland
    (16135, Mobile),      // Turkcell, Turkey
    (16276, Hosting),     // OVH
    (16509, Hosting),     // Amazon
    (16591, Isp),         // Google Fiber: access lines
    (16625, Cdn),         // Akamai
    (16637, Mobile),      // MTN, South Africa
    (17676, Isp),         // SoftBank, Japan
    (17858, Isp),         // LG Uplus, Korea
    (18200, Isp),         // OPT, New Caledonia
    (19551, Cdn),         // Imperva (Incapsula)
    (20001, Isp),         // Charter, United States
    (20057, Mobile),      // AT&T Mobility
    (20115, Isp),         // Charter, United States
    (20473, Hosting),     // Vultr (Choopa, The Constant Company)
    (20940, Cdn),         // Akamai
    (20965, Education),   // GÉANT
    (21351, Isp),         // Canal+ Telecom, French Antilles and Guiana
    (21502, Isp),         // SFR (Numericable), France
    (21928, Mobile),      // T-Mobile, United States
    (22394, Mobile),      // Verizon Wireless
    (22773, Isp),         // Cox, United States
    (22822, Cdn),         // Limelight / Edgio
    (24560, Isp),         // Airtel, India
    (24940, Hosting),     // Hetzner
    (25513, Isp),         // MGTS, Moscow
    (26599, Mobile),      // Vivo, Brazil
    (26615, Mobile),      // TIM, Brazil
    (28753, Hosting),     // Leaseweb, Germany
    (29169, Hosting),     // Gandi
    (29447, Mobile),      // Iliad Italia (registered as Online SAS, sister of Free)
    (29975, Mobile),      // Vodacom, South Africa
    (30148, Cdn),         // Sucuri
    (30722, Isp),         // Vodafone, Italy
    (31133, Mobile),      // MegaFon, Russia
    (31208, Mobile),      // MegaFon, Russia
    (31334, Isp),         // Vodafone (Kabel), Germany
    (31898, Hosting),     // Oracle Cloud
    (32787, Cdn),         // Akamai Prolexic
    (32934, Hosting),     // Facebook services and crawlers
    (33771, Mobile),      // Safaricom, Kenya
    (33905, Cdn),         // Akamai
    (33915, Isp),         // Vodafone, Netherlands
    (35540, Isp),         // OVH Télécom: DSL and fibre lines, not hosting
    (36351, Hosting),     // IBM Cloud (SoftLayer)
    (36352, Hosting),     // ColoCrossing (HostPapa)
    (36459, Hosting),     // GitHub
    (36925, Mobile),      // Orange Maroc (Méditel)
    (36992, Isp),         // Etisalat, Egypt
    (37002, Isp),         // Zeop (Reunicable), Réunion
    (37963, Hosting),     // Alibaba Cloud, China
    (39351, Hosting),     // 31173 Services: hosting, also for VPN providers
    (45090, Hosting),     // Tencent Cloud, China
    (45102, Hosting),     // Alibaba Cloud
    (45609, Mobile),      // Airtel mobile, India
    (45899, Isp),         // VNPT, Viet Nam
    (49902, Isp),         // SRR (SFR Réunion)
    (51167, Hosting),     // Contabo
    (51207, Mobile),      // Free Mobile, France
    (53667, Hosting),     // FranTech (BuyVM)
    (54113, Cdn),         // Fastly
    (55836, Mobile),      // Reliance Jio, India
    (55990, Hosting),     // Huawei Cloud
    (56055, Isp),         // MLS, New Caledonia
    (56089, Isp),         // Offratel (Lagoon), New Caledonia
    (60068, Cdn),         // CDN77 (Datacamp)
    (60729, Anonymiser),  // Zwiebelfreunde / Erneuerbare Freiheit: Tor exits
    (60781, Hosting),     // Leaseweb, Netherlands
    (62371, Anonymiser),  // Proton: VPN and mail
    (62744, Anonymiser),  // Quintex: Tor exits
    (63949, Hosting),     // Linode (Akamai)
    (132203, Hosting),    // Tencent Cloud
    (136787, Anonymiser), // PacketHub: NordVPN
    (136907, Hosting),    // Huawei Cloud
    (141039, Anonymiser), // PacketHub: NordVPN
    (147049, Anonymiser), // PacketHub: NordVPN
    (197540, Hosting),    // netcup
    (199218, Anonymiser), // Proton VPN
    (199524, Cdn),        // Gcore
    (200325, Cdn),        // bunny.net
    (207137, Anonymiser), // PacketHub: NordVPN
    (208172, Anonymiser), // Proton
    (208323, Anonymiser), // Foundation for Applied Privacy: Tor exits
    (209103, Anonymiser), // Proton VPN
    (209242, Cdn),        // Cloudflare
    (210644, Hosting),    // Aéza
    (212238, Hosting),    // Datacamp: hosting, also for VPN providers
    (216025, Anonymiser), // Mullvad
    (396507, Anonymiser), // Emerald Onion: Tor exits
    (396982, Hosting),    // Google Cloud
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sorted_without_doubles() {
        assert!(KNOWN.windows(2).all(|pair| pair[0].0 < pair[1].0));
    }

    #[test]
    fn access_providers_that_look_like_hosts_and_the_reverse() {
        assert_eq!(class_of(12322), Some(Isp), "Free");
        assert_eq!(class_of(12876), Some(Hosting), "Scaleway, sister of Free");
        assert_eq!(class_of(35540), Some(Isp), "OVH Télécom");
        assert_eq!(class_of(8881), Some(Isp), "1&1 Versatel");
        assert_eq!(class_of(64512), None, "private use");
    }
}
