//! Where in the sentence a participant of an event is looked for.

use compact_str::CompactString;

/// A grammatical place, the same for active and passive clauses, verbs and nouns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Slot {
    /// Who does it: the subject of an active verb, the `by` phrase of a passive one.
    Subject,
    /// To whom it is done: the object of an active verb, the subject of a passive one.
    Object,
    /// The indirect object, or the `to` phrase where there is none.
    Indirect,
    /// The subject of the clause that complements the verb: "demanded that *Iran* leave".
    ClauseSubject,
    /// Who does what that clause says: "alleged that it was plotted by *Iran*".
    ClauseAgent,
    /// The object of that clause: "vowed to punish *Iran*".
    ClauseObject,
    /// Who is asked to do something, or else: "will strike unless *Iran* yields".
    Condition,
    /// At whom the things spoken of are directed: "suspended part of the aid to *Iran*".
    Toward,
    /// Who is said to say it, where the trigger stands in an attribution's content.
    Speaker,
    /// A genitive: "*Russia's* invasion".
    Possessor,
    /// A demonym or name before the noun: "the *Iranian* attack", "a *U.S.-led* strike".
    Modifier,
    /// The subject of the clause that a noun stands in: "*Blair* arrived for talks".
    Matrix,
    /// Who is held to have done what a noun names: "*Iran* was accused of the attack".
    Culprit,
    /// Who suffers what a noun names without being its object: "*Iran* evaded sanctions".
    Sufferer,
    /// The word that a participle or adjective stands before: "the jailed *leader*".
    Modified,
    /// The parties to the occasion of the event: "signed at a meeting *between them*".
    Occasion,
    /// The object of this preposition.
    Preposition(CompactString),
    /// Who owns or made what stands in another slot: "rejected *Iran's* demand" is `object's`.
    OwnerOf(Box<Slot>),
}

impl Slot {
    /// Reads the codebook's name of a slot; any other word is a preposition.
    pub(crate) fn parse(name: &str) -> Self {
        if let Some(inner) = name.strip_suffix("'s") {
            return Self::OwnerOf(Box::new(Self::parse(inner)));
        }
        match name {
            "subject" => Self::Subject,
            "object" => Self::Object,
            "indirect" => Self::Indirect,
            "clause-subject" => Self::ClauseSubject,
            "clause-agent" => Self::ClauseAgent,
            "clause-object" => Self::ClauseObject,
            "condition" => Self::Condition,
            "toward" => Self::Toward,
            "speaker" => Self::Speaker,
            "possessor" => Self::Possessor,
            "modifier" => Self::Modifier,
            "matrix" => Self::Matrix,
            "culprit" => Self::Culprit,
            "sufferer" => Self::Sufferer,
            "modified" => Self::Modified,
            "occasion" => Self::Occasion,
            preposition => Self::Preposition(preposition.into()),
        }
    }
}
