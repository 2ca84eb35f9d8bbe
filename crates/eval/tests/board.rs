//! The whole way of every task on small made-up corpora: load, read, measure, list faults, predict.

use rapporteur::{Reader, Resources};
use rapporteur_eval::score::score_files;
use rapporteur_eval::tasks::{self, Layer, Readings};
use rapporteur_eval::{board, parses::Parses};
use std::fs;
use std::path::{Path, PathBuf};

/// Where the files of `data/` lie in a folder with corpora.
const FILES: [(&str, &str); 19] = [
    ("syntax.gold.conllu", "corpora/ud-english/en_ewt-ud-dev.conllu"),
    ("syntax.text.jsonl", "corpora/ud-english/en_ewt-ud-dev.text.jsonl"),
    ("syntax.gold.conllu", "corpora/ud-english/en_gum-ud-dev.conllu"),
    ("syntax.text.jsonl", "corpora/ud-english/en_gum-ud-dev.text.jsonl"),
    ("spans.gold.jsonl", "corpora/gum-entities/dev.jsonl"),
    ("spans.gold.jsonl", "corpora/uner-ewt/dev.jsonl"),
    ("spans.gold.jsonl", "corpora/re3d/dev.jsonl"),
    ("time.gold.jsonl", "corpora/time/tbaq-dev.jsonl"),
    ("status.gold.jsonl", "corpora/meantime/meantime-apple.jsonl"),
    ("geo.gold.jsonl", "corpora/geo/lgl.jsonl"),
    ("geo.gold.jsonl", "corpora/geo/trnews.jsonl"),
    ("geo.gold.jsonl", "corpora/geo/geovirus.jsonl"),
    ("attribution.gold.jsonl", "corpora/polnear/dev.jsonl"),
    ("status.gold.jsonl", "corpora/uds-factuality/dev.jsonl"),
    ("gsr.gold.jsonl", "corpora/plover-gsr/dev.jsonl"),
    ("gsr.gold.jsonl", "corpora/ngec-synthetic/dev.jsonl"),
    ("incidents.gold.jsonl", "corpora/muc4/dev.jsonl"),
    ("topics.gold.jsonl", "corpora/ecbplus/dev.jsonl"),
    ("claims.gold", "claims/dev"),
];

#[test]
fn every_task_goes_its_whole_way() {
    let folder = Folder::new();
    let shared = &folder.0;
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data");
    for (from, to) in FILES {
        let to = shared.join(to);
        fs::create_dir_all(to.parent().expect("a file lies in a folder")).expect("a folder can be made");
        if from == "claims.gold" {
            fs::create_dir_all(&to).expect("a folder can be made");
            for entry in fs::read_dir(data.join(from)).expect("the folder is there") {
                let path = entry.expect("an entry").path();
                fs::copy(&path, to.join(path.file_name().expect("a name"))).expect("a file can be copied");
            }
        } else {
            fs::copy(data.join(from), to).expect("a file can be copied");
        }
    }
    let reader = || Reader::new(Resources::embedded().expect("the embedded resources can be read"));
    let first = reader();
    let parses = Parses::open(&shared.join("parses"), first.resources().model.name()).expect("a folder can be made");
    let fresh = Readings::new(first, Some(parses.clone()));
    let again = Readings::new(reader(), Some(parses));
    let mut rows = Vec::new();
    for task in tasks::all() {
        let title = format!("{} {}", task.layer().as_str(), task.data());
        let measures = task.run(shared, &fresh).unwrap_or_else(|error| panic!("{title}: {error:#}"));
        let names: Vec<&str> = measures.iter().map(|measure| measure.name).collect();
        assert_eq!(names, task.names(), "{title}");
        let with_kept_parses = task.run(shared, &again).unwrap_or_else(|error| panic!("{title}: {error:#}"));
        assert_eq!(measures, with_kept_parses, "{title}: kept parses change nothing");
        let perfect = measures.iter().all(|measure| measure.value == Some(1.0));
        let faults = task.errors(shared, &fresh).unwrap_or_else(|error| panic!("{title}: {error:#}"));
        assert!(perfect || !faults.is_empty(), "{title}: faults are listed");
        assert!(faults.iter().all(|fault| !fault.contains('\n')), "{title}: a fault is one line");
        rows.extend(board::rows(task.layer(), task.data(), &["deep".to_owned()], &[measures], &[]));
    }
    let table = board::render(&rows);
    assert_eq!(table.lines().count(), rows.len() + 2);

    // What `predict` writes gives the figures of the board.
    for (layer, data_name, gold, measure, key) in [
        (Layer::Syntax, "EWT dev", "corpora/ud-english/en_ewt-ud-dev.conllu", "LAS F1", "/LAS/f1"),
        (Layer::Time, "tbaq dev", "corpora/time/tbaq-dev.jsonl", "value F1", "/value/f1"),
        (Layer::Coreference, "GUM dev", "corpora/gum-entities/dev.jsonl", "CoNLL F1", "/CoNLL"),
        (Layer::Place, "LGL (resolution fitted)", "corpora/geo/lgl.jsonl", "span F1", "/spans_strict/f1"),
        (Layer::Attribution, "PolNeAR dev", "corpora/polnear/dev.jsonl", "match F1", "/attribution~1match/f1"),
        (Layer::Sentences, "PLOVER records dev", "corpora/plover-gsr/dev.jsonl", "triple F1", "/triple/f1"),
        (Layer::Claims, "claims dev", "claims/dev", "sourced F1", "/sourced/f1"),
    ] {
        let task = tasks::all().into_iter().find(|task| task.layer() == layer && task.data() == data_name);
        let predicted = task.expect("the task is there").predict(shared, &fresh).expect("it can be predicted");
        let file = shared.join("predicted");
        fs::write(&file, predicted).expect("a file can be written");
        let figures = score_files(layer, &shared.join(gold), &file).expect("the files can be scored");
        let row =
            rows.iter().find(|row| row.layer == layer.as_str() && row.data == data_name && row.measure == measure);
        assert_eq!(
            figures.pointer(key).and_then(|f| f.as_f64()),
            row.expect("the row is there").figures[0].ours,
            "{measure}"
        );
    }
}

/// A folder of this test's own, removed at the end.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        let folder = std::env::temp_dir().join(format!("rapporteur-eval-test-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("a folder can be made");
        Self(folder)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
