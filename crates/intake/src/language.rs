//! Which language a report is in.
//!
//! Only English is read, so what matters is that no English report is taken for another language: a text is, only where
//! its letters, its commonest words and the trigrams of Whatlang all say so.

use rapporteur_text::{Notice, Report};
use std::collections::BTreeSet;
use whatlang::{Lang, detect};

/// So much of a text is looked at, in bytes.
const SAMPLE: usize = 4000;

/// Fewer words tell nothing.
const FEWEST: usize = 7;

/// A text with so large a share of the commonest English words is English, whatever else is in it.
const SURELY_ENGLISH: f64 = 0.18;

/// What a text seems to be in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Seems {
    English,
    Other(&'static str),
    Unsure,
}

/// The commonest words of English that are not as common in another language; a text has a sixth to a third of them.
const ENGLISH: &str = "the of and to that for with by from are have has it they she his her their its this these not said \
    which were been but you your our after when than about would could should there what who how also";

/// The commonest words of other languages in Latin letters, of which English has none as common.
const OTHERS: [(&str, &str); 16] = [
    (
        "de",
        "der die das und den von zu mit sich des auf für ist im dem nicht ein eine als auch es werden aus er hat dass sie nach wird bei einer um am sind noch wie einem über",
    ),
    (
        "fr",
        "le la les de des du et un une en est que qui dans pour au aux sur pas par plus ce il elle ne se avec son sa ses sont été cette ont mais nous l d",
    ),
    (
        "es",
        "el la los las de del que y en un una por con para se su al lo como más fue ha es entre sus pero este esta sobre también según",
    ),
    (
        "it",
        "il la le gli di del della dei che e un una in per con non si da al alla nel nella sono è ha più anche come dal suo questo i lo tra fra due sulla secondo",
    ),
    (
        "pt",
        "o a os as de do da dos das que e em um uma para com não por no na nos nas se mais ao foi como é sua seu pelo pela são à",
    ),
    (
        "nl",
        "de het een van en in is dat op te met voor niet zijn die aan er werd ook om door bij naar als uit nog maar wordt heeft",
    ),
    ("sv", "och att det i en som på är av för med den till har de inte om ett var från men sig vid så kan efter under"),
    ("da", "og at det i en som på er af for med den til har de ikke om et var fra men sig ved så kan efter under blev"),
    ("nb", "og at det i en som på er av for med den til har de ikke om et var fra men seg ved så kan etter under ble"),
    ("pl", "w i z na do się nie że to jest o od po za przez jak dla oraz był która który są ale ma jego tym roku"),
    ("cs", "a v se na je že s z do o i to pro za by od jako k po jsou ve byl ale nebo který která jeho při roce"),
    ("ro", "de și în a la cu pe din că o un pentru nu este au mai care fi al sau prin după cel ca dar sunt fost"),
    ("hu", "a az és hogy nem is egy van volt ez de azt meg csak már el még mint ki szerint után sem lesz kell"),
    (
        "tr",
        "ve bir bu da de için ile olarak olan çok daha gibi en sonra kadar ise ancak ya ne göre oldu dedi tarafından",
    ),
    ("id", "yang dan di dari untuk dengan pada ini itu dalam tidak akan ke oleh adalah juga telah sebagai ada mereka"),
    ("fi", "ja on ei että se oli hän ovat joka mutta kuin myös sen mukaan jälkeen kanssa tai mitä olisi ollut"),
];

/// The report with its language, where that is another than English: the document's own tag counts first, where the text
/// does not speak against it.
pub(crate) fn flagged(mut report: Report) -> Report {
    let words = if report.text.trim().is_empty() { report.title.as_deref().unwrap_or_default() } else { &report.text };
    let seems = language_of(words);
    let told = report.language.clone().map(|tag| tag.trim().to_owned()).filter(|tag| !tag.is_empty());
    let foreign = report.foreign_language().map(str::to_owned);
    match (foreign, seems) {
        (Some(tag), Seems::English) => {
            let message =
                format!("the document says that its language is {tag}; its text is read as the English it seems to be");
            report.notices.push(Notice::new("intake/language-contradicted", message));
            report.language = Some("en".into());
        }
        (None, Seems::Other(code)) => {
            let said = told.map_or_else(
                || "the language is not told".to_owned(),
                |tag| format!("the document says that its language is {tag}"),
            );
            let message = format!("{said}; by its words the text seems to be in another: {code}");
            report.notices.push(Notice::new("intake/language-guessed", message));
            report.language = Some(code.into());
        }
        _ => report.language = told,
    }
    report
}

