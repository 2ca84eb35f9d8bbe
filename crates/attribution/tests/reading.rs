//! Whole passages: quotations that go on, chains of sources, and what a content covers.

use rapporteur_attribution::{Attribution, Attributions, Cues, Kind, read_attributions};
use rapporteur_codebook::Codebook;
use rapporteur_entities::Entities;
use rapporteur_syntax::{Model, Sentence, Syntax, Upos, Word, read_syntax};
use rapporteur_text::{Report, TextRange};

fn read(text: &str) -> Attributions {
    let cues = Cues::from_codebook(&Codebook::embedded()).expect("the embedded codebook is sound");
    let model = Model::embedded().expect("the embedded model is sound");
    let report = Report::new("passage", text);
    read_attributions(&report, &read_syntax(&report, &model), &Entities::default(), &cues)
}

fn source<'t>(text: &'t str, a: &Attribution) -> &'t str {
    a.source.first().map_or("", |range| range.of(text))
}

/// The sources on whose word some words are told, outermost first.
fn chain<'t>(text: &'t str, layer: &Attributions, words: &str) -> Vec<&'t str> {
    let start = text.find(words).expect("the words stand in the text");
    let range = TextRange::from_usize(start, start + words.len());
    layer.covering(range).into_iter().map(|i| source(text, &layer.attributions[i])).collect()
}

#[test]
fn a_quotation_goes_on_behind_its_tag() {
    let text = "“We won,” the mayor said on Tuesday. “It is over.”";
    let layer = read(text);
    let said: Vec<_> = layer.attributions.iter().filter(|a| a.rule == "cue/verb/say").collect();
    assert_eq!(said.len(), 1);
    let pieces: Vec<_> = said[0].content.iter().map(|piece| piece.of(text)).collect();
    assert_eq!(pieces, ["“We won,”", "“It is over.”"]);
    assert_eq!(source(text, said[0]), "the mayor");
}

#[test]
fn a_quotation_goes_on_behind_what_the_tag_tells_besides() {
    let text = "“These are odd days,” said Ivan Petrov, a lawyer who has criticized the plan. “Nobody knows the way.”";
    assert_eq!(chain(text, &read(text), "the way").len(), 1);
    let text = "“We like them all,” Lopez said during a visit to the old town on the river.\n\n“It changes every day.”";
    assert_eq!(chain(text, &read(text), "every day"), ["Lopez"]);
    let text = "“The dam is old,” she said, but “when it rains, the valley is afraid.”";
    assert_eq!(chain(text, &read(text), "afraid"), ["she"]);
}

#[test]
fn a_clause_of_its_own_parts_a_verb_from_the_quotation_before() {
    let text = "“Who will pay for it?” he added.\n\nThe mayor says there needs to be a law.";
    assert_eq!(chain(text, &read(text), "a law"), ["The mayor"]);
    assert_eq!(chain(text, &read(text), "pay for it"), ["he"]);
}

#[test]
fn a_quotation_runs_over_paragraphs_to_the_next_tag() {
    let text = "“The war is over,” said Ivan Petrov, head of the regional council. “We will rebuild the town.\n\n\
                “Nobody will be left behind.\n\n“We will also mourn our dead,” he added.";
    let layer = read(text);
    assert_eq!(chain(text, &layer, "left behind"), ["Ivan Petrov, head of the regional council"]);
    assert_eq!(chain(text, &layer, "mourn our dead"), ["he"]);
}

#[test]
fn chains_of_sources_are_read_outermost_first() {
    let text = "Tasnim quoted the minister as saying that the deal had been signed in Minsk.";
    assert_eq!(chain(text, &read(text), "signed"), ["Tasnim", "the minister"]);
    let text = "According to the police, the ministry said that the bridge was blown up.";
    assert_eq!(chain(text, &read(text), "blown up"), ["the police", "the ministry"]);
}

#[test]
fn three_mouths_make_a_chain_of_three() {
    let text = "Kuzma assured the envoy that the island would not join, spokesman Ivan Orlov said, according to the \
                Interfax news agency.";
    assert_eq!(chain(text, &read(text), "join"), ["the Interfax news agency", "spokesman Ivan Orlov", "Kuzma"]);
    let text = "“We have settled the dispute,” the premier was quoted as saying by the Tass news agency.";
    assert_eq!(chain(text, &read(text), "settled"), ["the Tass news agency", "the premier"]);
}

#[test]
fn a_belief_that_somebody_tells_of_and_a_word_not_given_make_no_link() {
    let text = "The general said he believed the hostages had been killed.";
    assert_eq!(chain(text, &read(text), "killed"), ["The general"]);
    let text = "The ministry would not say that the hostages had been killed.";
    assert!(chain(text, &read(text), "killed").is_empty());
}

#[test]
fn a_dateline_is_nobody() {
    let text = "MINSK, Belarus (AP) _ The commander of the border guard said Thursday he had sent a team to the river.";
    assert_eq!(chain(text, &read(text), "sent"), ["The commander of the border guard"]);
}

#[test]
fn what_stands_beside_the_content_is_not_covered() {
    let text = "The army denied that its troops had burned the village, and villagers fled.";
    let layer = read(text);
    assert_eq!(chain(text, &layer, "burned"), ["The army"]);
    assert!(chain(text, &layer, "fled").is_empty());
}

#[test]
fn who_backs_or_discusses_a_thing_does_not_tell_it() {
    let text = "The unions criticized the invasion of the island.";
    let layer = read(text);
    assert_eq!(layer.attributions.len(), 1);
    assert_eq!(layer.attributions[0].kind, Kind::Attitude);
    assert!(chain(text, &layer, "invasion").is_empty());
}

#[test]
fn odd_texts_are_read_without_panic() {
    for text in
        ["", "“", "said", "said said said", "“” said.", ": : :", "\u{200f}“‘’”\n\n“", "A: B", "", "He said: \n\n\n"]
    {
        read(text);
    }
}

#[test]
fn a_sentence_without_end_is_left_out_with_a_notice() {
    let words = "he tried to say that ".repeat(1000);
    let report = Report::new("long", words.trim());
    let mut syntax = Syntax::default();
    for (i, word) in report.text.split(' ').enumerate() {
        let start = word.as_ptr() as usize - report.text.as_ptr() as usize;
        let mut word = Word::unread(TextRange::from_usize(start, start + word.len()), word);
        word.head = i.checked_sub(1).map(|above| above as u32);
        word.deprel = "xcomp".into();
        word.upos = Upos::Verb;
        syntax.words.push(word);
    }
    syntax.sentences.push(Sentence { range: syntax.range(0..syntax.words.len()), words: 0..syntax.words.len() });
    syntax.link();
    let cues = Cues::from_codebook(&Codebook::embedded()).expect("the embedded codebook is sound");
    let layer = read_attributions(&report, &syntax, &Entities::default(), &cues);
    assert!(layer.attributions.is_empty());
    assert_eq!(layer.notices[0].code, "attribution/long-sentence");
}
