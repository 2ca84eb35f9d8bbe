//! How fast a small model of a given size is, with arbitrary weights or those of a file: words that white space parts, a
//! second of this thread's time, for a JSONL file of reports (`{"text"}` a line), of which every 200th is read.
//!
//! `cargo run --release -p rapporteur-syntax --example fast_speed -- reports.jsonl [MODEL | STATE LAYERS]`

#[path = "../tests/random/mod.rs"]
#[allow(unreachable_pub)]
mod random;

use cpu_time::ThreadTime;
use rapporteur_syntax::{Model, Syntax, segment};
use safetensors::SafeTensors;
use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::time::Duration;

const STEP: usize = 200;
const TURNS: usize = 5;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let reports = fs::read_to_string(arguments.first().ok_or("which reports?")?)?;
    let texts = reports.lines().step_by(STEP).map(|line| {
        let report: serde_json::Value = serde_json::from_str(line)?;
        Ok(report["text"].as_str().unwrap_or_default().to_owned())
    });
    let texts: Vec<String> = texts.collect::<Result<_, serde_json::Error>>()?;
    let words: usize = texts.iter().map(|text| text.split_whitespace().count()).sum();
    let bytes = match &arguments[1..] {
        [state, layers] => plan(state.parse()?, layers.parse()?)?.bytes(),
        [file] => fs::read(file)?,
        _ => plan(128, 1)?.bytes(),
    };
    let began = ThreadTime::now();
    let model = Model::from_bytes(&bytes)?;
    eprintln!("{} bytes, loaded in {:.1} ms", bytes.len(), began.elapsed().as_secs_f64() * 1e3);
    // The best of some turns is the one that other programs disturbed least.
    let (mut cut, mut all, mut tokens) = (Duration::MAX, Duration::MAX, 0);
    for _ in 0..TURNS {
        let began = ThreadTime::now();
        let mut read: Vec<Syntax> = texts.iter().map(|text| segment(text)).collect();
        let segmented = began.elapsed();
        for syntax in &mut read {
            model.annotate(syntax);
        }
        (cut, all) = (cut.min(segmented), all.min(began.elapsed()));
        tokens = read.iter().map(|syntax| syntax.words.len()).sum();
    }
    let each = |time: Duration| time.as_secs_f64() * 1e6 / words as f64;
    eprintln!("{words} words, {tokens} tokens; segmenting {:.2} us a word, all {:.2}", each(cut), each(all));
    eprintln!("{:.0} words/s", words as f64 / all.as_secs_f64());
    Ok(())
}

/// A model of real size: words, pieces and labels of the deep model, arbitrary weights.
fn plan(state: usize, layers: usize) -> Result<random::Plan, Box<dyn std::error::Error>> {
    let deep = SafeTensors::deserialize(rapporteur_models::DEEP)?;
    let text = |name: &str| Ok::<_, Box<dyn std::error::Error>>(String::from_utf8(deep.tensor(name)?.data().to_vec())?);
    let (_, header) = SafeTensors::read_metadata(rapporteur_models::DEEP)?;
    let labels = header.metadata().as_ref().and_then(|meta| meta.get("labels")).ok_or("no labels")?;
    let labels: HashMap<String, Vec<String>> = serde_json::from_str(labels)?;
    // Every word is a noun to this model, so that as many words as usual are found in the lexicon.
    let lexicon = text("lexicon")?;
    let forms: BTreeSet<&str> = lexicon.lines().filter_map(|line| line.split('\t').next()).collect();
    let lexicon: String = forms.into_iter().map(|form| format!("{form}\tNOUN\t\n")).collect();
    let words: BTreeSet<String> =
        lexicon.lines().filter_map(|line| Some(line.split('\t').next()?.to_lowercase())).collect();
    let parts = |cut: fn(&str) -> String| {
        let parts: BTreeSet<String> = words.iter().map(|word| cut(word)).collect();
        "\n".to_owned() + &parts.into_iter().collect::<Vec<_>>().join("\n")
    };
    let back = |word: &str, n: usize| word.chars().skip(word.chars().count().saturating_sub(n)).collect::<String>();
    let suffixes: [String; 2] = [2, 3].map(|n| {
        let parts: BTreeSet<String> = words.iter().map(|word| back(word, n)).collect();
        "\n".to_owned() + &parts.into_iter().collect::<Vec<_>>().join("\n")
    });
    let [suffixes2, suffixes3] = suffixes;
    let spread = |count: usize, many: usize| {
        let class = |upos: usize, k: usize| ((upos * many + k) % count) as u32;
        (0..17).map(|upos| (0..many).map(|k| class(upos, k)).collect()).collect()
    };
    Ok(random::Plan {
        seed: 1,
        input: 128,
        state,
        layers,
        arc: 128,
        label: 64,
        prefixes: parts(|word| word.chars().take(3).collect()),
        suffixes2,
        suffixes3,
        words: "\n[ROOT]\n".to_owned() + &words.into_iter().collect::<Vec<_>>().join("\n"),
        pieces: text("pieces")?,
        lexicon,
        feats_of: spread(labels["feats"].len(), 13),
        lemma_of: spread(labels["lemma"].len(), 40),
        labels,
        chain: 60.0,
        first: 30.0,
    })
}