/// The language of a text by its letters and words.
fn language_of(text: &str) -> Seems {
    let sample = sample(text);
    let (mut latin, mut other) = (0, 0);
    for c in sample.chars().filter(|c| c.is_alphabetic()) {
        // Latin letters end with the extended additional block; what lies between them is Greek and beyond.
        if c < '\u{370}' || ('\u{1e00}'..='\u{1eff}').contains(&c) { latin += 1 } else { other += 1 }
    }
    if other > latin && other >= 8 {
        return Seems::Other(detect(sample).map_or("und-x-other", |found| code(found.lang())));
    }
    // Capitals make names: "La Paz, Los Angeles", "Der Spiegel". Where all is in capitals nothing can be told by that.
    let capitals = !sample.contains(char::is_lowercase);
    let words: Vec<String> =
        sample.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).map(str::to_owned).collect();
    if words.len() < FEWEST || capitals {
        return Seems::Unsure;
    }
    let found_in = |list: &str| {
        let list: Vec<&str> = list.split_whitespace().collect();
        words.iter().filter(|word| list.contains(&word.as_str())).collect::<Vec<_>>()
    };
    let share = |found: &[&String]| found.len() as f64 / words.len() as f64;
    let english = share(&found_in(ENGLISH));
    if english >= SURELY_ENGLISH {
        return Seems::English;
    }
    let (mut other, mut likeliest) = (0.0, "");
    for (code, list) in OTHERS {
        let found = found_in(list);
        // One word again and again may be a name's.
        let distinct = found.iter().collect::<BTreeSet<_>>().len();
        if distinct >= 3 && share(&found) > other {
            (other, likeliest) = (share(&found), code);
        }
    }
    if english >= 0.12 && english >= other {
        return Seems::English;
    }
    // Half of a list of names has capitals ("Le Pen, de Gaulle, du Pont"), of a sentence less.
    let small = words.iter().filter(|word| word.starts_with(char::is_lowercase)).count();
    let written_out = small * 2 >= words.len();
    let found = detect(sample);
    let foreign = found.filter(|found| found.lang() != Lang::Eng).map(|found| (code(found.lang()), found.confidence()));
    match foreign {
        // Both agree that it is none, and on which it is; or its commonest words are everywhere.
        Some((code, _)) if other >= 0.2 && other > 2.0 * english && written_out => {
            Seems::Other(if other >= 0.3 { likeliest } else { code })
        }
        Some((code, sure)) if words.len() >= 20 && english < 0.04 && sure >= 0.9 => Seems::Other(code),
        _ => Seems::Unsure,
    }
}

