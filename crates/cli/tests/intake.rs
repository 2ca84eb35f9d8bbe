//! What people have goes in, and feeds are watched, as users do it.

use serde_json::Value;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

fn run(args: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_rapporteur"))
        .args(args)
        .env_remove("HTTP_PROXY")
        .env_remove("http_proxy")
        .env_remove("ALL_PROXY")
        .env_remove("all_proxy")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    child.wait_with_output().unwrap()
}

fn lines(output: &Output) -> Vec<Value> {
    let text = String::from_utf8(output.stdout.clone()).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn told(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

const PAGE: &str = "<!DOCTYPE html><html lang=\"en\"><head><title>Talks</title><meta property=\"og:site_name\" content=\"The Post\">\
    <meta property=\"article:published_time\" content=\"2025-03-13\"></head><body><nav><a href=\"/\">Home</a></nav><article><h1>Talks</h1>\
    <p>Iran signed an agreement with Belarus in Minsk on Wednesday, and the police arrested two protesters there.</p>\
    <p>The agreement is to hold for ten years, the ministry said in a statement on the evening of that day.</p></article></body></html>";
const GERMAN: &str = "{\"id\":\"g\",\"text\":\"Die Minister trafen sich am Mittwoch in Minsk und unterzeichneten ein Abkommen, wie die Agentur meldet.\"}\n";

fn write(folder: &Path, name: &str, bytes: &[u8]) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

#[test]
fn a_folder_of_all_kinds_is_read_and_added() {
    let folder = tempfile::tempdir().unwrap();
    let saved = folder.path().join("saved");
    write(&saved, "a.html", PAGE.as_bytes());
    write(&saved, "a_files/style.css", b"p {}");
    write(&saved, "b.csv", b"Headline,Body,Day\nx,\"Iran signed an agreement with Belarus.\",2025-03-14\n");
    write(&saved, "c.jsonl", GERMAN.as_bytes());
    write(&saved, "d.txt", b"\x00\x01\x02\x03");
    let saved = saved.to_str().unwrap();
    let read = run(&["read", "--model", "fast", "--columns", "published=Day", saved], b"");
    assert_eq!(read.status.code(), Some(1), "{}", told(&read));
    let (documents, faults) = (lines(&read), told(&read));
    assert_eq!(documents.len(), 3, "{faults}");
    assert!(
        faults.contains("d.txt: not text") && faults.contains("1 files that are no reports were passed over: 1 css"),
        "{faults}"
    );
    let page = &documents[0];
    assert_eq!(
        (&page["title"], &page["publisher"], &page["published"]),
        (&"Talks".into(), &"The Post".into(), &"2025-03-13".into())
    );
    assert!(!page["claims"].as_array().unwrap().is_empty());
    // The words of a claim lead back to the bytes of the page.
    let trigger = &page["claims"][0]["trigger"];
    let (start, end) = (trigger["start"].as_u64().unwrap(), trigger["end"].as_u64().unwrap());
    let pieces = page["original"].as_array().unwrap();
    let piece = pieces
        .iter()
        .find(|piece| piece["start"].as_u64() <= Some(start) && Some(end) <= piece["end"].as_u64())
        .unwrap();
    let from = (piece["from"].as_u64().unwrap() + start - piece["start"].as_u64().unwrap()) as usize;
    assert_eq!(&PAGE[from..from + (end - start) as usize], trigger["text"].as_str().unwrap());
    assert_eq!(documents[1]["published"], "2025-03-14");
    let german = &documents[2];
    assert_eq!((&german["language"], german["claims"].as_array().unwrap().len()), (&"de".into(), 0));
    let codes: Vec<&str> =
        german["notices"].as_array().unwrap().iter().map(|notice| notice["code"].as_str().unwrap()).collect();
    assert_eq!(codes, ["intake/language-guessed", "reader/other-language"]);

    let ledger = folder.path().join("x.ledger");
    let ledger = ledger.to_str().unwrap();
    let added = run(&["add", "--model", "fast", "--columns", "published=Day", saved, "--ledger", ledger], b"");
    assert!(told(&added).contains("3 reports with"), "{}", told(&added));
    let stats = &lines(&run(&["stats", "--ledger", ledger], b""))[0];
    assert_eq!(stats["other_languages"], serde_json::json!({"de": 1}));
    let listed = run(&["list", "--format", "table", "--ledger", ledger], b"");
    assert!(told(&listed).contains("1 reports in other languages are kept unread"), "{}", told(&listed));
    let again = run(&["add", "-q", "--model", "fast", "--columns", "published=Day", saved, "--ledger", ledger], b"");
    assert_eq!(told(&again).lines().count(), 1, "only the fault: {}", told(&again));
    assert!(run(&["verify", "-q", "--ledger", ledger], b"").status.success());
    let reread = run(&["reread", "--model", "deep", "--ledger", ledger], b"");
    assert!(reread.status.success(), "{}", told(&reread));
    assert!(run(&["verify", "-q", "--ledger", ledger], b"").status.success());
}

#[test]
fn columns_that_do_not_exist_are_wrong_usage() {
    let wrong = run(&["read", "--columns", "words=Body"], b"");
    assert_eq!(wrong.status.code(), Some(2));
    assert!(told(&wrong).contains("there are text, title"), "{}", told(&wrong));
}

/// The line and headers of a request.
fn head_of(stream: &TcpStream) -> String {
    let mut head = String::new();
    let mut reader = BufReader::new(stream);
    while reader.read_line(&mut head).unwrap_or(0) > 2 {}
    head
}

/// Serves a path's answer; whatever else is asked for is not there.
fn server(pages: Vec<(&'static str, String)>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let host = format!("http://{}", listener.local_addr().unwrap());
    let own = host.clone();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let request = head_of(&stream);
            let path = request.split_whitespace().nth(1).unwrap_or_default();
            let page = pages.iter().find(|(known, _)| *known == path).map(|(_, page)| page.replace("HOST", &own));
            let answer = match page {
                Some(_) if request.to_ascii_lowercase().contains("if-none-match: \"1\"") => {
                    "HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n".into()
                }
                Some(page) => format!(
                    "HTTP/1.1 200 OK\r\nETag: \"1\"\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{page}",
                    page.len()
                ),
                None => "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".into(),
            };
            let _ = stream.write_all(answer.as_bytes());
            let _ = stream.take(0).read(&mut []);
        }
    });
    host
}

