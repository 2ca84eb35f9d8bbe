//! The model file: tensors in the safetensors format, labels in its metadata.

use super::linear::Linear;
use super::pieces::Pieces;
use super::strings::Strings;
use crate::ModelError;
use safetensors::{Dtype, SafeTensors};
use serde::de::DeserializeOwned;
use std::collections::HashMap;

/// An open model file.
pub(super) struct File<'b> {
    tensors: SafeTensors<'b>,
    meta: HashMap<String, String>,
}

/// A table with one row of eight-bit numbers for each entry, for embeddings.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) width: usize,
    values: Vec<i8>,
    scales: Vec<f32>,
}

impl Table {
    /// How many entries it has.
    pub(super) fn len(&self) -> usize {
        self.scales.len()
    }

    /// Adds an entry to a row; nothing where there is no such entry.
    #[inline(always)]
    pub(super) fn add_to(&self, row: &mut [f32], entry: usize) {
        self.add_scaled_to(row, entry, 1.0);
    }

    /// Adds a multiple of an entry.
    #[inline(always)]
    pub(super) fn add_scaled_to(&self, row: &mut [f32], entry: usize, factor: f32) {
        let Some(&scale) = self.scales.get(entry) else { return };
        let values = &self.values[entry * self.width..][..self.width];
        for (x, &v) in row.iter_mut().zip(values) {
            *x += f32::from(v) * (scale * factor);
        }
    }
}

fn wrong(what: impl Into<String>) -> ModelError {
    ModelError::Format(what.into())
}

impl<'b> File<'b> {
    pub(super) fn open(bytes: &'b [u8]) -> Result<Self, ModelError> {
        let (_, header) = SafeTensors::read_metadata(bytes).map_err(|e| wrong(e.to_string()))?;
        let meta = header.metadata().clone().unwrap_or_default();
        let tensors = SafeTensors::deserialize(bytes).map_err(|e| wrong(e.to_string()))?;
        Ok(Self { tensors, meta })
    }

    pub(super) fn meta(&self, name: &str) -> Result<&str, ModelError> {
        self.meta.get(name).map(String::as_str).ok_or_else(|| wrong(format!("no {name}")))
    }

    /// Metadata in JSON.
    pub(super) fn json<T: DeserializeOwned>(&self, name: &str) -> Result<T, ModelError> {
        serde_json::from_str(self.meta(name)?).map_err(|e| wrong(format!("{name}: {e}")))
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.tensors.tensor(name).is_ok()
    }

    fn raw(&self, name: &str, dtype: Dtype) -> Result<(&'b [u8], Vec<usize>), ModelError> {
        let view = self.tensors.tensor(name).map_err(|_| wrong(format!("no tensor {name}")))?;
        if view.dtype() != dtype {
            return Err(wrong(format!("tensor {name} is of type {:?}, not {dtype:?}", view.dtype())));
        }
        Ok((view.data(), view.shape().to_vec()))
    }

    /// The numbers of a tensor.
    pub(super) fn floats(&self, name: &str) -> Result<Vec<f32>, ModelError> {
        let (bytes, _) = self.raw(name, Dtype::F32)?;
        let floats: Vec<f32> = bytes.chunks_exact(4).map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect();
        if floats.iter().all(|v| v.is_finite()) { Ok(floats) } else { Err(wrong(format!("{name} is not finite"))) }
    }

    /// The same, of which there must be `n`.
    pub(super) fn floats_of(&self, name: &str, n: usize) -> Result<Vec<f32>, ModelError> {
        let floats = self.floats(name)?;
        if floats.len() == n { Ok(floats) } else { Err(wrong(format!("{name} has {} numbers, not {n}", floats.len()))) }
    }

