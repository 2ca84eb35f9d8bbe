//! Arithmetic on rows of `f32`, written so that compilers vectorise it and results never depend on how.
//!
//! Sums run over a fixed number of lanes that are added in a fixed order; nothing is fused; the exponential is a
//! polynomial instead of a library call.

use super::simd::BIAS;

const LANES: usize = 16;

#[inline(always)]
fn fold(mut lanes: [f32; LANES]) -> f32 {
    let mut half = LANES / 2;
    while half > 0 {
        for i in 0..half {
            lanes[i] += lanes[i + half];
        }
        half /= 2;
    }
    lanes[0]
}

/// The sum of a row.
#[inline(always)]
pub(super) fn sum(x: &[f32]) -> f32 {
    let mut lanes = [0.0; LANES];
    let chunks = x.chunks_exact(LANES);
    let rest = chunks.remainder();
    for chunk in chunks {
        for i in 0..LANES {
            lanes[i] += chunk[i];
        }
    }
    for (lane, v) in lanes.iter_mut().zip(rest) {
        *lane += v;
    }
    fold(lanes)
}

/// The inner product of two rows of one length.
#[inline(always)]
pub(super) fn dot(x: &[f32], y: &[f32]) -> f32 {
    let mut lanes = [0.0; LANES];
    let (xs, ys) = (x.chunks_exact(LANES), y.chunks_exact(LANES));
    let (x_rest, y_rest) = (xs.remainder(), ys.remainder());
    for (a, b) in xs.zip(ys) {
        for i in 0..LANES {
            lanes[i] += a[i] * b[i];
        }
    }
    for ((lane, a), b) in lanes.iter_mut().zip(x_rest).zip(y_rest) {
        *lane += a * b;
    }
    fold(lanes)
}

/// The largest value of a row, and at least `floor`.
#[inline(always)]
pub(super) fn max(x: &[f32], floor: f32) -> f32 {
    let mut lanes = [floor; LANES];
    let chunks = x.chunks_exact(LANES);
    let rest = chunks.remainder();
    for chunk in chunks {
        for i in 0..LANES {
            lanes[i] = if chunk[i] > lanes[i] { chunk[i] } else { lanes[i] };
        }
    }
    for (lane, v) in lanes.iter_mut().zip(rest) {
        *lane = if *v > *lane { *v } else { *lane };
    }
    lanes.iter().fold(floor, |m, &v| if v > m { v } else { m })
}

/// e to the power `x`, within two units in the last place; 0 or a huge number outside of -87 to 88.
#[inline(always)]
pub(super) fn exp(x: f32) -> f32 {
    const MAGIC: f32 = 12_582_912.0; // 1.5 × 2^23: adding it rounds to an integer
    // Comparisons instead of min and max also turn NaN into a bound.
    let x = if x > -87.0 { x } else { -87.0 };
    let x = if x < 88.0 { x } else { 88.0 };
    let shifted = x * std::f32::consts::LOG2_E + MAGIC;
    let n = shifted - MAGIC;
    let r = x - n * 0.693_359_4 - n * -2.121_944_4e-4;
    let p = 1.987_569_1e-4;
    let p = p * r + 1.398_2e-3;
    let p = p * r + 8.333_452e-3;
    let p = p * r + 4.166_579_6e-2;
    let p = p * r + 1.666_666_5e-1;
    let p = p * r + 0.5;
    let y = p * (r * r) + r + 1.0;
    let power = shifted.to_bits().wrapping_sub(0x4B40_0000 - 127) << 23;
    y * f32::from_bits(power)
}

/// The Gaussian error linear unit in its tanh form, in place.
#[inline(always)]
pub(super) fn gelu(x: &mut [f32]) {
    const TWICE_ROOT: f32 = 1.595_769; // 2 √(2/π)
    for v in x {
        let inner = TWICE_ROOT * (*v + 0.044_715 * (*v * *v * *v));
        *v /= 1.0 + exp(-inner);
    }
}

