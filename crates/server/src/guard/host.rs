//! Requests must be meant for this server: a page whose name was made to lead here (DNS rebinding) is refused.

use crate::app::Options;
use crate::problem::Problem;
use axum::extract::Request;
use axum::http::header;
use std::net::{IpAddr, Ipv6Addr};

/// The host of a request, with its port, if the server is known under that name.
pub(super) fn check(options: &Options, request: &Request) -> Result<String, Problem> {
    let given = match request.uri().authority() {
        Some(authority) => authority.as_str().to_owned(),
        None => {
            let mut hosts = request.headers().get_all(header::HOST).iter();
            match (hosts.next().and_then(|host| host.to_str().ok()), hosts.next()) {
                (Some(host), None) => host.to_owned(),
                _ => {
                    return Err(
                        Problem::new("host", "the request names no host, or several").remedy("send one Host header")
                    );
                }
            }
        }
    };
    let name = name(&given).to_ascii_lowercase();
    if is_known(options, &name) {
        return Ok(given.to_ascii_lowercase());
    }
    let remedy = "ask for it by its address, or start it with --host NAME";
    Err(Problem::new("host", format!("{name:?} is not a name of this server")).remedy(remedy))
}

/// The host without its port.
fn name(host: &str) -> &str {
    match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or(rest),
        None => host.split(':').next().unwrap_or(host),
    }
}

fn is_known(options: &Options, name: &str) -> bool {
    let named = || options.hosts.iter().any(|host| host.eq_ignore_ascii_case(name));
    match name.parse::<IpAddr>() {
        // Where any address of the machine is listened at, any may be asked for: addresses cannot be rebound.
        Ok(address) => address.is_loopback() || address == options.bind || options.bind.is_unspecified() || named(),
        Err(_) => name == "localhost" || named(),
    }
}

/// How an address is written in a URL.
pub(crate) fn in_url(address: IpAddr) -> String {
    match address {
        IpAddr::V4(address) if address.is_unspecified() => "127.0.0.1".to_owned(),
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) if address.is_unspecified() => format!("[{}]", Ipv6Addr::LOCALHOST),
        IpAddr::V6(address) => format!("[{address}]"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    #[test]
    fn only_names_of_this_server_are_known() {
        let mut options = Options::local(Path::new("x"));
        for name in ["localhost", "127.0.0.1", "::1"] {
            assert!(is_known(&options, name), "{name}");
        }
        for name in ["", "evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "10.0.0.1", "0x7f000001"] {
            assert!(!is_known(&options, name), "{name}");
        }
        options.bind = IpAddr::from([0, 0, 0, 0]);
        options.hosts.push("News.lan".into());
        assert!(
            is_known(&options, "10.0.0.1") && is_known(&options, "news.lan") && !is_known(&options, "evil.example")
        );
    }

    #[test]
    fn ports_are_no_part_of_a_name() {
        assert_eq!(
            [name("localhost:80"), name("[::1]:80"), name("[::1]"), name("a")],
            ["localhost", "::1", "::1", "a"]
        );
    }
}
