//! All words to the terminal: what goes to stderr, progress, colour, and how errors look. Results go to
//! stdout; a reader that closes it early (`| head`) has what it wanted.

use std::io::{self, IsTerminal, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use signal_hook::consts::{SIGINT, SIGTERM};

use crate::error::{Error, Kind, Result};
use crate::memory;
use crate::read::escape::escape;
use crate::read::options::Watch;

use super::exit::Exit;

/// Columns of a terminal that does not say how wide it is.
const WIDTH: usize = 100;

/// The terminal of this process.
#[derive(Debug)]
pub(super) struct Console {
    quiet: bool,
    progress: bool,
    stopped: Arc<AtomicBool>,
}

impl Console {
    /// Takes over Ctrl-C: the first lets the run clean up, a second ends it at once.
    pub(super) fn new(quiet: bool, no_progress: bool) -> Self {
        let stopped = Arc::new(AtomicBool::new(false));
        for signal in [SIGINT, SIGTERM] {
            // If signals cannot be taken over, Ctrl-C ends the process as it would anyway; drafts
            // are then replaced by the next run.
            let _ = signal_hook::flag::register_conditional_shutdown(
                signal,
                Exit::Interrupted as i32,
                Arc::clone(&stopped),
            );
            let _ = signal_hook::flag::register(signal, Arc::clone(&stopped));
        }
        Self { quiet, progress: !no_progress && io::stderr().is_terminal(), stopped }
    }

    /// A line on stderr about how the run goes on. Control characters of file names are escaped.
    pub(super) fn note(&self, line: &str) {
        if !self.quiet {
            // Nobody is left to tell if stderr is closed.
            let _ = writeln!(anstream::stderr(), "{}", escape(line.as_bytes()));
        }
    }

    /// Prints the error and its hint; returns the exit code.
    pub(super) fn fail(&self, error: &Error) -> Exit {
        let mut text = format!("error: {error}");
        let mut cause = std::error::Error::source(error);
        while let Some(inner) = cause {
            text.push_str(&format!(": {inner}"));
            cause = inner.source();
        }
        let mut lines: Vec<String> = text.lines().map(|line| escape(line.as_bytes())).collect();
        lines.extend(error.hint_text().map(|hint| format!("hint: {}", escape(hint.as_bytes()))));
        let _ = writeln!(anstream::stderr(), "{}", lines.join("\n"));
        error.kind().into()
    }

    /// Writes a result to stdout. A closed pipe is success.
    pub(super) fn print(&self, bytes: &[u8]) -> Result<()> {
        let mut out = anstream::AutoStream::auto(io::stdout()).lock();
        match out.write_all(bytes).and_then(|()| out.flush()) {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                Err(Error::new(Kind::Case, "cannot write to standard output").because(error))
            }
            _ => Ok(()),
        }
    }

    /// Writes bytes that are not text to stdout, untouched.
    pub(super) fn print_raw(&self, bytes: &[u8]) -> Result<()> {
        let mut out = io::stdout().lock();
        match out.write_all(bytes).and_then(|()| out.flush()) {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                Err(Error::new(Kind::Case, "cannot write to standard output").because(error))
            }
            _ => Ok(()),
        }
    }

    /// Is stdout a terminal that wants colour? NO_COLOR and CLICOLOR are heeded.
    pub(super) fn colour(&self) -> bool {
        anstream::AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never
    }

    /// Columns of the terminal.
    pub(super) fn width(&self) -> usize {
        terminal_size::terminal_size_of(io::stdout())
            .map_or(WIDTH, |(width, _)| usize::from(width.0).clamp(40, 140))
    }

    /// A watcher of a reading of so many bytes.
    pub(super) fn watch(&self, bytes: u64) -> Watcher<'_> {
        let target = if self.progress && !self.quiet {
            ProgressDrawTarget::stderr()
        } else {
            ProgressDrawTarget::hidden()
        };
        let bar = ProgressBar::with_draw_target(Some(bytes), target);
        let style = "reading {bar:30} {bytes}/{total_bytes} {bytes_per_sec} {eta}";
        if let Ok(style) = ProgressStyle::with_template(style) {
            bar.set_style(style);
        }
        Watcher { bar, stopped: &self.stopped }
    }

    /// Fails if the user asked to stop, or if memory cannot be kept to.
    pub(super) fn go_on(&self) -> Result<()> {
        if self.stopped.load(Ordering::Relaxed) {
            return Err(Error::new(Kind::Interrupted, "stopped; no case was written"));
        }
        memory::kept()
    }
}

/// Shows how far reading has come and passes on the wish to stop.
#[derive(Debug)]
pub(super) struct Watcher<'a> {
    bar: ProgressBar,
    stopped: &'a AtomicBool,
}

impl Watcher<'_> {
    /// Removes the bar.
    pub(super) fn done(&self) {
        self.bar.finish_and_clear();
    }
}

impl Watch for Watcher<'_> {
    fn advance(&self, bytes: u64) {
        self.bar.inc(bytes);
    }

    fn stopped(&self) -> bool {
        self.stopped.load(Ordering::Relaxed) || memory::is_full()
    }
}

/// What clap has to say: help and version are success, anything else a usage error.
pub(super) fn usage(error: &clap::Error) -> Exit {
    let _ = error.print();
    if error.use_stderr() { Exit::Usage } else { Exit::Done }
}
