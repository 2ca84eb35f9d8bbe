//! `rapporteur explain`: how each sentence was analysed, which rules fired and why others did not.

use crate::args::ExplainArgs;
use crate::input::inputs;
use crate::overlay;
use rapporteur::events::Considered;
use rapporteur::syntax::Sentence;
use rapporteur::text::{Report, TextRange};
use rapporteur::{Reader, Reading};
use std::io::{self, BufWriter, Write};

/// Explains all reports of the input and returns how many pieces of it were at fault.
pub(crate) fn explain(args: &ExplainArgs) -> anyhow::Result<usize> {
    let reader = Reader::new(overlay::resources(&args.source.with)?);
    let mut out = BufWriter::new(anstream::stdout());
    let mut faults = 0;
    for input in inputs(&args.source) {
        match input {
            Ok(input) => {
                let (report, reading) = input.read_by(&reader);
                Explanation { report: &report, reading: &reading }.write(args.word.as_deref(), &mut out)?;
            }
            Err(fault) => {
                faults += usize::from(fault.lost);
                eprintln!("rapporteur: {fault}");
            }
        }
    }
    out.flush()?;
    Ok(faults)
}

struct Explanation<'r> {
    report: &'r Report,
    reading: &'r Reading,
}

impl Explanation<'_> {
    fn write(&self, only: Option<&str>, out: &mut impl Write) -> io::Result<()> {
        writeln!(out, "# {}", self.report.id)?;
        for (n, sentence) in self.reading.syntax.sentences.iter().enumerate() {
            let words = &self.reading.syntax.words[sentence.words.clone()];
            if only.is_some_and(|only| !words.iter().any(|word| word.form.eq_ignore_ascii_case(only))) {
                continue;
            }
            let line: Vec<&str> = self.words(sentence.range).split_whitespace().collect();
            writeln!(out, "\n## sentence {n}: {}\n", line.join(" "))?;
            self.write_tree(sentence, out)?;
            self.write_layers(sentence.range, out)?;
            self.write_rules(n, sentence, out)?;
        }
        writeln!(out)
    }

    fn words(&self, range: TextRange) -> &str {
        range.of(&self.report.text)
    }

    fn write_tree(&self, sentence: &Sentence, out: &mut impl Write) -> io::Result<()> {
        let first = sentence.words.start;
        for (i, word) in self.reading.syntax.words[sentence.words.clone()].iter().enumerate() {
            let head = word.head.map_or(0, |head| (head as usize + 1).saturating_sub(first));
            let feats = word.feats.as_str();
            writeln!(
                out,
                "  {:>3} {:<18} {:<16} {:<6} {:>3} {:<12} {feats}",
                i + 1,
                word.form,
                word.lemma,
                word.upos,
                head,
                word.deprel.as_str()
            )?;
        }
        Ok(())
    }

    fn write_layers(&self, sentence: TextRange, out: &mut impl Write) -> io::Result<()> {
        let entities = &self.reading.entities;
        for mention in entities.mentions.iter().filter(|mention| sentence.contains(mention.range)) {
            let entity = &entities.entities[mention.entity];
            let known: String = [("country", &entity.country), ("sector", &entity.sector), ("office", &entity.office)]
                .into_iter()
                .filter_map(|(name, known)| Some((name, known.as_ref()?)))
                .map(|(name, known)| format!(", {name} {} by {}", known.value, known.basis.rule))
                .collect();
            let (ty, kind, id) = (mention.ty.as_str(), mention.kind.as_str(), mention.entity + 1);
            writeln!(out, "  mention “{}” {ty} {kind} = e{id} {}{known}", self.words(mention.range), entity.name)?;
        }
        for timex in self.reading.times.timexes.iter().filter(|timex| sentence.contains(timex.range)) {
            let words = self.words(timex.range);
            writeln!(out, "  time “{words}” {} {} by {}", timex.ty.as_str(), timex.value, timex.rule)?;
        }
        for toponym in self.reading.places.toponyms.iter().filter(|toponym| sentence.contains(toponym.range)) {
            let place = toponym.place.as_ref().map_or_else(
                || "no place found".to_owned(),
                |p| format!("{} {} ({:.2}, {:.2})", p.name, p.feature_code, p.lat, p.lon),
            );
            writeln!(out, "  place “{}” = {place} by {}", toponym.name, toponym.rule)?;
        }
        for attribution in &self.reading.attributions.attributions {
            let here = attribution.cue.iter().chain(&attribution.content).any(|range| sentence.overlaps(*range));
            if here {
                let pieces = |ranges: &[TextRange]| {
                    ranges.iter().map(|&range| self.words(range)).collect::<Vec<_>>().join(" … ")
                };
                writeln!(
                    out,
                    "  said by “{}”, cue “{}”, content “{}” by {}",
                    pieces(&attribution.source),
                    pieces(&attribution.cue),
                    pieces(&attribution.content),
                    attribution.rule
                )?;
            }
        }
        Ok(())
    }

    fn write_rules(&self, n: usize, sentence: &Sentence, out: &mut impl Write) -> io::Result<()> {
        let claims = &self.reading.claims;
        for (i, claim) in claims.claims.iter().enumerate().filter(|(_, claim)| claim.sentence == n) {
            let names = |actors: &[rapporteur::events::Actor]| {
                actors.iter().map(|actor| actor.name.as_str()).collect::<Vec<_>>().join(" + ")
            };
            writeln!(
                out,
                "  claim c{} {} {} “{}”: {} → {} by {}",
                i + 1,
                claim.ty.as_str(),
                claim.status.as_str(),
                self.words(claim.trigger),
                names(&claim.actors),
                names(&claim.recipients),
                claim.rule
            )?;
        }
        let here = |tried: &&Considered| sentence.words.contains(&tried.word);
        for tried in claims.considered.iter().filter(here) {
            let word = &self.reading.syntax.words[tried.word].form;
            match &tried.refused {
                None => writeln!(out, "  frame {} fired on “{word}”", tried.frame)?,
                Some(reason) => writeln!(out, "  frame {} not on “{word}”: {reason}", tried.frame)?,
            }
        }
        Ok(())
    }
}
