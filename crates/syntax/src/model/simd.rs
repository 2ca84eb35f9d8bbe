//! Integer matrix products with the processor's best instructions, chosen at run time.
//!
//! This is the only file of the room with `unsafe` code. All kernels compute the same integers, and everything in
//! floating point is written once, in plain Rust without fused operations, and only compiled again with wider
//! instructions; so the same text gives the same bytes on every processor.
#![allow(unsafe_code)]
// Index loops over registers are unrolled and read as the tables they are; all loads and stores are unaligned ones.
#![allow(clippy::needless_range_loop, clippy::cast_ptr_alignment, clippy::wildcard_imports)]

use std::sync::LazyLock;

/// Outputs that one block of packed weights holds.
pub(super) const BLOCK: usize = 16;
/// Inputs that stand together in a packed block, as one 32-bit lane.
pub(super) const GROUP: usize = 4;

/// Which instructions the processor has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Level {
    /// Nothing beyond the target's baseline.
    Plain,
    /// AVX2.
    #[cfg(target_arch = "x86_64")]
    Avx2,
    /// AVX-512 with VNNI.
    #[cfg(target_arch = "x86_64")]
    Vnni,
}

impl Level {
    /// The best level of this processor, found once.
    pub(super) fn best() -> Self {
        static BEST: LazyLock<Level> = LazyLock::new(|| *Level::all().last().unwrap_or(&Level::Plain));
        *BEST
    }

    /// All levels of this processor, best last.
    pub(super) fn all() -> Vec<Self> {
        #[allow(unused_mut)]
        let mut levels = vec![Self::Plain];
        #[cfg(target_arch = "x86_64")]
        {
            if is_x86_feature_detected!("avx2") {
                levels.push(Self::Avx2);
            }
            if is_x86_feature_detected!("avx512f")
                && is_x86_feature_detected!("avx512bw")
                && is_x86_feature_detected!("avx512vl")
                && is_x86_feature_detected!("avx512dq")
                && is_x86_feature_detected!("avx512vnni")
            {
                levels.push(Self::Vnni);
            }
        }
        levels
    }
}

/// Work that is compiled once for each level.
pub(super) trait Work {
    /// What it gives.
    type Output;
    /// Does it with the kernel `K`; to be marked `#[inline(always)]`, with all that it calls in hot loops.
    fn run<K: Kernel>(self) -> Self::Output;
}

/// Runs the work with the instructions of `level`.
pub(super) fn dispatch<W: Work>(level: Level, work: W) -> W::Output {
    match level {
        Level::Plain => work.run::<Plain>(),
        // SAFETY: these levels come from `Level::all`, which lists only what the processor has.
        #[cfg(target_arch = "x86_64")]
        Level::Avx2 => unsafe { x86::run_avx2(work) },
        #[cfg(target_arch = "x86_64")]
        Level::Vnni => unsafe { x86::run_vnni(work) },
    }
}

/// A product of a few rows with one or more blocks of packed weights.
pub(super) trait Kernel {
    /// Rows that a tile has at most.
    const ROWS: usize;
    /// Blocks that a tile has at most.
    const BLOCKS: usize;

    /// Runs work in a function of its own with this kernel's instructions. Without it the products would be compiled
    /// again at every place that needs one, which takes the compiler minutes.
    fn apart<W: Work>(work: W) -> W::Output;

    /// Adds the products of `R` rows of `rows` (`width` biased bytes each: value + 128) with `B` blocks of
    /// `weights` (each `width / GROUP` groups of `BLOCK × GROUP` bytes) into `sums`, starting from zero.
    fn tile<const R: usize, const B: usize>(
        rows: &[u8],
        width: usize,
        weights: &[i8],
        sums: &mut [[[i32; BLOCK]; B]; R],
    );
}

/// Plain Rust.
pub(super) struct Plain;

/// Inputs that the plain kernel widens at a time.
const STRETCH: usize = 32 * GROUP;

impl Kernel for Plain {
    const ROWS: usize = 8;
    const BLOCKS: usize = 1;

    #[inline(never)]
    fn apart<W: Work>(work: W) -> W::Output {
        work.run::<Self>()
    }

    #[inline(always)]
    fn tile<const R: usize, const B: usize>(
        rows: &[u8],
        width: usize,
        weights: &[i8],
        sums: &mut [[[i32; BLOCK]; B]; R],
    ) {
        // Inner products of sixteen-bit rows are what compilers vectorise best without being told the processor; so
        // a stretch of the block is widened and put in rows first, for all rows of the tile.
        let mut wide = [[0_i16; STRETCH]; BLOCK];
        for (b, block) in weights.chunks_exact(width * BLOCK).take(B).enumerate() {
            for from in (0..width).step_by(STRETCH) {
                let many = STRETCH.min(width - from);
                let groups = block[from * BLOCK..][..many * BLOCK].chunks_exact(BLOCK * GROUP);
                for (g, group) in groups.enumerate() {
                    for (row, four) in wide.iter_mut().zip(group.chunks_exact(GROUP)) {
                        for (w, &v) in row[g * GROUP..][..GROUP].iter_mut().zip(four) {
                            *w = i16::from(v);
                        }
                    }
                }
                if many < STRETCH {
                    for row in &mut wide {
                        row[many..].fill(0);
                    }
                }
                for (row, sums) in rows.chunks_exact(width).zip(sums.iter_mut()) {
                    let mut x = [0_i16; STRETCH];
                    for (x, &v) in x.iter_mut().zip(&row[from..][..many]) {
                        *x = i16::from(v) - 128;
                    }
                    for (sum, w) in sums[b].iter_mut().zip(&wide) {
                        *sum += x.iter().zip(w).map(|(&x, &w)| i32::from(x) * i32::from(w)).sum::<i32>();
                    }
                }
            }
        }
    }
}

