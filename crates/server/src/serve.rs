//! Listening: connections in, answers out, until somebody says stop.

use crate::app::{App, Options, Shared};
use crate::guard::in_url;
use crate::readers::Readers;
use crate::router;
use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use rapporteur_ledger::LedgerError;
use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::{Builder, Runtime};
use tokio::sync::Semaphore;
use tokio_io_timeout::TimeoutStream;

/// So many connections are open at a time; more wait to be accepted.
const CONNECTIONS: usize = 512;
/// A client must take some of its answer within this time.
const WRITE_PATIENCE: Duration = Duration::from_secs(30);
/// What is under way when the server is stopped has this long to end.
const LAST_PATIENCE: Duration = Duration::from_secs(10);
/// Threads for work that blocks: more wait.
const BLOCKING: usize = 32;
/// Bytes of a request's head.
const HEAD: usize = 64 * 1024;

/// Why a server could not be started.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ServerError {
    /// Others could reach it.
    #[error("{0} can be reached by others: set a token with --token or RAPPORTEUR_TOKEN, or leave --bind out")]
    NoToken(std::net::IpAddr),
    /// The token is none.
    #[error("the token is empty, or has characters that no header can carry (give letters and digits)")]
    BadToken,
    /// The address is not to be had.
    #[error("{address}: {error} (name another with --port; 0 takes any that is free)")]
    Address {
        /// The address.
        address: SocketAddr,
        /// Why.
        error: io::Error,
    },
    /// The ledger cannot be used.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// The system refuses threads or sockets.
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// A server that listens, and does not answer yet.
#[derive(Debug)]
pub struct Server {
    app: Shared,
    runtime: Runtime,
    listener: TcpListener,
}

impl Server {
    /// Opens the ledger and listens.
    pub fn bind(options: Options, readers: Readers) -> Result<Self, ServerError> {
        match &options.token {
            None if !options.bind.is_loopback() => return Err(ServerError::NoToken(options.bind)),
            Some(token) if token.trim().is_empty() || !token.bytes().all(|byte| byte.is_ascii_graphic()) => {
                return Err(ServerError::BadToken);
            }
            _ => {}
        }
        let address = SocketAddr::new(options.bind, options.port);
        let app = App::open(options, readers)?;
        let runtime = Builder::new_multi_thread().enable_all().max_blocking_threads(BLOCKING).build()?;
        let listener =
            runtime.block_on(TcpListener::bind(address)).map_err(|error| ServerError::Address { address, error })?;
        Ok(Self { app, runtime, listener })
    }

    /// Where it listens.
    pub fn address(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }

    /// The address to open in a browser.
    pub fn url(&self) -> io::Result<String> {
        let address = self.address()?;
        Ok(format!("http://{}:{}/", in_url(address.ip()), address.port()))
    }

    /// What its requests share.
    pub fn app(&self) -> Shared {
        Arc::clone(&self.app)
    }

    /// Answers until Ctrl-C or a signal to end, and lets what is under way come to its end.
    pub fn run(self) -> Result<(), ServerError> {
        self.run_until(stopped())
    }

    /// Answers until something happens, and lets what is under way come to its end.
    pub fn run_until(self, stop: impl Future<Output = ()>) -> Result<(), ServerError> {
        let Self { app, runtime, listener } = self;
        runtime.spawn(crate::page::warm(Arc::clone(&app)));
        let head_patience = app.options.head_patience;
        let routes = router(app);
        runtime.block_on(answer(routes, listener, head_patience, stop));
        runtime.shutdown_timeout(Duration::from_secs(1));
        Ok(())
    }
}

async fn answer(routes: Router, listener: TcpListener, head_patience: Duration, stop: impl Future<Output = ()>) {
    let mut stop = pin!(stop);
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    let graceful = GracefulShutdown::new();
    loop {
        let next = async {
            let place = Arc::clone(&places).acquire_owned().await;
            (listener.accept().await, place)
        };
        let (accepted, place) = match either(next, stop.as_mut()).await {
            Some(next) => next,
            None => break,
        };
        match accepted {
            Ok((stream, _)) => {
                let connection = graceful.watch(connection(stream, routes.clone(), head_patience));
                tokio::spawn(async move {
                    let _place = place;
                    // Clients that go away, or say nothing, are no faults of ours.
                    let _ = connection.await;
                });
            }
            // Too many open files, for instance: what is open goes on.
            Err(_) => tokio::time::sleep(Duration::from_millis(100)).await,
        }
    }
    drop(listener);
    let _ = tokio::time::timeout(LAST_PATIENCE, graceful.shutdown()).await;
}

type Connection = http1::Connection<TokioIo<std::pin::Pin<Box<TimeoutStream<TcpStream>>>>, TowerToHyperService<Router>>;

fn connection(stream: TcpStream, routes: Router, head_patience: Duration) -> Connection {
    let _ = stream.set_nodelay(true);
    let mut stream = TimeoutStream::new(stream);
    stream.set_write_timeout(Some(WRITE_PATIENCE));
    http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(head_patience)
        .max_buf_size(HEAD)
        .serve_connection(TokioIo::new(Box::pin(stream)), TowerToHyperService::new(routes))
}

/// The first of two, or nothing where the second comes first.
async fn either<T>(one: impl Future<Output = T>, other: impl Future<Output = ()>) -> Option<T> {
    let (mut one, mut other) = (pin!(one), pin!(other));
    std::future::poll_fn(|context| {
        use std::task::Poll;
        if other.as_mut().poll(context).is_ready() {
            return Poll::Ready(None);
        }
        one.as_mut().poll(context).map(Some)
    })
    .await
}

/// Ctrl-C, or a signal to end.
async fn stopped() {
    let interrupt = async {
        let _ = tokio::signal::ctrl_c().await;
    };
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let Ok(mut end) = signal(SignalKind::terminate()) else { return interrupt.await };
        let end = async move {
            end.recv().await;
        };
        either(interrupt, end).await;
    }
    #[cfg(not(unix))]
    interrupt.await;
}
