//! Which line of a list a string is: a look-up that every word needs, so it is made to be quick.

/// Numbered lines, found by their text. They are kept as one text, and slots hold the numbers of lines.
#[derive(Debug)]
pub(super) struct Strings {
    text: Box<str>,
    /// Where each line begins, and where one after the last would.
    starts: Vec<u32>,
    /// The number of a line and its hash, or nothing; where a slot is taken, the next one is tried.
    slots: Vec<(u32, u32)>,
}

const EMPTY: u32 = u32::MAX;

impl Strings {
    /// The lines of a text, the first of them number 0. A line with columns, parted by tabs, is found by the first
    /// `columns` of them. Of lines with one key the first is found.
    pub(super) fn new(text: &str, columns: usize) -> Self {
        let mut starts = vec![0];
        starts.extend(text.split('\n').scan(0, |at, line| {
            *at += line.len() as u32 + 1;
            Some(*at)
        }));
        let slots = vec![(EMPTY, 0); (2 * starts.len()).next_power_of_two()];
        let mut strings = Self { text: text.into(), starts, slots };
        for number in 0..strings.starts.len() as u32 - 1 {
            let line = strings.line(number);
            let key = line.match_indices('\t').nth(columns - 1).map_or(line, |(end, _)| &line[..end]);
            if let Err(slot) = strings.slot(key) {
                strings.slots[slot] = (number, hash(key));
            }
        }
        strings
    }

    /// The number of the line with this key.
    #[inline]
    pub(super) fn find(&self, key: &str) -> Option<u32> {
        self.slot(key).ok()
    }

    /// A line.
    pub(super) fn line(&self, number: u32) -> &str {
        let number = number as usize;
        &self.text[self.starts[number] as usize..self.starts[number + 1] as usize - 1]
    }

    /// How many lines there are.
    pub(super) fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// The line with this key, or the free slot where it would be found.
    #[inline]
    fn slot(&self, key: &str) -> Result<u32, usize> {
        let hash = hash(key);
        let mut at = hash as usize & (self.slots.len() - 1);
        loop {
            let (number, its) = self.slots[at];
            if number == EMPTY {
                return Err(at);
            }
            if its == hash && self.begins(number, key) {
                return Ok(number);
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
    }

    /// Whether a line has this key, or this as the first of its columns.
    #[inline]
    fn begins(&self, number: u32, key: &str) -> bool {
        let rest = self.text.as_bytes().get(self.starts[number as usize] as usize..).unwrap_or_default();
        rest.starts_with(key.as_bytes()) && matches!(rest.get(key.len()), None | Some(b'\n' | b'\t'))
    }
}

/// A quick hash, for texts that nobody chose to collide: a list that comes with a model.
#[inline]
fn hash(key: &str) -> u32 {
    const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;
    let mix = |hash: u64, word: u64| {
        let product = u128::from(hash ^ word) * u128::from(FACTOR);
        product as u64 ^ (product >> 64) as u64
    };
    let (words, rest) = key.as_bytes().as_chunks::<8>();
    let mut hash = words.iter().fold(key.len() as u64 + 1, |hash, &word| mix(hash, u64::from_le_bytes(word)));
    let last = rest.iter().fold(0, |last, &byte| last << 8 | u64::from(byte));
    hash = mix(hash, last);
    (hash >> 32 ^ hash) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_found_by_their_keys() {
        let list: String = (0..3000).map(|i| format!("{}{i}\n", "ab".repeat(i % 9))).collect();
        let strings = Strings::new(&list, 1);
        assert_eq!(strings.len(), 3001);
        for (number, line) in list.split('\n').enumerate() {
            assert_eq!((strings.find(line), strings.line(number as u32)), (Some(number as u32), line));
            assert_eq!(strings.find(&format!("{line}x")), None);
        }
        let columns = Strings::new("men\tNOUN\tman\nmen\tVERB\tmen\nmen\tNOUN\tx\nodd", 2);
        assert_eq!(columns.find("men\tVERB"), Some(1));
        assert_eq!(columns.find("men\tNOUN"), Some(0));
        assert_eq!(columns.find("odd"), Some(3));
        assert_eq!((columns.find("men\tADJ"), columns.find(""), Strings::new("", 1).find("")), (None, None, Some(0)));
    }
}
