//! Which of the offered media types a client wants (RFC 9110, section 12.5.1).

use crate::problem::Problem;
use axum::http::{HeaderMap, header};

/// A media type that is offered: its name in `format=`, its type, and what it stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Media<T> {
    pub(crate) name: &'static str,
    pub(crate) ty: &'static str,
    pub(crate) means: T,
}

/// The one that `format` names; else the one that `Accept` likes best, the first of equals.
pub(crate) fn choose<T: Copy>(
    offered: &[Media<T>],
    format: Option<&str>,
    headers: &HeaderMap,
) -> Result<Media<T>, Problem> {
    let names = || offered.iter().map(|media| media.name).collect::<Vec<_>>().join(" ");
    if let Some(format) = format.filter(|format| !format.is_empty()) {
        let named = offered.iter().find(|media| media.name.eq_ignore_ascii_case(format)).copied();
        let unknown =
            || Problem::parameter("format", format!("there is no format {format:?}"), &format!("one of {}", names()));
        return named.ok_or_else(unknown);
    }
    let accepts: Vec<&str> = headers
        .get_all(header::ACCEPT)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .collect();
    if accepts.is_empty() {
        return Ok(offered[0]);
    }
    let mut best: Option<(f32, Media<T>)> = None;
    for media in offered {
        let liked = quality(media.ty, &accepts);
        if liked > 0.0 && best.as_ref().is_none_or(|(most, _)| liked > *most) {
            best = Some((liked, *media));
        }
    }
    best.map(|(_, media)| media).ok_or_else(|| {
        let types = offered.iter().map(|media| media.ty).collect::<Vec<_>>().join(", ");
        Problem::new("format", "none of the accepted types is offered").remedy(format!("accept one of {types}"))
    })
}

/// What `format` was parsed to; else what `Accept` likes best.
pub(crate) fn asked_or_accepted<T: Copy>(
    asked: Option<T>,
    offered: &[Media<T>],
    headers: &HeaderMap,
) -> Result<T, Problem> {
    asked.map_or_else(|| Ok(choose(offered, None, headers)?.means), Ok)
}

/// How much a type is wanted: by the narrowest range that covers it.
fn quality(ty: &str, accepts: &[&str]) -> f32 {
    let mut found = (0, 0.0);
    for range in accepts {
        let mut parts = range.split(';').map(str::trim);
        let name = parts.next().unwrap_or_default().to_ascii_lowercase();
        let wanted = parts.find_map(|part| part.strip_prefix("q=")).and_then(|q| q.trim().parse::<f32>().ok());
        let wanted = wanted.map_or(1.0, |q| if q.is_finite() { q.clamp(0.0, 1.0) } else { 0.0 });
        let narrowness = match name.split_once('/') {
            _ if name == ty => 3,
            Some((main, "*")) if main != "*" && ty.split('/').next() == Some(main) => 2,
            Some(("*", "*")) => 1,
            _ => continue,
        };
        if narrowness > found.0 {
            found = (narrowness, wanted);
        }
    }
    found.1
}

#[cfg(test)]
mod tests {
    use super::*;

    const OFFERED: [Media<u8>; 2] =
        [Media { name: "json", ty: "application/json", means: 0 }, Media { name: "csv", ty: "text/csv", means: 1 }];

    fn chosen(format: Option<&str>, accept: Option<&str>) -> Option<u8> {
        let mut headers = HeaderMap::new();
        if let Some(accept) = accept {
            headers.insert(header::ACCEPT, accept.parse().unwrap());
        }
        choose(&OFFERED, format, &headers).ok().map(|media| media.means)
    }

    #[test]
    fn the_best_liked_type_is_chosen_and_a_named_one_before_it() {
        assert_eq!(chosen(None, None), Some(0));
        assert_eq!(chosen(None, Some("text/html, */*;q=0.1")), Some(0));
        assert_eq!(chosen(None, Some("text/csv, application/json;q=0.9")), Some(1));
        assert_eq!(chosen(None, Some("*/*, application/json;q=0")), Some(1));
        assert_eq!(chosen(None, Some("text/*")), Some(1));
        assert_eq!(chosen(Some("csv"), Some("application/json")), Some(1));
        for (format, accept) in [(Some("xlsx"), None), (None, Some("image/png")), (None, Some("application/json;q=0"))]
        {
            assert_eq!(chosen(format, accept), None, "{format:?} {accept:?}");
        }
        for odd in ["", ";;;,,,", "a/b/c;q=x", "*/*;q=nan", "/", "*"] {
            let _ = chosen(None, Some(odd));
        }
    }
}
