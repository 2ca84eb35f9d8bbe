//! Phoenix: 26 columns, without a head.

use super::{Row, code, country, sector};

impl Row<'_> {
    /// Its cells, in the order of the columns.
    pub(super) fn phoenix(&self) -> Vec<String> {
        let date = self.date();
        let part = |at: usize| date.split('-').nth(at).unwrap_or_default().to_owned();
        let (lat, lon) = self.point();
        let event = &self.detail.event;
        vec![
            self.id(),
            date.replace('-', ""),
            part(0),
            part(1),
            part(2),
            code(self.actor),
            country(self.actor),
            sector(self.actor),
            String::new(),
            code(self.recipient),
            country(self.recipient),
            sector(self.recipient),
            String::new(),
            self.cameo(),
            self.root(),
            self.cameo_quad(),
            self.goldstein(),
            self.version.claim.context.join(";"),
            lat,
            lon,
            self.town(),
            self.province(),
            self.place_country(),
            format!("{}_{}", event.report, self.version.claim.sentence + 1),
            self.urls().join(";"),
            self.publisher(),
        ]
    }
}
