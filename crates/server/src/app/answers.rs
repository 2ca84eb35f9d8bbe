//! Whole answers, remembered while the ledger does not change: many who ask the same cost one question.

use axum::body::Bytes;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use std::collections::HashMap;

/// So many bytes of answers are remembered;
const MOST: usize = 32 << 20;
/// one that has more than this is not.
pub(crate) const LARGEST: u64 = 1 << 20;

/// A good answer.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        (self.headers, self.body).into_response()
    }
}

/// Answers by the tag of request and state of the ledger.
#[derive(Debug, Default)]
pub(super) struct Answers {
    known: HashMap<String, Answer>,
    bytes: usize,
}

impl Answers {
    pub(super) fn get(&self, tag: &str) -> Option<Answer> {
        self.known.get(tag).cloned()
    }

    /// Remembers an answer; where there are too many, all before it are forgotten.
    pub(super) fn put(&mut self, tag: &str, answer: Answer) {
        if self.bytes + answer.body.len() > MOST {
            self.known.clear();
            self.bytes = 0;
        }
        self.bytes += answer.body.len() + 1024;
        self.known.insert(tag.to_owned(), answer);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_remembered_is_bounded() {
        let mut answers = Answers::default();
        let answer = Answer { headers: HeaderMap::new(), body: Bytes::from(vec![0; LARGEST as usize]) };
        for n in 0..100 {
            answers.put(&n.to_string(), answer.clone());
            let bytes: usize = answers.known.values().map(|answer| answer.body.len()).sum();
            assert!(bytes <= MOST && answers.get(&n.to_string()).is_some());
        }
    }
}
