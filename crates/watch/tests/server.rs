//! Feeds are asked for on a server of our own, on this machine.

use rapporteur_watch::{Client, Feed, FeedState, Polled, State, poll, read_certificates};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use rustls::crypto::ring;
use rustls::pki_types::PrivateKeyDer;
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

/// A server that gives one answer after the other and keeps what it was asked.
struct Server {
    url: String,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Server {
    fn start(answers: Vec<Vec<u8>>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/feed", listener.local_addr().unwrap());
        let asked = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&asked);
        thread::spawn(move || {
            for answer in answers {
                let Ok((stream, _)) = listener.accept() else { return };
                kept.lock().unwrap().push(answered(stream, &answer));
            }
        });
        Self { url, asked }
    }
}

fn answered(mut stream: TcpStream, answer: &[u8]) -> String {
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let mut request = String::new();
    while reader.read_line(&mut request).unwrap() > 2 {}
    // The client may have had enough before all is sent.
    if answer.is_empty() {
        thread::sleep(Duration::from_secs(3));
    }
    let _ = stream.write_all(answer);
    request.to_ascii_lowercase()
}

fn answer(status: &str, headers: &str, body: &[u8]) -> Vec<u8> {
    let length = body.len();
    let head = format!("HTTP/1.1 {status}\r\n{headers}Content-Length: {length}\r\nConnection: close\r\n\r\n");
    [head.as_bytes(), body].concat()
}

fn client() -> Client {
    Client::new("tester/1", Duration::from_millis(1500), 1 << 20)
}

const EVERY: Duration = Duration::from_mins(15);

#[test]
fn only_what_has_changed_is_sent_again() {
    let server = Server::start(vec![
        answer(
            "200 OK",
            "ETag: \"v1\"\r\nLast-Modified: Thu, 13 Mar 2025 10:00:00 GMT\r\nContent-Type: text/xml; charset=\"latin1\"\r\n",
            b"<rss/>",
        ),
        answer("304 Not Modified", "", b""),
    ]);
    let feed = Feed { url: server.url.clone(), publisher: None };
    let mut state = FeedState::default();
    match poll(&client(), &feed, &mut state, 1000, EVERY, 0.5) {
        Polled::New(page) => {
            assert_eq!((&*page.body, page.charset.as_deref()), (&b"<rss/>"[..], Some("latin1")));
        }
        other => panic!("{other:?}"),
    }
    assert_eq!((state.not_before, state.held), (1900, false));
    assert_eq!(poll(&client(), &feed, &mut state, 2000, EVERY, 0.0), Polled::Unchanged);
    assert_eq!(state.not_before, 2810);
    let asked = server.asked.lock().unwrap();
    assert!(asked[0].contains("user-agent: tester/1") && !asked[0].contains("if-none-match"), "{asked:?}");
    assert!(
        asked[1].contains("if-none-match: \"v1\"")
            && asked[1].contains("if-modified-since: thu, 13 mar 2025 10:00:00 gmt")
    );
}

#[test]
fn failures_are_told_and_wait_longer_each_time() {
    let server = Server::start(vec![
        answer("404 Not Found", "", b"no"),
        answer("500 Internal Server Error", "", b""),
        answer("503 Service Unavailable", "Retry-After: 7200\r\n", b""),
        answer("429 Too Many Requests", "Retry-After: Thu, 13 Mar 2025 10:00:00 GMT\r\n", b""),
        answer("200 OK", "", &vec![b'x'; (1 << 20) + 1]),
        b"nonsense\r\n\r\n".to_vec(),
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\ncut off".to_vec(),
        answer("200 OK", "", b"<rss/>"),
    ]);
    let feed = Feed { url: server.url.clone(), publisher: None };
    let mut state = FeedState::default();
    let ask = |state: &mut FeedState| match poll(&client(), &feed, state, 0, EVERY, 0.5) {
        Polled::Failed(message) => message,
        other => format!("{other:?}"),
    };
    let told = ask(&mut state);
    assert_eq!(told, "status 404: it is not there (look for the feed's new address); it is asked again in 15m");
    assert!(state.held && state.not_before == 900, "{state:?}");
    assert_eq!(ask(&mut state), "status 500: the server has a fault (nothing need be done); it is asked again in 30m");
    assert!(ask(&mut state).ends_with("it is asked again in 2h"));
    assert_eq!(state.not_before, 7200);
    assert!(ask(&mut state).starts_with("status 429: asked too often"));
    assert!(ask(&mut state).starts_with("the answer is larger than 1 MB"));
    for _ in 0..2 {
        let told = ask(&mut state);
        assert!(told.contains("(check the address and the connection)"), "{told}");
    }
    assert_eq!(state.failures, 7);
    assert!(ask(&mut state).starts_with("New"));
    assert_eq!((state.failures, state.held), (0, false));
}

