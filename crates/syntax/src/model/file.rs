//! The model file: tensors in the safetensors format, labels in its metadata.

use super::linear::Linear;
use crate::ModelError;
use safetensors::{Dtype, SafeTensors};
use std::collections::HashMap;

/// The format that this reader understands; the exporter writes it.
const FORMAT: &str = "rapporteur-deep/1";

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
        let Some(&scale) = self.scales.get(entry) else { return };
        let values = &self.values[entry * self.width..][..self.width];
        for (x, &v) in row.iter_mut().zip(values) {
            *x += f32::from(v) * scale;
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
        match meta.get("format") {
            Some(format) if format == FORMAT => Ok(Self { tensors, meta }),
            Some(format) => Err(wrong(format!("its format is {format}, this program reads {FORMAT}"))),
            None => Err(wrong("it names no format")),
        }
    }

    pub(super) fn meta(&self, name: &str) -> Result<&str, ModelError> {
        self.meta.get(name).map(String::as_str).ok_or_else(|| wrong(format!("no {name}")))
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
        let (values, shape) = self.integers(name)?;
        if shape != [outputs, inputs] {
            return Err(wrong(format!("{name} has shape {shape:?}, not [{outputs}, {inputs}]")));
        }
        let scales = self.floats_of(&format!("{name}.scale"), outputs)?;
        let bias = self.floats_of(&format!("{name}.bias"), outputs)?;
        Linear::new(&values, scales, bias).ok_or_else(|| wrong(format!("{name} has no usable shape")))
    }

    /// How many rows a layer's matrix has.
    pub(super) fn outputs(&self, name: &str) -> Result<usize, ModelError> {
        Ok(self.raw(&format!("{name}.weight"), Dtype::I8)?.1.first().copied().unwrap_or(0))
    }
}
