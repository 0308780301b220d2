//! What was typed, field by field. What it means is in `plan.rs`.

mod case;

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

/// Attack, or undersized servers? Answers from archived web access logs, with evidence.
#[derive(Debug, Parser)]
#[command(
    name = "afflux",
    version,
    max_term_width = 100,
    after_help = "Examples:\n  \
        afflux inspect /var/log/nginx\n  \
        afflux summary /var/log/nginx\n  \
        afflux investigate /var/log/nginx --out case-7\n  \
        afflux query case-7 outage-minutes\n  \
        afflux show case-7 --finding prior_overlap\n  \
        afflux query access.log.gz --sql \"SELECT status, COUNT(*) AS n FROM requests GROUP BY status ORDER BY n DESC\"\n\n\
        Exit codes: 0 done, 1 case, 2 usage, 3 unreadable file, 4 unrecognised format, 5 file changed,\n\
        6 inconclusive with --strict, 7 query, 8 database of places, 9 verify found a difference, 130 stopped."
)]
pub(super) struct Args {
    /// Say nothing on the terminal but errors and what was asked for
    #[arg(short, long, global = true)]
    pub(super) quiet: bool,
    /// Show no progress bar
    #[arg(long, global = true)]
    pub(super) no_progress: bool,
    /// Threads to use [default: all cores]
    #[arg(short = 'j', long, global = true, value_name = "N")]
    pub(super) threads: Option<usize>,
    #[command(subcommand)]
    pub(super) command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Read logs, judge every incident, write a case with verdict and report
    Investigate(InvestigateArgs),
    /// Ask a case or logs a named question or one in SQL
    Query(QueryArgs),
    /// Show a case on the terminal: its answers, one finding with the lines it rests on, or one raw line
    Show(ShowArgs),
    /// Check that a case and its exhibits are what they were, and that its verdict follows from them
    Verify(VerifyArgs),
    /// Pack a case, with or without its exhibits, as a BagIt package (RFC 8493)
    Package(PackageArgs),
    /// Sign the manifest of a case, as minisign does
    Sign(SignArgs),
    /// Write the request for a time stamp over a case (RFC 3161), or take the answer in
    Timestamp(TimestampArgs),
    /// Play a scenario and write its access log and the truth about it
    Simulate(SimulateArgs),
    /// Play worlds whose truth is known, judge their logs and say how often that errs
    Validate(ValidateArgs),
    /// Say what each file is, how it is read and what is wrong with it; judge nothing
    Inspect(InspectArgs),
    /// Count what logs hold, as fast as they can be read: minutes, status classes, clients, paths
    ///
    /// Nothing it says can be cited: files are not hashed (`"sha256": null` in the JSON), so that the same
    /// file given twice counts twice. `afflux inspect` and `afflux investigate` hash every byte.
    Summary(SummaryArgs),
    /// List the log formats that are recognised
    Formats,
    /// Print a page of the reference documentation
    #[command(hide = true)]
    Reference(ReferenceArgs),
}

pub(super) use case::{PackageArgs, ShowArgs, SignArgs, TimestampArgs, VerifyArgs};

/// Where logs come from and how they are read.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Reading")]
pub(super) struct ReadingArgs {
    /// Use this format instead of recognising it: a name (`afflux formats` lists them), or the server's
    /// own description of its lines, as '%h %l %u %t "%r" %>s %b' (Apache) or '$remote_addr …' (nginx)
    #[arg(long, value_name = "NAME|PATTERN")]
    pub(super) log_format: Option<String>,
    /// Read lines as this server configuration describes them: httpd.conf or nginx.conf
    #[arg(long, value_name = "FILE", conflicts_with = "log_format")]
    pub(super) log_config: Option<PathBuf>,
    /// Year of the first stamp of each file whose stamps carry none, as in syslog [default: found out]
    #[arg(long, value_name = "YEAR", value_parser = clap::value_parser!(i16).range(1970..=2200))]
    pub(super) year: Option<i16>,
    /// Time zone of stamps that carry none, as Europe/Paris or +02:00 [default: UTC, stated as assumed]
    #[arg(long, value_name = "ZONE")]
    pub(super) tz: Option<String>,
    /// Believe the forwarding header of these proxies: an address, a network as 192.0.2.0/24, `private`
    /// (all internal addresses), or akamai, azure, cloudflare, cloudfront, fastly, gcore, google;
    /// repeatable [default: the address of the connection is the client]
    #[arg(long, value_name = "WHO")]
    pub(super) trust: Vec<String>,
    /// What a field of JSON, CSV or TSV holds, as client_ip=remote; repeatable
    #[arg(long, value_name = "FIELD=NAME")]
    pub(super) map: Vec<String>,
    /// Keep once what several files hold: rows equal in every field, where their times overlap
    #[arg(long)]
    pub(super) dedupe: bool,
    /// Read files in blocks instead of mapping them into memory
    #[arg(long)]
    pub(super) no_mmap: bool,
    /// Keep to so much memory, as 2GB or 512MiB: what is beyond it lies in a temporary file beside the case
    /// (for commands without a case in TMPDIR, else in /var/tmp) [default: all that is needed]
    #[arg(long, value_name = "BYTES")]
    pub(super) memory: Option<String>,
    /// Go on without files that no format reads, and list them
    #[arg(long)]
    pub(super) skip_unrecognised: bool,
    /// Judge all requests as one service of this name [default: virtual host or log set]
    #[arg(long, value_name = "NAME")]
    pub(super) service: Option<String>,
}

