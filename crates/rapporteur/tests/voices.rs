//! Who speaks and how: kinds of source, other mouths, stance, what a dateline credits, how verbs are told.

use rapporteur::output::{Attribution, Document};
use rapporteur::text::{CodePoints, Report};
use rapporteur::{Reader, Resources};
use std::sync::LazyLock;

static READER: LazyLock<Reader> = LazyLock::new(|| Reader::new(Resources::embedded().unwrap()));

fn read(text: &str) -> Document {
    let report = Report::new("voices", text).published("2025-03-13");
    Document::new(&report, &READER.read(&report), READER.resources())
}

/// The attribution whose cue is these words.
fn cued<'d>(text: &str, document: &'d Document, cue: &str) -> &'d Attribution {
    let points = CodePoints::new(text);
    let is_cue = |a: &&Attribution| a.cue.iter().any(|span| points.range(span.start, span.end).of(text) == cue);
    document.attributions.iter().find(is_cue).unwrap_or_else(|| panic!("“{cue}” attributes nothing in: {text}"))
}

#[test]
fn sources_are_of_seven_kinds() {
    for (text, cue, kind) in [
        ("Angela Merkel said that the talks had failed.", "said", "named-person"),
        ("Greenpeace said that the river was poisoned.", "said", "named-organization"),
        ("The Tasnim news agency said that the base had been hit.", "said", "named-organization"),
        ("The foreign minister said that the talks had failed.", "said", "office"),
        ("The report found that the bridge was unsafe.", "found", "document"),
        ("A witness said that the driver had fled.", "said", "unnamed-individual"),
        ("Two officials who asked not to be named said that the talks had failed.", "said", "unnamed-group"),
        ("A post on Telegram said that the bridge had fallen.", "said", "social-medium"),
    ] {
        assert_eq!(cued(text, &read(text), cue).source_kind.as_deref(), Some(kind), "{text}");
    }
}

#[test]
fn what_comes_through_another_mouth_is_second_hand() {
    let text = "Tasnim quoted the minister as saying that the deal had been signed in Minsk.";
    let document = read(text);
    let (outer, inner) = (cued(text, &document, "quoted"), cued(text, &document, "saying"));
    assert!(!outer.second_hand && inner.second_hand);
    assert_eq!(inner.parent.as_ref(), Some(&outer.id));
}

#[test]
fn who_is_cited_speaks_through_who_cites() {
    for (text, reporting, citing) in [
        (
            "Three soldiers were killed near the border, Tasnim reported, citing a military source.",
            "reported",
            "citing",
        ),
        (
            "Tasnim reported on Sunday, citing an unnamed official, that three soldiers were killed near the border.",
            "reported",
            "citing",
        ),
        ("Three soldiers were killed near the border, Reuters reported, quoting local police.", "reported", "quoting"),
    ] {
        let document = read(text);
        let (outer, inner) = (cued(text, &document, reporting), cued(text, &document, citing));
        assert_eq!(inner.parent.as_ref(), Some(&outer.id), "{text}");
        assert_eq!(inner.content, outer.content, "{text}");
        assert!(inner.second_hand, "{text}");
        let claim = document.claims.iter().find(|claim| claim.trigger.text == "killed").expect("they were killed");
        let chain: Vec<&str> = claim.attribution.iter().map(|link| link.id.as_str()).collect();
        assert_eq!(chain, [outer.id.as_str(), inner.id.as_str()], "{text}");
    }
}

#[test]
fn who_cites_a_reason_has_it_from_nobody() {
    let text = "The border was closed, the ministry said, citing security concerns.";
    let document = read(text);
    assert_ne!(cued(text, &document, "citing").content, cued(text, &document, "said").content);
}

#[test]
fn a_source_quoted_by_another_speaks_inside_it() {
    let text = "An official quoted by Interfax said that the bridge had been blown up.";
    let document = read(text);
    let (outer, inner) = (cued(text, &document, "quoted"), cued(text, &document, "said"));
    assert_eq!(inner.parent.as_ref(), Some(&outer.id));
    assert!(inner.second_hand && !outer.second_hand);
}

#[test]
fn the_cue_tells_the_stance() {
    for (text, cue, stance) in [
        ("The army said that the town had fallen.", "said", "neutral"),
        ("The army confirmed that the town had fallen.", "confirmed", "committed"),
        ("The rebels claimed that the town had fallen.", "claimed", "distancing"),
        ("The army denied that the town had fallen.", "denied", "denying"),
        ("The prosecutor alleged that the banker took bribes.", "alleged", "accusing"),
        ("The files revealed that the sale was illegal.", "revealed", "revealing"),
    ] {
        assert_eq!(cued(text, &read(text), cue).stance, stance, "{text}");
    }
}

#[test]
fn the_dateline_credits_the_agency() {
    let text = "TEHRAN, March 12 (Reuters) - Troops left the town.";
    let document = read(text);
    assert_eq!(document.credit.as_ref().map(|name| name.text.as_str()), Some("Reuters"));
    assert!(document.attributions.is_empty(), "it is the report's own voice");
    assert_eq!(read("Troops left the town.").credit, None);
}

#[test]
fn verbs_are_told_with_the_words_that_decide() {
    for (text, verb, status, cue, happened) in [
        ("The army attacked the town.", "attacked", "actual", None, "yes"),
        ("The army will attack the town.", "attack", "future", Some("will"), "no"),
        ("The army did not attack the town.", "attack", "negated", Some("not"), "no or unsure"),
        ("The army could attack the town.", "attack", "hypothetical", Some("could"), "no or unsure"),
        ("The army refused to attack the town.", "attack", "negated", Some("refused"), "no or unsure"),
    ] {
        let document = read(text);
        let points = CodePoints::new(text);
        let told = document.told.iter().find(|told| points.range(told.start, told.end).of(text) == verb);
        let told = told.unwrap_or_else(|| panic!("“{verb}” is a verb in: {text}"));
        assert_eq!(told.status, status, "{text}");
        assert_eq!(told.status_cue.as_ref().map(|cue| cue.text.as_str()), cue, "{text}");
        assert!(happened.contains(&told.happened), "{text}: {}", told.happened);
        assert!((0.1..=1.0).contains(&told.confidence), "{text}");
    }
}
