//! What all requests share: the ledger's connections, the reading models, and how the server was started.

mod pool;
mod totals;

use crate::problem::Problem;
use crate::readers::Readers;
use pool::Pool;
use rapporteur_ledger::{Ledger, LedgerError, LedgerFault};
use sha2::{Digest, Sha256};
use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};
use tokio::sync::Semaphore;
use totals::Totals;

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
    totals: Mutex<Totals>,
    /// Differs from one start of the server to the next.
    start: String,
    /// Permits to read reports, which takes a core each.
    pub(crate) readings: Arc<Semaphore>,
    /// Permits for results that are streamed, each over a connection of its own.
    pub(crate) streams: Arc<Semaphore>,
}

/// Memory for pages of the file, of each connection that reads, in kibibytes.
const READING_CACHE: u32 = 8 * 1024;
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
        let open = || {
            let ledger = Ledger::read_only(&options.ledger)?;
            ledger.limit_cache(READING_CACHE)?;
            Ok(ledger)
        };
        let pool = Pool::new((0..cores.clamp(2, 8)).map(|_| open()).collect::<Result<_, LedgerError>>()?);
        let watch = Mutex::new(Ledger::read_only(&options.ledger)?);
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0, |since| since.as_nanos());
        Ok(Arc::new(Self {
            pool,
            writer,
            watch,
            totals: Mutex::default(),
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
        let version = self.watch.lock().unwrap_or_else(PoisonError::into_inner).data_version()?;
        Ok(format!("{}.{version}", self.start))
    }

    /// The number of what matches, counted once for each state of the ledger.
    pub(crate) fn total(
        &self,
        stamp: &str,
        asked: &str,
        count: impl FnOnce() -> Result<u64, LedgerError>,
    ) -> Result<u64, LedgerError> {
        let totals = || self.totals.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = totals().get(stamp, asked) {
            return Ok(known);
        }
        let counted = count()?;
        totals().put(stamp, asked, counted);
        Ok(counted)
    }
}

/// A short name of some bytes.
pub(crate) fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes)[..12].iter().map(|byte| format!("{byte:02x}")).collect()
}
