//! What the machine can do at most, to hold the models' speed against: `cargo bench -p rapporteur-eval --bench machine`.
//!
//! Elements are multiply-adds, so criterion prints them a second: of integers on registers alone, by the steps of the
//! kernels in `crates/syntax/src/model/simd.rs`, and the bytes that a sum over them reads from memory and from the second cache.

// Criterion's macros make functions without documentation; the peak is what instructions give, so they stand here bare.
#![allow(missing_docs, unsafe_code)]
// All intrinsics come from one module, as in the kernels.
#![allow(clippy::wildcard_imports)]

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use std::hint::black_box;

/// Steps between two looks at the clock.
const STEPS: u64 = 10_000;
/// Sums that are kept going side by side, so that no instruction waits for the one before.
const SUMS: usize = 12;

#[cfg(target_arch = "x86_64")]
mod x86 {
    use super::{STEPS, SUMS};
    use std::arch::x86_64::*;
    use std::hint::black_box;

    /// Four products of pairs of bytes are added in sixteen bits before they are widened, as seven-bit values allow: 128
    /// multiply-adds a sum and step.
    #[target_feature(enable = "avx2")]
    pub(super) fn avx2() -> i32 {
        let (rows, weights) = (_mm256_set1_epi8(black_box(3)), _mm256_set1_epi8(black_box(-2)));
        let ones = _mm256_set1_epi16(black_box(1));
        let mut sums = [_mm256_setzero_si256(); SUMS];
        for _ in 0..STEPS / 2 {
            for sum in &mut sums {
                // Depends on the sum, or a compiler takes the products out of the loop.
                let changed = _mm256_xor_si256(weights, *sum);
                let pairs = _mm256_maddubs_epi16(rows, changed);
                let pairs = _mm256_add_epi16(pairs, _mm256_maddubs_epi16(changed, rows));
                let pairs = _mm256_add_epi16(pairs, _mm256_maddubs_epi16(changed, weights));
                let pairs = _mm256_add_epi16(pairs, _mm256_maddubs_epi16(weights, changed));
                *sum = _mm256_madd_epi16(pairs, ones);
            }
        }
        sums.iter().fold(0, |all, &sum| all ^ _mm256_extract_epi32::<0>(sum))
    }

    /// 64 multiply-adds a sum and step in one instruction, so twice the steps of AVX2's.
    #[target_feature(enable = "avx512f,avx512vnni")]
    pub(super) fn vnni() -> i32 {
        let (rows, weights) = (_mm512_set1_epi8(black_box(3)), _mm512_set1_epi8(black_box(-2)));
        let mut sums = [_mm512_setzero_si512(); SUMS];
        for _ in 0..STEPS {
            for sum in &mut sums {
                *sum = _mm512_dpbusd_epi32(*sum, rows, weights);
            }
        }
        sums.iter().fold(0, |all, &sum| all ^ _mm512_reduce_add_epi32(sum))
    }
}

fn machine(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("multiply-adds of bytes");
    group.throughput(Throughput::Elements(STEPS * SUMS as u64 * 64));
    #[cfg(target_arch = "x86_64")]
    {
        if is_x86_feature_detected!("avx2") {
            // SAFETY: the processor has AVX2.
            group.bench_function("AVX2", |bench| bench.iter(|| unsafe { x86::avx2() }));
        }
        if is_x86_feature_detected!("avx512f") && is_x86_feature_detected!("avx512vnni") {
            // SAFETY: the processor has AVX-512 with VNNI.
            group.bench_function("AVX-512 VNNI", |bench| bench.iter(|| unsafe { x86::vnni() }));
        }
    }
    group.finish();
    let mut group = criterion.benchmark_group("reading");
    for (name, bytes) in [("the second cache", 256 << 10), ("memory", 512 << 20)] {
        let numbers = vec![1_u64; bytes / 8];
        group.throughput(Throughput::Bytes(bytes as u64));
        group.bench_function(name, |bench| bench.iter(|| black_box(&numbers).iter().sum::<u64>()));
    }
    group.finish();
}

criterion_group!(benches, machine);
criterion_main!(benches);
