//! Finds tokens in the text of their sentence, and words in their token.

use crate::blank::is_blank;

/// The byte ranges of the tokens in `text`, or `None` where the tokens do not spell it.
///
/// White space counts for nothing, on either side: a form may contain it, and a text may break a form by it.
pub(super) fn locate<'a>(text: &str, forms: impl Iterator<Item = &'a str>) -> Option<Vec<(usize, usize)>> {
    let mut rest = text.char_indices().filter(|&(_, c)| !is_blank(c)).peekable();
    let mut found = Vec::new();
    for form in forms {
        let mut range: Option<(usize, usize)> = None;
        for wanted in form.chars().filter(|&c| !is_blank(c)) {
            let (at, _) = rest.next_if(|&(_, c)| c == wanted)?;
            let end = at + wanted.len_utf8();
            range = Some((range.map_or(at, |(start, _)| start), end));
        }
        found.push(range?);
    }
    rest.next().is_none().then_some(found)
}

/// Parts the text of a multiword token among its words: the lengths in bytes, which add up to the whole.
///
/// Each word takes as many characters as its form has, but leaves one for each word after it; the last takes the
/// rest. That is exact wherever the forms spell the token ("do" and "n't").
pub(crate) fn tile<'a>(token: &str, forms: impl ExactSizeIterator<Item = &'a str>) -> Vec<usize> {
    let mut left = token;
    let mut chars_left = token.chars().count();
    let mut words_left = forms.len();
    let mut lengths = Vec::with_capacity(words_left);
    for form in forms {
        words_left -= 1;
        let wanted = form.chars().count().min(chars_left.saturating_sub(words_left)).max(usize::from(chars_left > 0));
        let taken = if words_left == 0 { chars_left } else { wanted };
        let bytes = left.char_indices().nth(taken).map_or(left.len(), |(at, _)| at);
        lengths.push(bytes);
        left = &left[bytes..];
        chars_left -= taken;
    }
    lengths
}
