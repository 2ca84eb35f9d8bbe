//! TimelineJS: slides for events that have a day.

use crate::judged::Judged;
use crate::side::headline;
use rapporteur_ledger::EventDetail;
use serde_json::{Value, json};

/// What stands around the items.
pub(crate) const AROUND: (&str, &str) = ("{\"events\":[", "]}");

pub(crate) fn slides(detail: &EventDetail, _: &Judged) -> Vec<Value> {
    slide(detail).into_iter().collect()
}

fn slide(detail: &EventDetail) -> Option<Value> {
    let event = &detail.event;
    let date = |iso: &str| {
        let mut parts = iso.split('-').map(|part| part.trim_start_matches('0').to_owned());
        json!({"year": parts.next(), "month": parts.next(), "day": parts.next()})
    };
    let from = event.from.as_deref()?;
    let mut slide = json!({
        "unique_id": event.id,
        "start_date": date(from),
        "text": {
            "headline": escaped(&headline(event)),
            "text": format!("<p>{}</p><p>{} reports, {} origins</p>", escaped(&event.sentence), event.reports, event.origins),
        },
        "group": event.ty,
    });
    if let (Some(to), Some(slide)) = (event.to.as_deref().filter(|to| *to != from), slide.as_object_mut()) {
        slide.insert("end_date".into(), date(to));
    }
    Some(slide)
}

/// Text that markup cannot stand in, for HTML and XML and for attributes in double quotes.
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use crate::{Format, made};
    use serde_json::{Value, json};

    #[test]
    fn slides_have_days_and_texts_are_no_markup() {
        let all: Value = serde_json::from_str(&made::written(Format::TimelineJs, &made::all())).unwrap();
        let slides = all["events"].as_array().unwrap();
        let dated = made::all().iter().filter(|event| event.event.from.is_some()).count();
        assert_eq!(slides.len(), dated);
        assert_eq!(slides[0]["start_date"], json!({"year": "2025", "month": "3", "day": "12"}));
        assert_eq!(slides[1]["end_date"], json!({"year": "2025", "month": "5", "day": "31"}));
        assert!(slides[0]["text"]["text"].as_str().unwrap().contains("&lt;Minsk&gt;"));
        assert_eq!(slides[1]["text"]["headline"], "CONSULT: France → Spain");
    }
}
