//! Who is the subject and who the object of a verb, also where another clause tells.
//!
//! Passives, control and raising, relative and reduced clauses, and coordination are undone here, so that frames need
//! only speak of subjects and objects.

use crate::frame::Complement;
use rapporteur_syntax::{Syntax, Upos};

/// How far a missing subject is looked for.
const REACH: usize = 6;

/// Verbs whose agent, in the passive, does what the noun names.
const PERFORMING: [&str; 14] = [
    "carry",
    "commit",
    "launch",
    "perpetrate",
    "stage",
    "organize",
    "organise",
    "plan",
    "lead",
    "mount",
    "conduct",
    "wage",
    "claim",
    "impose",
];

/// Verbs and adjectives that hold somebody to have done what a noun names, with the prepositions before it.
const HOLDING: [(&str, &[&str]); 16] = [
    ("accuse", &["of"]),
    ("suspect", &["of", "in"]),
    ("convict", &["of", "for", "in"]),
    ("blame", &["for"]),
    ("charge", &["with", "in", "over"]),
    ("indict", &["for", "in", "over"]),
    ("implicate", &["in"]),
    ("link", &["to", "with"]),
    ("tie", &["to"]),
    ("arrest", &["for", "over"]),
    ("jail", &["for", "over"]),
    ("imprison", &["for", "over"]),
    ("sentence", &["for", "over"]),
    ("try", &["for", "over"]),
    ("responsible", &["for"]),
    ("guilty", &["of"]),
];

/// Verbs whose subject has done that for which it takes responsibility.
const ADMITTING: [&str; 8] = ["claim", "admit", "accept", "acknowledge", "take", "bear", "assume", "share"];

/// Verbs whose subject suffers what their object names.
const UNDERGOING: [&str; 17] = [
    "receive",
    "avoid",
    "avert",
    "evade",
    "circumvent",
    "escape",
    "dodge",
    "skirt",
    "bypass",
    "face",
    "suffer",
    "endure",
    "survive",
    "undergo",
    "withstand",
    "repel",
    "fear",
];

/// Verbs whose subject makes what their object names.
const MAKING: [&str; 20] = [
    "adopt",
    "announce",
    "deliver",
    "draft",
    "float",
    "impose",
    "introduce",
    "issue",
    "launch",
    "make",
    "offer",
    "pass",
    "present",
    "propose",
    "publish",
    "release",
    "submit",
    "suggest",
    "table",
    "unveil",
];

/// Verbs of keeping something from harm.
const GUARDING: [&str; 6] = ["defend", "hold", "protect", "guard", "shield", "fortify"];

/// Verbs whose passive subject suffers what a `by` phrase names.
const HITTING: [&str; 9] = ["hit", "target", "affect", "hurt", "cripple", "strike", "weaken", "isolate", "squeeze"];

/// The grammar of clauses over one report's syntax.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Clauses<'s> {
    pub(crate) syntax: &'s Syntax,
}