const FEED: &str = "<rss version=\"2.0\"><channel><title>Wire</title>\
    <item><guid>1</guid><title>Talks</title><link>HOST/a.html</link><pubDate>Thu, 13 Mar 2025 10:00:00 GMT</pubDate>\
    <description>Iran signed an agreement with Belarus.</description></item>\
    <item><guid>2</guid><title>Gone</title><link>HOST/gone.html</link><description>The police arrested two protesters in Minsk.</description></item>\
    </channel></rss>";

#[test]
fn feeds_are_watched() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = folder.path().join("w.ledger");
    let ledger = ledger.to_str().unwrap();
    let host = server(vec![("/feed", FEED.into()), ("/a.html", PAGE.into())]);
    write(folder.path(), "feeds.txt", format!("# ours\n{host}/feed\tThe Wire\n{host}/none\n").as_bytes());
    let feeds = folder.path().join("feeds.txt");
    let watch = |more: &[&str]| {
        run(&[&["watch", feeds.to_str().unwrap(), "--once", "--model", "fast", "--ledger", ledger], more].concat(), b"")
    };
    let first = watch(&[]);
    let said = told(&first);
    assert_eq!(first.status.code(), Some(1), "{said}");
    assert!(said.contains("/feed: 2 entries, 2 reports with 2 claims added"), "{said}");
    assert!(
        said.contains("/none: status 404: it is not there (look for the feed's new address); it is asked again in"),
        "{said}"
    );
    let second = watch(&[]);
    let said = told(&second);
    assert!(
        second.status.success() && said.contains("/feed: unchanged") && said.contains("/none: is left alone"),
        "{said}"
    );
    let stats = &lines(&run(&["stats", "--ledger", ledger], b""))[0];
    assert_eq!((stats["reports"].as_u64(), stats["publishers"].as_u64()), (Some(2), Some(1)));
    assert!(run(&["verify", "-q", "--ledger", ledger], b"").status.success());

    // The articles, into another ledger; of the one that is gone the entry is kept.
    let other = folder.path().join("o.ledger");
    let other = other.to_str().unwrap();
    let feed = format!("{host}/feed");
    let articles =
        run(&["watch", &feed, "--once", "--articles", "--pause", "0s", "--model", "fast", "--ledger", other], b"");
    assert!(articles.status.success() && told(&articles).contains("2 entries, 2 reports"), "{}", told(&articles));
    let events = lines(&run(&["list", "--ledger", other], b""));
    assert!(events.iter().any(|event| event["publisher"] == "The Post"), "{events:?}");
    assert!(events.iter().any(|event| event["publisher"] == "Wire"), "{events:?}");
}

