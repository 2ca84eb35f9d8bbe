//! GDELT 2.0's events: 61 columns, without a head.

use super::{Row, code, country, name, sector};
use jiff::Timestamp;
use jiff::civil::Date;
use rapporteur_ledger::Party;

impl Row<'_> {
    /// Its cells, in the order of the columns; none of an event without any date, which the layout has no place for.
    pub(super) fn gdelt(&self) -> Option<Vec<String>> {
        let event = &self.detail.event;
        let date: Date = self.date().parse().ok()?;
        let digits = digits(&self.date())?;
        let actor = |party: Option<&Party>| -> [String; 10] {
            let mut cells: [String; 10] = Default::default();
            cells[0] = code(party);
            cells[1] = name(party).to_uppercase();
            cells[2] = country(party);
            cells[7] = sector(party);
            cells
        };
        let mut row = vec![
            self.number().to_string(),
            digits.clone(),
            digits[..6].to_owned(),
            digits[..4].to_owned(),
            // GDELT's own measure, with months of thirty days.
            format!(
                "{}.{:04}",
                date.year(),
                ((i32::from(date.month()) - 1) * 30 + i32::from(date.day())) * 10_000 / 365
            ),
        ];
        row.extend(actor(self.actor));
        row.extend(actor(self.recipient));
        row.extend([
            "1".to_owned(),
            self.cameo(),
            self.cameo().get(..3).unwrap_or(&self.cameo()).to_owned(),
            self.root(),
            self.cameo_quad(),
            self.goldstein(),
            event.claims.to_string(),
            event.origins.to_string(),
            event.reports.to_string(),
            String::new(),
        ]);
        // Where the actors are is not read.
        row.extend(std::iter::repeat_n(String::new(), 16));
        row.extend(self.action_place());
        let printed = self.detail.versions.iter().flat_map(|version| &version.printed);
        let added = printed.filter_map(|printed| printed.added_at.parse::<Timestamp>().ok()).min();
        let added = added.map(|moment| moment.strftime("%Y%m%d%H%M%S").to_string());
        row.extend([added.unwrap_or_default(), self.urls().first().map(|&url| url.to_owned()).unwrap_or_default()]);
        Some(row)
    }

    /// The number that stands for the event and the pair: readers take GLOBALEVENTID for a number of 64 bits. Its
    /// thousands are the first 13 hexadecimal digits of the event's id, the rest is the number of the pair.
    pub(super) fn number(&self) -> u64 {
        let id = self.detail.event.id.get(..13).unwrap_or(&self.detail.event.id);
        u64::from_str_radix(id, 16).unwrap_or(0) * 1000 + self.pair.min(999)
    }

    fn action_place(&self) -> [String; 8] {
        let place = self.version.claim.place.as_ref();
        let (lat, lon) = self.point();
        let american = self.detail.event.place_country.as_deref() == Some("USA");
        // 1 a country; 2 and 5 a state; 3 and 4 a town; of each the first in the United States.
        let kind = match place.and_then(|place| place.precision.as_deref()) {
            None => "0",
            Some("country") => "1",
            Some("region") if american => "2",
            Some("region") => "5",
            Some(_) if american => "3",
            Some(_) => "4",
        };
        [
            kind.to_owned(),
            self.detail.event.place.clone().unwrap_or_default(),
            self.place_country(),
            String::new(),
            String::new(),
            lat,
            lon,
            place.and_then(|place| place.geonames_id).map(|id| id.to_string()).unwrap_or_default(),
        ]
    }
}

/// `20250312` of `2025-03-12`, also where a time follows.
pub(super) fn digits(day: &str) -> Option<String> {
    let date: Date = day.get(..10)?.parse().ok()?;
    Some(date.strftime("%Y%m%d").to_string())
}

#[cfg(test)]
mod tests {
    use crate::{Format, made};

    #[test]
    fn codes_keep_their_zeros_and_numbers_lead_back_to_events() {
        let text = made::written(Format::Gdelt, &[made::signed()]);
        let rows: Vec<Vec<&str>> = text.lines().map(|line| line.split('\t').collect()).collect();
        assert_eq!(rows[0][1..5], ["20250312", "202503", "2025", "2025.1972"]);
        assert_eq!(rows[0][26..30], ["057", "057", "05", "1"]);
        assert_eq!(rows[0][51..59], ["4", "Minsk", "BLR", "", "", "53.9", "27.57", "625144"]);
        let number: u64 = rows[1][0].parse().unwrap();
        assert_eq!((format!("{:013x}", number / 1000), number % 1000), ("00ff00ff00ff0".into(), 2));
        assert!(i64::try_from(0x000f_ffff_ffff_ffff_u64 * 1000 + 999).is_ok());
    }

    #[test]
    fn what_has_no_date_at_all_is_left_out() {
        assert_eq!(made::written(Format::Gdelt, &[made::undated()]), "");
        assert_eq!(made::written(Format::GdeltMentions, &[made::undated()]), "");
        assert_eq!(made::written(Format::Icews, &[made::undated()]).lines().count(), 2, "an empty cell there");
    }
}
