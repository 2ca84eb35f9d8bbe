//! Whether two mentions of any events, in any reports, are of one event: also of events that are no claims.
//!
//! What speaks for and against is what speaks for tellings of claims too: the word or one that the same act is told with,
//! who and what stands around it, how alike the sentences and the reports are. The weights are trained (logistic
//! regression on pairs of mentions; `rapporteur-eval train-happenings`), and the groups are joined first whose pairs are the
//! likeliest in the mean.

use crate::cluster::cluster_by_mean;
use crate::fold::{folded_words, stem};
use crate::telling::has_content;
use rapporteur::codebook::CodebookFile;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::LazyLock;

/// A mention of an event, with what stands around it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Happening {
    /// The report, by its place in the collection.
    pub report: usize,
    /// The sentence, by its place in the report.
    pub sentence: usize,
    /// The word that the others of the mention hang from, as it stands.
    pub head: String,
    /// Its lemma.
    pub lemma: String,
    /// Whether it is a noun, a verb or what else, by its tag in Universal Dependencies.
    pub tag: String,
    /// The words of the mention.
    pub words: Vec<String>,
    /// The words of its sentence.
    pub around: Vec<String>,
    /// The proper nouns among them.
    pub names: Vec<String>,
    /// Who does it.
    pub subject: Vec<String>,
    /// To whom or what.
    pub object: Vec<String>,
    /// What else hangs from the word.
    pub other: Vec<String>,
}

/// How many things are weighed.
pub const WEIGHED: usize = 44;

/// The weights of what [`Collection::weighed`] gives, in its order. Trained on ECB+ train.
const WEIGHTS: [f64; WEIGHED] = [
    -3.210, 0.546, -0.070, -0.022, 0.205, 0.550, 0.442, -0.287, -1.085, -1.114, 2.158, 1.677, 0.566, -1.563, 0.656,
    -0.024, -0.294, -0.935, 0.103, 0.082, 1.166, 0.019, 0.224, 0.551, 0.192, -0.494, -0.563, 0.019, -0.331, 0.452,
    -1.851, 0.955, 0.621, -0.498, 2.152, 1.395, 1.298, 0.202, -2.277, -0.459, 0.704, -0.040, 0.195, -0.285,
];

/// Groups join where the likelihood of their pairs is at least this, on average.
const ENOUGH: f64 = 0.3;

/// Reports less alike than this tell of different things.
const LEAST_ALIKE: f64 = 0.06;

/// The reports among which the same event is looked for.
#[derive(Debug)]
pub struct Collection {
    weight: HashMap<String, f64>,
    unseen: f64,
    /// How alike two reports are: by all words, and by names and numbers.
    alike: Vec<Vec<(f64, f64)>>,
}

/// A vector of unit length.
type Sparse = BTreeMap<String, f64>;

/// What is compared of a mention.
#[derive(Debug)]
pub struct Told {
    report: usize,
    sentence: usize,
    heads: [String; 2],
    stems: BTreeSet<String>,
    sentence_vector: Sparse,
    rarity: f64,
    tag: String,
    numbers: BTreeSet<String>,
    names: BTreeSet<String>,
    subject: BTreeSet<String>,
    object: BTreeSet<String>,
    other: BTreeSet<String>,
    acts: BTreeSet<usize>,
    reports: bool,
}

/// The acts that a stem can tell.
static ACTS: LazyLock<HashMap<String, BTreeSet<usize>>> = LazyLock::new(|| {
    #[derive(Deserialize)]
    struct Alike {
        acts: Vec<Vec<String>>,
    }
    let text = include_str!("../../../codebook/alike.toml").to_owned();
    let alike = CodebookFile { path: "alike.toml".into(), text }.parse::<Alike>();
    let mut acts: HashMap<String, BTreeSet<usize>> = HashMap::new();
    for (n, words) in alike.map(|alike| alike.acts).unwrap_or_default().into_iter().enumerate() {
        for word in words {
            acts.entry(stem(&word)).or_default().insert(n);
        }
    }
    acts
});

/// The stems of words of content.
fn stems<'w>(words: impl IntoIterator<Item = &'w String>) -> BTreeSet<String> {
    let folded = words.into_iter().flat_map(|word| folded_words(word));
    folded.filter(|word| has_content(word)).map(|word| stem(&word)).collect()
}

fn counted(words: impl IntoIterator<Item = String>) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for word in words {
        *counts.entry(word).or_insert(0) += 1;
    }
    counts
}

/// How rare each word is among reports, as a logarithm.
fn rarity(reports: &[BTreeMap<String, usize>]) -> (HashMap<String, f64>, f64) {
    let all = reports.len() as f64 + 1.0;
    let mut seen: HashMap<String, f64> = HashMap::new();
    for word in reports.iter().flat_map(BTreeMap::keys) {
        *seen.entry(word.clone()).or_default() += 1.0;
    }
    let weights = seen.into_iter().map(|(word, number)| (word, (all / (number + 1.0)).ln())).collect();
    (weights, all.ln())
}

