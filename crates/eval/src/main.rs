//! The measuring board and what goes with it.

use anyhow::{Context, Result};
use clap::{Parser, Subcommand};
use rapporteur::{Reader, Resources};
use rapporteur_eval::board;
use rapporteur_eval::score::score_files;
use rapporteur_eval::tasks::{self, Layer, Readings};
use std::io::Write;
use std::path::{Path, PathBuf};

/// Scores readings against annotated corpora.
#[derive(Debug, Parser)]
#[command(version)]
struct Arguments {
    /// How many threads read.
    #[arg(long, global = true, default_value_t = 2)]
    jobs: usize,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Scores all layers and prints one table.
    Board {
        /// The folder with corpora/ and claims/.
        shared: PathBuf,
        /// Only these layers.
        #[arg(long, value_delimiter = ',')]
        only: Vec<Layer>,
        /// One JSON object instead of the table.
        #[arg(long)]
        json: bool,
    },
    /// Scores a file of predictions against a gold file, both in the formats of the Python scorers; prints JSON.
    Score {
        /// The layer.
        layer: Layer,
        /// The gold file; of claims, the folder.
        gold: PathBuf,
        /// The predictions.
        predicted: PathBuf,
    },
    /// Writes predictions in the formats of the Python scorers.
    Predict {
        /// The layer.
        layer: Layer,
        /// The folder with corpora/ and claims/.
        shared: PathBuf,
        /// Only the corpus whose name contains this.
        #[arg(long)]
        data: Option<String>,
    },
}

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    rayon::ThreadPoolBuilder::new().num_threads(arguments.jobs).build_global()?;
    match arguments.command {
        Command::Board { shared, only, json } => print_board(&shared, &only, json),
        Command::Score { layer, gold, predicted } => {
            writeln!(std::io::stdout(), "{}", score_files(layer, &gold, &predicted)?)?;
            Ok(())
        }
        Command::Predict { layer, shared, data } => predict(layer, &shared, data.as_deref()),
    }
}

fn readings() -> Result<Readings> {
    Ok(Readings::new(Reader::new(Resources::embedded().context("the embedded resources are at fault")?)))
}

fn print_board(shared: &Path, only: &[Layer], json: bool) -> Result<()> {
    let yardsticks = board::yardsticks()?;
    let readings = readings()?;
    let mut rows = Vec::new();
    for task in tasks::all().iter().filter(|task| board::wanted(task.as_ref(), only)) {
        let measures = task.run(shared, &readings)?;
        rows.extend(board::rows(task.layer(), task.data(), measures, &yardsticks));
    }
    let mut out = std::io::stdout().lock();
    if json {
        writeln!(out, "{}", serde_json::json!({ "rows": rows }))?;
    } else {
        write!(out, "{}", board::render(&rows))?;
    }
    Ok(())
}

fn predict(layer: Layer, shared: &Path, data: Option<&str>) -> Result<()> {
    let readings = readings()?;
    let mut out = std::io::stdout().lock();
    for task in tasks::all() {
        if task.layer() == layer && data.is_none_or(|data| task.data().contains(data)) {
            out.write_all(task.predict(shared, &readings)?.as_bytes())?;
        }
    }
    Ok(())
}
