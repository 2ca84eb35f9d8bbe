//! What a web server answered, as web archives keep it.

use flate2::read::{DeflateDecoder, GzDecoder, ZlibDecoder};
use std::io::{self, BufRead, Read};

/// An answer with its content as it was before it was sent.
pub(crate) struct Response {
    pub(crate) status: u16,
    pub(crate) content_type: String,
    pub(crate) body: Vec<u8>,
}

/// How large the content of an answer may become when it is unpacked.
const LARGEST: u64 = 64 << 20;

/// Names in lower case with their values, up to the empty line; `None` where it does not come.
pub(crate) fn read_headers(input: &mut impl BufRead, longest: u64) -> io::Result<Option<Vec<(String, String)>>> {
    let mut headers: Vec<(String, String)> = Vec::new();
    let mut left = longest;
    loop {
        let mut line = Vec::new();
        left -= input.take(left).read_until(b'\n', &mut line)? as u64;
        if line.last() != Some(&b'\n') {
            return Ok(None);
        }
        let text = String::from_utf8_lossy(line.trim_ascii_end());
        if text.is_empty() {
            return Ok(Some(headers));
        }
        match (headers.last_mut(), text.split_once(':')) {
            // A value that goes on in the next line.
            (Some((_, value)), _) if line.starts_with(b" ") || line.starts_with(b"\t") => {
                value.push(' ');
                value.push_str(text.trim());
            }
            (_, Some((name, value))) => headers.push((name.trim().to_ascii_lowercase(), value.trim().to_owned())),
            (_, None) => {}
        }
    }
}

/// The value of a header by its name in lower case.
pub(crate) fn header<'h>(headers: &'h [(String, String)], name: &str) -> Option<&'h str> {
    headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
}

/// `text/html; charset="utf-8"` as the media type in lower case and the charset.
pub(crate) fn content_type(value: &str) -> (String, Option<String>) {
    let mut parts = value.split(';');
    let media = parts.next().unwrap_or_default().trim().to_ascii_lowercase();
    let charset = parts.find_map(|part| {
        let (name, value) = part.split_once('=')?;
        name.trim().eq_ignore_ascii_case("charset").then(|| value.trim().trim_matches(['"', '\'']).to_owned())
    });
    (media, charset)
}

/// Parses an answer: `Err(None)` where it is none, `Err` with the reason where its content cannot be had.
pub(crate) fn parse_response(bytes: &[u8]) -> Result<Response, Option<String>> {
    let mut rest = bytes;
    let mut first = Vec::new();
    rest.by_ref().take(1 << 12).read_until(b'\n', &mut first).map_err(|_| None)?;
    let first = String::from_utf8_lossy(&first);
    let mut words = first.split_whitespace();
    if !words.next().is_some_and(|version| version.starts_with("HTTP/")) {
        return Err(None);
    }
    let status = words.next().and_then(|status| status.parse().ok()).ok_or(None)?;
    let headers =
        read_headers(&mut rest, 1 << 20).ok().flatten().ok_or_else(|| Some("its header does not end".to_owned()))?;
    let content_type = header(&headers, "content-type").unwrap_or_default().to_owned();
    let coding = header(&headers, "content-encoding").unwrap_or_default().to_ascii_lowercase();
    let chunked = header(&headers, "transfer-encoding").is_some_and(|how| how.to_ascii_lowercase().contains("chunked"));
    let sent = if chunked { unchunked(rest) } else { None };
    let sent = sent.as_deref().unwrap_or(rest);
    let body = match &*coding {
        // Archives that keep the content unpacked often leave the header as it was.
        "gzip" | "x-gzip" if sent.starts_with(&[0x1F, 0x8B]) => unpacked(GzDecoder::new(sent))?,
        "deflate" if sent.first().is_some_and(|byte| byte & 0x0F == 8) => {
            unpacked(ZlibDecoder::new(sent)).or_else(|_| unpacked(DeflateDecoder::new(sent)))?
        }
        "br" | "zstd" if std::str::from_utf8(sent).is_err() && !sent.starts_with(b"<") => {
            return Err(Some(format!("its content is packed by {coding}, which is not read")));
        }
        _ => sent.to_owned(),
    };
    Ok(Response { status, content_type, body })
}

fn unpacked(from: impl Read) -> Result<Vec<u8>, Option<String>> {
    let mut body = Vec::new();
    from.take(LARGEST + 1).read_to_end(&mut body).map_err(|error| Some(format!("its content is damaged: {error}")))?;
    if body.len() as u64 > LARGEST {
        return Err(Some(format!("its content unpacks to more than {} MB", LARGEST >> 20)));
    }
    Ok(body)
}

/// The chunks put together; `None` where there are none, as in archives that put them together themselves.
fn unchunked(mut rest: &[u8]) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let end = rest.iter().take(64).position(|&byte| byte == b'\n')?;
        let size = std::str::from_utf8(&rest[..end]).ok()?.split(';').next()?.trim();
        let size = usize::from_str_radix(size, 16).ok()?;
        rest = &rest[end + 1..];
        if size == 0 {
            return Some(body);
        }
        body.extend_from_slice(&rest[..size.min(rest.len())]);
        rest = rest.get(size..)?;
        rest = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n"))?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_is_put_together_and_unpacked() {
        let chunked = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; Charset=\"latin1\"\r\nTransfer-Encoding: chunked\r\n\r\n4\r\n<p>a\r\n3;x=y\r\n</p\r\n1\r\n>\r\n0\r\n\r\n";
        let response = parse_response(chunked).unwrap_or_else(|_| panic!("it is sound"));
        assert_eq!((response.status, &*response.body), (200, &b"<p>a</p>"[..]));
        assert_eq!(content_type(&response.content_type), ("text/html".into(), Some("latin1".into())));
        let whole = b"HTTP/1.0 404 Not Found\nTransfer-Encoding: chunked\n\n<p>not chunked";
        assert_eq!(parse_response(whole).map(|r| (r.status, r.body.len())).ok(), Some((404, 14)));
        assert!(matches!(parse_response(b"20250313 dns"), Err(None)));
        assert!(matches!(parse_response(b"HTTP/1.1 200 OK\r\nContent-Encoding: br\r\n\r\n\xFF\xFE"), Err(Some(_))));
    }
}