/// Places of clients.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Places")]
pub(super) struct PlaceArgs {
    /// MMDB file of countries or networks (MaxMind, DB-IP, IPinfo layouts); repeatable
    #[arg(long, value_name = "FILE")]
    pub(super) geoip: Vec<PathBuf>,
    /// Directory or file of further MMDB databases
    #[arg(long, env = "GEOIP_PATH", hide_env_values = true, value_name = "PATH")]
    pub(super) geoip_path: Option<PathBuf>,
    /// Home country, ISO 3166-1
    #[arg(long, default_value = "FR", value_name = "CC")]
    pub(super) home: String,
}

/// `afflux investigate`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    afflux investigate access.log access.log.*.gz\n  \
    afflux investigate logs/ --out case-7 --lang fr\n  \
    afflux investigate access.log --trust cloudflare --trust 10.0.0.0/8\n  \
    afflux investigate u_ex210406.log --tz Europe/Paris\n  \
    afflux investigate access.log --from '2021-04-06 06:00' --to '2021-04-06 08:30' \\\n      \
        --baseline '2021-03-30 06:00..2021-03-30 08:30'\n  \
    afflux investigate access.log --claims claims.toml --mandate mandate.txt")]
pub(super) struct InvestigateArgs {
    /// Log files, directories or glob patterns, packed or not, archives; `-` is standard input; in any
    /// order
    #[arg(required = true, value_name = "LOG")]
    pub(super) logs: Vec<String>,
    /// Directory of the case
    #[arg(short, long, default_value = "afflux-case", value_name = "CASE")]
    pub(super) out: PathBuf,
    /// Replace a case that is there
    #[arg(long, visible_alias = "clobber")]
    pub(super) force: bool,
    /// Judge from this instant on instead of searching (UTC unless an offset is given)
    #[arg(long, requires = "to", value_name = "TIME")]
    pub(super) from: Option<String>,
    /// … up to this one
    #[arg(long, requires = "from", value_name = "TIME")]
    pub(super) to: Option<String>,
    /// Compare with this window instead of choosing one
    #[arg(long, value_name = "FROM..TO")]
    pub(super) baseline: Option<String>,
    /// Put what was said about the incidents to the logs: a TOML file of claims (docs/guide/claims.md)
    #[arg(long, value_name = "FILE")]
    pub(super) claims: Option<PathBuf>,
    /// Quote the questions put to the expert at the head of the report: a text file
    #[arg(long, value_name = "FILE")]
    pub(super) mandate: Option<PathBuf>,
    /// Signatures of your own for attempts to get in: a pack in TOML, Sigma rules for web servers in YAML,
    /// or a directory of both
    #[arg(long, value_name = "FILE|DIR")]
    pub(super) rules: Vec<PathBuf>,
    /// Language of the terminal summary; the case holds the report in every language
    #[arg(long, default_value = "en", value_name = "CODE")]
    pub(super) lang: String,
    /// Call sources in the report by pseudonyms (HMAC-SHA-256) instead of their addresses; the key is kept in
    /// CASE.pseudonym-key, beside the case
    #[arg(long)]
    pub(super) pseudonymise: bool,
    /// Key of pseudonyms, 64 hexadecimal digits; made if it is not there [implies --pseudonymise]
    #[arg(long, value_name = "FILE")]
    pub(super) pseudonym_key: Option<PathBuf>,
    /// Sign the manifest of the case with this secret key of minisign, as `afflux sign` does
    #[arg(long, value_name = "KEY")]
    pub(super) sign: Option<PathBuf>,
    /// End with exit code 6 if an incident is inconclusive
    #[arg(long)]
    pub(super) strict: bool,
    #[command(flatten)]
    pub(super) reading: ReadingArgs,
    #[command(flatten)]
    pub(super) places: PlaceArgs,
}

/// `afflux query`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    afflux query --list\n  \
    afflux query case-7 persistent-failers --format csv\n  \
    afflux query access.log --sql \"SELECT country, COUNT(*) AS n FROM requests GROUP BY country ORDER BY n DESC, country\"")]
