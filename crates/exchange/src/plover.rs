//! PLOVER's terms, one object an event, nothing left out.

use crate::judged::Judged;
use crate::side::quad;
use rapporteur_ledger::{EventDetail, Party};
use serde_json::{Value, json};

pub(crate) fn objects(detail: &EventDetail, judged: &Judged) -> Vec<Value> {
    let event = &detail.event;
    let contexts: std::collections::BTreeSet<&String> =
        detail.versions.iter().flat_map(|version| &version.claim.context).collect();
    let judgements: Vec<_> = detail.versions.iter().flat_map(|version| judged.version(version)).collect();
    vec![json!({
        "id": event.id,
        "event_type": event.ty,
        "mode": event.mode,
        "context": contexts,
        "quad_code": quad(&event.ty),
        "status": event.status,
        "date": event.from,
        "date_end": event.to,
        "actor": event.actors.iter().map(party).collect::<Vec<_>>(),
        "recipient": event.recipients.iter().map(party).collect::<Vec<_>>(),
        "location": event.place.as_ref().map(|name| json!({"name": name, "country": event.place_country})),
        "reports": event.reports,
        "origins": event.origins,
        "first_reported": event.first_reported,
        "last_reported": event.last_reported,
        "conflicts": event.conflicts,
        "judged": Some(&event.judged).filter(|judged| !judged.is_empty()),
        "judgements": judgements,
        "versions": detail.versions,
        "links": detail.links,
    })]
}

fn party(party: &Party) -> Value {
    json!({"name": party.name, "country": party.country, "sector": party.sector})
}

#[cfg(test)]
mod tests {
    use crate::{Format, made};
    use serde_json::Value;

    #[test]
    fn an_event_is_a_line_with_its_versions_links_and_judgements() {
        let text = made::written(Format::Plover, &made::all());
        let events: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(events.len(), made::all().len());
        let signed = &events[0];
        assert_eq!((signed["event_type"].as_str(), signed["quad_code"].as_u64()), (Some("SUPPORT"), Some(1)));
        assert_eq!(signed["judgements"].as_array().unwrap().len(), 1, "what was undone is not told");
        assert_eq!((signed["links"][0]["score"].as_f64(), signed["judged"].as_str()), (Some(0.9), Some("accepted")));
        assert_eq!(signed["versions"].as_array().unwrap().len(), 2);
    }
}
