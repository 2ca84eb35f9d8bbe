//! The files that the program carries, as bytes.
//!
//! They have a crate of their own because the compiler's work on a large constant is repeated whenever the crate that
//! holds it changes.

/// The deep reading model: see `deep.md`.
pub static DEEP: &[u8] = include_bytes!("deep.safetensors");

/// The small reading model, for speed: see `fast.md`.
pub static FAST: &[u8] = include_bytes!("fast.safetensors");
