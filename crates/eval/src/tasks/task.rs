//! What every task has in common.

use super::{Case, Layer};
use crate::faults::Fault;
use crate::parses::Parses;
use anyhow::Result;
use indicatif::{ProgressBar, ProgressStyle};
use rapporteur::syntax::read_syntax;
use rapporteur::{Reader, Reading};
use rapporteur_text::Report;
use rayon::prelude::*;
use serde::Serialize;
use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, Mutex};

/// One figure of the board.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Measure {
    /// Its name: `relaxed F1`.
    pub name: &'static str,
    /// Its value; `None` where nothing could be measured.
    pub value: Option<f64>,
}

impl Measure {
    /// A figure that is known.
    pub fn new(name: &'static str, value: f64) -> Self {
        Self { name, value: Some(value) }
    }

    /// The share `part` of `of`; nothing is measured where there is none of them.
    pub fn share(name: &'static str, part: usize, of: usize) -> Self {
        Self { name, value: (of > 0).then(|| part as f64 / of as f64) }
    }
}

/// A corpus, the layer that it annotates, and how the two are compared.
pub trait Task: Sync {
    /// The gold annotation of a report.
    type Gold: Send + Sync;
    /// What the reading has to say to it.
    type Found: Serialize + Send + Sync;

    /// The layer.
    fn layer(&self) -> Layer;
    /// The corpus, as the board names it.
    fn data(&self) -> &'static str;
    /// The reports of the corpus below the shared folder, with their gold annotation.
    fn load(&self, shared: &Path) -> Result<Vec<Case<Self::Gold>>>;
    /// What the reading has to say, in the form of the corpus. The gold is for measures that give a part of it to the
    /// reader, such as the spans of toponyms.
    fn find(&self, reader: &Reader, report: &Report, reading: &Reading, gold: &Self::Gold) -> Self::Found;
    /// The figures.
    fn measure(&self, documents: &[(Self::Gold, Self::Found)]) -> Vec<Measure>;
    /// What was missed, invented or read wrongly.
    fn faults(&self, report: &Report, gold: &Self::Gold, found: &Self::Found) -> Vec<Fault>;
    /// The prediction in the format of the Python scorer.
    fn render(&self, reader: &Reader, report: &Report, reading: &Reading, gold: &Self::Gold) -> Result<String> {
        Ok(serde_json::to_string(&self.find(reader, report, reading, gold))? + "\n")
    }
}

/// A task whatever its types.
pub trait AnyTask: Sync {
    /// The layer.
    fn layer(&self) -> Layer;
    /// The corpus, as the board names it.
    fn data(&self) -> &'static str;
    /// The names of its figures.
    fn names(&self) -> Vec<&'static str>;
    /// Reads the corpus and gives the figures.
    fn run(&self, shared: &Path, readings: &Readings) -> Result<Vec<Measure>>;
    /// Reads the corpus and gives its faults, one a line.
    fn errors(&self, shared: &Path, readings: &Readings) -> Result<Vec<String>>;
    /// Reads the corpus and gives the predictions in the format of the Python scorer.
    fn predict(&self, shared: &Path, readings: &Readings) -> Result<String>;
}

impl<T: Task> AnyTask for T {
    fn layer(&self) -> Layer {
        Task::layer(self)
    }

    fn data(&self) -> &'static str {
        Task::data(self)
    }

    fn names(&self) -> Vec<&'static str> {
        self.measure(&[]).iter().map(|measure| measure.name).collect()
    }

    fn run(&self, shared: &Path, readings: &Readings) -> Result<Vec<Measure>> {
        let cases = self.load(shared)?;
        let find = |case: Case<T::Gold>, reading: &Reading| {
            let found = self.find(&readings.reader, &case.report, reading, &case.gold);
            (case.gold, found)
        };
        Ok(self.measure(&readings.each(Task::data(self), cases, |case| case.report.clone(), find)))
    }

    fn errors(&self, shared: &Path, readings: &Readings) -> Result<Vec<String>> {
        let cases = self.load(shared)?;
        let list = |case: Case<T::Gold>, reading: &Reading| {
            let characters: Vec<char> = case.report.text.chars().collect();
            let found = self.find(&readings.reader, &case.report, reading, &case.gold);
            let faults = self.faults(&case.report, &case.gold, &found);
            faults.iter().map(|fault| fault.render(&case.report, &characters)).collect::<Vec<_>>()
        };
        Ok(readings.each(Task::data(self), cases, |case| case.report.clone(), list).into_iter().flatten().collect())
    }

    fn predict(&self, shared: &Path, readings: &Readings) -> Result<String> {
        let cases = self.load(shared)?;
        let render =
            |case: Case<T::Gold>, reading: &Reading| self.render(&readings.reader, &case.report, reading, &case.gold);
        let lines = readings.each(Task::data(self), cases, |case| case.report.clone(), render);
        lines.into_iter().collect()
    }
}

/// What a reading depends on: text and publication date.
type Key = (String, Option<String>);

/// Reads reports and keeps the readings of those that several tasks share.
#[derive(Debug)]
pub struct Readings {
    /// The reader.
    pub reader: Reader,
    parses: Option<Parses>,
    kept: Mutex<HashMap<Key, Arc<Reading>>>,
}

impl Readings {
    /// Nothing read yet; parses that are kept on disk are used.
    pub fn new(reader: Reader, parses: Option<Parses>) -> Self {
        Self { reader, parses, kept: Mutex::default() }
    }

    /// Reads the report of each item in parallel and hands both on; the results stand in the order of the items.
    pub fn each<I: Send, R: Send>(
        &self,
        title: &str,
        items: Vec<I>,
        report: impl Fn(&I) -> Report + Sync,
        with: impl Fn(I, &Reading) -> R + Sync,
    ) -> Vec<R> {
        let bar = ProgressBar::new(items.len() as u64).with_message(title.to_owned());
        bar.set_style(
            ProgressStyle::with_template("{msg:24} {bar:40} {pos}/{len} {elapsed}")
                .unwrap_or_else(|_| ProgressStyle::default_bar()),
        );
        let results = items
            .into_par_iter()
            .map(|item| {
                let reading = self.read(&report(&item));
                let result = with(item, &reading);
                bar.inc(1);
                result
            })
            .collect();
        bar.finish_and_clear();
        results
    }

    fn read(&self, report: &Report) -> Arc<Reading> {
        let key = (report.text.clone(), report.published.clone());
        if let Ok(kept) = self.kept.lock()
            && let Some(reading) = kept.get(&key)
        {
            return reading.clone();
        }
        let reading = Arc::new(self.read_anew(report));
        if let Ok(mut kept) = self.kept.lock() {
            kept.insert(key, reading.clone());
        }
        reading
    }

    fn read_anew(&self, report: &Report) -> Reading {
        let Some(parses) = &self.parses else {
            return self.reader.read(report);
        };
        let syntax = parses.load(&report.text).unwrap_or_else(|| {
            let syntax = read_syntax(report, &self.reader.resources().model);
            parses.keep(&report.text, &syntax);
            syntax
        });
        self.reader.read_parsed(report, syntax)
    }
}