fn vector(words: &BTreeMap<String, usize>, weight: &HashMap<String, f64>, unseen: f64) -> Sparse {
    let one = |(word, &count): (&String, &usize)| {
        (word.clone(), (1.0 + (count as f64).ln()) * weight.get(word).copied().unwrap_or(unseen))
    };
    let raw: Sparse = words.iter().map(one).collect();
    let length = raw.values().map(|x| x * x).sum::<f64>().sqrt();
    let length = if length > 0.0 { length } else { 1.0 };
    raw.into_iter().map(|(word, x)| (word, x / length)).collect()
}

fn cosine(a: &Sparse, b: &Sparse) -> f64 {
    let (few, many) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    few.iter().filter_map(|(word, x)| Some(x * many.get(word)?)).sum()
}

/// The words with a capital, and numbers.
fn names_in(text: &str) -> impl Iterator<Item = String> + '_ {
    let words = text.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|word| !word.is_empty());
    let named = words.filter(|word| {
        word.starts_with(char::is_uppercase) && word.chars().count() > 1 || word.chars().all(|c| c.is_ascii_digit())
    });
    named.flat_map(folded_words).filter(|word| has_content(word)).map(|word| stem(&word))
}

impl Collection {
    /// The reports of a collection, by their texts.
    pub fn new(texts: &[&str]) -> Self {
        let words = |text: &&str| counted(folded_words(text).into_iter().filter(|w| has_content(w)).map(|w| stem(&w)));
        let words: Vec<_> = texts.iter().map(words).collect();
        let names: Vec<_> = texts.iter().map(|text| counted(names_in(text))).collect();
        let (weight, unseen) = rarity(&words);
        let (rare_names, unseen_name) = rarity(&names);
        let by_words: Vec<Sparse> = words.iter().map(|words| vector(words, &weight, unseen)).collect();
        let by_names: Vec<Sparse> = names.iter().map(|names| vector(names, &rare_names, unseen_name)).collect();
        let mut alike = vec![vec![(1.0, 1.0); texts.len()]; texts.len()];
        for i in 0..texts.len() {
            for j in 0..i {
                let both = (cosine(&by_words[i], &by_words[j]), cosine(&by_names[i], &by_names[j]));
                alike[i][j] = both;
                alike[j][i] = both;
            }
        }
        Self { weight, unseen, alike }
    }

    /// What is compared of a mention.
    pub fn told(&self, mention: &Happening) -> Told {
        const REPORTING: [&str; 13] = [
            "accord",
            "announce",
            "announcement",
            "confirm",
            "report",
            "reported",
            "said",
            "say",
            "saying",
            "says",
            "state",
            "statement",
            "told",
        ];
        let whole = |word: &String| stem(&folded_words(word).concat());
        let heads = [whole(&mention.head), whole(&mention.lemma)];
        let mut own: BTreeSet<String> =
            mention.words.iter().flat_map(|word| folded_words(word)).map(|word| stem(&word)).collect();
        const SMALL: [&str; 9] = ["a", "in", "of", "off", "on", "out", "th", "the", "to"];
        if own.iter().any(|word| !SMALL.contains(&word.as_str())) {
            own.retain(|word| !SMALL.contains(&word.as_str()));
        }
        let around = stems(&mention.around);
        let numbers = around.iter().filter(|word| word.bytes().all(|byte| byte.is_ascii_digit())).cloned().collect();
        let rest = counted(around.iter().filter(|word| !own.contains(*word)).cloned());
        let acts =
            own.iter().chain(&heads).filter_map(|word| ACTS.get(word)).flatten().copied().collect::<BTreeSet<usize>>();
        let names = stems(&mention.names).into_iter().filter(|name| !own.contains(name)).collect();
        Told {
            report: mention.report,
            sentence: mention.sentence,
            rarity: self.weight.get(&heads[0]).copied().unwrap_or(self.unseen),
            reports: REPORTING.iter().any(|word| stem(word) == heads[0]),
            heads,
            stems: own,
            sentence_vector: vector(&rest, &self.weight, self.unseen),
            tag: mention.tag.clone(),
            numbers,
            names,
            subject: stems(&mention.subject),
            object: stems(&mention.object),
            other: stems(&mention.other),
            acts,
        }
    }

    /// Whether the reports of two mentions have enough in common for them to be compared.
    pub fn comparable(&self, a: &Told, b: &Told) -> bool {
        let (words, names) = self.alike[a.report][b.report];
        words >= LEAST_ALIKE || names >= LEAST_ALIKE
    }