impl Clauses<'_> {
    fn is(self, word: usize, relation: &str) -> bool {
        self.syntax.words[word].is(relation)
    }

    fn is_one_of(self, word: usize, lemmas: &[&str]) -> bool {
        lemmas.iter().any(|lemma| self.syntax.words[word].has_lemma(lemma))
    }

    fn upos(self, word: usize) -> Upos {
        self.syntax.words[word].upos
    }

    /// The lemma in lower case.
    pub(crate) fn lemma(self, word: usize) -> String {
        self.syntax.words[word].lemma.as_str().to_lowercase()
    }

    /// Whether the word is a verb form that heads a clause or stands before a noun.
    pub(crate) fn is_verbal(self, word: usize) -> bool {
        let w = &self.syntax.words[word];
        w.upos == Upos::Verb || (w.upos == Upos::Adj && w.feats.get("VerbForm").is_some())
    }

    /// Whether a verb is passive: by its auxiliary, its subject, or as a bare past participle.
    pub(crate) fn is_passive(self, verb: usize) -> bool {
        let mut has_auxiliary = false;
        for child in self.syntax.children(verb) {
            match self.syntax.words[child].deprel.as_str() {
                "nsubj:pass" | "aux:pass" | "csubj:pass" => return true,
                "aux" | "nsubj" | "nsubj:outer" | "cop" => has_auxiliary = true,
                _ => {}
            }
        }
        let word = &self.syntax.words[verb];
        let past =
            word.feats.has("VerbForm", "Part") && !word.feats.has("Tense", "Pres") && !word.form.ends_with("ing");
        if !past {
            return false;
        }
        if word.is("conj") {
            return !has_auxiliary
                && self.syntax.head(verb).is_some_and(|head| self.is_verbal(head) && self.is_passive(head));
        }
        let reduced = word.deprel.as_str() == "acl" || word.is("amod") || word.is("advcl");
        !has_auxiliary && (word.feats.has("Voice", "Pass") || reduced)
    }

    /// The verb that a verb is joined to: in "kidnapped and killed", the first of the second.
    pub(crate) fn joined_to(self, verb: usize) -> Option<usize> {
        self.syntax.head(verb).filter(|&first| self.is(verb, "conj") && self.is_verbal(first))
    }

    /// The heads of a coordination, the first one given.
    pub(crate) fn coordinated(self, first: usize) -> Vec<usize> {
        let mut all = vec![first];
        // In "Minister A B and his counterpart" a parser may hang the second on part of the first's name.
        let names = self.syntax.children(first).filter(|&child| self.is(child, "flat") || self.is(child, "appos"));
        for above in std::iter::once(first).chain(names) {
            for child in self.syntax.children_by(above, "conj") {
                if self.upos(child).is_nominal() || matches!(self.upos(child), Upos::Pron | Upos::Num | Upos::Adj) {
                    all.push(child);
                }
            }
        }
        all
    }

    /// The preposition of an oblique or nominal modifier.
    pub(crate) fn case(self, word: usize) -> Option<String> {
        let first = self.syntax.children_by(word, "case").next()?;
        let mut name = self.lemma(first);
        if let Some(fixed) = self.syntax.child(first, "fixed") {
            name.push(' ');
            name.push_str(&self.lemma(fixed));
        }
        Some(name)
    }

    /// Whether one of the prepositions of a phrase is this; "due to" counts as such and as "due".
    pub(crate) fn has_case(self, word: usize, preposition: &str) -> bool {
        self.syntax.children_by(word, "case").any(|case| {
            self.syntax.words[case].has_lemma(preposition)
                || self.syntax.child(case, "fixed").is_some_and(|fixed| {
                    preposition.split_once(' ').is_some_and(|(one, two)| {
                        self.syntax.words[case].has_lemma(one) && self.syntax.words[fixed].has_lemma(two)
                    })
                })
        })
    }

    /// What a relative pronoun stands for; any other word itself.
    fn antecedent(self, word: usize) -> usize {
        let w = &self.syntax.words[word];
        let relative = w.feats.has("PronType", "Rel")
            || (w.upos == Upos::Pron && ["who", "which", "that", "whom", "whose"].iter().any(|r| w.has_lemma(r)));
        if !relative {
            return word;
        }
        let clause =
            self.syntax.ancestors(word).take(4).find(|&above| self.syntax.words[above].deprel.as_str() == "acl:relcl");
        clause.and_then(|clause| self.syntax.head(clause)).unwrap_or(word)
    }

    fn expand(self, word: usize) -> Vec<usize> {
        let referent = self.antecedent(word);
        if referent == word { self.coordinated(word) } else { self.coordinated_upward(referent) }
    }

    /// An antecedent with those coordinated with it, where the relative clause follows the last.
    fn coordinated_upward(self, word: usize) -> Vec<usize> {
        match self.syntax.head(word) {
            Some(first) if self.is(word, "conj") && self.syntax.words[word].feats.has("Number", "Plur") => {
                let _ = first;
                vec![word]
            }
            _ => self.coordinated(word),
        }
    }

    /// Who does what a verb says.
    pub(crate) fn agent(self, verb: usize) -> Vec<usize> {
        self.agent_within(verb, REACH)
    }

    fn agent_within(self, verb: usize, reach: usize) -> Vec<usize> {
        if self.is_passive(verb) {
            let own = self.behind_by(verb);
            return if own.is_empty() { self.shared_agent(verb) } else { own };
        }
        if let Some(subject) = self.syntax.children(verb).find(|&child| self.is(child, "nsubj")) {
            return self.expand(subject);
        }
        if reach == 0 {
            return Vec::new();
        }
        self.inherited_subject(verb, reach - 1)
    }

    /// Who stands behind the `by` of a passive verb.
    fn behind_by(self, verb: usize) -> Vec<usize> {
        self.syntax
            .children(verb)
            .filter(|&child| self.is(child, "obl") && self.has_case(child, "by") && !self.is_temporal(child))
            .flat_map(|child| self.expand(child))
            .collect()
    }

    /// "kidnapped and killed by rebels": who stands behind the last of several passives did all of it.
    fn shared_agent(self, verb: usize) -> Vec<usize> {
        if let Some(first) = self.joined_to(verb) {
            return self.behind_by(first).into_iter().filter(|&agent| agent > verb).collect();
        }
        let has_subject = |next: usize| self.syntax.child(next, "nsubj").is_some();
        let next = self.syntax.children_by(verb, "conj").filter(|&next| self.is_verbal(next) && !has_subject(next));
        // "kidnapped and presumed killed by rebels"
        let below = |next: usize| {
            let named = self.syntax.children_by(next, "xcomp").filter(|&below| self.is_passive(below));
            std::iter::once(next).chain(named).collect::<Vec<_>>()
        };
        next.flat_map(below)
            .filter(|&next| self.is_passive(next))
            .map(|next| self.behind_by(next))
            .find(|agents| !agents.is_empty())
            .unwrap_or_default()
    }

    /// A word such as "by Monday", which is no agent.
    fn is_temporal(self, word: usize) -> bool {
        let w = &self.syntax.words[word];
        w.deprel.subtype() == "tmod" || w.upos == Upos::Num
    }

    /// The surface subject of a clause, whatever its voice.
    pub(crate) fn subject(self, verb: usize) -> Vec<usize> {
        self.subject_within(verb, REACH)
    }

    fn subject_within(self, verb: usize, reach: usize) -> Vec<usize> {
        if let Some(subject) = self.syntax.children(verb).find(|&child| self.is(child, "nsubj")) {
            return self.expand(subject);
        }
        if reach == 0 { Vec::new() } else { self.inherited_subject(verb, reach - 1) }
    }

    /// The subject of a clause that has none of its own.
    fn inherited_subject(self, verb: usize, reach: usize) -> Vec<usize> {
        let Some(head) = self.syntax.head(verb) else { return Vec::new() };
        let word = &self.syntax.words[verb];
        match word.deprel.base() {
            "conj" => {
                if self.upos(head).is_nominal() && self.is(head, "obl") && word.feats.has("VerbForm", "Ger") {
                    return self.inherited_subject(head, reach);
                }
                self.subject_within(head, reach)
            }
            "xcomp" => self.controller(verb, head, reach),
            "ccomp" | "parataxis" if self.has_no_subject_of_its_own(verb) => self.controller(verb, head, reach),
            "advcl" | "obl" | "dep" => {
                let mark = self.syntax.children(verb).find(|&c| self.is(c, "mark") || self.is(c, "case"));
                let mark = mark.map(|mark| self.lemma(mark)).unwrap_or_default();
                let object = self.object_of(head, reach);
                if ["of", "from", "for", "with", "into"].contains(&mark.as_str()) && !object.is_empty() {
                    return object;
                }
                // "repeated its call on Israel to stop": parsers also hang the infinitive on the verb.
                let call = self.syntax.children(head).find(|&child| child < verb && self.is(child, "obj"));
                let called = call.filter(|_| mark == "to").map(|call| self.called(call, verb)).unwrap_or_default();
                if called.is_empty() { self.clause_subject(head, reach) } else { called }
            }
            "acl" if word.deprel.subtype() == "relcl" => self.coordinated_upward(head),
            "acl" if word.form.ends_with("ing") && !self.syntax.children(verb).any(|c| self.is(c, "mark")) => {
                self.coordinated_upward(head)
            }
            "acl" | "nmod" => {
                let called = self.called(head, verb);
                if !called.is_empty() {
                    return called;
                }
                let owner = self.owner(head);
                if owner.is_empty() { self.matrix_subject(head, reach) } else { owner }
            }
            "amod" | "compound" => vec![head],
            _ => Vec::new(),
        }
    }

    /// Who is to do it: "its call on *Israel* to stop", "a demand to *Chad* to release them".
    fn called(self, noun: usize, verb: usize) -> Vec<usize> {
        const CALLS: [&str; 8] = ["call", "appeal", "plea", "demand", "request", "order", "invitation", "ultimatum"];
        if !self.is_one_of(noun, &CALLS) {
            return Vec::new();
        }
        let whom = self.addressed(noun, verb, "nmod", ["on", "upon", "to", "for"]).filter(|&whom| whom > noun);
        whom.map(|whom| self.expand(whom)).unwrap_or_default()
    }

    /// Who is spoken to before the infinitive that tells what they are to do: "on *Israel* to stop".
    fn addressed(self, head: usize, verb: usize, relation: &str, cases: [&str; 4]) -> Option<usize> {
        let cased = |child: usize| cases.iter().any(|case| self.has_case(child, case));
        self.syntax.children(head).find(|&child| child < verb && self.is(child, relation) && cased(child))
    }

    fn has_no_subject_of_its_own(self, verb: usize) -> bool {
        !self.syntax.children(verb).any(|child| self.is(child, "nsubj") || self.is(child, "expl"))
    }

    /// Who does what an infinitive or participle below `head` says.
    fn controller(self, verb: usize, head: usize, reach: usize) -> Vec<usize> {
        /// Verbs whose subject controls the infinitive even when there is an object.
        const BY_SUBJECT: [&str; 5] = ["promise", "pledge", "vow", "threaten", "use"];
        if self.is_passive(head) || BY_SUBJECT.iter().any(|lemma| self.syntax.words[head].has_lemma(lemma)) {
            return self.subject_within(head, reach);
        }
        let object = self.syntax.children(head).find(|&child| child < verb && self.is(child, "obj"));
        let object = object.or_else(|| self.syntax.child(head, "iobj").filter(|&child| child < verb));
        if let Some(object) =
            object.filter(|_| !self.syntax.words[verb].form.ends_with("ing") || self.is(verb, "xcomp"))
        {
            return self.expand(object);
        }
        // "called on Israel to stop": the infinitive's subject stands behind the preposition.
        let called = ["call", "appeal", "plead"].iter().any(|lemma| self.syntax.words[head].has_lemma(lemma));
        if called && let Some(oblique) = self.addressed(head, verb, "obl", ["on", "upon", "to", "with"]) {
            return self.expand(oblique);
        }
        self.clause_subject(head, reach)
    }

    /// The subject of a clause headed by a verb, or by a noun or adjective with a copula.
    fn clause_subject(self, head: usize, reach: usize) -> Vec<usize> {
        if self.upos(head).is_nominal() && !self.syntax.children(head).any(|child| self.is(child, "nsubj")) {
            let owner = self.owner(head);
            if !owner.is_empty() {
                return owner;
            }
        }
        self.subject_within(head, reach)
    }

    /// The subject of the clause that a noun stands in, unless it is that subject itself.
    pub(crate) fn matrix_subject(self, noun: usize, reach: usize) -> Vec<usize> {
        let mut below = noun;
        for above in self.syntax.ancestors(noun).take(5) {
            if self.is(below, "nsubj") {
                return Vec::new();
            }
            if self.is_verbal(above) || self.syntax.children(above).any(|child| self.is(child, "cop")) {
                return if reach == 0 { Vec::new() } else { self.subject_within(above, reach.min(REACH) - 1) };
            }
            if !matches!(self.syntax.words[below].deprel.base(), "nmod" | "conj" | "acl" | "compound" | "obl") {
                return Vec::new();
            }
            below = above;
        }
        Vec::new()
    }

    /// To whom is done what a verb says.
    pub(crate) fn patient(self, verb: usize) -> Vec<usize> {
        self.object_of(verb, REACH)
    }

    fn object_of(self, verb: usize, reach: usize) -> Vec<usize> {
        if self.is_passive(verb) {
            let subject = self.syntax.children(verb).find(|&child| self.is(child, "nsubj"));
            if let Some(subject) = subject {
                return self.expand(subject);
            }
            let Some(head) = self.syntax.head(verb).filter(|_| reach > 0) else { return Vec::new() };
            return match self.syntax.words[verb].deprel.base() {
                "acl" | "amod" => self.coordinated_upward(head),
                "conj" | "xcomp" | "advcl" => self.inherited_subject(verb, reach - 1),
                _ => Vec::new(),
            };
        }
        // "accused Chad of it": a parser may take an only object for an indirect one.
        if let Some(object) = self.syntax.child(verb, "obj").or_else(|| self.syntax.child(verb, "iobj")) {
            return self.expand(object);
        }
        if !self.is_verbal(verb) {
            return Vec::new();
        }
        // "found the general guilty": what he is said to be has him for its subject.
        let small = self.syntax.child(verb, "xcomp").filter(|&clause| !self.is_verbal(clause));
        if let Some(subject) = small.and_then(|clause| self.syntax.child(clause, "nsubj")) {
            return self.expand(subject);
        }
        // "shot down the plane", "shot dead a man": a parser may take the object for an oblique.
        let particle = |child: usize| {
            self.syntax.words[child].deprel.as_str() == "compound:prt"
                || (self.is(child, "advmod") && self.upos(child) == Upos::Adj)
        };
        if self.syntax.children(verb).any(particle)
            && let Some(object) = self.syntax.children(verb).find(|&child| {
                self.syntax.words[child].deprel.as_str() == "obl"
                    && self.case(child).is_none()
                    && self.upos(child).is_nominal()
            })
        {
            return self.expand(object);
        }
        // "the sites that they raided", "the sites they raided": the object is what the relative clause modifies.
        let word = &self.syntax.words[verb];
        if word.deprel.as_str() == "acl:relcl"
            && let Some(subject) = self.syntax.child(verb, "nsubj")
            && let Some(head) = self.syntax.head(verb)
            && self.antecedent(subject) != head
            && !self
                .syntax
                .children(verb)
                .any(|child| matches!(self.syntax.words[child].deprel.base(), "ccomp" | "xcomp"))
        {
            return vec![head];
        }
        // "kidnapped and killed an engineer": an object behind both, hung from the first, is both's.
        let shared =
            self.joined_to(verb).and_then(|first| self.syntax.child(first, "obj")).filter(|&object| object > verb);
        if let Some(object) = shared {
            return self.expand(object);
        }
        // "signed and ratified the treaty": the object stands with the last verb.
        if let Some(next) = self.syntax.children_by(verb, "conj").find(|&next| self.is_verbal(next))
            && next - verb.min(next) <= 3
            && self.syntax.child(next, "nsubj").is_none()
            && !self
                .syntax
                .children(verb)
                .any(|child| matches!(self.syntax.words[child].deprel.base(), "obl" | "ccomp" | "xcomp"))
        {
            return self.syntax.child(next, "obj").map(|object| self.expand(object)).unwrap_or_default();
        }
        Vec::new()
    }

    /// The objects of a preposition below a word.
    pub(crate) fn objects_of(self, head: usize, preposition: &str) -> Vec<usize> {
        self.syntax
            .children(head)
            .filter(|&child| {
                matches!(self.syntax.words[child].deprel.base(), "obl" | "nmod" | "advmod" | "xcomp" | "conj")
                    && self.has_case(child, preposition)
            })
            .flat_map(|child| self.expand(child))
            .collect()
    }

    /// The genitive of a noun.
    pub(crate) fn possessor(self, noun: usize) -> Vec<usize> {
        self.syntax
            .children(noun)
            .filter(|&child| self.syntax.words[child].deprel.as_str() == "nmod:poss")
            .flat_map(|child| self.expand(child))
            .collect()
    }

    /// Names and adjectives before a noun, and what stands before those: "U.S.-led", "British and Irish".
    pub(crate) fn modifiers(self, noun: usize) -> Vec<usize> {
        let mut found = Vec::new();
        for child in self.syntax.children(noun).take_while(|&child| child < noun) {
            if matches!(self.syntax.words[child].deprel.base(), "amod" | "compound" | "nmod")
                && self.case(child).is_none()
            {
                found.extend(self.syntax.children(child).filter(|&below| {
                    below < noun
                        && matches!(
                            self.syntax.words[below].deprel.base(),
                            "compound" | "obl" | "amod" | "nmod" | "conj"
                        )
                }));
                found.push(child);
            }
        }
        found.sort_unstable();
        found
    }

    /// Who made or owns what a noun names: genitive, `by` phrase, then demonym or name before it, then `from`, `of`, and
    /// those between whom it is.
    pub(crate) fn owner(self, noun: usize) -> Vec<usize> {
        self.owner_among(noun, &["from", "of", "between", "among"])
    }

    /// The same without "of" phrases, which name the victim of violent acts.
    pub(crate) fn doer(self, noun: usize) -> Vec<usize> {
        self.owner_among(noun, &["from"])
    }

    fn owner_among(self, noun: usize, prepositions: &[&str]) -> Vec<usize> {
        let possessor = self.possessor(noun);
        if !possessor.is_empty() {
            return possessor;
        }
        let by = self.objects_of(noun, "by");
        if !by.is_empty() {
            return by;
        }
        let named: Vec<usize> = self
            .modifiers(noun)
            .into_iter()
            .filter(|&word| {
                self.upos(word) == Upos::Propn || self.syntax.words[word].form.starts_with(char::is_uppercase)
            })
            .collect();
        if !named.is_empty() {
            return named;
        }
        for preposition in prepositions {
            let found = self.objects_of(noun, preposition);
            if !found.is_empty() {
                return found;
            }
        }
        Vec::new()
    }

    /// Who makes what a noun names, by the verb above it: "*the court* issued a ruling", "a plan proposed by *Kenya*".
    pub(crate) fn maker(self, noun: usize) -> Vec<usize> {
        let above = self.syntax.head(noun).filter(|_| self.is(noun, "obj") || self.is(noun, "nsubj"));
        let verbs = self.syntax.children_by(noun, "acl").chain(above);
        verbs
            .filter(|&verb| self.is_verbal(verb) && self.is_one_of(verb, &MAKING))
            .map(|verb| self.agent(verb))
            .find(|makers| !makers.is_empty() && !makers.contains(&noun))
            .unwrap_or_default()
    }

    /// Who is said to do what a noun names: "attacks carried out by *rebels*", "the killing was blamed on *the army*".
    pub(crate) fn performer(self, noun: usize) -> Vec<usize> {
        let word = &self.syntax.words[noun];
        let above = self.syntax.head(noun).filter(|_| word.deprel.as_str() == "nsubj:pass");
        let verbs = self.syntax.children_by(noun, "acl").filter(|&verb| self.is_passive(verb)).chain(above);
        let performers = verbs.flat_map(|verb| {
            let blamed = ["blame", "attribute", "pin"].iter().any(|lemma| self.syntax.words[verb].has_lemma(lemma));
            let prepositions: &[&str] = if blamed { &["on", "to"] } else { &[] };
            let on: Vec<usize> = prepositions.iter().flat_map(|p| self.objects_of(verb, p)).collect();
            let tells = PERFORMING.iter().any(|lemma| self.syntax.words[verb].has_lemma(lemma));
            if tells && on.is_empty() { self.agent(verb) } else { on }
        });
        performers.collect()
    }

    /// Who is held to have done what a noun names, or admits it: "*Iran* was accused of the attack", "*rebels* claimed
    /// responsibility for the bombing", "blamed the killing on *the army*".
    pub(crate) fn culprit(self, noun: usize) -> Vec<usize> {
        let Some(head) = self.syntax.head(noun) else { return Vec::new() };
        if self.is(noun, "obj") && self.is_one_of(head, &["blame", "pin"]) {
            return self.objects_of(head, "on");
        }
        if !self.is(noun, "obl") && !self.is(noun, "nmod") {
            return Vec::new();
        }
        if self.syntax.words[head].has_lemma("responsibility") && self.has_case(noun, "for") {
            let verb = self.syntax.head(head).filter(|&verb| self.is(head, "obj") && self.is_one_of(verb, &ADMITTING));
            return verb.map(|verb| self.agent(verb)).unwrap_or_default();
        }
        let holds = HOLDING
            .iter()
            .any(|(lemma, cases)| self.is_one_of(head, &[lemma]) && cases.iter().any(|case| self.has_case(noun, case)));
        if !holds {
            Vec::new()
        } else if self.is_verbal(head) {
            self.patient(head)
        } else if self.upos(head) != Upos::Adj {
            Vec::new()
        } else if self.is(head, "amod") || self.is(head, "acl") {
            self.syntax.head(head).into_iter().collect()
        } else {
            self.subject(head)
        }
    }

    /// Who suffers what a noun names without being its object: "*Iran* evaded sanctions", "*Russia*, hit by sanctions",
    /// "*the rebels* held the town against attacks".
    pub(crate) fn sufferer(self, noun: usize) -> Vec<usize> {
        let Some(head) = self.syntax.head(noun).filter(|&head| self.is_verbal(head)) else { return Vec::new() };
        if self.is(noun, "obj") && self.is_one_of(head, &UNDERGOING) {
            return self.agent(head);
        }
        if self.is(noun, "obl") && self.has_case(noun, "by") && self.is_one_of(head, &HITTING) && self.is_passive(head)
        {
            return self.patient(head);
        }
        let guarded = self.is(noun, "obl") && (self.has_case(noun, "against") || self.has_case(noun, "from"));
        if guarded && self.is_one_of(head, &GUARDING) {
            return self.agent(head);
        }
        Vec::new()
    }

    /// Whether a noun has "the", "this" or "that" before it.
    pub(crate) fn is_definite(self, noun: usize) -> bool {
        self.syntax
            .child(noun, "det")
            .is_some_and(|det| self.is_one_of(det, &["the", "this", "that", "these", "those"]))
    }

    /// Whether a clause is an infinitive without a subject, as those are that tell what something is done for.
    pub(crate) fn is_purpose(self, clause: usize) -> bool {
        let mut marks = self.syntax.children_by(clause, "mark");
        marks.any(|mark| self.syntax.words[mark].has_lemma("to")) && self.syntax.child(clause, "nsubj").is_none()
    }

    /// The clauses that complement a verb or noun, with their kind.
    pub(crate) fn complements(self, word: usize) -> Vec<(usize, Complement)> {
        let mut found = Vec::new();
        for child in self.syntax.children(word) {
            let relation = &self.syntax.words[child].deprel;
            let marked = |lemma: &str| {
                self.syntax.children_by(child, "mark").any(|mark| self.syntax.words[mark].has_lemma(lemma))
            };
            match relation.base() {
                "xcomp" | "ccomp" | "advcl" | "acl" if relation.subtype().is_empty() => {
                    let ing = self.syntax.words[child].form.ends_with("ing")
                        && !self.syntax.children(child).any(|c| self.is(c, "aux") || self.is(c, "nsubj"));
                    if marked("to") {
                        // "signed it to end the war" is a purpose: only what follows a verb directly complements it.
                        found.push((child, Complement::To));
                    } else if ing
                        && (relation.base() != "advcl" || self.syntax.children_by(child, "mark").next().is_some())
                    {
                        found.push((child, Complement::Ing));
                    } else if matches!(relation.base(), "ccomp" | "acl") || marked("that") {
                        found.push((child, Complement::That));
                    }
                }
                "parataxis" if self.syntax.child(child, "nsubj").is_some() => found.push((child, Complement::That)),
                _ => {}
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rapporteur_syntax::parse_conllu;

    /// Reads lines of `form lemma upos feats head deprel` as one sentence.
    fn read(lines: &str) -> Syntax {
        let mut conllu = String::from("# newdoc id = t\n");
        for (i, line) in lines.trim().lines().enumerate() {
            let c: Vec<&str> = line.split_whitespace().collect();
            conllu.push_str(&format!(
                "{}\t{}\t{}\t{}\t_\t{}\t{}\t{}\t_\t_\n",
                i + 1,
                c[0],
                c[1],
                c[2],
                c[3],
                c[4],
                c[5]
            ));
        }
        conllu.push('\n');
        parse_conllu(&conllu).unwrap().remove(0).syntax
    }

    fn forms(syntax: &Syntax, words: &[usize]) -> Vec<String> {
        words.iter().map(|&word| syntax.words[word].form.to_string()).collect()
    }

    #[test]
    fn a_passive_clause_has_its_agent_behind_by() {
        let syntax = read(
            "The the DET _ 2 det
             envoy envoy NOUN _ 4 nsubj:pass
             was be AUX _ 4 aux:pass
             jailed jail VERB VerbForm=Part|Voice=Pass 0 root
             by by ADP _ 6 case
             police police NOUN _ 4 obl:agent",
        );
        let clauses = Clauses { syntax: &syntax };
        assert!(clauses.is_passive(3));
        assert_eq!(forms(&syntax, &clauses.agent(3)), ["police"]);
        assert_eq!(forms(&syntax, &clauses.patient(3)), ["envoy"]);
    }

    #[test]
    fn the_object_controls_an_infinitive_and_a_relative_pronoun_stands_for_its_noun() {
        let syntax = read(
            "Mali Mali PROPN _ 2 nsubj
             urged urge VERB VerbForm=Fin 0 root
             rebels rebel NOUN _ 2 obj
             who who PRON PronType=Rel 5 nsubj
             attacked attack VERB VerbForm=Fin 3 acl:relcl
             Gao Gao PROPN _ 5 obj
             to to PART _ 8 mark
             leave leave VERB VerbForm=Inf 2 xcomp",
        );
        let clauses = Clauses { syntax: &syntax };
        assert_eq!(forms(&syntax, &clauses.agent(7)), ["rebels"]);
        assert_eq!(forms(&syntax, &clauses.agent(4)), ["rebels"]);
        assert_eq!(forms(&syntax, &clauses.agent(1)), ["Mali"]);
    }

    #[test]
    fn coordinated_verbs_share_subject_and_object() {
        let syntax = read(
            "Chad Chad PROPN _ 4 nsubj
             and and CCONJ _ 3 cc
             Niger Niger PROPN _ 1 conj
             signed sign VERB VerbForm=Fin 0 root
             and and CCONJ _ 6 cc
             ratified ratify VERB VerbForm=Fin 4 conj
             pacts pact NOUN _ 6 obj",
        );
        let clauses = Clauses { syntax: &syntax };
        assert_eq!(forms(&syntax, &clauses.agent(5)), ["Chad", "Niger"]);
        assert_eq!(forms(&syntax, &clauses.patient(3)), ["pacts"]);
    }

    #[test]
    fn the_agent_behind_the_last_of_several_passives_did_all() {
        let syntax = read(
            "monks monk NOUN Number=Plur 3 nsubj:pass
             were be AUX _ 3 aux:pass
             seized seize VERB VerbForm=Part|Voice=Pass 0 root
             and and CCONJ _ 5 cc
             killed kill VERB VerbForm=Part|Voice=Pass 3 conj
             by by ADP _ 7 case
             rebels rebel NOUN Number=Plur 5 obl:agent",
        );
        let clauses = Clauses { syntax: &syntax };
        assert_eq!(forms(&syntax, &clauses.agent(2)), ["rebels"]);
        assert_eq!(forms(&syntax, &clauses.agent(4)), ["rebels"]);
    }

    #[test]
    fn who_is_accused_of_an_event_is_its_culprit_and_who_evades_it_would_suffer_it() {
        let syntax = read(
            "Mali Mali PROPN _ 2 nsubj
             accused accuse VERB VerbForm=Fin|Tense=Past 0 root
             Chad Chad PROPN _ 2 obj
             of of ADP _ 6 case
             the the DET _ 6 det
             attack attack NOUN _ 2 obl",
        );
        let clauses = Clauses { syntax: &syntax };
        assert_eq!(forms(&syntax, &clauses.culprit(5)), ["Chad"]);
        assert!(clauses.sufferer(5).is_empty());
        let syntax = read(
            "Chad Chad PROPN _ 2 nsubj
             evaded evade VERB VerbForm=Fin|Tense=Past 0 root
             sanctions sanction NOUN Number=Plur 2 obj",
        );
        let clauses = Clauses { syntax: &syntax };
        assert_eq!(forms(&syntax, &clauses.sufferer(2)), ["Chad"]);
        assert!(clauses.culprit(2).is_empty());
    }

    #[test]
    fn the_owner_of_a_noun_is_found_before_and_behind_it() {
        let syntax = read(
            "a a DET _ 3 det
             Turkish Turkish ADJ _ 3 amod
             request request NOUN _ 0 root
             of of ADP _ 6 case
             the the DET _ 6 det
             court court NOUN _ 3 nmod",
        );
        let clauses = Clauses { syntax: &syntax };
        assert_eq!(forms(&syntax, &clauses.owner(2)), ["Turkish"]);
        assert!(clauses.objects_of(2, "of").contains(&5));
    }
}
