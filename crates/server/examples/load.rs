//! How a server bears load: makes a ledger of many claims, and asks a running server the commonest questions.
//!
//! ```sh
//! cargo run --release -p rapporteur-server --example load -- make big.ledger 40000   # reports, with 2.5 claims each
//! rapporteur serve --ledger big.ledger --model fast --port 7676 &
//! cargo run --release -p rapporteur-server --example load -- ask 127.0.0.1:7676       # eight clients
//! cargo run --release -p rapporteur-server --example load -- connect 127.0.0.1:7676   # 10,000 and 100 connections
//! ```

use rapporteur::output::{Claim, Coder, DateField, Document, Link, LinkSource, Participant, PlaceField, Span, Words};
use rapporteur::text::Report;
use rapporteur_ledger::{Entry, Ledger};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::time::{Duration, Instant};

const CLIENTS: usize = 8;
const TIMES: usize = 40;
const BATCH: usize = 256;

/// The commonest questions: what the page asks first, and what its filters ask.
const QUESTIONS: [&str; 10] = [
    "/api/v1/events",
    "/api/v1/events?q=by:IRN",
    "/api/v1/events?q=by:IRN+to:BLR+type:SUPPORT",
    "/api/v1/events?q=drones",
    "/api/v1/events?q=on:2024-03&order=day",
    "/api/v1/events?q=at:Minsk+status:fact",
    "/api/v1/events?q=from:tasnim",
    "/api/v1/events?q=conflict:any",
    "/api/v1/events/ID",
    "/api/v1/reports",
];
/// Counts over all that matches; the page asks them when a tab is opened.
const COUNTS: [&str; 4] =
    ["/api/v1/stats", "/api/v1/sources?q=by:IRN", "/api/v1/entities?q=by:IRN", "/api/v1/places?q=by:IRN"];

type Failed = Box<dyn std::error::Error>;

fn main() -> Result<(), Failed> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match args.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["make", ledger, reports] => make(Path::new(ledger), reports.parse()?),
        ["ask", address] => ask(address),
        ["connect", address] => connect(address),
        _ => Err("give: make LEDGER REPORTS, ask ADDRESS or connect ADDRESS".into()),
    }
}

fn say(line: &str) {
    let _ = writeln!(std::io::stdout(), "{line}");
}

fn make(path: &Path, reports: usize) -> Result<(), Failed> {
    let mut ledger = Ledger::create(path)?;
    let began = Instant::now();
    let all: Vec<usize> = (0..reports).collect();
    for numbers in all.chunks(BATCH) {
        ledger.add(&numbers.iter().map(|n| entry(*n)).collect::<Vec<_>>())?;
    }
    let stats = ledger.stats()?;
    let (claims, events, megabytes) = (stats.claims, stats.events, stats.bytes / 1_000_000);
    let seconds = began.elapsed().as_secs();
    say(&format!("{} reports, {claims} claims, {events} events, {megabytes} MB, {seconds} s", stats.reports));
    Ok(())
}

/// A report in the making.
struct Maker {
    text: String,
    claims: Vec<Claim>,
    sentences: Vec<Span>,
}

const COUNTRIES: [(&str, &str); 12] = [
    ("Iran", "IRN"),
    ("Belarus", "BLR"),
    ("France", "FRA"),
    ("Spain", "ESP"),
    ("Peru", "PER"),
    ("Ghana", "GHA"),
    ("Russia", "RUS"),
    ("Ukraine", "UKR"),
    ("Poland", "POL"),
    ("Japan", "JPN"),
    ("Kenya", "KEN"),
    ("Chile", "CHL"),
];
const ACTS: [(&str, &str); 6] = [
    ("signed a pact with", "SUPPORT"),
    ("accused", "ACCUSE"),
    ("shelled", "ASSAULT"),
    ("met with", "CONSULT"),
    ("sent aid to", "AID"),
    ("imposed sanctions on", "SANCTION"),
];
const PLACES: [(&str, &str, u32, f64, f64); 5] = [
    ("Minsk", "BLR", 625_144, 53.9, 27.57),
    ("Tehran", "IRN", 112_931, 35.69, 51.42),
    ("Paris", "FRA", 2_988_507, 48.85, 2.35),
    ("Lima", "PER", 3_936_456, -12.04, -77.03),
    ("Accra", "GHA", 2_306_104, 5.56, -0.2),
];
const TOPICS: [&str; 16] = [
    "drones",
    "wheat",
    "borders",
    "missiles",
    "rail",
    "gas",
    "prisoners",
    "fishing",
    "cyber",
    "loans",
    "vaccines",
    "uranium",
    "refugees",
    "steel",
    "ports",
    "satellites",
];
const MEDIA: [&str; 8] = ["Tasnim", "BelTA", "AFP", "Echo", "Kurier", "Herald", "Globe", "Post"];

