//! Coreference: MUC, B-cubed, CEAF-e and their mean (score_coref.py).

use super::{Span, prf};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// A mention and the name of its cluster.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mention {
    /// Where it stands.
    #[serde(flatten)]
    pub span: Span,
    /// Which cluster of its document it belongs to.
    pub cluster: String,
}

/// The mentions of a document.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Document {
    /// Its id.
    pub id: String,
    /// Its mentions.
    #[serde(default)]
    pub mentions: Vec<Mention>,
}

/// Precision and recall of one measure.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Rates {
    /// Precision.
    pub precision: f64,
    /// Recall.
    pub recall: f64,
}

impl Rates {
    /// Their harmonic mean.
    pub fn f1(self) -> f64 {
        prf::f1(self.precision, self.recall)
    }

    fn of(precision: (f64, f64), recall: (f64, f64)) -> Self {
        Self { precision: prf::share(precision.0, precision.1), recall: prf::share(recall.0, recall.1) }
    }
}

/// The four measures.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Scores {
    /// Mentions in clusters.
    pub mentions: Rates,
    /// Links.
    pub muc: Rates,
    /// Clusters as each mention sees them.
    pub b_cubed: Rates,
    /// Clusters paired one to one.
    pub ceaf_e: Rates,
}

impl Scores {
    /// The CoNLL score: the mean F1 of MUC, B-cubed and CEAF-e.
    pub fn conll(&self) -> f64 {
        (self.muc.f1() + self.b_cubed.f1() + self.ceaf_e.f1()) / 3.0
    }
}

/// A mention of any document, by the place of the document and its span.
type Key = (usize, Span);
type Cluster = BTreeSet<Key>;

/// Scores pairs of a gold and a predicted document, without clusters of one mention.
pub fn score(documents: &[(Document, Document)]) -> Scores {
    let gold = clusters(documents.iter().map(|(gold, _)| gold));
    let predicted = clusters(documents.iter().map(|(_, predicted)| predicted));
    score_clusters(&gold, &predicted)
}

fn score_clusters(gold: &[Cluster], predicted: &[Cluster]) -> Scores {
    let (gold_mentions, predicted_mentions) = (index(gold), index(predicted));
    let shared = gold_mentions.keys().filter(|key| predicted_mentions.contains_key(*key)).count() as f64;
    let similarity = ceaf_e(gold, predicted);
    Scores {
        mentions: Rates::of((shared, predicted_mentions.len() as f64), (shared, gold_mentions.len() as f64)),
        muc: Rates::of(muc_half(predicted, &gold_mentions), muc_half(gold, &predicted_mentions)),
        b_cubed: Rates::of(b_cubed_half(predicted, &gold_mentions), b_cubed_half(gold, &predicted_mentions)),
        ceaf_e: Rates::of((similarity, predicted.len() as f64), (similarity, gold.len() as f64)),
    }
}

/// Scores clusters that reach across documents: a name means the same cluster in all of them. Clusters of one mention
/// count too (score_coref.py `--cross-doc --singletons`).
pub fn score_across(documents: &[(Document, Document)]) -> Scores {
    let gold = clusters_across(documents.iter().map(|(gold, _)| gold));
    let predicted = clusters_across(documents.iter().map(|(_, predicted)| predicted));
    score_clusters(&gold, &predicted)
}

fn clusters_across<'d>(documents: impl Iterator<Item = &'d Document>) -> Vec<Cluster> {
    let mut found: BTreeMap<&str, Cluster> = BTreeMap::new();
    for (n, document) in documents.enumerate() {
        let mut seen = HashSet::new();
        for mention in document.mentions.iter().filter(|mention| seen.insert(mention.span)) {
            found.entry(&mention.cluster).or_default().insert((n, mention.span));
        }
    }
    found.into_values().collect()
}

/// The clusters of all documents with two mentions or more; a span listed twice keeps its first cluster.
fn clusters<'d>(documents: impl Iterator<Item = &'d Document>) -> Vec<Cluster> {
    let mut found: Vec<Cluster> = Vec::new();
    for (n, document) in documents.enumerate() {
        let (mut by_name, mut seen) = (HashMap::new(), HashSet::new());
        for mention in &document.mentions {
            if seen.insert(mention.span) {
                let at = *by_name.entry(mention.cluster.as_str()).or_insert_with(|| {
                    found.push(Cluster::new());
                    found.len() - 1
                });
                found[at].insert((n, mention.span));
            }
        }
    }
    found.retain(|cluster| cluster.len() > 1);
    found
}

