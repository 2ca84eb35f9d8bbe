//! The program `rapporteur`.

fn main() {}
