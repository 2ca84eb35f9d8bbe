use super::*;

const SAMPLE: &str = "\
# newdoc id = a
# published = 2025-03-13
# newpar
# sent_id = a-1
# text = They don't agree.
1\tThey\tthey\tPRON\t_\tCase=Nom|Number=Plur\t4\tnsubj\t_\t_
2-3\tdon't\t_\t_\t_\t_\t_\t_\t_\t_
2\tdo\tdo\tAUX\t_\t_\t4\taux\t_\t_
3\tn't\tnot\tPART\t_\t_\t4\tadvmod\t_\t_
4\tagree\tagree\tVERB\t_\t_\t0\troot\t_\tSpaceAfter=No
5\t.\t.\tPUNCT\t_\t_\t4\tpunct\t_\t_

# newpar
# sent_id = a-2
# text = No talks
1\tNo\tno\tDET\t_\t_\t2\tdet\t_\t_
2\ttalks\ttalk\tNOUN\t_\tNumber=Plur\t0\troot\t_\t_

";

fn written(parsed: &ParsedReport) -> String {
    let mut out = Vec::new();
    write_conllu(&parsed.report, &parsed.syntax, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn a_document_is_read_with_exact_ranges() {
    let parsed = &parse_conllu(SAMPLE).unwrap()[0];
    let text = &parsed.report.text;
    assert_eq!(text, "They don't agree.\n\nNo talks");
    assert_eq!(parsed.report.published.as_deref(), Some("2025-03-13"));
    let forms: Vec<_> = parsed.syntax.words.iter().map(|w| w.range.of(text)).collect();
    assert_eq!(forms, ["They", "do", "n't", "agree", ".", "No", "talks"]);
    assert_eq!(parsed.syntax.words[2].part, (2, 1));
    assert_eq!(parsed.syntax.words[5].head, Some(6));
    assert_eq!(parsed.syntax.sentences[1].range.of(text), "No talks");
}

#[test]
fn what_was_written_is_read_again() {
    let parsed = &parse_conllu(SAMPLE).unwrap()[0];
    assert_eq!(written(parsed), SAMPLE);
}

#[test]
fn documents_stream_and_a_broken_one_is_left_out() {
    let row = |form: &str, head: &str| format!("1\t{form}\t_\tX\t_\t_\t{head}\troot\t_\t_\n\n");
    let text = format!("# newdoc\n{}# newdoc id = b\n1\tx\n\n# newdoc id = c\n{}", row("A", "0"), row("B", "0"));
    let found: Vec<_> = read_conllu(text.as_bytes()).collect();
    assert_eq!(found.len(), 3);
    assert_eq!(found[0].as_ref().unwrap().report.id, "1");
    let fault = found[1].as_ref().unwrap_err().to_string();
    assert!(fault.starts_with("line 5: 2 columns instead of ten"), "{fault}");
    assert_eq!(found[2].as_ref().unwrap().report.text, "B");
}

#[test]
fn odd_heads_are_repaired_with_a_notice() {
    let rows = "1\ta\t_\tX\t_\t_\t2\tdep\t_\t_\n2\tb\t_\tX\t_\t_\t1\tdep\t_\t_\n3\tc\t_\tX\t_\t_\t7\tdep\t_\t_\n";
    let parsed = parse_conllu(rows).unwrap().remove(0);
    assert_eq!(parsed.syntax.words.iter().filter(|w| w.head.is_none()).count(), 1);
    assert_eq!(parsed.syntax.notices[0].code, "syntax/conllu-heads");
}

#[test]
fn ranges_out_of_order_are_faults() {
    for text in
        ["2\ta\t_\tX\t_\t_\t0\troot\t_\t_\n", "1-3\tab\t_\t_\t_\t_\t_\t_\t_\t_\n1\ta\t_\tX\t_\t_\t0\troot\t_\t_\n"]
    {
        assert!(matches!(parse_conllu(text), Err(ConlluError::Format { .. })));
    }
}

#[test]
fn text_that_spells_other_words_is_rebuilt() {
    let text =
        "# text = Something else\n1\ta\t_\tX\t_\t_\t0\troot\t_\tSpaceAfter=No\n2\t.\t_\tX\t_\t_\t1\tpunct\t_\t_\n";
    let parsed = parse_conllu(text).unwrap().remove(0);
    assert_eq!(parsed.report.text, "a.");
    assert_eq!(parsed.syntax.notices[0].code, "syntax/conllu-text");
}
