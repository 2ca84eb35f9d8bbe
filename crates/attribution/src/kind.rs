//! What a cue makes of what it attributes.

use serde::Deserialize;

/// What the source does with the content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Says, writes or shows it: "said", "according to", "the report found".
    Speech,
    /// Holds it to be so: "believes", "fears that".
    Belief,
    /// Means to do it: "plans to", "refused to".
    Intention,
    /// Is for it or against it: "criticised", "backs".
    Attitude,
    /// It looks so, whoever sees it: "seems", "is expected to".
    Appearance,
    /// Speaks or knows of it, which does not make it told on their word: "discussed", "talked about", "knew that".
    Topic,
}

impl Kind {
    /// Its name in the codebook.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Speech => "speech",
            Self::Belief => "belief",
            Self::Intention => "intention",
            Self::Attitude => "attitude",
            Self::Appearance => "appearance",
            Self::Topic => "topic",
        }
    }

    /// Whether the content is told on somebody's word, so that a claim inside it has the source in its chain. Who
    /// wants, backs, criticises or discusses a thing does not tell that it happens.
    pub const fn tells(self) -> bool {
        matches!(self, Self::Speech | Self::Belief)
    }
}

/// How the reporter stands to what the source says, by the choice of the cue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stance {
    /// "said"
    #[default]
    Neutral,
    /// The source vouches for it: "confirmed".
    Committed,
    /// The reporter keeps away from it: "claimed", "allegedly".
    Distancing,
    /// The source says it is not so: "denied".
    Denying,
    /// The source blames somebody with it: "accused".
    Accusing,
    /// It was hidden before: "disclosed".
    Revealing,
}

impl Stance {
    /// Its name in the codebook.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Neutral => "neutral",
            Self::Committed => "committed",
            Self::Distancing => "distancing",
            Self::Denying => "denying",
            Self::Accusing => "accusing",
            Self::Revealing => "revealing",
        }
    }
}
