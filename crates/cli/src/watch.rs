//! `rapporteur watch`: feeds are asked for new reports, which are added to a ledger.

use crate::add::{Adding, stop_on_interrupt};
use crate::args::{WatchArgs, threads};
use crate::input::unparsed;
use crate::{opening, overlay, progress};
use anyhow::{Context, anyhow};
use rapporteur::Reader;
use rapporteur::intake::{Defaults, Fault, Format, Options, read_reports};
use rapporteur::text::{Notice, Report};
use rapporteur_watch::{
    Answer, Client, Feed, FeedState, Page, Polled, State, Validators, is_address, is_private, poll, read_certificates,
    read_feeds,
};
use std::fs;
use std::hash::{BuildHasher, RandomState};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// No feed and no article is larger.
const LARGEST: u64 = 16 << 20;

/// How long the program sleeps at a time, so that Ctrl-C ends it soon.
const NAP: Duration = Duration::from_millis(200);

/// Watches what the arguments say and returns how many faults there were.
pub(crate) fn watch(args: &WatchArgs) -> anyhow::Result<usize> {
    let feeds = read_feeds(&args.feeds)?;
    let client = client(args)?;
    let ledger = opening::create(&args.ledger.ledger, args.quiet)?;
    let mut state = State::load(&beside(&args.ledger.ledger))?;
    let reader = Reader::new(overlay::resources(&args.with)?);
    let stop = stop_on_interrupt()?;
    let mut watch = Watch {
        client,
        adding: Adding {
            ledger,
            reader,
            jobs: threads(args.jobs),
            stop: Arc::clone(&stop),
            progress: progress::of_things(true, 0),
            quiet: args.quiet,
        },
        args,
        stop,
        faults: 0,
    };
    if args.once {
        for feed in &feeds {
            watch.ask(feed, &mut state)?;
        }
        return Ok(watch.faults);
    }
    while !watch.stopped() {
        let due = |feed: &&Feed| state.feeds.get(&feed.url).map_or(0, |known| known.not_before);
        let next = feeds.iter().min_by_key(due).map_or(0, |feed| due(&feed));
        if next > now() {
            thread::sleep(NAP);
            continue;
        }
        for feed in feeds
            .iter()
            .filter(|feed| state.feeds.get(&feed.url).is_none_or(|known| known.not_before <= now()))
            .collect::<Vec<_>>()
        {
            watch.ask(feed, &mut state)?;
        }
    }
    Ok(watch.faults)
}

fn client(args: &WatchArgs) -> anyhow::Result<Client> {
    let Some(path) = &args.certificates else {
        return Ok(Client::new(&args.user_agent, args.timeout, LARGEST));
    };
    let name = || path.display();
    let pem = fs::read(path).with_context(|| format!("{}: it cannot be read", name()))?;
    let certificates = read_certificates(&pem).map_err(|fault| anyhow!("{}: {fault}", name()))?;
    Ok(Client::vouched_for_by(&certificates, &args.user_agent, args.timeout, LARGEST))
}

/// Where is remembered what servers said.
fn beside(ledger: &Path) -> PathBuf {
    let mut name = ledger.as_os_str().to_owned();
    name.push(".feeds.json");
    PathBuf::from(name)
}

fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}

/// A number from 0 to 1, another each time.
fn jitter() -> f64 {
    RandomState::new().hash_one(now()) as f64 / u64::MAX as f64
}

struct Watch<'a> {
    client: Client,
    adding: Adding,
    args: &'a WatchArgs,
    stop: Arc<AtomicUsize>,
    faults: usize,
}

