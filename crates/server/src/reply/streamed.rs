//! Results that are written while they are found, whatever their size.

use crate::app::App;
use crate::problem::Problem;
use axum::body::{Body, Bytes};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use rapporteur_ledger::Ledger;
use std::io::{self, Write};
use std::sync::Arc;
use tokio::sync::mpsc;
use tokio_stream::StreamExt;
use tokio_stream::wrappers::ReceiverStream;

/// So many bytes are sent at once,
const CHUNK: usize = 32 * 1024;
/// and so many chunks may wait for a client that is slower than the ledger.
const AHEAD: usize = 4;
/// Memory for pages of the file, in kibibytes.
const CACHE: u32 = 4 * 1024;

/// What a streamed answer is.
#[derive(Debug, Clone)]
pub(crate) struct Streamed {
    pub(crate) media: &'static str,
    /// The name of the file that it should be saved as, where it is to be saved.
    pub(crate) file: Option<String>,
}

/// What is sent on the way: bytes, or why there are none.
type Piece = Result<Bytes, Problem>;

/// Answers with what `work` writes and flushes. What fails before anything is written is a problem; after that the connection breaks
/// off, so that nobody takes a part for the whole. When the client goes away, the work ends.
pub(crate) async fn streamed(
    app: &App,
    what: Streamed,
    work: impl FnOnce(&Ledger, Out) -> Result<(), Problem> + Send + 'static,
) -> Result<Response, Problem> {
    let permit = Arc::clone(&app.streams);
    let permit = tokio::time::timeout(app.options.patience, permit.acquire_owned()).await;
    let permit = permit.ok().and_then(Result::ok).ok_or_else(Problem::busy)?;
    let (sender, mut pieces) = mpsc::channel::<Piece>(AHEAD);
    let path = app.options.ledger.clone();
    tokio::task::spawn_blocking(move || {
        let _permit = permit;
        let out = Out { sender: sender.clone(), waiting: Vec::with_capacity(CHUNK) };
        let run = || -> Result<(), Problem> {
            let ledger = Ledger::read_only(&path)?;
            ledger.limit_cache(CACHE)?;
            work(&ledger, out)
        };
        if let Err(problem) = run() {
            let _ = sender.blocking_send(Err(problem));
        }
    });
    let first = match pieces.recv().await {
        Some(Err(problem)) => return Err(problem),
        Some(Ok(bytes)) => bytes,
        None => Bytes::new(),
    };
    let rest = ReceiverStream::new(pieces).map(|piece| {
        piece.map_err(|problem| {
            eprintln!("rapporteur: an answer broke off: {}", problem.detail());
            io::Error::other("the ledger could not be read on")
        })
    });
    let body = Body::from_stream(tokio_stream::once(Ok(first)).chain(rest));
    let mut response = ([(header::CONTENT_TYPE, HeaderValue::from_static(what.media))], body).into_response();
    if let Some(name) =
        what.file.and_then(|file| HeaderValue::from_str(&format!("attachment; filename=\"{file}\"")).ok())
    {
        response.headers_mut().insert(header::CONTENT_DISPOSITION, name);
    }
    Ok(response)
}

/// Where the answer is written; what is not flushed is not sent.
#[derive(Debug)]
pub(crate) struct Out {
    sender: mpsc::Sender<Piece>,
    waiting: Vec<u8>,
}

impl Write for Out {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.waiting.extend_from_slice(bytes);
        if self.waiting.len() >= CHUNK {
            self.flush()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.waiting.is_empty() {
            return Ok(());
        }
        let chunk = std::mem::replace(&mut self.waiting, Vec::with_capacity(CHUNK));
        self.sender.blocking_send(Ok(chunk.into())).map_err(|_| io::ErrorKind::BrokenPipe.into())
    }
}