    /// The text in a tensor of bytes.
    pub(super) fn text(&self, name: &str) -> Result<&'b str, ModelError> {
        std::str::from_utf8(self.raw(name, Dtype::U8)?.0).map_err(|_| wrong(format!("{name} is not UTF-8")))
    }

    /// The lines of such a text.
    pub(super) fn strings(&self, name: &str) -> Result<Strings, ModelError> {
        Ok(Strings::new(self.text(name)?, 1))
    }

    /// The vocabulary of word pieces.
    pub(super) fn pieces(&self) -> Result<Pieces, ModelError> {
        Pieces::new(self.text("pieces")?).ok_or_else(|| wrong("its vocabulary is incomplete"))
    }

    fn integers(&self, name: &str) -> Result<(Vec<i8>, Vec<usize>), ModelError> {
        let (bytes, shape) = self.raw(&format!("{name}.weight"), Dtype::I8)?;
        Ok((bytes.iter().map(|&b| b as i8).collect(), shape))
    }

    /// A table of `width` columns.
    pub(super) fn table(&self, name: &str, width: usize) -> Result<Table, ModelError> {
        let (values, shape) = self.integers(name)?;
        let scales = self.floats(&format!("{name}.scale"))?;
        if shape != [scales.len(), width] {
            return Err(wrong(format!("{name} has shape {shape:?}")));
        }
        Ok(Table { width, values, scales })
    }

    /// A linear layer with these numbers of inputs and outputs.
    pub(super) fn linear(&self, name: &str, inputs: usize, outputs: usize) -> Result<Linear, ModelError> {
        let bias = self.floats_of(&format!("{name}.bias"), outputs)?;
        let (values, scales) = self.matrix(name, inputs, outputs)?;
        Linear::new(&values, scales, bias).ok_or_else(|| wrong(format!("{name} has no usable shape")))
    }

    /// The same without a bias.
    pub(super) fn linear_without_bias(&self, name: &str, inputs: usize, outputs: usize) -> Result<Linear, ModelError> {
        let (values, scales) = self.matrix(name, inputs, outputs)?;
        Linear::new(&values, scales, Vec::new()).ok_or_else(|| wrong(format!("{name} has no usable shape")))
    }

    /// For each of some lists of outputs of a linear layer, a layer with these alone; nothing for lists of less than two.
    pub(super) fn parts(
        &self,
        name: &str,
        inputs: usize,
        outputs: usize,
        parts: &[Vec<u32>],
    ) -> Result<Vec<Option<Linear>>, ModelError> {
        let bias = self.floats_of(&format!("{name}.bias"), outputs)?;
        let (values, scales) = self.matrix(name, inputs, outputs)?;
        let part = |rows: &Vec<u32>| {
            let rows = || rows.iter().map(|&row| row as usize);
            let values: Vec<i8> = rows().flat_map(|row| &values[row * inputs..][..inputs]).copied().collect();
            Linear::new(&values, rows().map(|row| scales[row]).collect(), rows().map(|row| bias[row]).collect())
        };
        Ok(parts.iter().map(|rows| if rows.len() < 2 { None } else { part(rows) }).collect())
    }

    fn matrix(&self, name: &str, inputs: usize, outputs: usize) -> Result<(Vec<i8>, Vec<f32>), ModelError> {
        let (values, shape) = self.integers(name)?;
        if shape != [outputs, inputs] {
            return Err(wrong(format!("{name} has shape {shape:?}, not [{outputs}, {inputs}]")));
        }
        Ok((values, self.floats_of(&format!("{name}.scale"), outputs)?))
    }

    /// How many columns a matrix has.
    pub(super) fn columns(&self, name: &str) -> Result<usize, ModelError> {
        Ok(self.raw(&format!("{name}.weight"), Dtype::I8)?.1.last().copied().unwrap_or(0))
    }

    /// How many rows a layer's matrix has.
    pub(super) fn outputs(&self, name: &str) -> Result<usize, ModelError> {
        Ok(self.raw(&format!("{name}.weight"), Dtype::I8)?.1.first().copied().unwrap_or(0))
    }
}
