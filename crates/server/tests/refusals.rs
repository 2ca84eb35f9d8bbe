//! What the server refuses, and that it stays up.

mod served;

use rapporteur_server::{Options, Server, ServerError};
use serde_json::json;
use served::{Served, readers, reports, sample};
use std::io::{ErrorKind, Read, Write};
use std::net::{IpAddr, TcpStream};
use std::path::Path;
use std::time::{Duration, Instant};

const JSON: (&str, &str) = ("Content-Type", "application/json");

#[test]
fn only_a_request_for_this_server_is_answered() {
    let served = Served::with(&reports());
    let port = served.address.port();
    for host in ["localhost".to_owned(), format!("localhost:{port}"), format!("127.0.0.1:{port}"), "[::1]".into()] {
        assert_eq!(served.send("GET", "/healthz", &[("Host", &host)], b"").status, 200, "{host}");
    }
    for host in ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example:80", "10.0.0.1", ""] {
        assert_eq!(served.send("GET", "/api/v1/stats", &[("Host", host)], b"").problem(), "host", "{host:?}");
    }
    assert_eq!(served.raw(b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n").problem(), "host");
    assert_eq!(
        served.raw(b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil\r\nConnection: close\r\n\r\n").problem(),
        "host"
    );
    assert_eq!(
        served.raw(b"GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").problem(),
        "host"
    );
}

#[test]
fn a_page_of_another_site_changes_nothing() {
    let served = Served::with(&reports());
    let id = served.json("/api/v1/events")["results"][0]["id"].as_str().unwrap().to_owned();
    let body = json!({"act": "accept", "claim": id}).to_string();
    let judge = |headers: &[(&str, &str)]| {
        let headers: Vec<(&str, &str)> = headers.iter().copied().chain([JSON]).collect();
        served.send("POST", "/api/v1/judgements", &headers, body.as_bytes())
    };
    let own = format!("http://{}", served.address);
    for headers in [
        &[("Origin", "http://evil.example")][..],
        &[("Origin", "null")],
        &[("Origin", "http://127.0.0.1:1")],
        &[("Origin", "")],
        &[("Sec-Fetch-Site", "cross-site")],
        &[("Sec-Fetch-Site", "same-site")],
        &[("Origin", &own), ("Sec-Fetch-Site", "cross-site")],
    ] {
        assert_eq!(judge(headers).problem(), "origin", "{headers:?}");
    }
    assert_eq!(served.json("/api/v1/judgements")["total"], 0);
    assert_eq!(judge(&[("Origin", &own), ("Sec-Fetch-Site", "same-origin")]).status, 201);
    // What a page elsewhere may send without asking first (a form, a text) is refused too.
    let text = served.send(
        "POST",
        "/api/v1/reports",
        &[("Content-Type", "text/plain"), ("Origin", "http://evil.example")],
        b"x",
    );
    assert_eq!(text.problem(), "origin");
    let asked = served.send("OPTIONS", "/api/v1/judgements", &[("Origin", "http://evil.example")], b"");
    assert_eq!((asked.status, asked.header("access-control-allow-origin")), (405, None));
    let read = served.send("GET", "/api/v1/events", &[("Origin", "http://evil.example")], b"");
    assert_eq!(read.header("access-control-allow-origin"), None);
}

#[test]
fn only_named_origins_may_reconcile() {
    let served = Served::started(&reports(), |options| options.origins.push("http://127.0.0.1:3333".into()));
    let allowed = |path: &str, origin: &str| {
        let answer = served.send("GET", path, &[("Origin", origin)], b"");
        answer.header("access-control-allow-origin").map(str::to_owned)
    };
    assert_eq!(allowed("/api/v1/reconcile/actors", "http://127.0.0.1:3333").as_deref(), Some("http://127.0.0.1:3333"));
    assert_eq!(allowed("/api/v1/reconcile/actors", "http://evil.example"), None);
    assert_eq!(allowed("/api/v1/events", "http://127.0.0.1:3333"), None);
}

#[test]
fn a_token_is_asked_for_where_one_is_set() {
    let token = |options: &mut Options| options.token = Some("s3cret".into());
    let served = Served::started(&reports(), token);
    let stats = |headers: &[(&str, &str)]| served.send("GET", "/api/v1/stats", headers, b"");
    let refused = stats(&[]);
    assert_eq!((refused.problem().as_str(), refused.header("www-authenticate").is_some()), ("token", true));
    assert_eq!(stats(&[("Authorization", "Bearer wrong")]).problem(), "token");
    assert_eq!(stats(&[("Authorization", "Basic s3cret")]).problem(), "token");
    assert_eq!(stats(&[("Cookie", "rapporteur=s3cret")]).problem(), "token");
    assert_eq!(served.get("/api/v1/stats?token=s3cret").problem(), "token");
    assert_eq!(stats(&[("Authorization", "Bearer s3cret")]).status, 200);
    assert_eq!(served.get("/healthz").status, 200);
    let page = served.send("GET", "/", &[("Accept", "text/html")], b"");
    assert!(page.status == 401 && page.text().contains("<form"), "{}", page.text());
    let form = [("Content-Type", "application/x-www-form-urlencoded")];
    assert_eq!(served.send("POST", "/login", &form, b"token=wrong").status, 401);
    let entered = served.send("POST", "/login", &form, b"token=s3cret");
    let cookie = entered.header("set-cookie").unwrap();
    assert!(
        entered.status == 303
            && cookie.contains("HttpOnly")
            && cookie.contains("SameSite=Strict")
            && !cookie.contains("s3cret")
    );
    let shown = format!("other=1; {}", cookie.split(';').next().unwrap());
    assert_eq!(stats(&[("Cookie", &shown)]).status, 200);
    let elsewhere = [form[0], ("Origin", "http://evil.example")];
    assert_eq!(served.send("POST", "/login", &elsewhere, b"token=s3cret").problem(), "origin");
}

#[test]
fn others_reach_the_server_only_with_a_token() {
    let folder = tempfile::tempdir().unwrap();
    let mut options = Options::local(&folder.path().join("x.ledger"));
    options.bind = IpAddr::from([0, 0, 0, 0]);
    assert!(matches!(Server::bind(options.clone(), readers()).unwrap_err(), ServerError::NoToken(_)));
    assert!(!options.ledger.exists(), "nothing is made before that is checked");
    options.token = Some(" ".into());
    assert!(matches!(Server::bind(options.clone(), readers()).unwrap_err(), ServerError::BadToken));
    options.token = Some("s3cret".into());
    assert!(Server::bind(options, readers()).is_ok());
    let elsewhere = Options::local(Path::new("/no/such/folder/x.ledger"));
    assert!(matches!(Server::bind(elsewhere, readers()).unwrap_err(), ServerError::Ledger(_)));
}

#[test]
fn every_answer_tells_browsers_to_ask_nobody_else() {
    let served = Served::with(&reports());
    for path in
        ["/healthz", "/api/v1/events", "/api/v1/docs", "/nothing", "/api/v1/events?q=(", "/api/v1/events?format=csv"]
    {
        let answer = served.get(path);
        let policy = answer.header("content-security-policy").unwrap();
        assert!(
            policy.contains("default-src 'none'") && !policy.contains("unsafe") && !policy.contains("http"),
            "{path}"
        );
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{path}");
        assert_eq!(answer.header("referrer-policy"), Some("no-referrer"), "{path}");
        assert_eq!(answer.header("cross-origin-resource-policy"), Some("same-origin"), "{path}");
    }
    assert!(served.send("GET", "/", &[("Host", "evil.example")], b"").header("content-security-policy").is_some());
}

#[test]
fn bodies_have_limits() {
    let served = Served::with(&[]);
    let large = vec![b'x'; 70_000];
    assert_eq!(served.send("POST", "/api/v1/judgements", &[JSON], &large).problem(), "large");
    assert_eq!(
        served.send("POST", "/api/v1/read", &[("Content-Type", "text/plain")], &vec![b'x'; (1 << 20) + 1]).problem(),
        "large"
    );
    assert_eq!(
        served
            .send("POST", "/api/v1/read", &[("Content-Type", "text/plain")], "a ".repeat(100_001).as_bytes())
            .problem(),
        "large"
    );
    let packed = [JSON, ("Content-Encoding", "gzip")];
    assert_eq!(served.send("POST", "/api/v1/judgements", &packed, b"{}").problem(), "media");
    let deep = "[".repeat(60_000);
    assert_eq!(served.send("POST", "/api/v1/judgements", &[JSON], deep.as_bytes()).problem(), "body");
    // More is announced than is sent.
    let short = format!(
        "POST /api/v1/judgements HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{{",
        1u64 << 62
    );
    assert_eq!(served.raw(short.as_bytes()).problem(), "large");
    let head = format!("GET /{} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", "x".repeat(100_000));
    assert!(matches!(served.raw(head.as_bytes()).status, 414 | 431));
    assert_eq!(served.get("/healthz").status, 200);
}

#[test]
fn what_is_no_request_does_no_harm() {
    let served = Served::with(&reports());
    for path in [
        "/../../etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/api/v1/../../etc/passwd",
        "/api/v1/events/..%2f..%2fetc%2fpasswd",
        "/api/v1/events/%00",
        "/api/v1/events/%ff%fe",
        "/api/v1/reports/%2e%2e%2f%2e%2e",
        "/page/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
        "/page/..%5c..%5cetc",
        "/page/%00",
        "//etc/passwd",
        "/api/v1/events//",
        "/api/v1/events?q=%ff%fe%00",
        "/api/v1/events?q=%",
        "/api/v1/events?%00=%00",
        "/api/v1/events?q=\"",
        "/api/v1/feed?q=%00",
        "/api/v1/events?known_at=99999999-01-01",
        "/api/v1/events?q=on:0000-00-00",
        "/api/v1/events?q=origins:99999999999999999999",
    ] {
        let status = served.get(path).status;
        assert!((200..500).contains(&status), "{path}: {status}");
    }
    let deep = format!("/api/v1/events?q={}", "(".repeat(5000));
    assert_eq!(served.get(&deep).problem(), "query");
    let many = format!("/api/v1/events?q={}", "about:iran+".repeat(3000));
    assert_eq!(served.get(&many).problem(), "query");
    for bytes in [
        &b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"[..],
        b"\r\n\r\n",
        b"GET\r\n\r\n",
        b"\0\0\0\0",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    ] {
        let mut stream = TcpStream::connect(served.address).unwrap();
        stream.write_all(bytes).unwrap();
        stream.shutdown(std::net::Shutdown::Write).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        assert!(answer.is_empty() || answer.starts_with(b"HTTP/1.1 4"), "{}", String::from_utf8_lossy(&answer));
    }
    assert_eq!(served.get("/healthz").status, 200);
}

#[test]
fn texts_stay_texts() {
    let hostile = "<script>alert(1)</script> \"'`=cmd|' /C calc'!A0 ${7*7} {{7*7}} \u{202e}\u{0}\u{1b}[31m";
    let entry = sample::Maker::new(
        "=HYPERLINK(\"http://evil\")",
        "2025-03-12",
        &format!("Iran praised {hostile} in Minsk on that day."),
    )
    .claim("SUPPORT", "actual", "praised", &format!("Iran={}", hostile.replace('/', "|")), "")
    .done();
    let served = Served::with(&[entry]);
    let json = served.get("/api/v1/events");
    assert_eq!(json.header("content-type"), Some("application/json"));
    assert!(json.json()["results"][0]["sentence"].as_str().unwrap().contains("<script>"));
    let feed = served.get("/api/v1/feed").text();
    assert!(!feed.contains("<script") && !feed.contains('\u{1b}') && !feed.contains('\0'), "{feed}");
    let csv = served.get("/api/v1/events?format=csv").text();
    assert!(csv.contains("'=HYPERLINK") && !csv.contains(",=HYPERLINK") && !csv.contains("\"=HYPERLINK"), "{csv}");
    let sources = served.get("/api/v1/sources?format=csv").text();
    assert!(sources.contains("'=HYPERLINK"), "{sources}");
    for format in rapporteur_exchange::Format::ALL {
        let answer = served.get(&format!("/api/v1/export?format={}", format.name()));
        assert_eq!(answer.status, 200, "{format:?}");
        assert_ne!(answer.header("content-type"), Some("text/html"), "{format:?}");
    }
    let name = "%3Cscript%3E%2F..%2F%00";
    let graded = served.send("PUT", &format!("/api/v1/sources/{name}/reliability"), &[JSON], b"{\"grade\":\"A\"}");
    assert_eq!(graded.status, 204);
}

/// Sends a byte now and then, until the server says something or closes; what it said, and how long that took.
fn dripped(served: &Served, begin: &[u8], drip: &[u8]) -> (String, Duration) {
    let began = Instant::now();
    let mut stream = TcpStream::connect(served.address).unwrap();
    stream.write_all(begin).unwrap();
    stream.set_read_timeout(Some(Duration::from_millis(50))).unwrap();
    let mut said = Vec::new();
    let mut part = [0; 4096];
    while began.elapsed() < Duration::from_secs(30) {
        match stream.read(&mut part) {
            Ok(0) => break,
            Ok(length) => said.extend_from_slice(&part[..length]),
            Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {
                if stream.write_all(drip).is_err() {
                    break;
                }
            }
            Err(_) => break,
        }
    }
    (String::from_utf8_lossy(&said).into_owned(), began.elapsed())
}

#[test]
fn who_sends_slowly_is_told_so_or_closed() {
    let served = Served::started(&reports(), |options| {
        options.head_patience = Duration::from_millis(600);
        options.body_patience = Duration::from_millis(600);
    });
    let (said, took) = dripped(&served, b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nX-Slow: ", b"x");
    assert!(said.is_empty() || said.starts_with("HTTP/1.1 408"), "{said}");
    assert!(took < Duration::from_secs(10), "the head took {took:?}");
    for (path, media) in [("/api/v1/judgements", "application/json"), ("/api/v1/reports", "text/plain")] {
        let head = format!(
            "POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: {media}\r\nContent-Length: 50000\r\nConnection: close\r\n\r\n"
        );
        let (said, took) = dripped(&served, head.as_bytes(), b" ");
        assert!(said.starts_with("HTTP/1.1 408") && said.contains("#slow-body"), "{path}: {said}");
        assert!(took < Duration::from_secs(10), "{path}: the body took {took:?}");
    }
    // A chunked body that never ends is no way around.
    let chunked = b"POST /api/v1/read HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n";
    let (said, _) = dripped(&served, chunked, b"1\r\nx\r\n");
    assert!(said.starts_with("HTTP/1.1 408"), "{said}");
    // One that says nothing is closed.
    let (said, _) = dripped(&served, b"", b"");
    assert_eq!(said, "");
    assert_eq!(served.get("/api/v1/events").status, 200);
}

#[test]
fn who_takes_nothing_is_no_burden() {
    let served = Served::with(&sample::entries(40));
    // Answers that nobody takes: the server's buffers fill, and others are answered.
    let silent: Vec<TcpStream> = (0..40)
        .map(|_| {
            let mut stream = TcpStream::connect(served.address).unwrap();
            let asked = b"GET /api/v1/events?limit=500 HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(20);
            stream.write_all(&asked).unwrap();
            stream
        })
        .collect();
    assert_eq!(served.get("/api/v1/events").status, 200);
    assert_eq!(served.get("/").status, 200);
    drop(silent);
}

#[test]
fn a_hundred_connections_are_answered_at_once() {
    let served = Served::with(&sample::entries(40));
    let ask = || (0..10).all(|_| served.get("/api/v1/events?limit=20").status == 200);
    std::thread::scope(|scope| {
        let all: Vec<_> = (0..100).map(|_| scope.spawn(ask)).collect();
        assert!(all.into_iter().all(|one| one.join().unwrap()));
    });
}

#[test]
fn what_unpacks_to_more_than_it_should_is_refused() {
    let served = Served::with(&[]);
    let send = |bytes: &[u8]| {
        served.send("POST", "/api/v1/reports?model=fast", &[("Content-Type", "application/octet-stream")], bytes)
    };
    let packed = |pieces: usize, piece: &[u8]| {
        let mut pack = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        for _ in 0..pieces {
            pack.write_all(piece).unwrap();
        }
        pack.finish().unwrap()
    };
    // One that grows a thousandfold, and the same again within another.
    let bomb = packed(100, &vec![b' '; 1 << 20]);
    assert!(bomb.len() < 1 << 20);
    assert_eq!(send(&bomb).problem(), "body");
    assert_eq!(send(&packed(1, &bomb)).problem(), "body");
    // One that grows by what is usual, and is too much all the same.
    let line = format!("{{\"text\":\"{}\"}}\n", "Nobody came to the meeting in the town hall. ".repeat(20));
    let mut lines = line.repeat(1000);
    lines.truncate(900_000);
    let answer = send(&packed(80, lines.as_bytes()));
    assert!(["large", "body"].contains(&answer.problem().as_str()), "{}", answer.text());
    // Many faults are not told one by one.
    let lines = "{\"text\":\n".repeat(20_000);
    let answer = served.send("POST", "/api/v1/reports", &[("Content-Type", "application/x-ndjson")], lines.as_bytes());
    assert_eq!(answer.problem(), "body");
    let body = vec![b'x'; (16 << 20) + 1];
    assert_eq!(send(&body).problem(), "large");
    assert_eq!(served.json("/api/v1/reports")["total"], 0);
    assert_eq!(served.get("/healthz").status, 200);
}

#[test]
fn slow_and_silent_clients_hold_nobody_up() {
    let served = Served::with(&reports());
    let mut silent: Vec<TcpStream> = (0..100).map(|_| TcpStream::connect(served.address).unwrap()).collect();
    for stream in silent.iter_mut().take(50) {
        stream
            .write_all(
                b"POST /api/v1/read HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: 9\r\n",
            )
            .unwrap();
    }
    assert_eq!(served.get("/api/v1/events").status, 200);
    drop(silent);
    for _ in 0..300 {
        assert_eq!(served.get("/healthz").status, 200);
    }
}

#[test]
fn a_stopped_server_ends_what_it_began() {
    let served = Served::with(&sample::entries(40));
    let mut stream = TcpStream::connect(served.address).unwrap();
    let head =
        format!("GET /api/v1/events?format=ndjson HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", served.address);
    stream.write_all(head.as_bytes()).unwrap();
    let mut first = [0; 1];
    stream.read_exact(&mut first).unwrap();
    let reading = std::thread::spawn(move || {
        let mut rest = Vec::new();
        stream.read_to_end(&mut rest).unwrap();
        rest
    });
    drop(served);
    let rest = reading.join().unwrap();
    assert!(rest.ends_with(b"\r\n0\r\n\r\n"), "the answer broke off");
}
