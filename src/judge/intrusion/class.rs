//! What an attempt to get in tries: the few classes that signatures, tables and reports share. Names
//! in, names out; a class says what was sent, never that it worked.

/// What a request tries, after the groups of OWASP's testing guide and CAPEC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// SQL or NoSQL in a parameter (CWE-89, CWE-943).
    SqlInjection,
    /// Script in a parameter (CWE-79).
    Xss,
    /// Leaving the directory, inclusion of files, requests in the server's name (CWE-22, CWE-98, CWE-918).
    PathTraversal,
    /// Commands or code (CWE-78, CWE-94).
    CommandInjection,
    /// Template and expression languages (CWE-1336, CWE-917).
    TemplateInjection,
    /// Look-ups of logging libraries (CVE-2021-44228).
    Jndi,
    /// Objects and XML entities (CWE-502, CWE-611).
    Deserialisation,
    /// Web shells and ways to drop them (CWE-434, CWE-506).
    WebShell,
    /// Secrets, backups, versions left on the server (CWE-530, CWE-538).
    SecretsBackups,
    /// Paths that only a product with a known weakness has.
    CmsApplianceCve,
    /// Use of the server as a proxy (CWE-441).
    OpenProxy,
    /// Methods that no page uses.
    MethodAbuse,
    /// A tool that names itself.
    ScannerTool,
}

impl Class {
    /// Every class, in order of name in the documentation.
    pub const ALL: [Self; 13] = [
        Self::SqlInjection,
        Self::Xss,
        Self::PathTraversal,
        Self::CommandInjection,
        Self::TemplateInjection,
        Self::Jndi,
        Self::Deserialisation,
        Self::WebShell,
        Self::SecretsBackups,
        Self::CmsApplianceCve,
        Self::OpenProxy,
        Self::MethodAbuse,
        Self::ScannerTool,
    ];

    /// Its name in packs, tables and `verdict.json`.
    pub fn name(self) -> &'static str {
        match self {
            Self::SqlInjection => "sql_injection",
            Self::Xss => "xss",
            Self::PathTraversal => "path_traversal",
            Self::CommandInjection => "command_injection",
            Self::TemplateInjection => "template_injection",
            Self::Jndi => "jndi",
            Self::Deserialisation => "deserialisation",
            Self::WebShell => "web_shell",
            Self::SecretsBackups => "secrets_backups",
            Self::CmsApplianceCve => "cms_appliance_cve",
            Self::OpenProxy => "open_proxy",
            Self::MethodAbuse => "method_abuse",
            Self::ScannerTool => "scanner_tool",
        }
    }

    /// The class of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|class| class.name() == name)
    }

    /// Does it carry something to be executed, where the others only look whether a thing is there?
    pub fn is_payload(self) -> bool {
        matches!(
            self,
            Self::SqlInjection
                | Self::Xss
                | Self::PathTraversal
                | Self::CommandInjection
                | Self::TemplateInjection
                | Self::Jndi
                | Self::Deserialisation
        )
    }
}
