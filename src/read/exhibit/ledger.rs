//! What is known of an exhibit's bytes while they stream: how many came, their SHA-256, where they
//! broke. Kept apart from the layers that decode them, which sit one on the other and come and go.

use std::io::{self, Read};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use sha2::{Digest as _, Sha256};

use super::digest::hex;

/// Bytes on their way through the layers of an exhibit.
pub type Bytes<'s> = Box<dyn Read + Send + 's>;

/// The account of one exhibit's bytes, shared by its layers.
#[derive(Debug)]
pub struct Ledger {
    bytes: AtomicU64,
    hasher: Mutex<Sha256>,
    damage: Mutex<Vec<String>>,
    torn: AtomicBool,
    replaced: AtomicU64,
    root: Arc<Root>,
}

/// What the exhibits of one file share.
#[derive(Debug, Default)]
struct Root {
    /// The file itself could not be read: its content is not to blame.
    failed: Mutex<Option<io::Error>>,
    /// Bytes of the file that were pulled, and that were reported as progress.
    pulled: AtomicU64,
    reported: AtomicU64,
    /// Bytes that may still be taken out of archives.
    allowance: AtomicU64,
    exhausted: AtomicBool,
}

/// What the exhibit itself gave, known when its stream has ended.
#[derive(Debug, Clone)]
pub struct Spent {
    /// Its bytes, all of them.
    pub bytes: u64,
    /// Their SHA-256, hexadecimal.
    pub sha256: String,
    /// Why it could not be read to its end, or what follows it, with the byte.
    pub damage: Option<String>,
    /// Characters that were none in its encoding and became U+FFFD.
    pub replaced: u64,
}

impl Ledger {
    /// For a file of its own; `allowance` bytes may be taken out of archives in it.
    pub fn new(allowance: u64) -> Arc<Self> {
        let root = Root { allowance: AtomicU64::new(allowance), ..Root::default() };
        Self::with(Arc::new(root))
    }

    /// For a member of an archive.
    pub fn member(&self) -> Arc<Self> {
        Self::with(Arc::clone(&self.root))
    }

    fn with(root: Arc<Root>) -> Arc<Self> {
        Arc::new(Self {
            bytes: AtomicU64::new(0),
            hasher: Mutex::default(),
            damage: Mutex::default(),
            torn: AtomicBool::new(false),
            replaced: AtomicU64::new(0),
            root,
        })
    }

    /// States what is wrong; `torn` if what was decoded last may be half of a line.
    pub fn state(&self, damage: String, torn: bool) {
        held(&self.damage).push(damage);
        self.torn.fetch_or(torn, Ordering::SeqCst);
    }

    /// What was stated so far.
    pub fn damage(&self) -> Option<String> {
        Some(held(&self.damage).join("; ")).filter(|damage| !damage.is_empty())
    }

    /// Did decoding break off?
    pub fn is_torn(&self) -> bool {
        self.torn.load(Ordering::SeqCst)
    }

    /// Counts characters that became U+FFFD.
    pub fn replace(&self, count: u64) {
        self.replaced.fetch_add(count, Ordering::SeqCst);
    }

    /// The error of the file itself, once.
    pub fn failure(&self) -> Option<io::Error> {
        held(&self.root.failed).take()
    }

    /// Bytes of the file pulled since this was last asked.
    pub fn progress(&self) -> u64 {
        let pulled = self.root.pulled.load(Ordering::SeqCst);
        pulled - self.root.reported.swap(pulled, Ordering::SeqCst)
    }

    /// Takes from the allowance; false if it is used up.
    pub fn allows(&self, bytes: u64) -> bool {
        let less = |left: u64| left.checked_sub(bytes);
        let allowed =
            self.root.allowance.fetch_update(Ordering::SeqCst, Ordering::SeqCst, less).is_ok();
        self.root.exhausted.fetch_or(!allowed, Ordering::SeqCst);
        allowed
    }

    /// Was more asked for than the allowance has?
    pub fn is_exhausted(&self) -> bool {
        self.root.exhausted.load(Ordering::SeqCst)
    }

    /// The account of what was pulled so far.
    pub fn spent(&self) -> Spent {
        Spent {
            bytes: self.bytes.load(Ordering::SeqCst),
            sha256: hex(&held(&self.hasher).clone().finalize()),
            damage: self.damage(),
            replaced: self.replaced.load(Ordering::SeqCst),
        }
    }

    fn enter(&self, bytes: &[u8]) {
        held(&self.hasher).update(bytes);
        self.bytes.fetch_add(bytes.len() as u64, Ordering::SeqCst);
    }
}

/// A lock is only poisoned by a panic, which ends the run: what it holds is whole.
fn held<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Bytes that are hashed and counted as they are pulled.
pub struct Tap<R> {
    inner: R,
    ledger: Arc<Ledger>,
    /// Is this the file itself, whose bytes are progress and whose errors end the run?
    file: bool,
    /// Its end was seen: what a writer adds later is not waited for.
    ended: bool,
}

impl<R: Read> Tap<R> {
    /// Taps a file or a pipe.
    pub fn file(inner: R, ledger: &Arc<Ledger>) -> Self {
        Self { inner, ledger: Arc::clone(ledger), file: true, ended: false }
    }

    /// Taps a member of an archive.
    pub fn member(inner: R, ledger: &Arc<Ledger>) -> Self {
        Self { inner, ledger: Arc::clone(ledger), file: false, ended: false }
    }

    fn fail(&self, error: io::Error) -> io::Error {
        let kind = error.kind();
        if self.file {
            held(&self.ledger.root.failed).get_or_insert(error);
        }
        kind.into()
    }
}

impl<R: Read> Read for Tap<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while !self.ended {
            match self.inner.read(buffer) {
                Ok(count) => {
                    self.ended = count == 0 && !buffer.is_empty();
                    self.ledger.enter(buffer.get(..count).unwrap_or_default());
                    if self.file {
                        self.ledger.root.pulled.fetch_add(count as u64, Ordering::SeqCst);
                    }
                    return Ok(count);
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(self.fail(error)),
            }
        }
        Ok(0)
    }
}
