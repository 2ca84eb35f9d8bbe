//! Addresses as formats want them that take nothing but URIs.

/// The address as a URI (RFC 3986), with what URIs have no place for percent-encoded; `None` where it has no scheme.
pub(crate) fn uri(address: &str) -> Option<String> {
    let (scheme, rest) = address.trim().split_once(':')?;
    let fits = |c: char| c.is_ascii_alphanumeric() || "+-.".contains(c);
    if rest.is_empty() || !scheme.starts_with(|c: char| c.is_ascii_alphabetic()) || !scheme.chars().all(fits) {
        return None;
    }
    let mut uri = format!("{scheme}:");
    let mut in_fragment = false;
    for (at, &byte) in rest.as_bytes().iter().enumerate() {
        let hex = |n: usize| rest.as_bytes().get(at + n).is_some_and(u8::is_ascii_hexdigit);
        let stays = match byte {
            b'%' => hex(1) && hex(2),
            b'#' => !std::mem::replace(&mut in_fragment, true),
            // Only around the number of a host.
            b'[' | b']' => rest.starts_with("//["),
            _ => byte.is_ascii_alphanumeric() || b"-._~:/?@!$&'()*+,;=".contains(&byte),
        };
        if stays { uri.push(char::from(byte)) } else { uri += &format!("%{byte:02X}") }
    }
    Some(uri)
}

#[cfg(test)]
mod tests {
    use super::uri;

    #[test]
    fn what_a_uri_has_no_place_for_is_encoded() {
        for same in ["https://a.example/b?c=d&e=%20#f", "http://[::1]:8080/", "tag:x"] {
            assert_eq!(uri(same).as_deref(), Some(same));
        }
        assert_eq!(
            uri(" https://a.example/\"<é>#a#b%z ").as_deref(),
            Some("https://a.example/%22%3C%C3%A9%3E#a%23b%25z")
        );
        for none in ["", "a.example/b", "1a:b", "a b:c", "https:"] {
            assert_eq!(uri(none), None, "{none}");
        }
    }
}