/// Numbers that look mixed, and are the same on every run.
fn mixed(n: usize, salt: usize) -> usize {
    let mut x = (n * 31 + salt + 1) as u64;
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    (x ^ (x >> 31)) as usize % 1_000_003
}

/// One of any number of reports. Each event is told by about three of them.
fn entry(n: usize) -> Entry {
    let day = |k: usize| format!("2024-{:02}-{:02}", k / 28 % 12 + 1, k % 28 + 1);
    let mut maker = Maker { text: String::new(), claims: Vec::new(), sentences: Vec::new() };
    for nth in 0..2 + mixed(n, 1) % 2 {
        let event = mixed(n / 3 * 3, nth + 10);
        maker.sentence(event, mixed(n, nth + 40), &day(event % 336));
    }
    let event = mixed(n / 3 * 3, 10);
    let medium = MEDIA[mixed(n, 2) % MEDIA.len()];
    let report = Report::new(format!("r{n}"), maker.text).published(day(event % 336)).publisher(medium);
    let document = Document {
        original: Vec::new(),
        id: report.id.clone(),
        title: None,
        publisher: report.publisher.clone(),
        published: report.published.clone(),
        credit: None,
        language: None,
        sha256: String::new(),
        coder: Coder { version: "0".into(), model: "made".into(), codebook: "0".into() },
        sentences: maker.sentences,
        mentions: Vec::new(),
        entities: Vec::new(),
        timex: Vec::new(),
        toponyms: Vec::new(),
        attributions: Vec::new(),
        told: Vec::new(),
        claims: maker.claims,
        notices: Vec::new(),
    };
    Entry { report, document }
}

impl Maker {
    fn sentence(&mut self, event: usize, wording: usize, day: &str) {
        let ((who, who_code), (act, ty)) = (COUNTRIES[event % 12], ACTS[event / 12 % 6]);
        let (whom, whom_code) = COUNTRIES[(event % 12 + 1 + event / 72 % 11) % 12];
        let (place, country, id, lat, lon) = PLACES[event / 7 % 5];
        let (topic, other) = (TOPICS[event / 5 % 16], TOPICS[wording % 16]);
        let (source, number) = (MEDIA[wording / 16 % 8], event % 977);
        let start = self.text.chars().count() as u32;
        let sentence = format!(
            "{who} {act} {whom} over {topic} case {number} in {place}, {source} said, while talks on {other} went on. "
        );
        let words = |text: &str| {
            let at = start + sentence.find(text).map_or(0, |byte| sentence[..byte].chars().count()) as u32;
            Words { text: text.into(), start: at, end: at + text.chars().count() as u32 }
        };
        let party = |name: &str, code: &str| {
            let Words { text, start, end } = words(name);
            Participant {
                text,
                start,
                end,
                name: name.into(),
                country: Some(code.into()),
                sector: Some("GOV".into()),
                entity: None,
            }
        };
        let place_words = words(place);
        let source_words = words(source);
        let trigger = words(act);
        let date = (!wording.is_multiple_of(4)).then(|| DateField {
            text: String::new(),
            start: trigger.start,
            end: trigger.start,
            value: day.into(),
            from: Some(day.into()),
            to: Some(day.into()),
            edtf: None,
        });
        let said = LinkSource {
            text: source.into(),
            start: source_words.start,
            end: source_words.end,
            name: source.into(),
            entity: None,
        };
        self.claims.push(Claim {
            id: format!("c{}", self.claims.len() + 1),
            ty: ty.into(),
            mode: Vec::new(),
            context: Vec::new(),
            status: ["actual", "actual", "actual", "future", "negated"][wording % 5].into(),
            status_cue: None,
            status_confidence: 0.8,
            actors: vec![party(who, who_code)],
            recipients: vec![party(whom, whom_code)],
            date,
            place: Some(PlaceField {
                text: place.into(),
                start: place_words.start,
                end: place_words.end,
                name: place.into(),
                country: Some(country.into()),
                geonames_id: Some(id),
                precision: Some("town".into()),
                lat: Some(lat),
                lon: Some(lon),
            }),
            attribution: vec![Link { id: "a1".into(), source: Some(said), cue: None }],
            sentence: self.sentences.len(),
            confidence: 0.8,
            rule: format!("{}/made", ty.to_lowercase()),
            cameo: None,
            trigger,
        });
        self.sentences.push(Span { start, end: start + sentence.chars().count() as u32 });
        self.text += &sentence;
    }
}

/// A connection that is kept open.
struct Client {
    stream: BufReader<TcpStream>,
    host: String,
}

