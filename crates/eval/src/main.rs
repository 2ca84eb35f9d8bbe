//! Scores a reading against annotated corpora.

fn main() {}
