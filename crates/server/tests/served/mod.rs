//! A server over a small ledger, asked over a real connection.

#![allow(dead_code, reason = "each test file uses a part of it")]

#[path = "../../../ledger/tests/sample/mod.rs"]
pub(crate) mod sample;

use rapporteur::codebook::Codebook;
use rapporteur::syntax::Model;
use rapporteur::{Reader, Resources};
use rapporteur_ledger::{Entry, Ledger};
use rapporteur_server::{Options, Readers, Server};
use sample::Maker;
use std::fmt::Write as _;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::PathBuf;
use std::time::Duration;

/// A running server; it stops when this goes.
pub(crate) struct Served {
    pub(crate) address: SocketAddr,
    pub(crate) ledger: PathBuf,
    _folder: tempfile::TempDir,
    stop: Option<tokio::sync::oneshot::Sender<()>>,
    thread: Option<std::thread::JoinHandle<()>>,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Served {
    /// A server over these reports.
    pub(crate) fn with(entries: &[Entry]) -> Self {
        Self::started(entries, |_| ())
    }

    pub(crate) fn started(entries: &[Entry], change: impl FnOnce(&mut Options)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let ledger = folder.path().join("test.ledger");
        Ledger::create(&ledger).unwrap().add(entries).unwrap();
        let mut options = Options::local(&ledger);
        change(&mut options);
        let server = Server::bind(options, readers()).unwrap();
        let address = server.address().unwrap();
        let (stop, stopped) = tokio::sync::oneshot::channel();
        let run = move || {
            server
                .run_until(async {
                    let _ = stopped.await;
                })
                .unwrap();
        };
        Self { address, ledger, _folder: folder, stop: Some(stop), thread: Some(std::thread::spawn(run)) }
    }

    pub(crate) fn get(&self, path: &str) -> Answer {
        self.send("GET", path, &[], b"")
    }

    /// JSON of a good answer.
    pub(crate) fn json(&self, path: &str) -> serde_json::Value {
        let answer = self.get(path);
        assert_eq!(answer.status, 200, "{path}: {}", answer.text());
        answer.json()
    }

    pub(crate) fn post(&self, path: &str, body: &serde_json::Value) -> Answer {
        self.send("POST", path, &[("Content-Type", "application/json")], body.to_string().as_bytes())
    }

    pub(crate) fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        let mut head = format!("{method} {path} HTTP/1.1\r\nConnection: close\r\n");
        if !headers.iter().any(|(name, _)| *name == "Host") {
            write!(head, "Host: {}\r\n", self.address).unwrap();
        }
        for (name, value) in headers {
            write!(head, "{name}: {value}\r\n").unwrap();
        }
        if !body.is_empty() || method != "GET" {
            write!(head, "Content-Length: {}\r\n", body.len()).unwrap();
        }
        let mut bytes = (head + "\r\n").into_bytes();
        bytes.extend_from_slice(body);
        self.raw(&bytes)
    }

    /// What comes back for these bytes.
    pub(crate) fn raw(&self, bytes: &[u8]) -> Answer {
        let mut stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_mins(1))).unwrap();
        // A server that refuses a large body may close before it has taken all of it.
        let _ = stream.write_all(bytes);
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        Answer::parsed(&answer)
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            let ended = thread.join();
            assert!(ended.is_ok() || std::thread::panicking(), "the server panicked");
        }
    }
}

impl Answer {
    fn parsed(bytes: &[u8]) -> Self {
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").unwrap_or(bytes.len());
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let mut lines = head.lines();
        let status =
            lines.next().and_then(|line| line.split(' ').nth(1)).and_then(|code| code.parse().ok()).unwrap_or(0);
        let headers: Vec<(String, String)> = lines
            .filter_map(|line| line.split_once(':'))
            .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
            .collect();
        let rest = bytes.get(end + 4..).unwrap_or_default();
        let chunked = headers.iter().any(|(name, value)| name == "transfer-encoding" && value == "chunked");
        let body = if chunked { joined(rest) } else { rest.to_vec() };
        Self { status, headers, body }
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    /// The kind of a problem, after all that every problem must have.
    pub(crate) fn problem(&self) -> String {
        assert_eq!(self.header("content-type"), Some("application/problem+json"), "{}", self.text());
        let problem = self.json();
        assert_eq!(problem["status"], self.status);
        assert!(!problem["title"].as_str().unwrap().is_empty() && !problem["detail"].as_str().unwrap().is_empty());
        problem["type"].as_str().unwrap().rsplit('#').next().unwrap().to_owned()
    }
}

/// The chunks of a body, joined; what is not ended is no body.
fn joined(mut bytes: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    loop {
        let line = bytes.windows(2).position(|two| two == b"\r\n").expect("the answer broke off");
        let size = usize::from_str_radix(std::str::from_utf8(&bytes[..line]).unwrap(), 16).unwrap();
        if size == 0 {
            return body;
        }
        body.extend_from_slice(&bytes[line + 2..line + 2 + size]);
        bytes = &bytes[line + 4 + size..];
    }
}

pub(crate) fn readers() -> Readers {
    Readers::new("fast", |name| {
        let model = if name == "fast" { Model::fast() } else { Model::embedded() };
        let model = model.map_err(|error| error.to_string())?;
        Resources::with_model(model, &Codebook::embedded()).map(Reader::new).map_err(|error| error.to_string())
    })
}

/// Two accounts of a signing in Minsk, and two of a shooting that disagree.
pub(crate) fn reports() -> Vec<Entry> {
    let minsk = |maker: Maker| maker.at("Minsk", "BLR", 625_144, 53.9, 27.57);
    let signed = |publisher: &str, published: &str, text: &str| {
        let maker = Maker::new(publisher, published, text);
        let maker = maker.claim("SUPPORT", "actual", "signed", "Iran=Iran/IRN/GOV", "Belarus=Belarus/BLR/GOV");
        minsk(maker).on("March 12", "2025-03-12")
    };
    vec![
        signed("Tasnim", "2025-03-12", "Iran signed an agreement on drones with Belarus in Minsk on March 12.").done(),
        signed("AFP", "2025-03-14", "On March 12 in Minsk Iran signed an agreement with Belarus, BelTA said.")
            .said_by("BelTA")
            .done(),
        Maker::new("Echo", "2025-03-20", "Police killed 3 protesters in Tbilisi. Nobody else was there.")
            .claim("ASSAULT", "actual", "killed", "Police=Police/GEO/COP", "protesters=protesters/GEO/CVL")
            .done(),
        Maker::new("Kurier", "2025-03-20", "The police killed 5 protesters in Tbilisi, doctors said.")
            .claim("ASSAULT", "actual", "killed", "police=police/GEO/COP", "protesters=protesters/GEO/CVL")
            .done(),
    ]
}
