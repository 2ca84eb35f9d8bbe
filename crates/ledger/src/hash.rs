//! A quick digest for indices. It must come out the same on every machine and for ever: it is stored.

/// FNV-1a over the bytes, scattered once more.
pub(crate) fn digest(bytes: &[u8]) -> u64 {
    mixed(
        bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)),
    )
}

/// The finaliser of SplitMix64, which scatters numbers evenly.
pub(crate) fn mixed(mut n: u64) -> u64 {
    n = (n ^ (n >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    n = (n ^ (n >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    n ^ (n >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digests_never_change() {
        assert_eq!(digest(b"signed"), 0x914a_f000_6dbd_23bb);
    }
}
