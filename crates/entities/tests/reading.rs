//! Short reports with their syntax, and what must be read from them.

use rapporteur_codebook::Codebook;
use rapporteur_entities::{ActorBook, Entities, Entity, read_entities};
use rapporteur_syntax::{MentionKind, MentionType, parse_conllu};
use std::sync::LazyLock;

static BOOK: LazyLock<ActorBook> =
    LazyLock::new(|| ActorBook::from_codebook(&Codebook::embedded()).expect("the embedded codebook is sound"));

/// Sentences on lines, words as `form/UPOS/head/deprel`, optionally `/lemma` and `/features`.
fn read(sentences: &str) -> (String, Entities) {
    let mut conllu = String::from("# newdoc id = t\n");
    for line in sentences.lines().map(str::trim).filter(|line| !line.is_empty()) {
        for (i, word) in line.split_whitespace().enumerate() {
            let parts: Vec<&str> = word.split('/').collect();
            let (form, upos) = (parts[0], parts[1]);
            let plain = if upos == "PROPN" { form.to_owned() } else { form.to_lowercase() };
            let lemma = parts.get(4).filter(|l| !l.is_empty()).map_or(plain, |l| (*l).to_owned());
            let feats = parts.get(5).copied().unwrap_or("_");
            conllu += &format!("{}\t{form}\t{lemma}\t{upos}\t_\t{feats}\t{}\t{}\t_\t_\n", i + 1, parts[2], parts[3]);
        }
        conllu.push('\n');
    }
    let parsed = parse_conllu(&conllu).expect("well-formed").remove(0);
    let entities = read_entities(&parsed.report, &parsed.syntax, &BOOK);
    (parsed.report.text, entities)
}

/// The entity of the mention whose name or core reads so, the `n`th such mention.
fn entity<'e>(text: &str, entities: &'e Entities, words: &str, n: usize) -> &'e Entity {
    let of = |m: &&rapporteur_entities::Mention| m.range.of(text) == words;
    let mention = entities.mentions.iter().filter(of).nth(n);
    let mention = mention.unwrap_or_else(|| {
        let all: Vec<&str> = entities.mentions.iter().map(|m| m.range.of(text)).collect();
        panic!("no mention {words:?} number {n} among {all:?}")
    });
    &entities.entities[mention.entity]
}

fn coded(entity: &Entity) -> (&str, Option<&str>, Option<&str>) {
    let country = entity.country.as_ref().map(|known| known.value.as_str());
    (&entity.name, country, entity.sector.as_ref().map(|known| known.value.as_str()))
}

#[test]
fn a_counterpart_holds_the_office_in_the_other_country() {
    let (text, entities) = read(
        "The/DET/3/det defense/NOUN/3/compound ministers/NOUN/8/nsubj/minister/Number=Plur of/ADP/5/case Iran/PROPN/3/nmod and/CCONJ/7/cc Belarus/PROPN/5/conj signed/VERB/0/root/sign an/DET/10/det agreement/NOUN/8/obj ./PUNCT/8/punct
         It/PRON/3/nsubj:pass/it/Number=Sing|Person=3|PronType=Prs was/AUX/3/aux:pass signed/VERB/0/root/sign by/ADP/9/case Iranian/ADJ/9/amod Defense/PROPN/7/compound Minister/PROPN/9/nmod:desc General/PROPN/9/nmod:desc Aziz/PROPN/3/obl:agent Nasirzadeh/PROPN/9/flat and/CCONJ/14/cc his/PRON/14/nmod:poss/his/Person=3|Poss=Yes|PronType=Prs Belarusian/ADJ/14/amod counterpart/NOUN/9/conj ,/PUNCT/18/punct Major/PROPN/17/compound General/PROPN/18/nmod:desc Viktor/PROPN/14/appos Khrenin/PROPN/18/flat ./PUNCT/3/punct
         Nasirzadeh/PROPN/2/nsubj praised/VERB/0/root/praise Khrenin/PROPN/2/obj ./PUNCT/2/punct",
    );
    assert_eq!(coded(entity(&text, &entities, "Nasirzadeh", 0)), ("Aziz Nasirzadeh", Some("IRN"), Some("GOV")));
    let other = entity(&text, &entities, "Khrenin", 0);
    assert_eq!(coded(other), ("Viktor Khrenin", Some("BLR"), Some("GOV")));
    assert_eq!(other.office.as_ref().map(|o| o.value.as_str()), Some("Belarusian defense minister"));
    assert_eq!(other.office.as_ref().map(|o| o.basis.rule.as_str()), Some("office/counterpart"));
    // The two ministers of the first sentence are these two.
    let group = entity(&text, &entities, "The defense ministers of Iran and Belarus", 0);
    let names: Vec<&str> = group.members.iter().map(|&m| entities.entities[m].name.as_str()).collect();
    assert_eq!(names, ["Aziz Nasirzadeh", "Viktor Khrenin"]);
}