/// Serves the feed at once under `/well`, and under `/ill` only after two refusals; what is asked stands in the list.
fn moody_server() -> (String, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let host = format!("http://{}", listener.local_addr().unwrap());
    let asked: Arc<Mutex<Vec<String>>> = Arc::default();
    let noted = Arc::clone(&asked);
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let request = head_of(&stream).to_ascii_lowercase();
            let mut noted = noted.lock().unwrap();
            let before = noted.iter().filter(|request| request.starts_with("get /ill")).count();
            let unchanged =
                request.contains("if-none-match: \"1\"") && request.contains("if-modified-since: thu, 13 mar 2025");
            let (status, headers, page) = match request.starts_with("get /ill") {
                true if before == 0 => ("500 Internal Server Error", "Retry-After: 1\r\n", ""),
                true if before == 1 => ("429 Too Many Requests", "Retry-After: 1\r\n", ""),
                _ if unchanged => ("304 Not Modified", "", ""),
                _ => ("200 OK", "ETag: \"1\"\r\nLast-Modified: Thu, 13 Mar 2025 10:00:00 GMT\r\n", FEED),
            };
            noted.push(request);
            let length = page.len();
            let head = format!("HTTP/1.1 {status}\r\n{headers}Content-Length: {length}\r\nConnection: close\r\n\r\n");
            let _ = stream.write_all((head + page).as_bytes());
        }
    });
    (host, asked)
}

#[test]
#[cfg(unix)]
fn a_feed_that_fails_is_asked_again_while_others_are_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = folder.path().join("loop.ledger");
    let (host, asked) = moody_server();
    let args = ["watch", &format!("{host}/ill"), &format!("{host}/well"), "--model", "fast", "--ledger"];
    let mut watching = Command::new(env!("CARGO_BIN_EXE_rapporteur"))
        .args(args)
        .arg(&ledger)
        .env_remove("HTTP_PROXY")
        .env_remove("http_proxy")
        .env_remove("ALL_PROXY")
        .env_remove("all_proxy")
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let began = Instant::now();
    while asked.lock().unwrap().len() < 4 && began.elapsed() < Duration::from_mins(1) {
        thread::sleep(Duration::from_millis(50));
    }
    // What was fetched last is read and written down.
    let state = folder.path().join("loop.ledger.feeds.json");
    let settled = || fs::read_to_string(&state).is_ok_and(|state| state.matches("\"failures\": 0").count() == 2);
    while !settled() && began.elapsed() < Duration::from_mins(1) {
        thread::sleep(Duration::from_millis(50));
    }
    assert!(Command::new("kill").args(["-INT", &watching.id().to_string()]).status().unwrap().success());
    let mut said = String::new();
    watching.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    assert_eq!(watching.wait().unwrap().code(), Some(1), "{said}");
    for told in [
        "/ill: status 500: the server has a fault (nothing need be done); it is asked again in 1s",
        "/ill: status 429: asked too often (watch less often: --every 1h); it is asked again in 1s",
        "/well: 2 entries, 2 reports with 2 claims added",
        "/ill: 2 entries, 0 reports",
    ] {
        assert!(said.contains(told), "{told} is missing in {said}");
    }
    let asked_for = |path: &str| asked.lock().unwrap().iter().filter(|request| request.starts_with(path)).count();
    assert_eq!((asked_for("get /well"), asked_for("get /ill")), (1, 3), "{said}");
    // Another run sends what the servers said of what they sent.
    let again = run(&[&args[..3], &["--once", "--model", "fast", "--ledger", ledger.to_str().unwrap()]].concat(), b"");
    assert!(again.status.success() && told(&again).matches(": unchanged").count() == 2, "{}", told(&again));
    let stats = &lines(&run(&["stats", "--ledger", ledger.to_str().unwrap()], b""))[0];
    assert_eq!(stats["reports"].as_u64(), Some(2));
}

#[test]
fn certificates_that_are_none_are_told() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "mine.pem", b"no certificate");
    let mine = folder.path().join("mine.pem");
    let ledger = folder.path().join("c.ledger");
    let feed = ["watch", "https://a.example/", "--once", "--ledger", ledger.to_str().unwrap(), "--certificates"];
    let wrong = run(&[&feed[..], &[mine.to_str().unwrap()]].concat(), b"");
    assert!(!wrong.status.success() && told(&wrong).contains("there is no certificate in it"), "{}", told(&wrong));
    assert!(!ledger.exists());
}

#[test]
fn watching_needs_feeds_and_leaves_servers_a_minute() {
    for args in [&["watch", "no-such-file.txt"][..], &["watch", "https://a.example/", "--every", "5s"]] {
        let wrong = run(&[args, &["--ledger", "x.ledger"]].concat(), b"");
        assert_eq!(wrong.status.code(), Some(2), "{}", told(&wrong));
    }
}
