//! GDELT 2.0's mentions: 16 columns, without a head; a row for each report that prints an event.

use super::Row;
use super::gdelt::digits;
use rapporteur_ledger::{Party, Printed, Version};

impl Row<'_> {
    /// The rows of the reports whose date is known: the layout has no place for others.
    pub(super) fn mentions(&self) -> Vec<Vec<String>> {
        let printed =
            self.detail.versions.iter().flat_map(|version| version.printed.iter().map(move |one| (version, one)));
        printed.filter_map(|(version, one)| self.mention(version, one)).collect()
    }

    fn mention(&self, version: &Version, printed: &Printed) -> Option<Vec<String>> {
        let moment = |day: &str| digits(day).map(|digits| digits + "000000");
        let none = String::new;
        let claim = &version.claim;
        // Offsets were read in the first report that prints these words; where a copy has them is not kept.
        let first = version.printed.first() == Some(printed);
        let offset = |party: Option<&Party>| {
            let parties = || claim.actors.iter().chain(&claim.recipients);
            let found = party.filter(|_| first).and_then(|party| parties().find(|one| one.name == party.name));
            found.map(|one| one.start.to_string()).unwrap_or_default()
        };
        // 1 is a page of the web, 2 a citation.
        let (kind, identifier) = match &printed.url {
            Some(url) => ("1", url.clone()),
            None => ("2", printed.title.clone().unwrap_or_else(|| printed.report.clone())),
        };
        Some(vec![
            self.number().to_string(),
            moment(&self.date())?,
            moment(printed.published.as_deref()?)?,
            kind.to_owned(),
            printed.publisher.clone().unwrap_or_default(),
            identifier,
            if first { (claim.sentence + 1).to_string() } else { none() },
            offset(self.actor),
            offset(self.recipient),
            if first { claim.trigger.start.to_string() } else { none() },
            "1".to_owned(),
            format!("{:.0}", claim.confidence * 100.0),
            none(),
            none(),
            none(),
            none(),
        ])
    }
}

#[cfg(test)]
mod tests {
    use crate::{Format, made};

    #[test]
    fn mentions_lead_to_the_rows_of_their_events() {
        let events = made::all();
        let first = |format| -> std::collections::BTreeSet<String> {
            let text = made::written(format, &events);
            text.lines().map(|line| line.split('\t').next().unwrap().to_owned()).collect()
        };
        assert_eq!(first(Format::Gdelt), first(Format::GdeltMentions));
        let text = made::written(Format::GdeltMentions, &[made::signed()]);
        let row: Vec<&str> = text.lines().next().unwrap().split('\t').collect();
        assert_eq!(row[1..6], ["20250312000000", "20250313000000", "1", "The Wire", "https://wire.example/1"]);
        assert_eq!(row[6..12], ["1", "0", "17", "27", "1", "80"]);
    }
}