#[test]
fn a_server_that_does_not_answer_is_left_in_time() {
    let server = Server::start(vec![Vec::new()]);
    let begun = Instant::now();
    let feed = Feed { url: server.url.clone(), publisher: None };
    let told = poll(&client(), &feed, &mut FeedState::default(), 0, EVERY, 0.5);
    assert!(matches!(&told, Polled::Failed(message) if message.starts_with("no answer in time")), "{told:?}");
    assert!(begun.elapsed() < Duration::from_millis(2900));
    // Nobody listens there any more.
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let feed = Feed { url: format!("http://{free}/"), publisher: None };
    let told = poll(&client(), &feed, &mut FeedState::default(), 0, EVERY, 0.5);
    assert!(matches!(&told, Polled::Failed(message) if message.contains("refused")), "{told:?}");
}

#[test]
fn what_is_remembered_survives() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("war.ledger.feeds.json");
    let mut state = State::load(&path).unwrap();
    let mut feed = FeedState { etag: Some("\"v1\"".into()), failures: 2, ..FeedState::default() };
    feed.remember("entry");
    state.feeds.insert("https://a.example/".into(), feed);
    state.save().unwrap();
    assert_eq!(State::load(&path).unwrap().feeds, state.feeds);
    std::fs::write(&path, "{").unwrap();
    assert!(State::load(&path).unwrap_err().to_string().ends_with("(it may be deleted: feeds are then asked anew)"));
}

/// A server that speaks TLS, with a certificate that an authority made on the spot vouches for; and that authority, in PEM.
fn secure(answers: Vec<Vec<u8>>, name: &str) -> (String, String) {
    let mut authority = CertificateParams::new(Vec::new()).unwrap();
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let authority = CertifiedIssuer::self_signed(authority, KeyPair::generate().unwrap()).unwrap();
    let key = KeyPair::generate().unwrap();
    let certificate = CertificateParams::new(vec![name.to_owned()]).unwrap().signed_by(&key, &authority).unwrap();
    let key = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], key)
        .unwrap();
    let config = Arc::new(config);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("https://localhost:{}/feed", listener.local_addr().unwrap().port());
    thread::spawn(move || {
        for answer in answers {
            let Ok((stream, _)) = listener.accept() else { return };
            let connection = ServerConnection::new(Arc::clone(&config)).unwrap();
            let mut stream = BufReader::new(StreamOwned::new(connection, stream));
            let mut request = String::new();
            // A client that does not trust us hangs up.
            while stream.read_line(&mut request).is_ok_and(|read| read > 2) {}
            let _ = stream.get_mut().write_all(&answer);
            stream.get_mut().conn.send_close_notify();
            let _ = stream.get_mut().flush();
        }
    });
    (url, authority.pem())
}

#[test]
fn https_is_spoken_with_those_for_whom_somebody_vouches() {
    let page = answer("200 OK", "ETag: \"v1\"\r\n", b"<rss/>");
    let (url, authority) = secure(vec![page.clone(), page.clone(), page.clone()], "localhost");
    let feed = Feed { url, publisher: None };
    let certificates = read_certificates(authority.as_bytes()).unwrap();
    let trusting = || Client::vouched_for_by(&certificates, "tester/1", Duration::from_secs(5), 1 << 20);
    let mut state = FeedState::default();
    let told = poll(&trusting(), &feed, &mut state, 0, EVERY, 0.5);
    assert!(matches!(&told, Polled::New(page) if page.body == b"<rss/>"), "{told:?}");
    assert_eq!(state.etag.as_deref(), Some("\"v1\""));
    // Nobody of public trust vouches for it.
    let told = poll(&client(), &feed, &mut FeedState::default(), 0, EVERY, 0.5);
    assert!(matches!(&told, Polled::Failed(message) if message.contains("certificate")), "{told:?}");
    // A certificate for another name is of no use.
    let (url, authority) = secure(vec![page], "other.example");
    let certificates = read_certificates(authority.as_bytes()).unwrap();
    let client = Client::vouched_for_by(&certificates, "tester/1", Duration::from_secs(5), 1 << 20);
    let told = poll(&client, &Feed { url, publisher: None }, &mut FeedState::default(), 0, EVERY, 0.5);
    assert!(matches!(&told, Polled::Failed(message) if message.contains("certificate")), "{told:?}");
    assert!(read_certificates(b"no PEM").unwrap_err().contains("there is no certificate in it"));
}
