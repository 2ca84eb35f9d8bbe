//! The program as its users call it.

use std::io::{BufRead, Write};
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

fn run(args: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_rapporteur"))
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    let feeding = std::thread::spawn(move || {
        // The program may be done before it has read everything.
        let _ = stdin.write_all(&input);
    });
    let output = child.wait_with_output().unwrap();
    feeding.join().unwrap();
    output
}

fn lines(output: &[u8]) -> Vec<serde_json::Value> {
    String::from_utf8(output.to_vec()).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn specimen() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/specimens/minsk.txt")
}

const STORIES: &str = r#"{"id":"a","text":"Iran signed an agreement with Belarus on Monday.","published":"2025-03-13"}
{"id":"b","text":""}
{"id":"c","text":"Ministers from France and Spain met in Paris. The police arrested two protesters."}
"#;

#[test]
fn every_report_gives_a_line_in_input_order_whatever_the_number_of_threads() {
    let one = run(&["read", "--jobs", "1"], STORIES.as_bytes());
    assert!(one.status.success(), "{}", String::from_utf8_lossy(&one.stderr));
    let ids: Vec<_> = lines(&one.stdout).iter().map(|line| line["id"].as_str().unwrap().to_owned()).collect();
    assert_eq!(ids, ["a", "b", "c"]);
    for jobs in ["2", "5"] {
        assert_eq!(run(&["read", "-j", jobs], STORIES.as_bytes()).stdout, one.stdout);
    }
}

#[test]
fn a_fault_is_one_line_with_place_and_remedy_and_the_rest_is_read() {
    let mut input = STORIES.as_bytes().to_vec();
    input.extend(b"{\"text\": \n{\"text\":\"\xff\"}\n{\"id\":\"d\",\"text\":\"Troops left.\"}\n");
    let output = run(&["read", "-", "no-such-file.txt"], &input);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(lines(&output.stdout).len(), 4);
    let faults = String::from_utf8(output.stderr).unwrap();
    let faults: Vec<&str> = faults.lines().collect();
    assert_eq!(faults.len(), 3, "{faults:?}");
    assert!(faults[0].starts_with("rapporteur: -:4: ") && faults[1].starts_with("rapporteur: -:5: byte 10 "));
    assert!(faults[2].contains("no-such-file.txt") && faults[2].ends_with("(check the path)"));
}

#[test]
fn wrong_usage_is_told_apart() {
    assert_eq!(run(&["read", "--published", "soon"], b"").status.code(), Some(2));
    assert_eq!(run(&["read", "--codebook", "no-such-folder"], b"x").status.code(), Some(2));
    assert_eq!(run(&["man", "nothing"], b"").status.code(), Some(2));
}

#[test]
fn hostile_texts_are_read() {
    let texts = [
        "\u{0}\u{1}\u{7f} \u{202e}abc\u{202c} \u{200f}שלום\u{200f} 🙂🙂👩‍👩‍👧 \u{fe0f}",
        "((((((((((“““““““”””””””))))))))))",
        "...... !!!! ???? ,,,, ;;;; ----",
        "a\r\n\r\nb\rc\u{2028}d\u{85}e",
        "\u{feff}Iran",
        "February 30, 99999 and 0000-00-00 at 25:61",
        "İstanbul ﬁrst ǅ ß ẞ",
    ];
    let mut input = Vec::new();
    for text in texts {
        input.extend(serde_json::to_vec(&serde_json::json!({"text": text, "published": "not a date"})).unwrap());
        input.push(b'\n');
    }
    let word = "x".repeat(100_000);
    let sentence = "and the of ".repeat(4_000);
    for text in [word, sentence] {
        input.extend(serde_json::to_vec(&serde_json::json!({ "text": text })).unwrap());
        input.push(b'\n');
    }
    let output = run(&["read"], &input);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(lines(&output.stdout).len(), texts.len() + 2);
}