impl Watch<'_> {
    fn stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed) > 0
    }

    fn say(&self, feed: &Feed, message: &str) {
        if !self.args.quiet {
            eprintln!("{}: {message}", feed.url);
        }
    }

    /// Asks a feed and adds what is new. What is remembered is written down after the reports were committed.
    fn ask(&mut self, feed: &Feed, state: &mut State) -> anyhow::Result<()> {
        if self.stopped() {
            return Ok(());
        }
        let mut known = state.feeds.get(&feed.url).cloned().unwrap_or_default();
        if known.held && known.not_before > now() {
            self.say(
                feed,
                &format!("is left alone for {} seconds more, as it failed or asked for it", known.not_before - now()),
            );
            return Ok(());
        }
        match poll(&self.client, feed, &mut known, now(), self.args.every, jitter()) {
            Polled::Unchanged => self.say(feed, "unchanged"),
            Polled::Failed(message) => {
                self.faults += 1;
                eprintln!("rapporteur: {}: {message}", feed.url);
            }
            Polled::New(page) => {
                let reports = self.reports(feed, page, &mut known);
                let entries = reports.len();
                let (added, faults) = self.adding.take(reports.into_iter().map(|report| report.map(unparsed)))?;
                self.faults += faults;
                let (reports, claims) = (added.reports, added.claims);
                self.say(feed, &format!("{entries} entries, {reports} reports with {claims} claims added"));
            }
        }
        state.feeds.insert(feed.url.clone(), known);
        Ok(state.save()?)
    }

    /// The entries of a feed, or the articles that they link to.
    fn reports(&self, feed: &Feed, page: Page, known: &mut FeedState) -> Vec<Result<Report, Fault>> {
        let defaults = Defaults { charset: page.charset, ..Defaults::default() };
        let options = Options { from: Some(Format::Feed), defaults, ..Options::default() };
        let mut reports: Vec<_> = read_reports(&page.body[..], &feed.url, &options).collect();
        if let Some(publisher) = &feed.publisher {
            reports.iter_mut().flatten().for_each(|report| report.publisher = Some(publisher.clone()));
        }
        if !self.args.articles {
            return reports;
        }
        let mut articles = Vec::new();
        for report in reports {
            let Ok(entry) = report else {
                articles.push(report);
                continue;
            };
            if self.stopped() {
                // The server is to send the feed again, so that the rest is fetched the next time.
                known.forget_validators();
                break;
            }
            if !known.fetched.contains(&entry.id) {
                articles.extend(self.article(feed, entry, known));
            }
        }
        articles
    }

    /// The article of an entry. Where it cannot be had for now, it is tried again the next time; where it never will, the
    /// entry stands for it.
    fn article(&self, feed: &Feed, entry: Report, known: &mut FeedState) -> Vec<Result<Report, Fault>> {
        let id = entry.id.clone();
        let Some(url) = entry.url.clone().filter(|url| is_address(url) && !is_private(url, &feed.url)) else {
            known.remember(&id);
            return vec![Ok(instead(entry, "the entry links to no article that can be fetched"))];
        };
        thread::sleep(self.args.pause);
        let later = |known: &mut FeedState, why: String| {
            known.forget_validators();
            vec![Err(Fault::new(&url, why, "it is tried again the next time"))]
        };
        match self.client.get(&url, &Validators::default()) {
            Err(why) => later(known, why),
            Ok(Answer::Refused { status, .. }) if status == 429 || status >= 500 => {
                later(known, format!("status {status}"))
            }
            Ok(Answer::Refused { status, .. }) => {
                known.remember(&id);
                vec![Ok(instead(entry, &format!("the article cannot be had: status {status}")))]
            }
            Ok(Answer::Unchanged) => later(known, "it says that it is unchanged, and was never sent".into()),
            Ok(Answer::New(page)) => {
                known.remember(&id);
                let defaults = Defaults {
                    published: entry.published.clone(),
                    publisher: entry.publisher.clone(),
                    title: entry.title.clone(),
                    url: Some(page.url),
                    charset: page.charset,
                };
                let read = read_reports(&page.body[..], &url, &Options { defaults, ..Options::default() });
                let mut reports: Vec<_> = read.collect();
                if reports.iter().all(Result::is_err) {
                    reports.push(Ok(instead(entry, "no article could be read where the entry links to")));
                    return reports;
                }
                for report in reports.iter_mut().flatten() {
                    report.id.clone_from(&id);
                    report.publisher = feed.publisher.clone().or(report.publisher.take());
                }
                reports
            }
        }
    }
}

/// The entry itself, in place of its article.
fn instead(mut entry: Report, why: &str) -> Report {
    entry.notices.push(Notice::new("intake/entry-instead-of-article", why));
    entry
}
