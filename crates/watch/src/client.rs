//! One request and what comes of it.

use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimeParser;
use std::io::Read;
use std::time::Duration;
use ureq::http::HeaderMap;
use ureq::tls::{Certificate, PemItem, RootCerts, TlsConfig, parse_pem};
use ureq::{Agent, Error, ResponseExt};

/// What the server said of what it sent last; it sends nothing again that is still the same.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[allow(missing_docs)]
pub struct Validators {
    pub etag: Option<String>,
    pub last_modified: Option<String>,
}

/// What was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The address in the end, after redirections.
    pub url: String,
    /// Its content, unpacked.
    pub body: Vec<u8>,
    /// The charset that the server tells.
    pub charset: Option<String>,
    /// What to send along the next time.
    pub validators: Validators,
}

/// The server's answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// Here it is.
    New(Page),
    /// It is as it was.
    Unchanged,
    /// It is not given.
    Refused {
        /// The HTTP status.
        status: u16,
        /// How many seconds the server wants to be left alone.
        retry_after: Option<u64>,
    },
}

/// The certificates of those who vouch for servers, in PEM: for a network with an authority of its own. `Err` says what is
/// wrong with them.
pub fn read_certificates(pem: &[u8]) -> Result<Vec<Certificate<'static>>, String> {
    let mut certificates = Vec::new();
    for item in parse_pem(pem) {
        if let PemItem::Certificate(certificate) = item.map_err(|error| error.to_string())? {
            certificates.push(certificate);
        }
    }
    if certificates.is_empty() {
        return Err("there is no certificate in it (one begins with -----BEGIN CERTIFICATE-----)".into());
    }
    Ok(certificates)
}

/// Asks servers. One client serves any number of requests.
#[derive(Debug)]
pub struct Client {
    agent: Agent,
    largest: u64,
}

impl Client {
    /// A client that calls itself `user_agent`, gives a request so long and takes at most `largest` bytes.
    pub fn new(user_agent: &str, timeout: Duration, largest: u64) -> Self {
        Self::trusting(RootCerts::WebPki, user_agent, timeout, largest)
    }

    /// As [`Client::new`], but only servers for which one of these vouches are spoken to over HTTPS.
    pub fn vouched_for_by(
        certificates: &[Certificate<'static>],
        user_agent: &str,
        timeout: Duration,
        largest: u64,
    ) -> Self {
        Self::trusting(RootCerts::new_with_certs(certificates), user_agent, timeout, largest)
    }

    fn trusting(roots: RootCerts, user_agent: &str, timeout: Duration, largest: u64) -> Self {
        let config = Agent::config_builder()
            .tls_config(TlsConfig::builder().root_certs(roots).build())
            .user_agent(user_agent)
            .accept("application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, text/html;q=0.8, */*;q=0.5")
            .timeout_global(Some(timeout))
            .http_status_as_error(false)
            .max_redirects(5)
            .build();
        Self { agent: config.into(), largest }
    }

    /// Asks for an address. `Err` says what went wrong on the way, in words, after which another attempt may succeed.
    pub fn get(&self, url: &str, validators: &Validators) -> Result<Answer, String> {
        let mut request = self.agent.get(url);
        if let Some(etag) = &validators.etag {
            request = request.header("If-None-Match", etag);
        }
        if let Some(date) = &validators.last_modified {
            request = request.header("If-Modified-Since", date);
        }
        let response = request.call().map_err(|error| reason(&error))?;
        let status = response.status().as_u16();
        if status == 304 {
            return Ok(Answer::Unchanged);
        }
        let headers = response.headers();
        let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
        if !response.status().is_success() {
            return Ok(Answer::Refused { status, retry_after: text("retry-after").and_then(|wait| seconds(&wait)) });
        }
        let validators = Validators { etag: text("etag"), last_modified: text("last-modified") };
        let charset = charset(headers);
        let url = response.get_uri().to_string();
        let mut body = Vec::new();
        let mut reader = response.into_body().into_reader().take(self.largest + 1);
        reader.read_to_end(&mut body).map_err(|error| {
            let ureq = error.get_ref().and_then(|inner| inner.downcast_ref::<Error>());
            ureq.map_or_else(|| format!("the answer broke off: {error}"), reason)
        })?;
        if body.len() as u64 > self.largest {
            return Err(format!("the answer is larger than {} MB", self.largest >> 20));
        }
        Ok(Answer::New(Page { url, body, charset, validators }))
    }
}

fn reason(error: &Error) -> String {
    match error {
        Error::Timeout(_) => "no answer in time".into(),
        Error::HostNotFound => "no such host".into(),
        Error::ConnectionFailed => "the connection was refused".into(),
        Error::TooManyRedirects => "it leads in a circle".into(),
        Error::Io(error) => error.to_string().split(" (os error").next().unwrap_or_default().to_lowercase(),
        other => other.to_string().to_lowercase(),
    }
}

fn charset(headers: &HeaderMap) -> Option<String> {
    let value = headers.get("content-type")?.to_str().ok()?.to_ascii_lowercase();
    let (_, after) = value.split_once("charset=")?;
    let name = after.split(';').next()?.trim().trim_matches(['"', '\'']);
    (!name.is_empty()).then(|| name.to_owned())
}

/// `120`, or a date.
fn seconds(wait: &str) -> Option<u64> {
    if let Ok(seconds) = wait.trim().parse() {
        return Some(seconds);
    }
    let until = DateTimeParser::new().parse_timestamp(wait.trim()).ok()?;
    u64::try_from(until.as_second() - Timestamp::now().as_second()).ok()
}
