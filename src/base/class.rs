//! The few classes that clients and agents are sorted into, and their names in Parquet and SQL.

/// Where a client's address lies, seen from the home country.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Territory {
    /// The home country itself (for France: the metropolitan part).
    Home,
    /// Overseas territories of the home country that have country codes of their own.
    Overseas,
    /// Elsewhere in the European Union or the European Economic Area.
    EuEea,
    /// Anywhere else.
    Other,
    /// No database knows the address, or it is no address.
    Unknown,
}

impl Territory {
    /// Its name in the `territory` column.
    pub fn name(self, home: &str) -> &'static str {
        match self {
            Self::Home if home == "FR" => "metropole",
            Self::Home => "home",
            Self::Overseas => "overseas",
            Self::EuEea => "eu_eea",
            Self::Other => "other",
            Self::Unknown => "unknown",
        }
    }

    /// Outside the home country, overseas included in it. Unknown is not foreign.
    pub fn is_foreign(self) -> bool {
        matches!(self, Self::EuEea | Self::Other)
    }
}

/// What kind of network announces an address: a likelihood from names and provider lists, not a fact
/// about the client.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NetworkClass {
    /// Access provider for homes and companies.
    Isp,
    /// Mobile operator.
    Mobile,
    /// Hosting or cloud provider.
    Hosting,
    /// School, university, research network.
    Education,
    /// Content delivery network or reverse proxy.
    Cdn,
    /// VPN, Tor exit, privacy relay: where its user is cannot be told.
    Anonymiser,
    /// None of these is likely.
    Unknown,
}

impl NetworkClass {
    /// Every class, in order of name in the documentation.
    pub const ALL: [Self; 7] = [
        Self::Isp,
        Self::Mobile,
        Self::Hosting,
        Self::Education,
        Self::Cdn,
        Self::Anonymiser,
        Self::Unknown,
    ];

    /// Its name in the `network_class` column.
    pub fn name(self) -> &'static str {
        match self {
            Self::Isp => "isp",
            Self::Mobile => "mobile",
            Self::Hosting => "hosting",
            Self::Education => "education",
            Self::Cdn => "cdn",
            Self::Anonymiser => "anonymiser",
            Self::Unknown => "unknown",
        }
    }
}

/// What a user agent says it is. Anybody can say anything: never evidence by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AgentClass {
    /// A web browser.
    Browser,
    /// An application on a telephone or tablet.
    MobileApp,
    /// A crawler that says so: search engine, archive, AI, preview, feed reader.
    CrawlerDeclared,
    /// An HTTP library or command-line tool.
    Library,
    /// An uptime monitor or load-balancer probe.
    Monitor,
    /// A vulnerability scanner, fuzzer or load generator.
    Scanner,
    /// No user agent, or an empty one.
    Empty,
    /// A combination that no software sends: forged.
    Impossible,
}

impl AgentClass {
    /// Every class, in order of name in the documentation.
    pub const ALL: [Self; 8] = [
        Self::Browser,
        Self::MobileApp,
        Self::CrawlerDeclared,
        Self::Library,
        Self::Monitor,
        Self::Scanner,
        Self::Empty,
        Self::Impossible,
    ];

    /// Its name in the `agent_class` column.
    pub fn name(self) -> &'static str {
        match self {
            Self::Browser => "browser",
            Self::MobileApp => "mobile_app",
            Self::CrawlerDeclared => "crawler_declared",
            Self::Library => "library",
            Self::Monitor => "monitor",
            Self::Scanner => "scanner",
            Self::Empty => "empty",
            Self::Impossible => "impossible",
        }
    }
}
