//! The formats, with what each is and what it has no place for.

/// A format that events can be written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// One row a claim, flat, with a head.
    Csv,
    /// The same columns with their types: days, numbers, lists.
    Parquet,
    /// One JSON object an event, by PLOVER's terms, with all versions.
    Plover,
    /// Points of events whose place is one, and the others without geometry (RFC 7946).
    GeoJson,
    /// FollowTheMoney's entities, one JSON object a line.
    FollowTheMoney,
    /// A bundle of STIX 2.1.
    Stix,
    /// A JSON array of W3C Web Annotations: each claim and each of its fields, with the words it was read from.
    WebAnnotation,
    /// TimelineJS's JSON: the events that have a day.
    TimelineJs,
    /// A network of actors (GEXF 1.3): edges by event type.
    Gexf,
    /// The 20 columns of ICEWS, tab-separated, with a head.
    Icews,
    /// The 40 columns of POLECAT, tab-separated, with a head.
    Polecat,
    /// The 26 columns of Phoenix, tab-separated, without a head.
    Phoenix,
    /// The 61 columns of GDELT 2.0's events, tab-separated, without a head.
    Gdelt,
    /// The 16 columns of GDELT 2.0's mentions, tab-separated, without a head.
    GdeltMentions,
}

impl Format {
    /// All formats, the fullest first.
    pub const ALL: [Self; 14] = [
        Self::Plover,
        Self::Csv,
        Self::Parquet,
        Self::GeoJson,
        Self::FollowTheMoney,
        Self::Stix,
        Self::WebAnnotation,
        Self::TimelineJs,
        Self::Gexf,
        Self::Icews,
        Self::Polecat,
        Self::Phoenix,
        Self::Gdelt,
        Self::GdeltMentions,
    ];

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Parquet => "parquet",
            Self::Plover => "plover",
            Self::GeoJson => "geojson",
            Self::FollowTheMoney => "ftm",
            Self::Stix => "stix",
            Self::WebAnnotation => "webannotation",
            Self::TimelineJs => "timelinejs",
            Self::Gexf => "gexf",
            Self::Icews => "icews",
            Self::Polecat => "polecat",
            Self::Phoenix => "phoenix",
            Self::Gdelt => "gdelt",
            Self::GdeltMentions => "gdelt-mentions",
        }
    }

    /// The format of this name.
    ///
    /// ```
    /// use rapporteur_exchange::Format;
    /// assert_eq!(Format::named("stix"), Some(Format::Stix));
    /// assert_eq!(Format::named("Stix"), None);
    /// ```
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
    }

    /// What it is, in a line.
    pub fn about(self) -> &'static str {
        match self {
            Self::Csv => "one row a claim, flat; lists are parted by |",
            Self::Parquet => "the columns of csv with their types, for pandas, DuckDB, Spark (to a file or a pipe)",
            Self::Plover => "JSON lines, one object an event by PLOVER's terms, with all versions",
            Self::GeoJson => "a FeatureCollection; a country is never a pin",
            Self::FollowTheMoney => "FollowTheMoney entities as JSON lines, for Aleph and OpenSanctions tools",
            Self::Stix => "a STIX 2.1 bundle; judgements are opinions",
            Self::WebAnnotation => "W3C Web Annotations: each field of a claim on its words",
            Self::TimelineJs => "slides of TimelineJS",
            Self::Gexf => "a network of actors for Gephi and networkx",
            Self::Icews => "20 columns, tab-separated, with a head",
            Self::Polecat => "40 columns, tab-separated, with a head",
            Self::Phoenix => "26 columns, tab-separated, without a head",
            Self::Gdelt => "GDELT 2.0's 61 columns of events, tab-separated, without a head",
            Self::GdeltMentions => "GDELT 2.0's 16 columns of mentions, tab-separated, without a head",
        }
    }

    /// What the format has no place for; `None` where it takes everything.
    pub fn loses(self) -> Option<&'static str> {
        match self {
            Self::Plover => None,
            Self::Csv | Self::Parquet => Some("the places of words in their text, and why tellings were joined"),
            Self::GeoJson => Some("the sentences of all versions but the fullest, and why tellings were joined"),
            Self::FollowTheMoney => Some(
                "who says so but for a line of text, the places of words, conflicts, judgements, codes of countries that are none",
            ),
            Self::Stix => Some(
                "the places of words in their text, why tellings were joined, reports without a date but for a reference",
            ),
            Self::WebAnnotation => Some("which claims tell one event but for its id, and copies of the first report"),
            Self::TimelineJs => Some("events without a day, and all versions but the fullest"),
            Self::Gexf => Some("everything but who did what to whom, and how often"),
            Self::Icews | Self::Phoenix => Some(
                "who says so, the other versions, events without a CAMEO code, and events that are planned, supposed or denied, which it would show as facts",
            ),
            Self::Polecat => Some(
                "who says so, the other versions, and events that are supposed or denied, which it would show as facts",
            ),
            Self::Gdelt | Self::GdeltMentions => Some(
                "who says so, events and reports without any date, events without a CAMEO code, and events that are planned, supposed or denied, which it would show as facts",
            ),
        }
    }

    /// Whether it is for programs alone: no terminal can show it.
    pub fn is_binary(self) -> bool {
        self == Self::Parquet
    }
}
