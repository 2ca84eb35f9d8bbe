//! What all requests share: the ledger's connections, the reading models, and how the server was started.

mod answers;
mod kept;
mod pool;

use crate::problem::Problem;
use crate::readers::Readers;
use answers::Answers;
pub(crate) use answers::{Answer, LARGEST};
use kept::Kept;
use pool::Pool;
use rapporteur_ledger::{Ledger, LedgerError, LedgerFault};
use sha2::{Digest, Sha256};
use std::any::Any;
use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};
use tokio::sync::Semaphore;

/// How a server is started.
#[derive(Debug, Clone)]
pub struct Options {
    /// The ledger's file; an empty ledger is made where it is missing.
    pub ledger: PathBuf,
    /// The address to listen at.
    pub bind: IpAddr,
    /// The port; 0 for any that is free.
    pub port: u16,
    /// What clients must show; without it only this machine is served.
    pub token: Option<String>,
    /// Names, beside the address itself, under which the server may be asked.
    pub hosts: Vec<String>,
    /// Origins whose pages may ask the reconciliation service, such as `http://127.0.0.1:3333` of OpenRefine.
    pub origins: Vec<String>,
    /// How long a question to the ledger may take.
    pub patience: Duration,
    /// The head of a request must have arrived after this time; a connection that asks nothing is closed then.
    pub head_patience: Duration,
    /// A whole body must have arrived after this time.
    pub body_patience: Duration,
}

impl Options {
    /// A server for this machine alone, at any free port.
    pub fn local(ledger: &Path) -> Self {
        Self {
            ledger: ledger.to_owned(),
            bind: IpAddr::from([127, 0, 0, 1]),
            port: 0,
            token: None,
            hosts: Vec::new(),
            origins: Vec::new(),
            patience: Duration::from_secs(20),
            head_patience: Duration::from_secs(15),
            body_patience: Duration::from_mins(1),
        }
    }
}

/// What all requests share.
pub type Shared = Arc<App>;

/// What all requests share.
#[derive(Debug)]
pub struct App {
    /// How the server was started.
    pub options: Options,
    /// The reading models.
    pub readers: Readers,
    pool: Pool,
    /// The one connection that writes; none where the ledger may not be written to.
    writer: Option<Arc<tokio::sync::Mutex<Ledger>>>,
    /// A connection that only looks whether something changed.
    watch: Mutex<Ledger>,
    kept: Mutex<Kept>,
    answers: Mutex<Answers>,
    /// Differs from one start of the server to the next.
    start: String,
    /// Permits to read reports, which takes a core each.
    pub(crate) readings: Arc<Semaphore>,
    /// Permits for results that are streamed, each over a connection of its own.
    pub(crate) streams: Arc<Semaphore>,
}

/// Memory for pages of the file, of all connections that read together, in kibibytes.
const READING_CACHE: u32 = 64 * 1024;
/// The same of the connection that writes.
const WRITING_CACHE: u32 = 32 * 1024;
/// So many results are streamed at a time.
const STREAMS: usize = 4;

impl App {
    /// Opens the ledger, and makes an empty one where there is none.
    pub fn open(options: Options, readers: Readers) -> Result<Shared, LedgerError> {
        let writer = match Ledger::create(&options.ledger) {
            Ok(ledger) => {
                ledger.limit_cache(WRITING_CACHE)?;
                Some(Arc::new(tokio::sync::Mutex::new(ledger)))
            }
            Err(LedgerError { fault: LedgerFault::ReadOnly, .. }) => None,
            Err(error) => return Err(error),
        };
        let cores = std::thread::available_parallelism().map_or(2, std::num::NonZeroUsize::get);
        let connections = cores.clamp(2, 8) as u32;
        let open = || {
            let ledger = Ledger::read_only(&options.ledger)?;
            ledger.limit_cache(READING_CACHE / connections)?;
            Ok(ledger)
        };
        let pool = Pool::new((0..connections).map(|_| open()).collect::<Result<_, LedgerError>>()?);
        let watch = Mutex::new(Ledger::read_only(&options.ledger)?);
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0, |since| since.as_nanos());
        Ok(Arc::new(Self {
            pool,
            writer,
            watch,
            kept: Mutex::default(),
            answers: Mutex::default(),
            start: format!("{now}.{}", std::process::id()),
            readings: Arc::new(Semaphore::new(cores)),
            streams: Arc::new(Semaphore::new(STREAMS)),
            options,
            readers,
        }))
    }

    /// Asks the ledger something, on one of the connections that read, in a thread where that may take its time.
    ///
    /// A question that takes longer than the server's patience, or that nobody waits for any more, is given up.
    pub async fn read<T: Send + 'static>(
        &self,
        question: impl FnOnce(&Ledger) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        self.pool.ask(self.options.patience, question).await
    }

    /// Changes the ledger; one change is made at a time.
    pub async fn write<T: Send + 'static>(
        &self,
        change: impl FnOnce(&mut Ledger) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let mut ledger = self.writer()?.lock_owned().await;
        tokio::task::spawn_blocking(move || change(&mut ledger))
            .await
            .unwrap_or_else(|error| Err(Problem::panicked(&error)))
    }

    /// The connection that writes, for work that changes the ledger several times.
    pub(crate) fn writer(&self) -> Result<Arc<tokio::sync::Mutex<Ledger>>, Problem> {
        self.writer.clone().ok_or_else(Problem::read_only)
    }

    /// A name of what the ledger holds now: equal names, equal answers.
    pub(crate) fn stamp(&self) -> Result<String, Problem> {
        let version = locked(&self.watch).data_version()?;
        Ok(format!("{}.{version}", self.start))
    }

    /// What `compute` makes of the ledger, once for each state of it. `asked` names it, `rows` tells its size.
    pub(crate) fn kept<T: Any + Send + Sync>(
        &self,
        stamp: &str,
        asked: String,
        rows: impl FnOnce(&T) -> usize,
        compute: impl FnOnce() -> Result<T, LedgerError>,
    ) -> Result<Arc<T>, LedgerError> {
        if let Some(known) = locked(&self.kept).get(stamp, &asked) {
            return Ok(known);
        }
        let value = Arc::new(compute()?);
        let rows = rows(&value);
        locked(&self.kept).put(stamp, asked, Arc::clone(&value), rows);
        Ok(value)
    }

    /// The number of what matches.
    pub(crate) fn total(
        &self,
        stamp: &str,
        asked: &str,
        count: impl FnOnce() -> Result<u64, LedgerError>,
    ) -> Result<u64, LedgerError> {
        self.kept(stamp, format!("total\n{asked}"), |_| 1, count).map(|total| *total)
    }

    /// The answer that was given to a request of this tag.
    pub(crate) fn answer(&self, tag: &str) -> Option<Answer> {
        locked(&self.answers).get(tag)
    }

    /// Remembers the answer to requests of this tag, which names a state of the ledger too.
    pub(crate) fn remember(&self, tag: &str, answer: Answer) {
        locked(&self.answers).put(tag, answer);
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A short name of some bytes.
pub(crate) fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes)[..12].iter().map(|byte| format!("{byte:02x}")).collect()
}