#[test]
fn a_capital_is_the_government_where_it_acts_and_a_place_where_things_happen() {
    let (text, entities) = read(
        "Ministers/NOUN/2/nsubj/minister/Number=Plur met/VERB/0/root/meet in/ADP/4/case Minsk/PROPN/2/obl ./PUNCT/2/punct
         Both/CCONJ/2/cc:preconj Tehran/PROPN/5/nsubj and/CCONJ/4/cc Minsk/PROPN/2/conj share/VERB/0/root views/NOUN/5/obj/view/Number=Plur ./PUNCT/5/punct
         The/DET/3/det two/NUM/3/nummod countries/NOUN/4/nsubj/country/Number=Plur signed/VERB/0/root/sign a/DET/6/det roadmap/NOUN/4/obj ./PUNCT/4/punct",
    );
    assert_eq!(coded(entity(&text, &entities, "Minsk", 0)), ("Minsk", Some("BLR"), None));
    assert_eq!(coded(entity(&text, &entities, "Minsk", 1)), ("Belarus", Some("BLR"), Some("GOV")));
    assert_eq!(coded(entity(&text, &entities, "Tehran", 0)), ("Iran", Some("IRN"), Some("GOV")));
    let both = entity(&text, &entities, "The two countries", 0);
    let members: Vec<_> = both.members.iter().map(|&m| entities.entities[m].name.as_str()).collect();
    assert_eq!(members, ["Iran", "Belarus"]);
}

#[test]
fn an_organisation_inside_another_and_the_same_in_other_order() {
    let (text, entities) = read(
        "The/DET/4/det Armed/PROPN/4/compound/ Forces/PROPN/9/nsubj of/ADP/5/case Ukraine/PROPN/3/nmod (/PUNCT/7/punct AFU/PROPN/3/appos )/PUNCT/7/punct spoke/VERB/0/root/speak ./PUNCT/9/punct
         The/DET/5/det AFU/PROPN/5/compound Special/PROPN/5/compound Operations/PROPN/5/compound Forces/PROPN/7/nmod:poss ’/PART/5/case Center/PROPN/11/nsubj for/ADP/10/case National/PROPN/10/compound Resistance/PROPN/7/nmod confirmed/VERB/0/root/confirm it/PRON/11/obj/it/Number=Sing|Person=3|PronType=Prs ./PUNCT/11/punct
         The/DET/4/det National/PROPN/4/compound Resistance/PROPN/4/compound Center/PROPN/5/nsubj agreed/VERB/0/root/agree ./PUNCT/5/punct",
    );
    let army = entities.resolve_word(6);
    assert!(army.is_some() && army == entities.resolve_word(11), "AFU is the Armed Forces of Ukraine");
    let center = entity(&text, &entities, "The National Resistance Center", 0);
    assert_eq!(center.ty, MentionType::Org);
    let first = entities.headed_by(16).expect("the Center heads a mention");
    assert_eq!(&entities.entities[first.entity], center);
    assert_eq!(center.country.as_ref().map(|c| c.value.as_str()), Some("UKR"));
}

