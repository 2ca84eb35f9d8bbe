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
/// Inputs that a step of the kernels takes; rows and weights are filled up to a multiple of it.
pub(super) const STEP: usize = 4 * GROUP;
/// Bytes of rows are biased by this: values lie between −63 and 63, bytes between 1 and 127.
pub(super) const BIAS: u8 = 64;
/// The largest weight. Together with [`LANE_SUM`] and the seven bits of the rows it lets AVX2 sum a step's products in
/// sixteen bits.
pub(super) const WEIGHT_MAX: i32 = 63;
/// The largest sum of the positive weights, and of the negative ones, that meet in one sixteen-bit lane within a step:
/// 127 times it is a sixteen-bit number. A lane takes the first or second half of each group, eight inputs.
pub(super) const LANE_SUM: i32 = 258;

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

    /// Adds the products of `R` rows of `rows` (`width` biased bytes each, a multiple of `STEP`) with `B` blocks of
    /// `weights` (each `width / GROUP` groups of `BLOCK × GROUP` bytes) to the sums. What the bias adds too much is to
    /// be taken off by the sums' first values.
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
                        *x = i16::from(v);
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
    use super::{BLOCK, GROUP, Kernel, STEP, Work};
    use std::arch::asm;
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
        const ROWS: usize = 3;
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
            assert!(rows.len() >= R * width && weights.len() >= B * width * BLOCK);
            assert!(width > 0 && width.is_multiple_of(STEP) && B == 1);
            // SAFETY: `run_avx2` is the only way here; the lengths were checked above.
            unsafe {
                let mut sum = [[_mm256_setzero_si256(); 2]; R];
                for r in 0..R {
                    for h in 0..2 {
                        sum[r][h] = _mm256_loadu_si256(sums[r][0].as_ptr().add(8 * h).cast());
                    }
                }
                if let Some(three) = sum.first_chunk_mut::<3>() {
                    avx2_three(rows.as_ptr(), width, weights.as_ptr(), three);
                } else {
                    avx2_few(rows.as_ptr(), width, weights.as_ptr(), &mut sum);
                }
                for r in 0..R {
                    for h in 0..2 {
                        _mm256_storeu_si256(sums[r][0].as_mut_ptr().add(8 * h).cast(), sum[r][h]);
                    }
                }
            }
        }
    }

    /// One row or two with one block. See [`avx2_three`] for what it computes.
    #[target_feature(enable = "avx2")]
    #[inline]
    unsafe fn avx2_few<const R: usize>(rows: *const u8, width: usize, weights: *const i8, sum: &mut [[__m256i; 2]; R]) {
        let ones = _mm256_set1_epi16(1);
        for from in (0..width).step_by(STEP) {
            let mut short = [[_mm256_setzero_si256(); 2]; R];
            for at in (from..from + STEP).step_by(GROUP) {
                // SAFETY: the caller checked that there are `R` rows and a block of this width.
                let (w, x) = unsafe {
                    let w = weights.add(at * BLOCK).cast::<__m256i>();
                    let x: [i32; R] = std::array::from_fn(|r| rows.add(r * width + at).cast::<i32>().read_unaligned());
                    ([_mm256_loadu_si256(w), _mm256_loadu_si256(w.add(1))], x)
                };
                for r in 0..R {
                    let x = _mm256_set1_epi32(x[r]);
                    for h in 0..2 {
                        short[r][h] = _mm256_add_epi16(short[r][h], _mm256_maddubs_epi16(x, w[h]));
                    }
                }
            }
            for r in 0..R {
                for h in 0..2 {
                    sum[r][h] = _mm256_add_epi32(sum[r][h], _mm256_madd_epi16(short[r][h], ones));
                }
            }
        }
    }

    /// Three rows with one block: a step's products are summed in sixteen bits, which `WEIGHT_MAX` and `LANE_SUM`
    /// make safe, and then widened and added. This takes all sixteen registers; compilers find no such allocation, and
    /// lose a quarter of the speed.
    #[rustfmt::skip]
    #[target_feature(enable = "avx2")]
    #[inline]
    unsafe fn avx2_three(rows: *const u8, width: usize, weights: *const i8, sum: &mut [[__m256i; 2]; 3]) {
        /// Loads the two halves of the block's group `g`.
        macro_rules! weights {
            ($g:literal) => {
                concat!("vmovdqu {w0}, [{w} + 64*", $g, "]\nvmovdqu {w1}, [{w} + 64*", $g, " + 32]\n")
            };
        }
        /// Multiplies the four inputs at `x` with both halves: the first products of a step.
        macro_rules! begin {
            ($x:literal, $s0:literal, $s1:literal) => {
                concat!(
                    "vpbroadcastd {x}, [", $x, "]\n",
                    "vpmaddubsw {", $s0, "}, {x}, {w0}\nvpmaddubsw {", $s1, "}, {x}, {w1}\n",
                )
            };
        }
        /// The same, added to the products before.
        macro_rules! go_on {
            ($x:literal, $s0:literal, $s1:literal) => {
                concat!(
                    "vpbroadcastd {x}, [", $x, "]\n",
                    "vpmaddubsw {t}, {x}, {w0}\nvpmaddubsw {x}, {x}, {w1}\n",
                    "vpaddw {", $s0, "}, {", $s0, "}, {t}\nvpaddw {", $s1, "}, {", $s1, "}, {x}\n",
                )
            };
        }
        /// Adds a step's sixteen-bit sums, pair by pair, to the sums.
        macro_rules! widen {
            ($s0:literal, $s1:literal, $a0:literal, $a1:literal) => {
                concat!(
                    "vpmaddwd {", $s0, "}, {", $s0, "}, [{ones}]\nvpmaddwd {", $s1, "}, {", $s1, "}, [{ones}]\n",
                    "vpaddd {", $a0, "}, {", $a0, "}, {", $s0, "}\nvpaddd {", $a1, "}, {", $a1, "}, {", $s1, "}\n",
                )
            };
        }
        let ones = [1_i16; 16];
        let [[a0, a1], [b0, b1], [c0, c1]] = sum;
        // SAFETY: the caller checked that there are three rows and a block of this width, which is a multiple of a
        // step and not zero; nothing but registers is written.
        unsafe {
            asm!(
                "2:",
                weights!("0"),
                begin!("{p}", "s0", "s1"),
                begin!("{p} + {width}", "s2", "s3"),
                begin!("{p} + 2*{width}", "s4", "s5"),
                weights!("1"),
                go_on!("{p} + 4", "s0", "s1"),
                go_on!("{p} + {width} + 4", "s2", "s3"),
                go_on!("{p} + 2*{width} + 4", "s4", "s5"),
                weights!("2"),
                go_on!("{p} + 8", "s0", "s1"),
                go_on!("{p} + {width} + 8", "s2", "s3"),
                go_on!("{p} + 2*{width} + 8", "s4", "s5"),
                weights!("3"),
                go_on!("{p} + 12", "s0", "s1"),
                widen!("s0", "s1", "a0", "a1"),
                go_on!("{p} + {width} + 12", "s2", "s3"),
                widen!("s2", "s3", "b0", "b1"),
                go_on!("{p} + 2*{width} + 12", "s4", "s5"),
                widen!("s4", "s5", "c0", "c1"),
                "add {w}, 256",
                "add {p}, 16",
                "dec {n}",
                "jnz 2b",
                w = inout(reg) weights => _,
                p = inout(reg) rows => _,
                n = inout(reg) width / STEP => _,
                width = in(reg) width,
                ones = in(reg) ones.as_ptr(),
                a0 = inout(ymm_reg) *a0,
                a1 = inout(ymm_reg) *a1,
                b0 = inout(ymm_reg) *b0,
                b1 = inout(ymm_reg) *b1,
                c0 = inout(ymm_reg) *c0,
                c1 = inout(ymm_reg) *c1,
                s0 = out(ymm_reg) _,
                s1 = out(ymm_reg) _,
                s2 = out(ymm_reg) _,
                s3 = out(ymm_reg) _,
                s4 = out(ymm_reg) _,
                s5 = out(ymm_reg) _,
                w0 = out(ymm_reg) _,
                w1 = out(ymm_reg) _,
                x = out(ymm_reg) _,
                t = out(ymm_reg) _,
                options(nostack, readonly),
            );
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
                for r in 0..R {
                    for b in 0..B {
                        sum[r][b] = _mm512_loadu_si512(sums[r][b].as_ptr().cast());
                    }
                }
                for g in 0..width / GROUP {
                    let mut w = [_mm512_setzero_si512(); B];
                    for b in 0..B {
                        w[b] = _mm512_loadu_si512(weights.as_ptr().add((b * width + g * GROUP) * BLOCK).cast());
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
                        _mm512_storeu_si512(sums[r][b].as_mut_ptr().cast(), sum[r][b]);
                    }
                }
            }
        }
    }
}
