//! What is measured: each task ties a corpus to a layer of the reading and to a measure.

mod attribution;
mod claims;
mod coreference;
mod corpus;
mod happenings;
mod incidents;
mod mentions;
mod names;
mod place;
mod sentences;
mod speech_links;
mod status;
mod syntax;
mod task;
mod time;

pub use corpus::Case;
pub use task::{AnyTask, Measure, Readings, Task};

use crate::metrics::coref::Mention;
use anyhow::Result;
use clap::ValueEnum;
use rapporteur_ledger::{Collection, Happening};
use std::path::Path;

/// The layers of the board, in the order in which the data flows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, ValueEnum)]
pub enum Layer {
    /// Tokens, sentences, tags and trees from raw text.
    Syntax,
    /// Mentions of persons, organisations, places and things.
    Mentions,
    /// What mentions refer to the same.
    Coreference,
    /// Time expressions.
    Time,
    /// Toponyms.
    Place,
    /// Who said what.
    Attribution,
    /// How events are told.
    Status,
    /// Single sentences coded in PLOVER.
    Sentences,
    /// Machine-written stories with a PLOVER type.
    Stories,
    /// Attacks in whole reports, as templates have them.
    Incidents,
    /// Whole reports with all their claims.
    Claims,
    /// Mentions and claims of one event, in many reports.
    Merging,
    /// Words a second, and memory.
    Speed,
}

impl Layer {
    /// Its name on the board and on the command line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Syntax => "syntax",
            Self::Mentions => "mentions",
            Self::Coreference => "coreference",
            Self::Time => "time",
            Self::Place => "place",
            Self::Attribution => "attribution",
            Self::Status => "status",
            Self::Sentences => "sentences",
            Self::Stories => "stories",
            Self::Incidents => "incidents",
            Self::Claims => "claims",
            Self::Merging => "merging",
            Self::Speed => "speed",
        }
    }
}

/// What ECB+ says of a mention.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Truth {
    /// The topic of its report.
    pub topic: String,
    /// The name of its cluster: mentions of one event have one.
    pub cluster: String,
}

/// The mentions of ECB+ train with what is true of them, and the collection that they stand in.
pub fn mentions_of_train(shared: &Path, readings: &Readings) -> Result<(Collection, Vec<Happening>, Vec<Truth>)> {
    let cases = happenings::load(shared, "train")?;
    let told = readings.each(
        "ECB+ train",
        cases,
        |case| case.report.clone(),
        |case, reading| {
            let told = happenings::told(&case.report, reading, &case.gold);
            (case.gold, told)
        },
    );
    let (collection, mentions) = happenings::collect(&told);
    let truths = told.iter().flat_map(|(gold, _)| {
        let truth = |mention: Mention| Truth { topic: gold.topic().to_owned(), cluster: mention.cluster };
        gold.document().mentions.into_iter().map(truth)
    });
    Ok((collection, mentions, truths.collect()))
}

/// All tasks, in the order of the board.
pub fn all() -> Vec<Box<dyn AnyTask>> {
    vec![
        Box::new(syntax::Trees::EWT),
        Box::new(syntax::Trees::GUM),
        Box::new(mentions::Mentions::GUM),
        Box::new(mentions::Mentions::UNER),
        Box::new(mentions::Mentions::RE3D),
        Box::new(coreference::Chains),
        Box::new(time::TimeExpressions::TBAQ),
        Box::new(time::TimeExpressions::MEANTIME),
        Box::new(place::Toponyms::LGL),
        Box::new(place::Toponyms::TR_NEWS),
        Box::new(place::Toponyms::GEOVIRUS),
        Box::new(attribution::WhoSaidWhat),
        Box::new(speech_links::SpeechLinks),
        Box::new(status::Factuality),
        Box::new(status::Presented),
        Box::new(sentences::Coded::GSR),
        Box::new(sentences::Coded::NGEC),
        Box::new(incidents::Incidents),
        Box::new(claims::WholeReports),
        Box::new(happenings::Happenings),
        Box::new(happenings::MergedClaims),
    ]
}
