use super::segment;

fn cut(text: &str) -> Vec<String> {
    let syntax = segment(text);
    syntax
        .sentences
        .iter()
        .map(|s| syntax.words[s.words.clone()].iter().map(|w| w.form.as_str()).collect::<Vec<_>>().join(" "))
        .collect()
}

#[test]
fn nothing_gives_nothing() {
    assert!(cut("").is_empty());
    assert!(cut(" \n\u{200f}\n").is_empty());
}

#[test]
fn abbreviations_titles_and_initials_end_no_sentence() {
    let found = cut(
        "Gen. A. B. Smith met Sen. Lee of the U.S. Senate on Jan. 5 at 9 a.m. in St. Paul, Minn., on Friday. He left.",
    );
    assert_eq!(found.len(), 2, "{found:?}");
    assert_eq!(found[1], "He left .");
    let found = cut("The F.B.I. has said it had nothing. The G.O.P.'s leaders met at the N.A.A.C.P.");
    assert_eq!(found, ["The F.B.I. has said it had nothing .", "The G.O.P. 's leaders met at the N.A.A.C.P."]);
    let found = cut("It is made and sold in the U.S. The deal is worth a lot. He left the C.I.A. He was ill.");
    assert_eq!(found.len(), 4, "{found:?}");
}

#[test]
fn quotation_marks_stay_with_their_sentence() {
    let found = cut("“We agree.” The minister left. \"No deal,\" he said. \"None.\" She nodded.");
    assert_eq!(
        found,
        ["“ We agree . ”", "The minister left .", "\" No deal , \" he said .", "\" None . \"", "She nodded ."]
    );
}

#[test]
fn a_dateline_belongs_to_its_sentence() {
    let found = cut("GENEVA, Switzerland (AP) _ The two sides signed an accord on Monday. Talks go on.");
    assert_eq!(found.len(), 2, "{found:?}");
}

#[test]
fn members_of_congress_and_surnames_keep_their_stops_apart() {
    let found = cut(
        "Sens. Ann Low (D-Ark.) and Bo Rye (R-Neb.) wrote to Deputy Minister Sami Aziz. “We thank Rep. Gill.” He left.",
    );
    assert_eq!(found.len(), 3, "{found:?}");
    assert!(found[0].contains("Ark. )") && found[0].ends_with("Aziz ."), "{found:?}");
}

#[test]
fn words_around_settle_doubts() {
    for text in [
        "The ministry will pay for Tamber Vale (TVX) Airport, and Defense (DoD) Exceptional Family grants go on.",
        "In 2018, O’Dara joined the hall of fame.",
        "Accountability: It is essential that staff are trained.",
    ] {
        assert_eq!(cut(text).len(), 1, "{text}");
    }
    for text in [
        "The port reopened in May. The governor was glad.",
        "“We will not pay,” the minister said. “They know it.”",
        "He works for Acme Inc. The firm grew.",
        "The shop opens at 9 a.m. Visitors must wait.",
        "The curfew is in effect between 3 p.m. and 6 a.m. Nordland planned to end it.",
    ] {
        assert_eq!(cut(text).len(), 2, "{text}");
    }
}

#[test]
fn a_dateline_in_its_own_paragraph_leads_on() {
    assert_eq!(cut("LAGOS, Nigeria (AP) _\n\nThe two generals met on Monday.").len(), 1);
}

#[test]
fn wrapped_lines_go_on_and_headings_end() {
    let found = cut(
        "Ministers sign accord\nThe two ministers met on Wednesday in the capital\nand signed an accord that had been in the \
         making\nfor more than a year. Nobody said what it cost.",
    );
    assert_eq!(found.len(), 3, "{found:?}");
}

#[test]
fn a_lost_space_is_no_obstacle() {
    assert_eq!(
        cut("The army withdrew.The rebels returned to the town."),
        ["The army withdrew .", "The rebels returned to the town ."]
    );
}

#[test]
fn addresses_numbers_and_money_are_whole() {
    let found = cut("See https://example.org/a-b?c=1, write to a.b@example.co.uk or pay $1,200.50 (about €1.1m).");
    assert_eq!(
        found,
        ["See https://example.org/a-b?c=1 , write to a.b@example.co.uk or pay $ 1,200.50 ( about € 1.1 m ) ."]
    );
}

#[test]
fn a_sentence_without_end_is_cut() {
    let text = "word ".repeat(1_000_000);
    let syntax = segment(&text);
    assert_eq!(syntax.words.len(), 1_000_000);
    assert!(syntax.sentences.iter().all(|s| s.words.len() <= super::MAX_SENTENCE_WORDS));
    assert_eq!(syntax.notices.len(), 1);
}

#[test]
fn no_input_takes_quadratic_time() {
    for piece in [
        "a.", "a@", "www.", "http://", "-a", "(", "\"", "a\n", ".", "😀", "a.com", "\u{301}", "'s", ":)", "a b. ", "\r",
    ] {
        let text = piece.repeat(300_000);
        assert!(!segment(&text).sentences.is_empty() || piece == "\r");
    }
}

proptest::proptest! {
    #[test]
    fn words_tile_their_sentence(text in "(\\PC|[ \n\ta-zA-Z.'’\"“(_-]|n't|U\\.S\\.|http://a\\.b|🙂|\u{200f}|\u{0}){0,120}") {
        let syntax = segment(&text);
        let mut last = 0;
        let blank = |from: u32, to: u32| text[from as usize..to as usize].chars().all(crate::blank::is_blank);
        let mut next_word = 0;
        for sentence in &syntax.sentences {
            assert_eq!(sentence.words.start, next_word);
            next_word = sentence.words.end;
            assert!(!sentence.words.is_empty());
            for word in &syntax.words[sentence.words.clone()] {
                assert!(word.range.start >= last && word.range.end > word.range.start);
                assert!(blank(last, word.range.start));
                assert_eq!(word.form, word.range.of(&text));
                last = word.range.end;
            }
            assert_eq!(sentence.range, syntax.range(sentence.words.clone()));
        }
        assert_eq!(next_word, syntax.words.len());
        assert!(blank(last, text.len() as u32));
    }

    #[test]
    fn conllu_gives_the_same_words_back(text in "(\\PC|[ \n\ta-zA-Z.'’\"“(_#-]|n't|\u{200f}|\u{0}){0,80}") {
        let report = rapporteur_text::Report::new("r", text.as_str());
        let mut syntax = segment(&text);
        for sentence in syntax.sentences.clone() {
            for word in sentence.words.clone().skip(1) {
                syntax.words[word].head = Some(sentence.words.start as u32);
            }
        }
        let mut out = Vec::new();
        crate::write_conllu(&report, &syntax, &mut out).unwrap();
        let again = crate::parse_conllu(std::str::from_utf8(&out).unwrap()).unwrap().remove(0);
        let forms = |syntax: &crate::Syntax| syntax.words.iter().map(|w| (w.form.clone(), w.part)).collect::<Vec<_>>();
        assert_eq!(forms(&again.syntax), forms(&syntax));
        let lengths = |syntax: &crate::Syntax| syntax.sentences.iter().map(|s| s.words.len()).collect::<Vec<_>>();
        assert_eq!(lengths(&again.syntax), lengths(&syntax));
    }
}
