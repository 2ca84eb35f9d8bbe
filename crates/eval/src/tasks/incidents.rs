//! Attacks in whole reports, against the incident templates of MUC-4.

use super::corpus::{self, Case};
use super::{Layer, Measure, Task};
use crate::faults::Fault;
use anyhow::Result;
use rapporteur::events::{Actor, Claim, EventType};
use rapporteur::{Reader, Reading};
use rapporteur_text::Report;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::path::Path;

/// MUC-4: reports in capitals of the years 1988 to 1990, with a template for each attack.
#[derive(Debug)]
pub(super) struct Incidents;

const FILE: &str = "corpora/muc4/dev.jsonl";

#[derive(Deserialize)]
struct Line {
    id: String,
    text: String,
    templates: Vec<Template>,
}

/// A template; of its slots those that say who did it to whom.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Template {
    #[serde(default)]
    optional: bool,
    #[serde(default)]
    incident_type: Vec<Answer>,
    #[serde(default)]
    stage: Vec<Answer>,
    #[serde(default)]
    perp_individual: Vec<Answer>,
    #[serde(default)]
    perp_organization: Vec<Answer>,
    #[serde(default)]
    physical_target: Vec<Answer>,
    #[serde(default)]
    human_target_name: Vec<Answer>,
    #[serde(default)]
    human_target_description: Vec<Answer>,
}

#[derive(Debug, Clone, Deserialize)]
struct Answer {
    alternatives: Vec<Alternative>,
}

#[derive(Debug, Clone, Deserialize)]
struct Alternative {
    #[serde(default)]
    string: Option<String>,
    #[serde(default)]
    value: Option<String>,
    #[serde(default)]
    values: Vec<String>,
}

impl Template {
    fn perpetrators(&self) -> impl Iterator<Item = &str> {
        strings(&self.perp_individual).chain(strings(&self.perp_organization))
    }

    fn targets(&self) -> impl Iterator<Item = &str> {
        let humans = strings(&self.human_target_name).chain(strings(&self.human_target_description));
        strings(&self.physical_target).chain(humans)
    }

    /// Whether an attack is only threatened, which PLOVER has as THREATEN.
    fn is_threat(&self) -> bool {
        let mut stages = self.stage.iter().flat_map(|answer| &answer.alternatives);
        stages.any(|one| one.value.as_deref() == Some("THREATENED"))
    }

    /// Whether a claim has the right type.
    fn has_type_of(&self, attack: &Attack) -> bool {
        attack.ty != EventType::Threaten.as_str() || self.is_threat()
    }

    /// Whether some claim has the right type, and the perpetrator or a target of the template.
    fn is_told(&self, attacks: &[Attack]) -> bool {
        let same = |wanted: &str, found: &[String]| found.iter().any(|name| alike(wanted, name));
        attacks.iter().filter(|attack| self.has_type_of(attack)).any(|attack| {
            self.perpetrators().any(|who| same(who, &attack.actors))
                || self.targets().any(|whom| same(whom, &attack.targets))
        })
    }

    fn show(&self) -> String {
        let kinds = self.incident_type.iter().flat_map(|answer| &answer.alternatives).flat_map(|a| &a.values);
        let join = |strings: Vec<&str>| strings.join(" / ");
        format!(
            "{} by {} of {}",
            join(kinds.map(String::as_str).collect()),
            join(self.perpetrators().collect()),
            join(self.targets().collect())
        )
    }
}

fn strings(answers: &[Answer]) -> impl Iterator<Item = &str> {
    answers.iter().flat_map(|answer| &answer.alternatives).filter_map(|one| one.string.as_deref())
}

/// Whether all words of one name stand in the other, small ones and a plural's "s" left out: "GUERRILLA COLUMN" and
/// "COLUMN", "JESUIT PRIESTS" and "JESUITS".
fn alike(one: &str, other: &str) -> bool {
    let words = |name: &str| -> BTreeSet<String> {
        let all = name.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase);
        let all = all.map(|word| word.trim_end_matches('s').to_owned());
        all.filter(|w| !matches!(w.as_str(), "" | "the" | "a" | "an" | "of" | "and" | "in" | "at")).collect()
    };
    let (one, other) = (words(one), words(other));
    !one.is_empty() && !other.is_empty() && (one.is_subset(&other) || other.is_subset(&one))
}

/// A claim of violence, with all names that the report gives those who take part.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Attack {
    ty: &'static str,
    actors: Vec<String>,
    targets: Vec<String>,
}

impl Task for Incidents {
    type Gold = Vec<Template>;
    type Found = Vec<Attack>;

    fn layer(&self) -> Layer {
        Layer::Incidents
    }

    fn data(&self) -> &'static str {
        "MUC-4 dev"
    }

    fn load(&self, shared: &Path) -> Result<Vec<Case<Self::Gold>>> {
        let lines: Vec<Line> = corpus::read_lines(shared, FILE)?;
        let case = |line: Line| Case {
            report: Report::new(line.id, line.text),
            // Coders could fill optional templates or leave them out.
            gold: line.templates.into_iter().filter(|template| !template.optional).collect(),
        };
        Ok(lines.into_iter().map(case).collect())
    }

    fn find(&self, _: &Reader, report: &Report, reading: &Reading, _: &Self::Gold) -> Vec<Attack> {
        let names = |actors: &[Actor]| actors.iter().flat_map(|actor| names(report, reading, actor)).collect();
        // Bombing, arson, killing and kidnapping are ASSAULT; robbery is COERCE (seizing).
        let violent = |claim: &&Claim| matches!(claim.ty, EventType::Assault | EventType::Coerce | EventType::Threaten);
        let attack = |claim: &Claim| Attack {
            ty: claim.ty.as_str(),
            actors: names(&claim.actors),
            targets: names(&claim.recipients),
        };
        reading.claims.claims.iter().filter(violent).map(attack).collect()
    }

    fn measure(&self, documents: &[(Self::Gold, Vec<Attack>)]) -> Vec<Measure> {
        let all = documents.iter().map(|(gold, _)| gold.len()).sum();
        let told = documents.iter().flat_map(|(gold, found)| gold.iter().filter(|template| template.is_told(found)));
        let relevant = documents.iter().filter(|(gold, _)| !gold.is_empty());
        let noticed = relevant.clone().filter(|(gold, found)| {
            gold.iter().any(|template| found.iter().any(|attack| template.has_type_of(attack)))
        });
        vec![
            Measure::share("attacks read with perpetrator or target", told.count(), all),
            Measure::share("reports of attacks with one read", noticed.count(), relevant.count()),
        ]
    }

    fn faults(&self, _: &Report, gold: &Self::Gold, found: &Vec<Attack>) -> Vec<Fault> {
        let show =
            |attack: &Attack| format!("{} {} > {}", attack.ty, attack.actors.join(" = "), attack.targets.join(" = "));
        let missed = gold.iter().filter(|template| !template.is_told(found));
        let read = found.iter().map(show).collect::<Vec<_>>().join("; ");
        missed.map(|template| Fault::new("missed", None, format!("{}\tbut read\t{read}", template.show()))).collect()
    }
}

/// What the report calls an actor: here, at its fullest, and wherever else it is named.
fn names(report: &Report, reading: &Reading, actor: &Actor) -> Vec<String> {
    let mut names = vec![actor.range.of(&report.text).to_owned(), actor.name.clone()];
    let mentions = reading.entities.mentions.iter().filter(|mention| Some(mention.entity) == actor.entity);
    names.extend(mentions.map(|mention| reading.syntax.range(mention.core.clone()).of(&report.text).to_owned()));
    names.sort();
    names.dedup();
    names
}
