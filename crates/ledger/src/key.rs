//! Names made of content: the same report or claim has the same name in every ledger.

use rapporteur::output::Claim;
use rapporteur::text::Report;
use rusqlite::Row;
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::fmt;

/// A content-addressed name: the first 16 bytes of a SHA-256.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key(pub [u8; 16]);

/// How many hexadecimal digits of a key are shown; any unambiguous beginning is understood.
const SHOWN: usize = 10;

impl Key {
    /// The key of these parts; each is taken with its length, so that no two lists of parts are the same.
    pub(crate) fn of(parts: &[&[u8]]) -> Self {
        let mut digest = Sha256::new();
        for part in parts {
            digest.update((part.len() as u64).to_le_bytes());
            digest.update(part);
        }
        let mut key = [0; 16];
        key.copy_from_slice(&digest.finalize()[..16]);
        Self(key)
    }

    /// The key of a report: its text and what is known of its publication. The id that the input gives it does not
    /// count, nor where the file lay.
    pub fn of_report(report: &Report) -> Self {
        let known = |field: &Option<String>| field.clone().unwrap_or_default().into_bytes();
        Self::of(&[
            report.text.as_bytes(),
            &known(&report.title),
            &known(&report.publisher),
            &known(&report.published),
            &known(&report.url),
        ])
    }

    /// The keys of all claims of a reading: the report, the words that name the event and its type, so that a claim keeps its
    /// key when the report is read again and other fields come out differently.
    pub fn of_claims(report: Self, claims: &[Claim]) -> Vec<Self> {
        let mut seen: HashMap<(u32, u32, &str), u32> = HashMap::new();
        let key = |claim: &Claim, nth: u32| {
            let place = [claim.trigger.start, claim.trigger.end, nth].map(u32::to_le_bytes).concat();
            Self::of(&[&report.0, claim.ty.as_bytes(), &place])
        };
        let mut keys = Vec::with_capacity(claims.len());
        for claim in claims {
            let nth = seen.entry((claim.trigger.start, claim.trigger.end, &claim.ty)).or_default();
            keys.push(key(claim, *nth));
            *nth += 1;
        }
        keys
    }

    /// All of it, in hexadecimal.
    pub fn full(self) -> String {
        self.0.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// The key that [`Key::full`] writes so.
    pub(crate) fn from_full(digits: &str) -> Option<Self> {
        let right = digits.len() == 32 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        u128::from_str_radix(digits, 16).ok().filter(|_| right).map(|number| Self(number.to_be_bytes()))
    }

    /// The key in a column.
    pub(crate) fn at(row: &Row<'_>, column: usize) -> rusqlite::Result<Self> {
        Ok(Self::from_blob(row.get_ref(column)?.as_blob()?).unwrap_or(Self([0; 16])))
    }

    pub(crate) fn from_blob(blob: &[u8]) -> Option<Self> {
        blob.try_into().ok().map(Self)
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.full()[..SHOWN])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_id_of_the_input_does_not_count_and_the_date_does() {
        let one = Report::new("a", "Troops left.");
        let same = Report::new("b", "Troops left.");
        assert_eq!(Key::of_report(&one), Key::of_report(&same));
        assert_ne!(Key::of_report(&one), Key::of_report(&same.published("2025-03-13")));
        assert_ne!(Key::of(&[b"ab", b"c"]), Key::of(&[b"a", b"bc"]));
        assert_eq!(Key::of_report(&one).to_string().len(), 10);
    }
}
