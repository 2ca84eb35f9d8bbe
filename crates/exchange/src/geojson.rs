//! GeoJSON: a point where the place is one; a country is never a pin.

use crate::judged::Judged;
use crate::side::fullest;
use rapporteur_ledger::EventDetail;
use serde_json::{Value, json};

/// What stands around the items.
pub(crate) const AROUND: (&str, &str) = ("{\"type\":\"FeatureCollection\",\"features\":[", "]}");

pub(crate) fn features(detail: &EventDetail, _: &Judged) -> Vec<Value> {
    let place = fullest(detail).and_then(|version| version.claim.place.as_ref());
    let point = place.and_then(|place| Some(json!({"type": "Point", "coordinates": [place.lon?, place.lat?]})));
    let mut properties = serde_json::to_value(&detail.event).unwrap_or(Value::Null);
    if let (Some(properties), Some(place)) = (properties.as_object_mut(), place) {
        properties.insert("geonames_id".into(), json!(place.geonames_id));
        properties.insert("precision".into(), json!(place.precision));
    }
    vec![json!({"type": "Feature", "id": detail.event.id, "geometry": point, "properties": properties})]
}

#[cfg(test)]
mod tests {
    use crate::{Format, made};
    use serde_json::{Value, json};

    #[test]
    fn points_are_points_and_countries_are_none() {
        let all: Value = serde_json::from_str(&made::written(Format::GeoJson, &made::all())).unwrap();
        let features = all["features"].as_array().unwrap();
        assert_eq!(features.len(), made::all().len());
        assert_eq!(features[0]["geometry"]["coordinates"], json!([27.57, 53.9]));
        let pins = features.iter().filter(|feature| !feature["geometry"].is_null());
        assert!(pins.clone().count() == 2 && pins.clone().all(|pin| pin["properties"]["precision"] != "country"));
        let nothing: Value = serde_json::from_str(&made::written(Format::GeoJson, &[])).unwrap();
        assert_eq!(nothing["features"], json!([]));
    }
}
