//! What was typed to the commands on a case that exists.

use std::path::PathBuf;

/// `afflux show`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    afflux show case-7 --lang fr\n  \
    afflux show case-7 --finding prior_overlap --incident 1\n  \
    afflux show case-7 --finding intrusion-2\n  \
    afflux show case-7 --cite logs/access.log.1.gz:81920")]
pub(crate) struct ShowArgs {
    /// Directory of the case
    pub(crate) case: PathBuf,
    /// One finding with its figures and the lines it rests on: an evidence test (prior_overlap or T1), a
    /// campaign (campaign-1, intrusion-2), a kind or class of attempts (sql_injection), or a reason to
    /// suspect success
    #[arg(long, value_name = "NAME", conflicts_with = "cite")]
    pub(crate) finding: Option<String>,
    /// Of this incident only
    #[arg(long, value_name = "N", requires = "finding")]
    pub(crate) incident: Option<u32>,
    /// The raw line of an exhibit at a byte offset, escaped
    #[arg(long, value_name = "EXHIBIT:OFFSET")]
    pub(crate) cite: Option<String>,
    /// Directory that relative paths of exhibits start from [default: the current one]
    #[arg(long, value_name = "DIR")]
    pub(crate) root: Option<PathBuf>,
    /// Language
    #[arg(long, default_value = "en", value_name = "CODE")]
    pub(crate) lang: String,
}

/// `afflux verify`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    afflux verify case-7\n  \
    afflux verify case-7 /mnt/copy/*.gz\n  \
    afflux verify case-7 --key minisign.pub --format json\n  \
    afflux verify case-7 --root /mnt/exhibits")]
pub(crate) struct VerifyArgs {
    /// Directory of the case
    pub(crate) case: PathBuf,
    /// The exhibits, under any names; found by their SHA-256 [default: where the case says they are]
    #[arg(value_name = "LOG")]
    pub(crate) logs: Vec<String>,
    /// Directory that relative paths start from: of exhibits, of claims, rules and databases of the stored
    /// command line [default: the current one]
    #[arg(long, value_name = "DIR")]
    pub(crate) root: Option<PathBuf>,
    /// Check digests and seals only; do not judge the logs again
    #[arg(long)]
    pub(crate) no_rerun: bool,
    /// Check the signature against this public key of minisign: its file, or its 56 characters
    #[arg(long, value_name = "PUB")]
    pub(crate) key: Option<String>,
    /// Form of the answer
    #[arg(long, value_enum, default_value_t = super::InspectForm::Table)]
    pub(crate) format: super::InspectForm,
    /// Language
    #[arg(long, default_value = "en", value_name = "CODE")]
    pub(crate) lang: String,
}

/// `afflux sign`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  \
    afflux sign case-7 --key minisign.key\n  \
    minisign -V -p minisign.pub -m case-7/manifest.json")]
pub(crate) struct SignArgs {
    /// Directory of the case
    pub(crate) case: PathBuf,
    /// Secret key of minisign (`minisign -G` makes one); its passphrase is taken from AFFLUX_KEY_PASSPHRASE,
    /// else asked for
    #[arg(long, value_name = "KEY")]
    pub(crate) key: PathBuf,
    /// Replace a signature that is there
    #[arg(long)]
    pub(crate) force: bool,
    /// Language
    #[arg(long, default_value = "en", value_name = "CODE")]
    pub(crate) lang: String,
}

/// `afflux timestamp`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    afflux timestamp case-7\n  \
    curl -H 'Content-Type: application/timestamp-query' --data-binary @case-7/manifest.json.tsq \\\n      \
        https://authority.example/tsa > answer.tsr\n  \
    afflux timestamp case-7 --attach answer.tsr\n  \
    openssl ts -verify -data case-7/manifest.json -in case-7/manifest.json.tsr -CAfile authority.pem")]
pub(crate) struct TimestampArgs {
    /// Directory of the case
    pub(crate) case: PathBuf,
    /// Take this answer of the authority in, if it vouches for the manifest of this case
    #[arg(long, value_name = "TSR")]
    pub(crate) attach: Option<PathBuf>,
    /// Replace an answer that is there
    #[arg(long)]
    pub(crate) force: bool,
    /// Language
    #[arg(long, default_value = "en", value_name = "CODE")]
    pub(crate) lang: String,
}

/// `afflux package`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    afflux package case-7 --out case-7.zip\n  \
    afflux package case-7 --with-logs --out case-7-bag")]
pub(crate) struct PackageArgs {
    /// Directory of the case
    pub(crate) case: PathBuf,
    /// Directory to write, or one file if it ends in .zip
    #[arg(short, long, value_name = "DIR|FILE.zip")]
    pub(crate) out: PathBuf,
    /// Put the exhibits in, too
    #[arg(long)]
    pub(crate) with_logs: bool,
    /// Directory that relative paths of exhibits start from [default: the current one]
    #[arg(long, value_name = "DIR")]
    pub(crate) root: Option<PathBuf>,
    /// Language
    #[arg(long, default_value = "en", value_name = "CODE")]
    pub(crate) lang: String,
}
