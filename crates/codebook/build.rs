//! Tells cargo that the embedded codebook is a part of this crate: without it an edited entry would not be compiled in.

#![allow(clippy::print_stdout)]

fn main() {
    println!("cargo:rerun-if-changed=../../codebook");
}