/// Leaky rectifier with slope 0.1, in place.
#[inline(always)]
pub(super) fn leaky(x: &mut [f32]) {
    for v in x {
        *v = if *v > 0.0 { *v } else { *v * 0.1 };
    }
}

/// Probabilities from scores, in place; returns nothing for an empty row.
#[inline(always)]
pub(super) fn softmax(x: &mut [f32]) {
    let top = max(x, f32::MIN);
    for v in &mut *x {
        *v = exp(*v - top);
    }
    let scale = 1.0 / sum(x);
    for v in x {
        *v *= scale;
    }
}

/// Layer normalisation with these weights and biases, in place.
#[inline(always)]
pub(super) fn normalise(x: &mut [f32], weight: &[f32], bias: &[f32]) {
    let n = x.len() as f32;
    let mean = sum(x) / n;
    for v in &mut *x {
        *v -= mean;
    }
    let scale = 1.0 / (dot(x, x) / n + 1e-12).sqrt();
    for ((v, w), b) in x.iter_mut().zip(weight).zip(bias) {
        *v = *v * scale * w + b;
    }
}

/// Adds `y` to `x`.
#[inline(always)]
pub(super) fn add(x: &mut [f32], y: &[f32]) {
    for (a, b) in x.iter_mut().zip(y) {
        *a += b;
    }
}

/// Adds `scale` times `y` to `x`.
#[inline(always)]
pub(super) fn add_scaled(x: &mut [f32], scale: f32, y: &[f32]) {
    for (a, b) in x.iter_mut().zip(y) {
        *a += scale * b;
    }
}

/// Writes the row as seven-bit numbers, biased by 64, and returns the scale: value = (byte − 64) × scale.
#[inline(always)]
pub(super) fn quantise(x: &[f32], bytes: &mut [u8]) -> f32 {
    const MAGIC: f32 = 12_582_912.0;
    let mut lanes = [0.0_f32; LANES];
    let chunks = x.chunks_exact(LANES);
    let rest = chunks.remainder();
    for chunk in chunks {
        for i in 0..LANES {
            let v = chunk[i].abs();
            lanes[i] = if v > lanes[i] { v } else { lanes[i] };
        }
    }
    for (lane, v) in lanes.iter_mut().zip(rest) {
        *lane = if v.abs() > *lane { v.abs() } else { *lane };
    }
    let top = lanes.iter().fold(1e-8_f32, |m, &v| if v > m { v } else { m });
    // An infinite row can only come from a damaged file; it must still stay within bounds, as seven bits do.
    let inverse = if top < f32::MAX { 63.0 / top } else { 0.0 };
    for (byte, v) in bytes.iter_mut().zip(x) {
        *byte = ((v * inverse + MAGIC).to_bits().wrapping_add(u32::from(BIAS))) as u8 & 0x7F;
    }
    top / 63.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_exponential_is_close() {
        for i in -8600..8700 {
            let x = i as f32 / 100.0;
            let want = f64::from(x).exp();
            assert!(((f64::from(exp(x)) - want) / want).abs() < 3e-7, "{x}");
        }
        assert!(exp(f32::NAN) < 1e-30 && exp(f32::NEG_INFINITY) < 1e-30 && exp(f32::INFINITY).is_finite());
    }

    #[test]
    fn seven_bits_keep_the_row() {
        let row: Vec<f32> = (0..37).map(|i| ((i * 7919) % 101) as f32 / 50.0 - 1.0).collect();
        let mut bytes = vec![0; row.len()];
        let scale = quantise(&row, &mut bytes);
        for (v, b) in row.iter().zip(&bytes) {
            assert!((v - (f32::from(*b) - 64.0) * scale).abs() <= scale * 0.51);
        }
        assert!(quantise(&[f32::INFINITY, 1.0], &mut [0; 2]).is_infinite());
    }

    #[test]
    fn probabilities_sum_to_one() {
        let mut row = [1000.0, -1000.0, 999.0];
        softmax(&mut row);
        assert!((sum(&row) - 1.0).abs() < 1e-6 && row[1] == 0.0 || row[1] < 1e-30);
    }
}