#[test]
fn pronouns_agree_and_prefer_subjects() {
    let (text, entities) = read(
        "President/PROPN/2/nmod:desc Anna/PROPN/4/nsubj Novak/PROPN/2/flat met/VERB/0/root/meet Colonel/PROPN/6/nmod:desc Peter/PROPN/4/obj Brandt/PROPN/6/flat ./PUNCT/4/punct
         She/PRON/2/nsubj/she/Gender=Fem|Number=Sing|Person=3|PronType=Prs thanked/VERB/0/root/thank him/PRON/2/obj/he/Gender=Masc|Number=Sing|Person=3|PronType=Prs ./PUNCT/2/punct",
    );
    assert_eq!(coded(entity(&text, &entities, "She", 0)), ("Anna Novak", None, Some("GOV")));
    assert_eq!(coded(entity(&text, &entities, "him", 0)), ("Peter Brandt", None, Some("MIL")));
}

#[test]
fn who_does_something_to_a_foreigner_is_not_of_the_foreigners_country_for_that() {
    let (text, entities) = read(
        "Rebels/NOUN/2/nsubj/rebel/Number=Plur kidnapped/VERB/0/root/kidnap a/DET/5/det British/ADJ/5/amod engineer/NOUN/2/obj ./PUNCT/2/punct
         Rebels/NOUN/2/nsubj/rebel/Number=Plur attacked/VERB/0/root/attack Mali/PROPN/2/obj ./PUNCT/2/punct
         Guards/NOUN/2/nsubj/guard/Number=Plur shot/VERB/0/root/shoot two/NUM/5/nummod Indian/ADJ/5/amod soldiers/NOUN/2/obj/soldier/Number=Plur ./PUNCT/2/punct",
    );
    assert_eq!(coded(entity(&text, &entities, "Rebels", 0)).1, None);
    assert_eq!(coded(entity(&text, &entities, "a British engineer", 0)).1, Some("GBR"));
}

#[test]
fn who_is_told_by_nationality_first_and_named_then_has_it() {
    let (text, entities) = read(
        "Rebels/NOUN/2/nsubj/rebel/Number=Plur kidnapped/VERB/0/root/kidnap a/DET/5/det British/ADJ/5/amod engineer/NOUN/2/obj ./PUNCT/2/punct
         Mali/PROPN/3/nsubj has/AUX/3/aux sought/VERB/0/root/seek John/PROPN/3/obj Hughes/PROPN/4/flat//Number=Plur ./PUNCT/3/punct",
    );
    assert_eq!(coded(entity(&text, &entities, "John Hughes", 0)).1, Some("GBR"));
    // Of two descriptions either may be meant.
    let (text, entities) = read(
        "Rebels/NOUN/2/nsubj/rebel/Number=Plur kidnapped/VERB/0/root/kidnap a/DET/5/det British/ADJ/5/amod engineer/NOUN/2/obj and/CCONJ/9/cc an/DET/9/det Indian/ADJ/9/amod tourist/NOUN/5/conj ./PUNCT/2/punct
         Mali/PROPN/3/nsubj has/AUX/3/aux sought/VERB/0/root/seek John/PROPN/3/obj Hughes/PROPN/4/flat//Number=Plur ./PUNCT/3/punct",
    );
    assert_ne!(coded(entity(&text, &entities, "John Hughes", 0)).1, Some("GBR"));
}