#[test]
fn spans_are_code_points_and_their_words_are_the_words_shown() {
    let text = "“Ünïted” – 🙂 Russia invaded Ukraine on 24 February 2022, according to Reuters.";
    let input = serde_json::json!({"id": "x", "text": text}).to_string();
    let output = run(&["read"], input.as_bytes());
    let reading = &lines(&output.stdout)[0];
    let chars: Vec<char> = text.chars().collect();
    let mut seen = 0;
    let mut check = |value: &serde_json::Value| {
        if let (Some(start), Some(end), Some(words)) =
            (value["start"].as_u64(), value["end"].as_u64(), value["text"].as_str())
        {
            assert_eq!(chars[start as usize..end as usize].iter().collect::<String>(), words);
            seen += 1;
        }
    };
    for claim in reading["claims"].as_array().unwrap() {
        for field in ["trigger", "date", "place"] {
            check(&claim[field]);
        }
        for field in ["actors", "recipients"] {
            claim[field].as_array().unwrap().iter().for_each(&mut check);
        }
        for link in claim["attribution"].as_array().unwrap() {
            check(&link["source"]);
            check(&link["cue"]);
        }
    }
    assert!(seen >= 3, "{reading}");
}

#[test]
fn a_reading_can_start_from_a_given_parse() {
    let file = specimen();
    let parsed = run(&["read", "--format", "conllu", file.to_str().unwrap()], b"");
    assert!(parsed.status.success());
    let again = run(&["read", "--from", "conllu", "--format", "conllu"], &parsed.stdout);
    let rows = |bytes: &[u8]| -> Vec<String> {
        let text = String::from_utf8(bytes.to_vec()).unwrap();
        text.lines().filter(|line| !line.starts_with('#')).map(str::to_owned).collect()
    };
    assert_eq!(rows(&again.stdout), rows(&parsed.stdout));
    let claims = run(&["read", "--from", "conllu", "--published", "2025-03-13"], &parsed.stdout);
    assert!(!lines(&claims.stdout)[0]["claims"].as_array().unwrap().is_empty());
}

#[test]
fn the_page_and_the_explanation_show_claims_in_words() {
    let file = specimen();
    let page = run(&["read", "--format", "page", "--published", "2025-03-13", file.to_str().unwrap()], b"");
    let page = String::from_utf8(page.stdout).unwrap();
    assert!(
        page.contains("SUPPORT") && page.contains("did[") && page.contains("who[") && page.contains("□ this report")
    );
    assert!(!page.contains('\u{1b}'), "no colours in a pipe");
    let colored = run(&["read", "--format", "page", "--color", "always", file.to_str().unwrap()], b"");
    assert!(colored.stdout.contains(&0x1b));
    let explained = run(&["explain", "--word", "memorandum", file.to_str().unwrap()], b"");
    let explained = String::from_utf8(explained.stdout).unwrap();
    assert!(explained.contains("fired on") && explained.contains("claim c"));
}

#[test]
fn a_users_codebook_is_checked_and_a_fault_names_its_line() {
    let folder = std::env::temp_dir().join(format!("rapporteur-codebook-{}", std::process::id()));
    std::fs::create_dir_all(folder.join("frames")).unwrap();
    std::fs::write(folder.join("frames/mine.toml"), "[[frame]]\nid = = 1\n").unwrap();
    let output = run(&["read", "--codebook", folder.to_str().unwrap()], b"Iran signed.");
    std::fs::remove_dir_all(&folder).unwrap();
    assert_eq!(output.status.code(), Some(2));
    let fault = String::from_utf8(output.stderr).unwrap();
    assert!(fault.contains("frames/mine.toml:2"), "{fault}");
}