impl Client {
    fn open(address: &str) -> Result<Self, Failed> {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(Duration::from_mins(1)))?;
        Ok(Self { stream: BufReader::new(stream), host: address.to_owned() })
    }

    /// The body of a good answer.
    fn get(&mut self, path: &str) -> Result<Vec<u8>, Failed> {
        write!(self.stream.get_mut(), "GET {path} HTTP/1.1\r\nHost: {}\r\n\r\n", self.host)?;
        let (mut first, mut length) = (String::new(), 0);
        self.stream.read_line(&mut first)?;
        loop {
            let mut line = String::new();
            self.stream.read_line(&mut line)?;
            let line = line.trim_end().to_ascii_lowercase();
            if line.is_empty() {
                break;
            }
            if let Some(given) = line.strip_prefix("content-length:") {
                length = given.trim().parse()?;
            }
        }
        let mut body = vec![0; length];
        self.stream.read_exact(&mut body)?;
        if first.split(' ').nth(1) != Some("200") {
            return Err(format!("{path}: {first}{}", String::from_utf8_lossy(&body)).into());
        }
        Ok(body)
    }
}

fn ask(address: &str) -> Result<(), Failed> {
    let first: serde_json::Value = serde_json::from_slice(&Client::open(address)?.get("/api/v1/events?limit=1")?)?;
    let id = first["results"][0]["id"].as_str().ok_or("the ledger is empty")?.to_owned();
    for anew in [true, false] {
        say(if anew {
            "\neach answer made anew"
        } else {
            "\nas usual: an answer is remembered until the ledger changes"
        });
        let mut all = Vec::new();
        for question in QUESTIONS {
            let path = question.replace("ID", &id);
            all.extend(measured(address, &path, TIMES, anew)?);
        }
        row("the ten together", all);
        for path in COUNTS {
            measured(address, path, 5, anew)?;
        }
    }
    Ok(())
}

/// Milliseconds of each answer, with all clients asking at once; `anew`, where no two addresses are the same.
fn measured(address: &str, path: &str, times: usize, anew: bool) -> Result<Vec<f64>, Failed> {
    let sign = if path.contains('?') { '&' } else { '?' };
    let address_of = |client: usize, n: usize| {
        if anew { format!("{path}{sign}n={client}.{n}") } else { path.to_owned() }
    };
    let began = Instant::now();
    Client::open(address)?.get(path)?;
    let cold = began.elapsed().as_secs_f64() * 1e3;
    let address_of = &address_of;
    let client = &|number: usize| -> Result<Vec<f64>, String> {
        let run = || -> Result<Vec<f64>, Failed> {
            let mut client = Client::open(address)?;
            (0..times)
                .map(|n| {
                    let path = address_of(number, n);
                    let began = Instant::now();
                    client.get(&path)?;
                    Ok(began.elapsed().as_secs_f64() * 1e3)
                })
                .collect()
        };
        run().map_err(|error| error.to_string())
    };
    let taken = std::thread::scope(|scope| {
        let clients: Vec<_> = (0..CLIENTS).map(|number| scope.spawn(move || client(number))).collect();
        clients
            .into_iter()
            .map(|client| client.join().map_err(|_| "a client panicked".to_owned())?)
            .collect::<Result<Vec<_>, String>>()
    })?;
    let taken: Vec<f64> = taken.into_iter().flatten().collect();
    row(&format!("{path} (first {cold:.0} ms)"), taken.clone());
    Ok(taken)
}

fn row(name: &str, mut taken: Vec<f64>) {
    taken.sort_by(f64::total_cmp);
    let at = |part: f64| taken[((taken.len() - 1) as f64 * part) as usize];
    say(&format!("p50 {:6.1} ms  p95 {:6.1} ms  {name}", at(0.5), at(0.95)));
}

fn connect(address: &str) -> Result<(), Failed> {
    let began = Instant::now();
    for _ in 0..10_000 {
        Client::open(address)?.get("/healthz")?;
    }
    say(&format!("10,000 connections, one after the other: {:.1} s", began.elapsed().as_secs_f64()));
    let began = Instant::now();
    let mut clients = (0..100).map(|_| Client::open(address)).collect::<Result<Vec<_>, _>>()?;
    for client in &mut clients {
        client.get("/api/v1/events?q=by:IRN")?;
    }
    std::thread::scope(|scope| -> Result<(), String> {
        let all: Vec<_> = clients
            .iter_mut()
            .map(|client| {
                scope.spawn(|| client.get("/api/v1/events?q=drones").map(|_| ()).map_err(|error| error.to_string()))
            })
            .collect();
        all.into_iter().try_for_each(|one| one.join().map_err(|_| "a client panicked".to_owned())?)
    })?;
    say(&format!("100 connections at once, two questions each: {:.1} s", began.elapsed().as_secs_f64()));
    Ok(())
}
