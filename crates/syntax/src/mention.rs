//! What the reading model says of entity mentions.

use crate::WordRange;

macro_rules! named {
    ($(#[$doc:meta])* $enum:ident { $($(#[$vdoc:meta])* $name:ident $text:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $enum { $($(#[$vdoc])* $name),+ }

        impl $enum {
            /// Its name in the output.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text),+ }
            }

            /// The one with this name.
            pub fn from_name(name: &str) -> Option<Self> {
                match name { $($text => Some(Self::$name),)+ _ => None }
            }
        }
    };
}

named! {
    /// What kind of thing a mention refers to.
    MentionType {
        /// A person or a group of persons.
        Per "PER",
        /// An organisation, a government, a force.
        Org "ORG",
        /// A country, region, town or other place.
        Loc "LOC",
        /// A building, plant, base, airport.
        Fac "FAC",
        /// A nationality, religious or ethnic group.
        Nat "NAT",
        /// A weapon or a piece of military equipment.
        Weapon "WEAPON",
        /// A sum of money.
        Money "MONEY",
        /// An agreement, law or document.
        Doc "DOC",
        /// Anything else.
        Other "OTHER",
    }
}

named! {
    /// How a mention refers.
    MentionKind {
        /// By a name.
        Name "name",
        /// By a common noun.
        Nominal "nominal",
        /// By a pronoun.
        Pronoun "pronoun",
    }
}

/// A mention as the model tags it; the entities room decides what to make of it.
#[derive(Debug, Clone, PartialEq)]
pub struct MentionTag {
    /// Its words.
    pub words: WordRange,
    /// The word that heads it.
    pub head: usize,
    /// Its type.
    pub ty: MentionType,
    /// Its kind.
    pub kind: MentionKind,
    /// The model's probability of it, 0 to 1.
    pub score: f32,
}