#[test]
fn a_gazetteer_of_the_users_own_is_made_and_read() {
    let folder = std::env::temp_dir().join(format!("rapporteur-gazetteer-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let path = |name: &str| folder.join(name).to_string_lossy().into_owned();
    let row = |id: &str, lat: &str| format!("{id}\tOberzedorf\t\t\t{lat}\t20\tP\tPPL\tAT\t\t\t\t\t\t900\t\t\t\t\n");
    std::fs::write(path("zed.txt"), [row("1", "10"), row("2", "100")].concat()).unwrap();
    std::fs::write(path("none.txt"), "nothing of the kind").unwrap();
    let built = run(&["gazetteer", "build", &path("zed.txt"), "-o", &path("zed.gazetteer")], b"");
    assert_eq!(built.status.code(), Some(1));
    let told = String::from_utf8(built.stderr).unwrap();
    assert!(told.contains("zed.txt:2: latitude 100 is not between -90 and 90; the row is left out"), "{told}");
    assert!(told.contains("1 places, 1 names") && told.contains("no country is among them"), "{told}");
    let refused = run(&["gazetteer", "build", &path("none.txt"), "-o", &path("none.gazetteer")], b"");
    assert_eq!(refused.status.code(), Some(2));

    let text = "He moved from Oberzedorf to Gomel in Belarus.";
    let point = |gazetteer: &[&str]| {
        let read = run(&[&["read", "--format", "jsonl"], gazetteer].concat(), text.as_bytes());
        assert!(read.status.success(), "{}", String::from_utf8_lossy(&read.stderr));
        let reading = lines(&read.stdout).remove(0);
        let toponyms = reading["toponyms"].as_array().unwrap().clone();
        let found = toponyms.into_iter().find(|toponym| toponym["name"] == "Oberzedorf");
        found.map_or(serde_json::Value::Null, |toponym| toponym["lat"].clone())
    };
    assert_eq!(point(&["--gazetteer", &path("zed.gazetteer")]), 10.0);
    assert!(point(&[]).is_null());
    let wrong = run(&["read", "--gazetteer", &path("zed.txt")], text.as_bytes());
    assert_eq!(wrong.status.code(), Some(2));
    assert!(String::from_utf8(wrong.stderr).unwrap().contains("zed.txt: not a gazetteer"));
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn reports_go_into_a_ledger_and_can_be_asked_for() {
    let folder = std::env::temp_dir().join(format!("rapporteur-ledger-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let path = |name: &str| folder.join(name).to_string_lossy().into_owned();
    let file = path("made.ledger");
    let add = |input: &[u8]| run(&["add", "--model", "fast", "--ledger", &file], input);
    let first = add(STORIES.as_bytes());
    let told = String::from_utf8(first.stderr).unwrap();
    assert!(first.status.success() && told.contains("3 reports with 3 claims added"), "{told}");
    let again = add(&[STORIES.as_bytes(), b"{\"text\":7}\n"].concat());
    assert_eq!(again.status.code(), Some(1), "a fault in the input");
    assert!(
        String::from_utf8(again.stderr).unwrap().contains("0 reports with 0 claims added, 3 known already, 1 faults")
    );
    let ask = |args: &[&str]| run(&[args, &["--ledger", &file]].concat(), b"");
    let iran = lines(&ask(&["list", "by:IRN"]).stdout);
    assert_eq!((iran.len(), iran[0]["type"].as_str()), (1, Some("SUPPORT")));
    let shown = lines(&ask(&["show", iran[0]["id"].as_str().unwrap()]).stdout);
    assert_eq!(shown[0]["versions"][0]["claim"]["trigger"]["text"], "signed");
    let version = &shown[0]["versions"][0];
    let id = &version["claim"]["actors"][0]["entity"];
    assert!(version["entities"].as_array().unwrap().iter().any(|entity| entity["id"] == *id), "{version}");
    assert!(version["printed"][0]["added_at"].as_str().unwrap().ends_with('Z'));
    let page = ask(&["show", iran[0]["id"].as_str().unwrap(), "--format", "table"]);
    assert!(String::from_utf8(page.stdout).unwrap().contains("did[signed]"));
    let csv = String::from_utf8(ask(&["timeline", "--format", "csv"]).stdout).unwrap();
    assert!(csv.starts_with("id,when,type,") && csv.lines().count() == 4, "{csv}");
    assert!(ask(&["sources"]).status.success());
    for verb in ["entities", "stats"] {
        assert!(!ask(&[verb]).stdout.is_empty(), "{verb}");
    }
    let wrong = ask(&["list", "by:IRN bye:BLR"]);
    let told = String::from_utf8(wrong.stderr).unwrap();
    assert!(wrong.status.code() == Some(2) && told.contains("  by:IRN bye:BLR\n         ^^^"), "{told}");
    for format in rapporteur_exchange::Format::ALL {
        let name = format.name();
        let exported = ask(&["export", "--to", name]);
        assert!(exported.status.success() && !exported.stdout.is_empty(), "{name}");
        let out = path("exported");
        std::fs::write(&out, "an older file").unwrap();
        let to_file = ask(&["export", "--to", name, "--out", &out]);
        assert!(to_file.status.success() && to_file.stdout.is_empty(), "{name}");
        assert!(std::fs::read(&out).unwrap() == exported.stdout, "{name}");
    }
    let rows = |args: &[&str]| ask(&[&["export", "--to", "csv", "--quiet"], args].concat()).stdout.lines().count();
    assert!(rows(&["--limit", "1"]) < rows(&[]) && rows(&["--limit", "0"]) == 1);
    let over = ask(&["export", "--to", "csv", "--out", &file]);
    assert!(String::from_utf8(over.stderr).unwrap().contains("is the ledger itself"));
    let nowhere = ask(&["export", "--to", "csv", "--out", &path("no-such-folder/x.csv")]);
    assert_eq!(nowhere.status.code(), Some(2));
    let id = iran[0]["id"].as_str().unwrap();
    assert!(ask(&["correct", "reject", id, "--reviewer", "tester"]).status.success());
    assert!(ask(&["list", "by:IRN"]).stdout.is_empty());
    let judged = lines(&ask(&["history"]).stdout);
    assert_eq!(judged[0]["reviewer"], "tester");
    assert!(ask(&["correct", "undo", judged[0]["id"].as_str().unwrap()]).status.success());
    assert_eq!(lines(&ask(&["list", "by:IRN"]).stdout), iran);
    let diff = ask(&["reread", "--dry-run", "--model", "deep"]);
    assert!(String::from_utf8(diff.stderr).unwrap().contains("3 reports read again"));
    let verified = ask(&["verify"]);
    assert!(verified.status.success(), "{}", String::from_utf8_lossy(&verified.stdout));
    let other = path("other.ledger");
    assert!(run(&["merge", &other, &file], b"").status.success());
    assert_eq!(run(&["list", "--ledger", &other], b"").stdout, ask(&["list"]).stdout);
    let foreign = run(&["list", "--ledger", specimen().to_str().unwrap()], b"");
    assert!(String::from_utf8(foreign.stderr).unwrap().contains("not a ledger of Rapporteur"));
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn the_model_can_be_chosen() {
    let specimen = specimen();
    let specimen = specimen.to_str().unwrap();
    let model = |args: &[&str]| {
        let output = run(&[&["read", "--format", "jsonl", specimen], args].concat(), b"");
        assert!(output.status.success());
        let read = &lines(&output.stdout)[0];
        assert!(!read["claims"].as_array().unwrap().is_empty(), "{args:?}");
        read["coder"]["model"].as_str().unwrap().to_owned()
    };
    assert!(model(&[]).starts_with("deep-") && model(&["--model", "deep"]).starts_with("deep-"));
    assert!(model(&["--model", "fast"]).starts_with("fast-"));
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../models/fast.safetensors");
    assert_eq!(model(&["--model", file]), model(&["--model", "fast"]));
    for file in ["no-such-file", specimen] {
        let output = run(&["explain", "--model", file], b"x");
        let message = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2));
        assert!(message.contains(file) && message.contains("deep, fast") && message.lines().count() == 1, "{message}");
    }
}

#[test]
fn the_committed_schema_is_the_one_the_code_makes() {
    let made = run(&["schema"], b"");
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../docs/reading.schema.json");
    let committed = std::fs::read_to_string(file).unwrap();
    assert_eq!(
        serde_json::from_slice::<serde_json::Value>(&made.stdout).unwrap(),
        serde_json::from_str::<serde_json::Value>(&committed).unwrap(),
        "make it again: rapporteur schema > docs/reading.schema.json"
    );
}

#[test]
fn help_completions_and_manual_pages_are_there() {
    assert!(run(&["help"], b"").status.success());
    for shell in ["bash", "zsh", "fish"] {
        assert!(run(&["completions", shell], b"").stdout.len() > 500);
    }
    assert!(String::from_utf8(run(&["man"], b"").stdout).unwrap().contains(".TH rapporteur"));
    assert!(String::from_utf8(run(&["man", "read"], b"").stdout).unwrap().contains("jobs"));
}
