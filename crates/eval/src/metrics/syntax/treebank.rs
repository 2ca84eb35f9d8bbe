//! Trees as the scorer sees them: characters without white space, and words that stand on them.

use anyhow::{Result, bail};

/// Features that Universal Dependencies shares between languages; others are not scored.
const UNIVERSAL_FEATURES: [&str; 21] = [
    "PronType", "NumType", "Poss", "Reflex", "Foreign", "Abbr", "Gender", "Animacy", "Number", "Case", "Definite",
    "Degree", "VerbForm", "Mood", "Tense", "Aspect", "Voice", "Evident", "Polarity", "Person", "Polite",
];

/// The ten columns of a line of CoNLL-U.
pub type Row = [String; 10];

/// Characters `from..to` of a document without its white space.
pub type Token = (usize, usize);

/// What a word depends on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Head {
    /// Nothing: it is the root of its sentence.
    Root,
    /// A word, by its place in the document.
    Word(usize),
    /// The file does not say.
    Unknown,
}

/// A syntactic word.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct Word {
    /// Its characters; of a part of a multiword token, those of the whole token.
    pub token: Token,
    /// Whether it is part of a multiword token.
    pub multiword: bool,
    /// Its form in lower case.
    pub form: String,
    pub lemma: String,
    pub upos: String,
    /// Its universal features in order.
    pub feats: String,
    pub head: Head,
    /// Its relation without subtype.
    pub relation: String,
}

/// The trees of a document.
#[derive(Debug, Clone, Default)]
pub struct Document {
    /// Its id.
    pub id: String,
    /// Its characters without white space.
    pub characters: String,
    length: usize,
    /// Its tokens.
    pub tokens: Vec<Token>,
    /// Its sentences.
    pub sentences: Vec<Token>,
    /// Its words.
    pub words: Vec<Word>,
}

impl Document {
    /// Appends a sentence.
    pub fn push(&mut self, rows: &[Row]) {
        let (first, base) = (self.length, self.words.len());
        let (mut multiword_until, mut multiword) = (0, (0, 0));
        for row in rows.iter().filter(|row| !row[0].contains('.')) {
            if let Some((_, last)) = row[0].split_once('-') {
                multiword_until = last.parse().unwrap_or(0);
                multiword = self.push_token(&row[1]);
                continue;
            }
            let inside = row[0].parse::<usize>().is_ok_and(|n| n <= multiword_until);
            let token = if inside { multiword } else { self.push_token(&row[1]) };
            self.words.push(word(row, token, inside));
        }
        let end = self.words.len();
        for word in &mut self.words[base..] {
            // Heads were read as numbers in the sentence; now they become places in the document.
            word.head = match word.head {
                Head::Word(n) if base + n <= end => Head::Word(base + n - 1),
                Head::Word(_) => Head::Unknown,
                other => other,
            };
        }
        if end > base {
            self.sentences.push((first, self.length));
        }
    }

    fn push_token(&mut self, form: &str) -> Token {
        let start = self.length;
        for c in form.chars().filter(|c| !c.is_whitespace()) {
            self.characters.push(c);
            self.length += 1;
        }
        self.tokens.push((start, self.length));
        (start, self.length)
    }
}

fn word(row: &Row, token: Token, multiword: bool) -> Word {
    let name = |feat: &&str| UNIVERSAL_FEATURES.contains(&feat.split('=').next().unwrap_or(""));
    let mut feats: Vec<&str> = row[5].split('|').filter(name).collect();
    feats.sort_unstable();
    Word {
        token,
        multiword,
        form: row[1].to_lowercase(),
        lemma: row[2].clone(),
        upos: row[3].clone(),
        feats: feats.join("|"),
        head: match row[6].parse() {
            Ok(0) => Head::Root,
            Ok(n) => Head::Word(n),
            Err(_) => Head::Unknown,
        },
        relation: row[7].split(':').next().unwrap_or("").to_owned(),
    }
}

/// Reads the documents of a CoNLL-U file; sentences before the first `# newdoc` have an empty id.
pub fn read_conllu(text: &str) -> Result<Vec<Document>> {
    let mut documents: Vec<Document> = Vec::new();
    let mut current: Option<usize> = None;
    let mut rows: Vec<Row> = Vec::new();
    for line in text.lines().chain([""]) {
        if line.is_empty() || line.starts_with("# newdoc") {
            if !rows.is_empty() {
                let at = current.unwrap_or_else(|| find(&mut documents, ""));
                documents[at].push(&rows);
                (current, rows) = (Some(at), Vec::new());
            }
            if let Some(rest) = line.strip_prefix("# newdoc") {
                let name = rest.split_once('=').map_or("", |(_, name)| name).trim();
                let numbered = format!("#{}", documents.len());
                current = Some(find(&mut documents, if name.is_empty() { &numbered } else { name }));
            }
        } else if !line.starts_with('#') {
            let columns: Vec<String> = line.split('\t').map(str::to_owned).collect();
            match Row::try_from(columns) {
                Ok(row) => rows.push(row),
                Err(columns) => bail!("a line has {} columns, not 10: {line:.80}", columns.len()),
            }
        }
    }
    Ok(documents)
}

fn find(documents: &mut Vec<Document>, id: &str) -> usize {
    documents.iter().position(|document| document.id == id).unwrap_or_else(|| {
        documents.push(Document { id: id.to_owned(), ..Document::default() });
        documents.len() - 1
    })
}
