//! The measuring board and what goes with it.

use anyhow::{Context, Result};
use clap::{Parser, Subcommand};
use rapporteur::Reader;
use rapporteur::output::Coder;
use rapporteur_eval::parses::Parses;
use rapporteur_eval::score::score_files;
use rapporteur_eval::tasks::{self, AnyTask, Layer, Readings};
use rapporteur_eval::{board, models, speed, train};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Scores readings against annotated corpora.
#[derive(Debug, Parser)]
#[command(version)]
struct Arguments {
    /// How many threads read.
    #[arg(long, global = true, default_value_t = 2)]
    jobs: usize,
    /// Keeps parses in this folder and uses those that are there; delete it when tokenising changes.
    #[arg(long, global = true, value_name = "DIR")]
    parses: Option<PathBuf>,
    /// The reading model: deep, fast, both, or a model file [default: both for the board, else deep].
    #[arg(long, global = true, value_name = "MODEL")]
    model: Option<String>,
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
        #[arg(long, value_delimiter = ',', value_name = "LAYER")]
        only: Vec<Layer>,
        /// One JSON object instead of the table.
        #[arg(long)]
        json: bool,
        /// Writes the table into this Markdown file too, in place of the one that is there.
        #[arg(long, value_name = "FILE", conflicts_with = "only")]
        out: Option<PathBuf>,
    },
    /// Lists what was missed, invented and read wrongly, in context.
    Errors {
        /// The layer.
        layer: Layer,
        /// The folder with corpora/ and claims/.
        shared: PathBuf,
        /// Only the corpora whose name contains this.
        #[arg(long)]
        data: Option<String>,
        /// At most so many lines.
        #[arg(long, default_value_t = usize::MAX, hide_default_value = true)]
        limit: usize,
    },
    /// Writes predictions in the formats of the Python scorers.
    Predict {
        /// The layer.
        layer: Layer,
        /// The folder with corpora/ and claims/.
        shared: PathBuf,
        /// Only the corpora whose name contains this.
        #[arg(long)]
        data: Option<String>,
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
    /// Trains the weights by which mentions of events are merged, and prints them as crates/ledger has them.
    TrainHappenings {
        /// The folder with corpora/.
        shared: PathBuf,
    },
    /// Measures speed and memory in this process; the board runs it.
    #[command(hide = true)]
    MeasureSpeed {
        /// The folder with corpora/.
        shared: PathBuf,
    },
}

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    rayon::ThreadPoolBuilder::new().num_threads(arguments.jobs).build_global()?;
    let mut out = std::io::stdout().lock();
    let model = |default: &str| arguments.model.clone().unwrap_or_else(|| default.to_owned());
    let readings = || readings(&model("deep"), arguments.parses.as_deref());
    match &arguments.command {
        Command::Board { shared, only, json, out: page } => {
            let models: Vec<String> = match model("both").as_str() {
                "both" => models::CARRIED.iter().map(|(name, _)| (*name).to_owned()).collect(),
                one => vec![one.to_owned()],
            };
            let (rows, coders) = rows(shared, only, &models, arguments.parses.as_deref())?;
            let text = board::board(&rows, &coders);
            if let Some(page) = page {
                let before = fs::read_to_string(page).unwrap_or_default();
                fs::write(page, board::replace(&before, &text))
                    .with_context(|| format!("cannot write {}", page.display()))?;
            }
            if *json {
                writeln!(out, "{}", serde_json::json!({ "coders": coders, "rows": rows }))?;
            } else {
                out.write_all(text.as_bytes())?;
            }
        }
        Command::Errors { layer, shared, data, limit } => {
            let readings = readings()?;
            let mut left = *limit;
            for task in chosen(*layer, data.as_deref()) {
                for line in task.errors(shared, &readings)?.into_iter().take(left) {
                    writeln!(out, "{line}")?;
                    left -= 1;
                }
            }
        }
        Command::Predict { layer, shared, data } => {
            let readings = readings()?;
            for task in chosen(*layer, data.as_deref()) {
                out.write_all(task.predict(shared, &readings)?.as_bytes())?;
            }
        }
        Command::Score { layer, gold, predicted } => writeln!(out, "{}", score_files(*layer, gold, predicted)?)?,
        Command::TrainHappenings { shared } => {
            for weight in train::happenings(shared, &readings()?)? {
                writeln!(out, "    {weight:.3},")?;
            }
        }
        Command::MeasureSpeed { shared } => {
            writeln!(out, "{}", serde_json::to_string(&speed::measure(shared, &model("deep"))?)?)?;
        }
    }
    Ok(())
}

fn readings(model: &str, parses: Option<&Path>) -> Result<Readings> {
    let reader = Reader::new(models::resources(model)?);
    let parses = parses.map(|folder| Parses::open(folder, reader.resources().model.name())).transpose()?;
    Ok(Readings::new(reader, parses))
}

/// The rows of the board, and what read for each model.
fn rows(
    shared: &Path,
    only: &[Layer],
    models: &[String],
    parses: Option<&Path>,
) -> Result<(Vec<board::Row>, Vec<Coder>)> {
    let yardsticks = board::yardsticks()?;
    let wanted = |layer: Layer| only.is_empty() || only.contains(&layer);
    let tasks: Vec<_> = tasks::all().into_iter().filter(|task| wanted(task.layer())).collect();
    // One model after the other, so that the readings of only one are kept.
    let (mut coders, mut figures, mut speeds) = (Vec::new(), vec![Vec::new(); tasks.len()], Vec::new());
    for model in models {
        let readings = readings(model, parses)?;
        for (task, figures) in tasks.iter().zip(&mut figures) {
            figures.push(task.run(shared, &readings)?);
        }
        if wanted(Layer::Speed) {
            speeds.push(speed::measure_apart(shared, model)?.measures());
        }
        coders.push(readings.reader.resources().coder());
    }
    let all = tasks.iter().zip(&figures);
    let mut rows: Vec<board::Row> =
        all.flat_map(|(task, figures)| board::rows(task.layer(), task.data(), models, figures, &yardsticks)).collect();
    rows.extend(board::rows(Layer::Speed, "news-sample", models, &speeds, &yardsticks));
    Ok((rows, coders))
}

fn chosen(layer: Layer, data: Option<&str>) -> impl Iterator<Item = Box<dyn AnyTask>> {
    let all = tasks::all().into_iter();
    all.filter(move |task| task.layer() == layer && data.is_none_or(|data| task.data().contains(data)))
}