#[test]
fn names_go_on_behind_a_comma_and_a_genitive_that_nothing_follows() {
    let (text, entities) = read(
        "Acme/PROPN/4/nsubj ,/PUNCT/3/punct Inc./PROPN/1/appos bought/VERB/0/root/buy Harry/PROPN/4/obj 's/PART/5/case ./PUNCT/4/punct",
    );
    assert_eq!(entity(&text, &entities, "Acme , Inc.", 0).name, "Acme , Inc.");
    assert_eq!(entity(&text, &entities, "Harry 's", 0).name, "Harry 's");
    let (text, entities) = read(
        "Mali/PROPN/2/nsubj bought/VERB/0/root/buy Harry/PROPN/5/nmod:poss 's/PART/3/case bar/NOUN/2/obj ./PUNCT/2/punct",
    );
    assert_eq!(entity(&text, &entities, "Harry 's", 0).name, "Harry");
}

#[test]
fn they_are_those_who_were_named_together() {
    let (text, entities) = read(
        "Belarus/PROPN/4/nsubj and/CCONJ/3/cc Iran/PROPN/1/conj signed/VERB/0/root/sign a/DET/6/det roadmap/NOUN/4/obj ./PUNCT/4/punct
         Later/ADV/3/advmod they/PRON/3/nsubj/they/Number=Plur|Person=3|PronType=Prs met/VERB/0/root/meet ./PUNCT/3/punct",
    );
    let they = entity(&text, &entities, "they", 0);
    assert_eq!(they.members.len(), 2);
    let countries: Vec<_> =
        they.members.iter().filter_map(|&m| entities.entities[m].country.as_ref()).map(|c| c.value.as_str()).collect();
    assert_eq!(countries, ["BLR", "IRN"]);
}

#[test]
fn nouns_have_the_country_before_or_after_them_and_the_sector_of_their_role() {
    let (text, entities) = read(
        "Serbian/ADJ/2/amod police/NOUN/3/nsubj/police/Number=Plur arrested/VERB/0/root/arrest rebel/NOUN/5/compound commanders/NOUN/3/obj/commander/Number=Plur ./PUNCT/3/punct
         The/DET/2/det army/NOUN/5/nsubj of/ADP/4/case Kenya/PROPN/2/nmod helped/VERB/0/root/help Iranian/ADJ/7/amod engineers/NOUN/5/obj/engineer/Number=Plur ./PUNCT/5/punct
         Iran/PROPN/3/nmod:poss ’s/PART/1/case plant/NOUN/4/nsubj closed/VERB/0/root/close ./PUNCT/4/punct",
    );
    assert_eq!(coded(entity(&text, &entities, "Serbian police", 0)), ("Serbian police", Some("SRB"), Some("COP")));
    assert_eq!(coded(entity(&text, &entities, "rebel commanders", 0)).2, Some("REB"));
    assert_eq!(coded(entity(&text, &entities, "The army of Kenya", 0)), ("army of Kenya", Some("KEN"), Some("MIL")));
    assert_eq!(coded(entity(&text, &entities, "Iranian engineers", 0)), ("Iranian engineers", Some("IRN"), None));
    assert_eq!(coded(entity(&text, &entities, "Iran ’s plant", 0)), ("plant", Some("IRN"), Some("BUS")));
}

#[test]
fn what_an_office_is_of_may_stand_before_the_name() {
    let (text, entities) = read(
        "Mali/PROPN/2/nsubj sent/VERB/0/root/send Secretary/PROPN/6/nmod:desc of/ADP/5/case State/PROPN/3/nmod Ann/PROPN/2/obj Leeds/PROPN/6/flat ./PUNCT/2/punct
         President/PROPN/6/nsubj of/ADP/3/case Chad/PROPN/1/nmod Omar/PROPN/6/nsubj Deby/PROPN/4/flat spoke/VERB/0/root/speak ./PUNCT/6/punct
         They/PRON/2/nsubj/they/Number=Plur met/VERB/0/root/meet with/ADP/8/case US/PROPN/5/compound Minister/PROPN/2/obl of/ADP/7/case Defense/PROPN/5/nmod Jane/PROPN/2/obl Roe/PROPN/8/flat ./PUNCT/2/punct",
    );
    assert_eq!(entity(&text, &entities, "Secretary of State Ann Leeds", 0).name, "Ann Leeds");
    let president = entity(&text, &entities, "President of Chad Omar Deby", 0);
    assert_eq!(coded(president), ("Omar Deby", Some("TCD"), Some("GOV")));
    assert_eq!(coded(entity(&text, &entities, "US Minister of Defense Jane Roe", 0)).0, "Jane Roe");
}

