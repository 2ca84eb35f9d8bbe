//! What people judged of claims, at hand while events are written.

use rapporteur_ledger::{JudgementRow, Version};
use std::collections::BTreeMap;

/// The judgements in force, by claim.
#[derive(Debug, Default)]
pub(crate) struct Judged {
    of: BTreeMap<String, Vec<JudgementRow>>,
}

impl Judged {
    pub(crate) fn new(rows: Vec<JudgementRow>) -> Self {
        let mut judged = Self::default();
        for row in rows.into_iter().filter(|row| !row.undone && row.kind != "undo") {
            judged.of.entry(row.claim.clone()).or_default().push(row);
        }
        judged
    }

    /// What was judged of a claim, in the order of time.
    pub(crate) fn claim(&self, id: &str) -> &[JudgementRow] {
        self.of.get(id).map(Vec::as_slice).unwrap_or_default()
    }

    /// What was judged of any claim that tells this version.
    pub(crate) fn version<'j>(&'j self, version: &'j Version) -> impl Iterator<Item = &'j JudgementRow> {
        version.printed.iter().flat_map(|printed| self.claim(&printed.id))
    }
}

/// What a judgement says beside who, when and why: `accept`, or `edit date = 2025-03-12`.
pub(crate) fn said(row: &JudgementRow) -> String {
    let mut said = row.kind.clone();
    if let Some(field) = &row.field {
        said += &format!(" {field} = {}", row.value.as_deref().unwrap_or_default());
    }
    if let Some(other) = &row.other {
        said += &format!(" {other}");
    }
    said
}