#[cfg(target_arch = "x86_64")]
mod x86 {
    use super::{BLOCK, GROUP, Kernel, Work};
    use std::arch::x86_64::*;

    #[target_feature(enable = "avx2")]
    #[inline(never)]
    pub(super) fn run_avx2<W: Work>(work: W) -> W::Output {
        work.run::<Avx2>()
    }

    #[target_feature(enable = "avx2,avx512f,avx512bw,avx512vl,avx512dq,avx512vnni")]
    #[inline(never)]
    pub(super) fn run_vnni<W: Work>(work: W) -> W::Output {
        work.run::<Vnni>()
    }

    pub(super) struct Avx2;

    impl Kernel for Avx2 {
        const ROWS: usize = 4;
        const BLOCKS: usize = 1;

        #[inline(always)]
        fn apart<W: Work>(work: W) -> W::Output {
            // SAFETY: `run_avx2` is the only way here, so the processor has the instructions.
            unsafe { run_avx2(work) }
        }

        #[inline(always)]
        fn tile<const R: usize, const B: usize>(
            rows: &[u8],
            width: usize,
            weights: &[i8],
            sums: &mut [[[i32; BLOCK]; B]; R],
        ) {
            assert!(rows.len() >= R * width && weights.len() >= B * width * BLOCK && width.is_multiple_of(GROUP));
            // SAFETY: `run_avx2` is the only way here; the lengths were checked above.
            unsafe {
                for b in 0..B {
                    let block = weights.as_ptr().add(b * width * BLOCK);
                    let mut sum = [[_mm256_setzero_si256(); 2]; R];
                    let ones = _mm256_set1_epi16(1);
                    let bias = _mm256_set1_epi8(-128);
                    for g in 0..width / GROUP {
                        let w = block.add(g * BLOCK * GROUP).cast::<__m256i>();
                        let w = [_mm256_loadu_si256(w), _mm256_loadu_si256(w.add(1))];
                        for r in 0..R {
                            let x = rows.as_ptr().add(r * width + g * GROUP).cast::<i32>().read_unaligned();
                            let x = _mm256_xor_si256(_mm256_set1_epi32(x), bias);
                            let size = _mm256_abs_epi8(x);
                            for h in 0..2 {
                                // |x| times w with x's sign: both factors are at most 127, so that the
                                // sixteen-bit sums of two products cannot overflow.
                                let pairs = _mm256_maddubs_epi16(size, _mm256_sign_epi8(w[h], x));
                                sum[r][h] = _mm256_add_epi32(sum[r][h], _mm256_madd_epi16(pairs, ones));
                            }
                        }
                    }
                    for r in 0..R {
                        for h in 0..2 {
                            _mm256_storeu_si256(sums[r][b].as_mut_ptr().add(8 * h).cast(), sum[r][h]);
                        }
                    }
                }
            }
        }
    }

    pub(super) struct Vnni;

    impl Kernel for Vnni {
        const ROWS: usize = 6;
        const BLOCKS: usize = 4;

        #[inline(always)]
        fn apart<W: Work>(work: W) -> W::Output {
            // SAFETY: `run_vnni` is the only way here, so the processor has the instructions.
            unsafe { run_vnni(work) }
        }

        #[inline(always)]
        fn tile<const R: usize, const B: usize>(
            rows: &[u8],
            width: usize,
            weights: &[i8],
            sums: &mut [[[i32; BLOCK]; B]; R],
        ) {
            assert!(rows.len() >= R * width && weights.len() >= B * width * BLOCK && width.is_multiple_of(GROUP));
            // SAFETY: `run_vnni` is the only way here; the lengths were checked above.
            unsafe {
                let mut sum = [[_mm512_setzero_si512(); B]; R];
                // The products take the bytes as they are, 128 too high; the same product with 128 itself is
                // taken off at the end.
                let mut excess = [_mm512_setzero_si512(); B];
                let bias = _mm512_set1_epi8(-128);
                for g in 0..width / GROUP {
                    let mut w = [_mm512_setzero_si512(); B];
                    for b in 0..B {
                        w[b] = _mm512_loadu_si512(weights.as_ptr().add((b * width + g * GROUP) * BLOCK).cast());
                        excess[b] = _mm512_dpbusd_epi32(excess[b], bias, w[b]);
                    }
                    for r in 0..R {
                        let x = rows.as_ptr().add(r * width + g * GROUP).cast::<i32>().read_unaligned();
                        let x = _mm512_set1_epi32(x);
                        for b in 0..B {
                            sum[r][b] = _mm512_dpbusd_epi32(sum[r][b], x, w[b]);
                        }
                    }
                }
                for r in 0..R {
                    for b in 0..B {
                        let s = _mm512_sub_epi32(sum[r][b], excess[b]);
                        _mm512_storeu_si512(sums[r][b].as_mut_ptr().cast(), s);
                    }
                }
            }
        }
    }
}