#[test]
fn a_name_may_begin_with_a_small_letter_and_a_people_abroad_is_not_its_state() {
    let (text, entities) = read(
        "The/DET/3/det al-Qaeda/PROPN/3/compound group/NOUN/6/nsubj and/CCONJ/5/cc Serbs/PROPN/3/conj spoke/VERB/0/root/speak ./PUNCT/6/punct
         Rebels/NOUN/6/nsubj/rebel/Number=Plur operating/VERB/1/acl/operate/VerbForm=Ger in/ADP/4/case Mali/PROPN/2/obl have/AUX/6/aux fled/VERB/0/root/flee ./PUNCT/6/punct
         Two/NUM/3/nummod ethnic/ADJ/3/amod Serbs/PROPN/4/nsubj/Serb/Number=Plur left/VERB/0/root/leave Serbia/PROPN/4/obj ./PUNCT/4/punct",
    );
    assert_eq!(coded(entity(&text, &entities, "al-Qaeda", 0)), ("al-Qaeda", Some("IMG"), Some("REB")));
    assert_eq!(coded(entity(&text, &entities, "Rebels operating in Mali", 0)).1, Some("MLI"));
    assert_eq!(entity(&text, &entities, "Two ethnic Serbs", 0).country, None);
}

#[test]
fn waters_named_after_countries_are_no_countrys() {
    let (text, entities) = read(
        "Pirates/NOUN/2/nsubj/pirate/Number=Plur sailed/VERB/0/root/sail in/ADP/6/case the/DET/6/det Indian/PROPN/6/compound Ocean/PROPN/2/obl ./PUNCT/2/punct",
    );
    assert_eq!(entity(&text, &entities, "Pirates", 0).country, None);
}

#[test]
fn a_person_with_the_name_of_a_country_is_no_country() {
    let (text, entities) =
        read("Michael/PROPN/3/nsubj Jordan/PROPN/1/flat left/VERB/0/root/leave Jordan/PROPN/3/obj ./PUNCT/3/punct");
    assert_eq!(entity(&text, &entities, "Michael Jordan", 0).ty, MentionType::Per);
    assert_eq!(coded(entity(&text, &entities, "Jordan", 0)), ("Jordan", Some("JOR"), Some("GOV")));
}

#[test]
fn a_government_is_of_the_country_of_whom_it_is_called_after() {
    let (text, entities) = read(
        "The/DET/3/det Clinton/PROPN/3/compound administration/NOUN/4/nsubj warned/VERB/0/root/warn Canada/PROPN/4/obj ./PUNCT/4/punct",
    );
    let government = entity(&text, &entities, "The Clinton administration", 0);
    assert_eq!(coded(government).1, Some("USA"));
    assert_eq!(government.country.as_ref().map(|known| known.basis.rule.as_str()), Some("country/leader"));
}

#[test]
fn what_a_person_is_called_tells_no_country() {
    let (text, entities) = read(
        "Zelda/PROPN/3/nsubj Bordeaux/PROPN/1/flat spoke/VERB/0/root/speak ./PUNCT/3/punct
         Mrs./PROPN/2/nmod:desc Bordeaux/PROPN/3/nsubj left/VERB/0/root/leave ./PUNCT/3/punct",
    );
    assert_eq!(entity(&text, &entities, "Mrs. Bordeaux", 0).country, None);
}