/// The beginning, up to a character's end.
fn sample(text: &str) -> &str {
    let mut end = text.len().min(SAMPLE);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// The BCP 47 tag of a language that Whatlang knows by its longer code.
fn code(lang: Lang) -> &'static str {
    const SHORT: [(&str, &str); 56] = [
        ("ara", "ar"),
        ("bel", "be"),
        ("ben", "bn"),
        ("bul", "bg"),
        ("cat", "ca"),
        ("ces", "cs"),
        ("cmn", "zh"),
        ("dan", "da"),
        ("deu", "de"),
        ("ell", "el"),
        ("epo", "eo"),
        ("est", "et"),
        ("fin", "fi"),
        ("fra", "fr"),
        ("guj", "gu"),
        ("heb", "he"),
        ("hin", "hi"),
        ("hrv", "hr"),
        ("hun", "hu"),
        ("hye", "hy"),
        ("ind", "id"),
        ("ita", "it"),
        ("jav", "jv"),
        ("jpn", "ja"),
        ("kan", "kn"),
        ("kat", "ka"),
        ("khm", "km"),
        ("kor", "ko"),
        ("lat", "la"),
        ("lav", "lv"),
        ("lit", "lt"),
        ("mal", "ml"),
        ("mar", "mr"),
        ("mkd", "mk"),
        ("mya", "my"),
        ("nep", "ne"),
        ("nld", "nl"),
        ("nob", "nb"),
        ("pan", "pa"),
        ("pes", "fa"),
        ("pol", "pl"),
        ("por", "pt"),
        ("ron", "ro"),
        ("rus", "ru"),
        ("sin", "si"),
        ("slk", "sk"),
        ("slv", "sl"),
        ("spa", "es"),
        ("srp", "sr"),
        ("swe", "sv"),
        ("tam", "ta"),
        ("tel", "te"),
        ("tha", "th"),
        ("tur", "tr"),
        ("ukr", "uk"),
        ("vie", "vi"),
    ];
    let long = lang.code();
    SHORT.iter().find(|(known, _)| *known == long).map_or(long, |(_, short)| short)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_languages_are_recognised() {
        for (code, text) in [
            (
                "de",
                "Die Minister unterzeichneten am Mittwoch in Minsk ein Abkommen über die Zusammenarbeit der beiden Länder.",
            ),
            (
                "fr",
                "Les ministres ont signé mercredi à Minsk un accord sur la coopération entre les deux pays, selon l'agence.",
            ),
            (
                "es",
                "Los ministros firmaron el miércoles en Minsk un acuerdo sobre la cooperación entre los dos países.",
            ),
            (
                "it",
                "I ministri hanno firmato mercoledì a Minsk un accordo sulla cooperazione tra i due paesi, secondo l'agenzia.",
            ),
            (
                "pt",
                "Os ministros assinaram na quarta-feira em Minsk um acordo sobre a cooperação entre os dois países.",
            ),
            (
                "nl",
                "De ministers hebben woensdag in Minsk een akkoord getekend over de samenwerking van de twee landen.",
            ),
            (
                "pl",
                "Ministrowie podpisali w środę w Mińsku porozumienie o współpracy obu krajów, które ma wejść w życie po wyborach.",
            ),
            ("ru", "Министры подписали в среду в Минске соглашение о сотрудничестве двух стран."),
            ("ar", "وقع الوزراء يوم الأربعاء في مينسك اتفاقا بشأن التعاون بين البلدين."),
            ("zh", "两国部长周三在明斯克签署了关于两国合作的协议。"),
            (
                "tr",
                "Bakanlar çarşamba günü Minsk'te iki ülke arasındaki iş birliği için bir anlaşma imzaladı ve bu anlaşma daha sonra meclise sunulacak.",
            ),
            (
                "sv",
                "Ministrarna undertecknade på onsdagen i Minsk ett avtal om samarbete mellan de två länderna och att det ska gälla från maj.",
            ),
        ] {
            assert_eq!(language_of(text), Seems::Other(code), "{text}");
        }
    }

    #[test]
    fn english_of_all_kinds_is_not_flagged() {
        for text in [
            "IRAN, BELARUS SIGN DEFENSE PACT IN MINSK",
            "Lukashenko, Nasirzadeh, Khrenin, Volfovich, Makei, Zakharova, Pezeshkian, Araghchi attend Minsk summit",
            "Schwarz, Müller and Weiß GmbH; Die Linke; Der Spiegel; Die Zeit",
            "La Paz, Los Angeles, El Paso, San Juan de los Lagos and Las Vegas de la Sierra hit by quakes",
            "Le Pen, de Gaulle, du Pont et al. v. La Compagnie des Indes",
            "Ministers met.",
            "U.S. troops kill 12 insurgents near Mosul",
            "",
            "12.5 % 2025 USD 3,000,000",
            "Grants: Akron $12,000; Dayton $14,000; Toledo $9,000; Lima $3,500; Xenia $2,100; Parma $8,800; Kent $4,400; Lorain $3,000",
        ] {
            assert!(!matches!(language_of(text), Seems::Other(_)), "{text}: {:?}", language_of(text));
        }
    }

    #[test]
    fn the_tag_counts_unless_the_text_speaks_against_it() {
        let with = |tag: Option<&str>, text: &str| {
            let report = flagged(Report { language: tag.map(str::to_owned), ..Report::new("r", text) });
            (report.language, report.notices.first().map(|notice| notice.code))
        };
        let english = "The ministers met in Minsk on Wednesday and signed an agreement, the agency said.";
        let german =
            "Die Minister trafen sich am Mittwoch in Minsk und unterzeichneten ein Abkommen, wie die Agentur meldet.";
        assert_eq!(with(None, english), (None, None));
        assert_eq!(with(Some("en-US"), english), (Some("en-US".into()), None));
        assert_eq!(with(Some("de"), english), (Some("en".into()), Some("intake/language-contradicted")));
        assert_eq!(with(Some("de-AT"), german), (Some("de-AT".into()), None));
        assert_eq!(with(None, german), (Some("de".into()), Some("intake/language-guessed")));
        assert_eq!(with(Some("en"), german), (Some("de".into()), Some("intake/language-guessed")));
        assert_eq!(with(Some("de"), "Minsk"), (Some("de".into()), None));
    }
}