    /// What speaks for and against, as numbers; each is weighed by one of the weights.
    pub fn weighed(&self, a: &Told, b: &Told) -> [f64; WEIGHED] {
        let is = |fact: bool| if fact { 1.0 } else { 0.0 };
        let over = |x: f64, by: f64| (x - by).max(0.0);
        let (words, names) = self.alike[a.report][b.report];
        let same_word = a.heads[0] == b.heads[0] || a.heads[1] == b.heads[1] || a.stems == b.stems;
        let same_report = a.report == b.report;
        let same_sentence = same_report && a.sentence == b.sentence;
        let alike = if same_sentence { 0.3 } else { cosine(&a.sentence_vector, &b.sentence_vector) };
        let common = a.stems.intersection(&b.stems).count() as f64 / a.stems.union(&b.stems).count().max(1) as f64;
        let begin = if same_word { 0.0 } else { over(beginning(&a.heads[0], &b.heads[0]), 0.4) };
        let act = !same_word && !a.acts.is_disjoint(&b.acts);
        let other_word = !(same_word || act || begin > 0.1 || common > 0.0);
        let [subject, subjects_differ] = both(&a.subject, &b.subject);
        let [object, objects_differ] = both(&a.object, &b.object);
        let [other, _] = both(&a.other, &b.other);
        let all = |t: &Told| t.subject.iter().chain(&t.object).chain(&t.other).cloned().collect::<BTreeSet<_>>();
        let (these, those) = (all(a), all(b));
        let [any, _] = both(&these, &those);
        let [name, names_differ] = both(&a.names, &b.names);
        let [number, numbers_differ] = both(&a.numbers, &b.numbers);
        let (same_word, act, other_word) = (is(same_word), is(act), is(other_word));
        let same_report = is(same_report);
        [
            1.0,
            same_word,
            same_word * (3.0 - a.rarity.min(b.rarity)).max(0.0),
            begin,
            common,
            words,
            over(words, 0.1),
            over(words, 0.2),
            over(words, 0.3),
            over(words, 0.5),
            names,
            over(names, 0.1),
            over(names, 0.2),
            over(names, 0.4),
            alike,
            over(alike, 0.3),
            same_report,
            is(same_sentence),
            subject,
            subjects_differ,
            object,
            objects_differ,
            other,
            any,
            is(these.is_empty() || those.is_empty()),
            name,
            names_differ,
            number,
            numbers_differ,
            is(a.tag == b.tag),
            is(a.reports || b.reports),
            act,
            same_word * alike,
            same_word * any,
            same_word * names.min(0.4),
            same_word * words.min(0.4),
            act * names.min(0.4),
            act * any,
            other_word,
            other_word * alike,
            other_word * any,
            other_word * names.min(0.4),
            same_word * same_report,
            other_word * same_report,
        ]
    }

    /// How likely two mentions are of one event, 0 to 1.
    pub fn likely(&self, a: &Told, b: &Told) -> f64 {
        likelihood(&self.weighed(a, b), &WEIGHTS)
    }

    /// The group of each mention: those of one group are of one event.
    ///
    /// ```
    /// use rapporteur_ledger::{Collection, Happening};
    /// let texts = ["An earthquake struck Padang on Sunday.", "A quake hit Padang on Sunday.", "Ministers met in Lima."];
    /// let mention = |report: usize, head: &str| Happening {
    ///     report,
    ///     head: head.into(),
    ///     lemma: head.into(),
    ///     tag: "NOUN".into(),
    ///     words: vec![head.into()],
    ///     around: texts[report].split(' ').map(str::to_owned).collect(),
    ///     ..Happening::default()
    /// };
    /// let groups = Collection::new(&texts).group(&[mention(0, "earthquake"), mention(1, "quake"), mention(2, "met")]);
    /// assert_ne!(groups[0], groups[2]);
    /// ```
    pub fn group(&self, mentions: &[Happening]) -> Vec<usize> {
        let told: Vec<Told> = mentions.iter().map(|mention| self.told(mention)).collect();
        let mut links = Vec::new();
        for (j, b) in told.iter().enumerate() {
            for (i, a) in told[..j].iter().enumerate().filter(|(_, a)| self.comparable(a, b)) {
                links.push((i, j, self.likely(a, b)));
            }
        }
        cluster_by_mean(told.len(), &links, ENOUGH)
    }
}

/// The sum of what is weighed, through the logistic function.
pub fn likelihood(weighed: &[f64; WEIGHED], weights: &[f64; WEIGHED]) -> f64 {
    let sum: f64 = weighed.iter().zip(weights).map(|(x, weight)| x * weight).sum();
    1.0 / (1.0 + (-sum).exp())
}

/// Whether both sides tell it and agree, and whether both tell it and differ.
fn both(a: &BTreeSet<String>, b: &BTreeSet<String>) -> [f64; 2] {
    if a.is_empty() || b.is_empty() {
        [0.0, 0.0]
    } else if a.is_disjoint(b) {
        [0.0, 1.0]
    } else {
        [1.0, 0.0]
    }
}

/// The share of the longer word that both begin with.
fn beginning(a: &str, b: &str) -> f64 {
    let common = a.chars().zip(b.chars()).take_while(|(one, other)| one == other).count();
    common as f64 / a.chars().count().max(b.chars().count()).max(1) as f64
}