#[test]
fn a_surname_is_its_bearers_also_where_it_looks_like_a_place() {
    let (text, entities) = read(
        "President/PROPN/2/nmod:desc Anna/PROPN/4/nsubj Zorbat/PROPN/2/flat spoke/VERB/0/root/speak ./PUNCT/4/punct
         Troops/NOUN/2/nsubj/troop/Number=Plur gathered/VERB/0/root/gather in/ADP/4/case Zorbat/PROPN/2/obl ./PUNCT/2/punct",
    );
    assert_eq!(entity(&text, &entities, "Zorbat", 0).ty, MentionType::Per);
}

#[test]
fn relative_pronouns_and_demonyms_resolve() {
    let (_, entities) = read(
        "French/ADJ/2/amod soldiers/NOUN/5/nsubj/soldier/Number=Plur who/PRON/4/nsubj/who/PronType=Rel came/VERB/2/acl:relcl/come left/VERB/0/root/leave ./PUNCT/5/punct",
    );
    assert_eq!(entities.resolve_word(2), entities.resolve_word(1));
    let france = entities.resolve_word(0).expect("a demonym names its country");
    assert_eq!(coded(&entities.entities[france]), ("France", Some("FRA"), Some("GOV")));
    assert_eq!(entities.resolve_word(3), None);
}

#[test]
fn whatever_the_tree_every_mention_has_an_entity_and_ranges_are_words() {
    // A parser may make one long chain of a list; nothing may take quadratic time or overflow the stack.
    let n = 20_000;
    let chain: Vec<String> =
        (0..n).map(|i| format!("Iran/PROPN/{}/{}", i, if i == 0 { "root" } else { "nmod:poss" })).collect();
    let (text, entities) = read(&chain.join(" "));
    assert_eq!(entities.mentions.len(), n);
    for mention in &entities.mentions {
        assert!(mention.entity < entities.entities.len());
        assert!(!mention.range.of(&text).is_empty());
        assert!(mention.words.contains(&mention.head) || mention.kind == MentionKind::Name);
    }
}

#[test]
fn a_million_words_on_one_root_would_do_no_harm() {
    // What could not be read as one sentence hangs from one word; twice the words may take about twice the time.
    let time = |n: usize| {
        let words =
            ["Minsk/PROPN/1/nsubj", "they/PRON/1/nsubj/they/Number=Plur|Person=3|PronType=Prs", "men/NOUN/1/conj/man"];
        let star: Vec<&str> =
            std::iter::once("said/VERB/0/root/say").chain(words.into_iter().cycle().take(n)).collect();
        let star = star.join(" ");
        let started = std::time::Instant::now();
        assert_eq!(read(&star).1.mentions.len(), n);
        started.elapsed().as_secs_f64()
    };
    let (short, long) = (time(6_000), time(48_000));
    assert!(long < 40.0 * short + 0.5, "8 times the words took {} times as long", long / short);
}

#[test]
fn an_empty_report_has_no_entities() {
    let report = rapporteur_text::Report::new("e", "");
    let entities = read_entities(&report, &rapporteur_syntax::Syntax::default(), &BOOK);
    assert!(entities.mentions.is_empty() && entities.entities.is_empty() && entities.resolve_word(0).is_none());
}

#[test]
fn a_state_is_no_country_of_the_same_name() {
    let country = |text: &str| {
        read(text).1.entities.iter().filter_map(|e| e.country.clone()).map(|known| known.value).collect::<Vec<_>>()
    };
    let american = "Georgia/PROPN/2/nsubj sued/VERB/0/root the/DET/4/det U.S./PROPN/2/obj";
    assert!(country(american).iter().all(|country| country == "USA"), "{:?}", country(american));
    let caucasian = "Russia/PROPN/2/nsubj left/VERB/0/root Georgia/PROPN/2/obj";
    assert!(country(caucasian).iter().any(|country| country == "GEO"));
    let both =
        "Georgia/PROPN/2/nsubj left/VERB/0/root the/DET/4/det U.S./PROPN/2/obj in/ADP/6/case Tbilisi/PROPN/2/obl";
    assert!(country(both).iter().any(|country| country == "GEO"));
}
