//! Universal parts of speech.

use std::fmt;
use std::str::FromStr;

macro_rules! upos {
    ($($name:ident $text:literal),+ $(,)?) => {
        /// A universal part of speech, with UD's own names.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
        #[allow(missing_docs)]
        pub enum Upos { $($name),+, #[default] X }

        impl Upos {
            /// UD's name of it, in capitals.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text),+, Self::X => "X" }
            }
        }

        impl FromStr for Upos {
            type Err = ();

            /// Reads UD's name; anything unknown is an error.
            fn from_str(name: &str) -> Result<Self, ()> {
                match name { $($text => Ok(Self::$name)),+, "X" => Ok(Self::X), _ => Err(()) }
            }
        }
    };
}

upos! {
    Adj "ADJ", Adp "ADP", Adv "ADV", Aux "AUX", Cconj "CCONJ", Det "DET", Intj "INTJ", Noun "NOUN", Num "NUM",
    Part "PART", Pron "PRON", Propn "PROPN", Punct "PUNCT", Sconj "SCONJ", Sym "SYM", Verb "VERB",
}

impl Upos {
    /// A noun or a proper noun.
    pub const fn is_nominal(self) -> bool {
        matches!(self, Self::Noun | Self::Propn)
    }
}

impl fmt::Display for Upos {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