fn index(clusters: &[Cluster]) -> BTreeMap<Key, usize> {
    clusters.iter().enumerate().flat_map(|(k, cluster)| cluster.iter().map(move |&key| (key, k))).collect()
}

fn muc_half(clusters: &[Cluster], other: &BTreeMap<Key, usize>) -> (f64, f64) {
    let (mut found, mut all) = (0, 0);
    for cluster in clusters {
        let homes: BTreeSet<usize> = cluster.iter().filter_map(|key| other.get(key).copied()).collect();
        let lost = cluster.iter().filter(|key| !other.contains_key(*key)).count();
        found += cluster.len() - homes.len() - lost;
        all += cluster.len() - 1;
    }
    (found as f64, all as f64)
}

fn b_cubed_half(clusters: &[Cluster], other: &BTreeMap<Key, usize>) -> (f64, f64) {
    let mut sum = 0.0;
    for cluster in clusters {
        let mut hits: BTreeMap<usize, usize> = BTreeMap::new();
        for home in cluster.iter().filter_map(|key| other.get(key)) {
            *hits.entry(*home).or_default() += 1;
        }
        sum += hits.values().map(|n| n * n).sum::<usize>() as f64 / cluster.len() as f64;
    }
    (sum, clusters.iter().map(BTreeSet::len).sum::<usize>() as f64)
}

/// The greatest total similarity of a one-to-one assignment. Clusters that share no mention score 0, so each
/// connected group is solved on its own.
fn ceaf_e(gold: &[Cluster], predicted: &[Cluster]) -> f64 {
    let gold_index = index(gold);
    let mut links: BTreeMap<usize, BTreeMap<usize, usize>> = BTreeMap::new();
    let mut back: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for (k, cluster) in predicted.iter().enumerate() {
        for &g in cluster.iter().filter_map(|key| gold_index.get(key)) {
            *links.entry(k).or_default().entry(g).or_default() += 1;
            back.entry(g).or_default().insert(k);
        }
    }
    let (mut total, mut seen) = (0.0, BTreeSet::<usize>::new());
    for &first in links.keys() {
        if seen.contains(&first) {
            continue;
        }
        let (mut rows, mut columns, mut todo) = (BTreeSet::from([first]), BTreeSet::new(), vec![first]);
        while let Some(k) = todo.pop() {
            for &g in links[&k].keys() {
                if columns.insert(g) {
                    todo.extend(back[&g].iter().filter(|&&p| rows.insert(p)));
                }
            }
        }
        seen.extend(&rows);
        let weight = |p: usize, g: usize| {
            2.0 * links[&p].get(&g).copied().unwrap_or(0) as f64 / (predicted[p].len() + gold[g].len()) as f64
        };
        let weights: Vec<Vec<f64>> = if rows.len() <= columns.len() {
            rows.iter().map(|&p| columns.iter().map(|&g| weight(p, g)).collect()).collect()
        } else {
            columns.iter().map(|&g| rows.iter().map(|&p| weight(p, g)).collect()).collect()
        };
        total += assign(&weights);
    }
    total
}

/// The greatest total of a one-to-one assignment (Hungarian method); there are no more rows than columns.
fn assign(weights: &[Vec<f64>]) -> f64 {
    let (n, m) = (weights.len(), weights[0].len());
    let (mut u, mut v) = (vec![0.0; n + 1], vec![0.0; m + 1]);
    let (mut matched, mut way) = (vec![0; m + 1], vec![0; m + 1]);
    for i in 1..=n {
        matched[0] = i;
        let mut column = 0;
        let (mut least, mut done) = (vec![f64::INFINITY; m + 1], vec![false; m + 1]);
        while matched[column] != 0 {
            done[column] = true;
            let row = matched[column];
            let (mut delta, mut next) = (f64::INFINITY, 0);
            for j in 1..=m {
                if done[j] {
                    continue;
                }
                let cost = -weights[row - 1][j - 1] - u[row] - v[j];
                if cost < least[j] {
                    (least[j], way[j]) = (cost, column);
                }
                if least[j] < delta {
                    (delta, next) = (least[j], j);
                }
            }
            for j in 0..=m {
                if done[j] {
                    u[matched[j]] += delta;
                    v[j] -= delta;
                } else {
                    least[j] -= delta;
                }
            }
            column = next;
        }
        while column != 0 {
            matched[column] = matched[way[column]];
            column = way[column];
        }
    }
    (1..=m).filter(|&j| matched[j] != 0).map(|j| weights[matched[j] - 1][j - 1]).sum()
}
