//! How a gazetteer lies in memory: sections of fixed-size records and a map of names, read where they lie.
//!
//! ```text
//! magic 8 | six section ends u32 | features | countries | records | names | postings | map of names
//! ```
//! Features and countries are lines of text. A record's fields are as wide as these tables need ([`Layout`]); countries come
//! first, then first-level regions, then second-level ones, so that 16 bits reach every region. The map (an `fst`) leads from
//! a folded name to one record or to a list in `postings`.

pub(super) const MAGIC: &[u8; 8] = b"RPGAZ\0\0\x01";
pub(super) const HEADER: usize = 8 + 6 * 4;
pub(super) const NONE16: u16 = u16::MAX;
pub(super) const NONE8: u8 = u8::MAX;

/// How many bytes the fields of a record have: id 4, latitude 3, longitude 3, population 2, country 1, then the feature's
/// number, region 2, second-level region 2, and where its name begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Layout {
    pub(super) feature: usize,
    pub(super) name: usize,
}

impl Layout {
    /// Where a record has its feature.
    pub(super) const FEATURE: usize = 13;

    /// The layout of a file with so many features and so many bytes of names.
    pub(super) fn of(features: usize, names: usize) -> Self {
        Self { feature: if features < usize::from(NONE8) { 1 } else { 2 }, name: if names < 1 << 24 { 3 } else { 4 } }
    }

    /// How many bytes a record has.
    pub(super) fn record(self) -> usize {
        self.regions() + 4 + self.name
    }

    /// Where a record has its regions; its name comes after them.
    pub(super) fn regions(self) -> usize {
        Self::FEATURE + self.feature
    }
}

/// A number of up to four bytes.
pub(super) fn number(bytes: &[u8]) -> u32 {
    bytes.iter().rev().fold(0, |number, &byte| number << 8 | u32::from(byte))
}

const STEPS: f64 = 16_777_215.0;

/// Degrees in 24 bits, to two metres; `half` is 90 for latitudes, 180 for longitudes.
pub(super) fn pack_degrees(degrees: f64, half: f64) -> [u8; 3] {
    let steps = ((degrees + half) / (2.0 * half) * STEPS).round().clamp(0.0, STEPS) as u32;
    let [a, b, c, _] = steps.to_le_bytes();
    [a, b, c]
}

/// The way back, rounded to four decimals.
pub(super) fn unpack_degrees(bytes: [u8; 3], half: f64) -> f64 {
    let steps = u32::from_le_bytes([bytes[0], bytes[1], bytes[2], 0]);
    ((f64::from(steps) / STEPS * 2.0 * half - half) * 1e4).round() / 1e4
}

/// A number of people in 16 bits: 11 bits of it and a shift.
pub(super) fn pack_population(people: u32) -> u16 {
    let shift = (32 - people.leading_zeros()).saturating_sub(11);
    ((shift << 11) | ((people >> shift) & 0x7FF)) as u16
}

/// The way back; large numbers are cut to three digits or so.
pub(super) fn unpack_population(packed: u16) -> u32 {
    u32::from(packed & 0x7FF) << (packed >> 11).min(21)
}

/// A value of the map of names: one record, or where its list begins in `postings`.
pub(super) enum Target {
    One(Hit),
    List(usize),
}

/// A record under a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Hit {
    pub(super) record: u32,
    /// Whether the name is the record's main one.
    pub(super) main: bool,
}

impl Target {
    pub(super) fn pack(&self) -> u64 {
        match self {
            Self::One(hit) => u64::from(hit.record) << 2 | u64::from(hit.main) << 1,
            Self::List(offset) => (*offset as u64) << 1 | 1,
        }
    }

    pub(super) fn unpack(value: u64) -> Self {
        if value & 1 == 1 {
            Self::List((value >> 1) as usize)
        } else {
            Self::One(Hit { record: (value >> 2) as u32, main: value & 2 != 0 })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_back() {
        for degrees in [-90.0, -33.8678, 0.0, 52.4345, 90.0] {
            assert!((unpack_degrees(pack_degrees(degrees, 90.0), 90.0) - degrees).abs() < 1e-4, "{degrees}");
        }
        for degrees in [-180.0, 30.9754, 180.0] {
            assert!((unpack_degrees(pack_degrees(degrees, 180.0), 180.0) - degrees).abs() < 1e-4, "{degrees}");
        }
        for people in [0, 1, 999, 2047, 2048, 510_300, 1_400_000_000, u32::MAX] {
            let back = unpack_population(pack_population(people));
            assert!(people - back <= people / 1000, "{people} {back}");
        }
        for record in [0, 1, 299_999] {
            let Target::One(hit) = Target::unpack(Target::One(Hit { record, main: true }).pack()) else { panic!() };
            assert_eq!(hit, Hit { record, main: true });
        }
    }
}