pub(super) struct QueryArgs {
    /// A case or log files, then the name of a question (unless --sql asks one)
    #[arg(value_name = "CASE|LOG… NAME")]
    pub(super) words: Vec<String>,
    /// A question in SQL over `requests` and the tables
    #[arg(long, value_name = "SELECT")]
    pub(super) sql: Option<String>,
    /// List the named questions
    #[arg(long)]
    pub(super) list: bool,
    /// Form of the answer
    #[arg(long, value_enum, default_value_t = Form::Table)]
    pub(super) format: Form,
    /// Write the answer to a file
    #[arg(short, long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    #[command(flatten)]
    pub(super) reading: ReadingArgs,
    #[command(flatten)]
    pub(super) places: PlaceArgs,
}

/// `afflux inspect`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    afflux inspect access.log access.log.*.gz\n  \
    afflux inspect logs/ --format json > inspect.json\n  \
    ssh host cat /var/log/nginx/access.log | afflux inspect -\n  \
    afflux inspect access.log --trust private")]
pub(super) struct InspectArgs {
    /// Log files, directories or glob patterns, as for investigate
    #[arg(required = true, value_name = "LOG")]
    pub(super) logs: Vec<String>,
    /// Form of the answer
    #[arg(long, value_enum, default_value_t = InspectForm::Table)]
    pub(super) format: InspectForm,
    #[command(flatten)]
    pub(super) reading: ReadingArgs,
}

/// `afflux summary`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    afflux summary access.log access.log.*.gz\n  \
    afflux summary logs/ --top 25 --format json > summary.json\n  \
    ssh host cat /var/log/nginx/access.log | afflux summary -")]
pub(super) struct SummaryArgs {
    /// Log files, directories or glob patterns, as for investigate
    #[arg(required = true, value_name = "LOG")]
    pub(super) logs: Vec<String>,
    /// Clients, paths and so on to list, those with most requests first
    #[arg(long, default_value_t = 10, value_name = "N")]
    pub(super) top: usize,
    /// Look every client up and list countries and networks, too
    #[arg(long)]
    pub(super) places: bool,
    /// Form of the answer
    #[arg(long, value_enum, default_value_t = InspectForm::Table)]
    pub(super) format: InspectForm,
    #[command(flatten)]
    pub(super) reading: ReadingArgs,
    #[command(flatten)]
    pub(super) databases: PlaceArgs,
}

/// Forms of what inspect and summary say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum InspectForm {
    /// Tables for the terminal
    Table,
    /// One JSON document, times as RFC 3339 UTC
    Json,
}

/// Forms of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Form {
    /// Aligned columns for the terminal
    Table,
    /// Comma-separated, safe for spreadsheets
    Csv,
    /// One JSON object a line, times as RFC 3339 UTC
    Jsonl,
    /// A Markdown table
    Markdown,
    /// Parquet
    Parquet,
}

/// `afflux simulate`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  \
    afflux simulate fixtures/scenarios/school-morning-organic.toml --seed 7 --out world")]
pub(super) struct SimulateArgs {
    /// The scenario, TOML
    pub(super) scenario: PathBuf,
    /// Seed: the same gives the same bytes
    #[arg(long, default_value_t = 1)]
    pub(super) seed: u64,
    /// Directory for access.log, truth.json and labels.csv
    #[arg(short, long)]
    pub(super) out: PathBuf,
}

/// `afflux validate`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    afflux validate --cases 3000 --out validation\n  \
    afflux validate --family bell --scenario --seed 7 > bell-7.toml && afflux simulate bell-7.toml --seed 7 --out world")]
pub(super) struct ValidateArgs {
    /// Cases to play, dealt to the families in turn
    #[arg(long, default_value_t = 300, value_name = "N")]
    pub(super) cases: usize,
    /// First seed
    #[arg(long, default_value_t = 1)]
    pub(super) seed: u64,
    /// Families whose names begin so; repeatable [default: all]
    #[arg(long = "family", value_name = "NAME")]
    pub(super) families: Vec<String>,
    /// Print the scenario of the first family and seed, to play it with `afflux simulate`, and do nothing else
    #[arg(long)]
    pub(super) scenario: bool,
    /// Directory for validation.md, validation.csv (which the program carries), validation.json, cases.jsonl
    /// and attempts.jsonl (one case a line)
    #[arg(short, long, required_unless_present = "scenario")]
    pub(super) out: Option<PathBuf>,
}

/// `afflux reference`.
#[derive(Debug, clap::Args)]
pub(super) struct ReferenceArgs {
    /// The page: one of docs/reference without its ending
    pub(super) page: Option<String>,
}
