//! A report as the page shows it: nothing of the text is lost, and every claim is where its words are.

use rapporteur::output::{Claim, Link, LinkSource, Participant, Span, Words};
use rapporteur_ledger::{ClaimOfReport, ReportReading};
use rapporteur_views::{Role, report_view};

const TEXT: &str = "Iran 🙂 sent aid to Belarus. \u{202e}Nothing happened.\n\nBelarus thanked Iran, the ministry said.";

fn words(text: &str) -> Words {
    let at = TEXT.find(text).unwrap();
    let start = TEXT[..at].chars().count() as u32;
    Words { text: text.into(), start, end: start + text.chars().count() as u32 }
}

fn claim(id: &str, trigger: &str, who: &str, sentence: usize, source: Option<&str>) -> Claim {
    let Words { text, start, end } = words(who);
    let actor = Participant { name: text.clone(), text, start, end, country: None, sector: None, entity: None };
    let link = |source: &str| {
        let Words { text, start, end } = words(source);
        let source = Some(LinkSource { name: text.clone(), text, start, end, entity: None });
        Link { id: "a1".into(), source, cue: Some(words("said")) }
    };
    Claim {
        id: id.into(),
        ty: "AID".into(),
        mode: Vec::new(),
        context: Vec::new(),
        status: "actual".into(),
        status_cue: None,
        status_confidence: 0.9,
        trigger: words(trigger),
        actors: vec![actor],
        recipients: Vec::new(),
        date: None,
        place: None,
        attribution: source.map(link).into_iter().collect(),
        sentence,
        confidence: 0.9,
        rule: "aid/test".into(),
        cameo: None,
    }
}

fn reading() -> ReportReading {
    let sentence = |text: &str| {
        let Words { start, end, .. } = words(text);
        Span { start, end }
    };
    let claims = [
        // Out of order: the page sorts them by the text.
        claim("c2", "thanked", "Belarus thanked", 2, Some("the ministry")),
        claim("c1", "sent", "Iran", 0, None),
    ];
    let row = |claim: &Claim| ClaimOfReport {
        key: format!("k-{}", claim.id),
        event: format!("e-{}", claim.id),
        judged: String::new(),
        claim: claim.clone(),
    };
    ReportReading {
        report: "r1".into(),
        text: TEXT.into(),
        sentences: vec![
            sentence("Iran 🙂 sent aid to Belarus."),
            sentence("\u{202e}Nothing happened."),
            sentence("Belarus thanked Iran, the ministry said."),
        ],
        entities: Vec::new(),
        attributions: Vec::new(),
        claims: claims.iter().map(row).collect(),
        notices: Vec::new(),
    }
}

#[test]
fn pieces_together_are_the_paragraphs_and_roles_are_on_their_words() {
    let view = report_view(&reading());
    let shown = |at: usize| -> String {
        let pieces = view.paragraphs[at].sentences.iter().flat_map(|sentence| &sentence.pieces);
        pieces.map(|piece| piece.words.as_str()).collect()
    };
    let paragraphs: Vec<&str> = TEXT.split("\n\n").collect();
    assert_eq!([shown(0), shown(1)], [paragraphs[0], paragraphs[1]]);
    let pieces: Vec<_> = view.paragraphs.iter().flat_map(|p| &p.sentences).flat_map(|s| &s.pieces).collect();
    let of = |role: Role| {
        pieces.iter().filter(|p| p.roles.iter().any(|(_, r)| *r == role)).map(|p| &*p.words).collect::<Vec<_>>()
    };
    // "Belarus thanked" is who, "thanked" in it is did: the first role counts.
    assert_eq!(of(Role::Did), ["sent", "thanked"]);
    assert_eq!(of(Role::Who), ["Iran", "Belarus "]);
}

#[test]
fn claims_stand_in_the_order_of_the_text_and_voices_form_a_tree() {
    let view = report_view(&reading());
    assert_eq!(view.claims.iter().map(|claim| claim.claim.id.as_str()).collect::<Vec<_>>(), ["c1", "c2"]);
    let voices: Vec<_> = view.voices.iter().map(|voice| (voice.name.as_str(), voice.through, voice.claims)).collect();
    assert_eq!(voices, [("", None, 1), ("the ministry", Some(0), 1)]);
    assert_eq!((view.paragraphs[0].voices.clone(), view.paragraphs[1].voices.clone()), (vec![0], vec![1]));
    assert_eq!(view.items[1].lane, "the ministry");
    assert_eq!(
        view.claims[0].evidence.iter().map(|piece| piece.words.as_str()).collect::<String>(),
        "Iran 🙂 sent aid to Belarus."
    );
}

#[test]
fn an_empty_report_has_an_empty_view() {
    let reading = ReportReading { text: String::new(), sentences: Vec::new(), claims: Vec::new(), ..reading() };
    let view = report_view(&reading);
    assert!(view.paragraphs.is_empty() && view.claims.is_empty());
    assert_eq!(view.voices.len(), 1);
}
