//! Names that are the same whenever and wherever they are made: UUIDs of version 5.

use uuid::Uuid;

/// Drawn once, for this project.
const OURS: Uuid = Uuid::from_u128(0x253d_d489_9bc5_44be_9cb2_850d_90dd_8883);

/// The UUID of what these parts name together.
pub(crate) fn uuid(parts: &[&str]) -> Uuid {
    // With the lengths before them, ["a b"] and ["a", "b"] differ.
    let named: String = parts.iter().map(|part| format!("{}:{part} ", part.len())).collect();
    Uuid::new_v5(&OURS, named.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_make_the_same_name_every_time_and_other_parts_another() {
        assert_eq!(uuid(&["identity", "Iran"]), uuid(&["identity", "Iran"]));
        assert_ne!(uuid(&["a", "b"]), uuid(&["a b"]));
        assert_ne!(uuid(&["a", ""]), uuid(&["a"]));
        assert_eq!(uuid(&["x"]).get_version_num(), 5);
    }
}
