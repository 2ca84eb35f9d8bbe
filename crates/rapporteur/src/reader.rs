//! Wires the rooms.

use crate::output::Coder;
use rapporteur_attribution::{Attributions, Cues, read_attributions};
use rapporteur_codebook::{Codebook, CodebookError};
use rapporteur_entities::{ActorBook, Entities, read_entities};
use rapporteur_events::{Claims, Frames, Layers, Teller, Told, code_claims};
use rapporteur_place::{Gazetteer, PlaceRules, Places, read_places};
use rapporteur_syntax::{Model, ModelError, Syntax, read_syntax};
use rapporteur_text::{Notice, Report};
use rapporteur_time::{TimeRules, Times, read_times};

/// What a reader needs to know: the model, the gazetteer and the codebook, parsed once.
#[derive(Debug)]
pub struct Resources {
    /// The reading model.
    pub model: Model,
    /// The gazetteer.
    pub gazetteer: Gazetteer,
    /// Countries, organisations, offices.
    pub actors: ActorBook,
    /// Rules of time expressions.
    pub times: TimeRules,
    /// Words around place names.
    pub places: PlaceRules,
    /// Words that attribute.
    pub cues: Cues,
    /// Words that name events.
    pub frames: Frames,
    /// The digest of the codebook, for the output.
    pub codebook_version: String,
}

/// Why resources could not be loaded.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ResourcesError {
    /// A codebook file is at fault.
    #[error(transparent)]
    Codebook(#[from] CodebookError),
    /// The model is.
    #[error(transparent)]
    Model(#[from] ModelError),
}

impl Resources {
    /// What the program carries.
    pub fn embedded() -> Result<Self, ResourcesError> {
        Self::with_codebook(&Codebook::embedded())
    }

    /// The embedded model and gazetteer with another codebook.
    pub fn with_codebook(codebook: &Codebook) -> Result<Self, ResourcesError> {
        Self::with_model(Model::embedded()?, codebook)
    }

    /// The embedded gazetteer with a model of either kind and a codebook.
    pub fn with_model(model: Model, codebook: &Codebook) -> Result<Self, ResourcesError> {
        Ok(Self {
            model,
            gazetteer: Gazetteer::embedded(),
            actors: ActorBook::from_codebook(codebook)?,
            times: TimeRules::from_codebook(codebook)?,
            places: PlaceRules::from_codebook(codebook)?,
            cues: Cues::from_codebook(codebook)?,
            frames: Frames::from_codebook(codebook)?,
            codebook_version: codebook.version(),
        })
    }

    /// What the output says of the program that made it.
    pub fn coder(&self) -> Coder {
        Coder {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            model: self.model.name().to_owned(),
            codebook: self.codebook_version.clone(),
        }
    }
}

/// All layers of one report.
#[derive(Debug, Clone, Default)]
#[allow(missing_docs)]
pub struct Reading {
    pub syntax: Syntax,
    pub entities: Entities,
    pub times: Times,
    pub places: Places,
    pub attributions: Attributions,
    pub claims: Claims,
    pub told: Vec<Told>,
}

impl Reading {
    /// Of a report in another language.
    fn of_foreign(language: &str) -> Self {
        let message =
            format!("the report is in another language than English ({language}): it is kept and was not read");
        let mut unread = Self::default();
        unread.syntax.notices.push(Notice::new("reader/other-language", message));
        unread
    }

    /// What all rooms have to say, in the order of the rooms.
    pub fn notices(&self) -> impl Iterator<Item = &Notice> {
        self.syntax
            .notices
            .iter()
            .chain(&self.entities.notices)
            .chain(&self.times.notices)
            .chain(&self.places.notices)
            .chain(&self.attributions.notices)
            .chain(&self.claims.notices)
    }
}

/// Reads reports. One reader serves any number of threads.
#[derive(Debug)]
pub struct Reader {
    resources: Resources,
}

impl Reader {
    /// A reader with these resources.
    pub fn new(resources: Resources) -> Self {
        Self { resources }
    }

    /// What it reads with.
    pub fn resources(&self) -> &Resources {
        &self.resources
    }

    /// Reads a report from its text. One that is known to be in another language than English is not read: its reading is
    /// empty but for a notice.
    pub fn read(&self, report: &Report) -> Reading {
        if let Some(language) = report.foreign_language() {
            return Reading::of_foreign(language);
        }
        self.read_parsed(report, read_syntax(report, &self.resources.model))
    }

    /// Reads a report whose syntax is given, as in CoNLL-U input.
    pub fn read_parsed(&self, report: &Report, syntax: Syntax) -> Reading {
        let r = &self.resources;
        let entities = read_entities(report, &syntax, &r.actors);
        let times = read_times(report, &syntax, &r.times);
        let places = read_places(report, &syntax, &entities, &r.gazetteer, &r.places);
        let attributions = read_attributions(report, &syntax, &entities, &r.cues);
        let layers = Layers {
            report,
            syntax: &syntax,
            entities: &entities,
            times: &times,
            places: &places,
            attributions: &attributions,
        };
        let claims = code_claims(layers, &r.frames);
        let told = Teller::new(layers, &r.frames).verbs();
        Reading { syntax, entities, times, places, attributions, claims, told }
    }

    /// Answers how any word of a report that was read is told.
    pub fn teller<'r>(&'r self, report: &'r Report, reading: &'r Reading) -> Teller<'r> {
        let Reading { syntax, entities, times, places, attributions, .. } = reading;
        Teller::new(Layers { report, syntax, entities, times, places, attributions }, &self.resources.frames)
    }
}
