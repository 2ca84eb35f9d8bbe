//! How wide a place is, by GeoNames' feature codes.

use crate::Place;

/// How wide a place is: what its coordinates are worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// A country, or what is wider: a continent, an ocean, an alliance. Its point is where a map would write its name.
    Country,
    /// A part of a country or of the world: a province, a county, a sea, a river, mountains, an island.
    Region,
    /// A town or village, or a quarter of one.
    Town,
    /// A spot: a building, a base, an airport, a street, a mountain, a pass.
    Point,
}

/// Codes of GeoNames' classes L (lands), H (waters) and T (mountains) for what is wider than a spot.
const REGIONS: [&str; 63] = [
    "AMUS", "AREA", "ARCH", "BAR", "BAY", "BAYS", "BGHT", "CHN", "CHNM", "CNL", "CNYN", "COAST", "CONT", "CST", "DLTA",
    "DSRT", "FJD", "FJDS", "FRST", "GLCR", "GULF", "HLLS", "ISL", "ISLS", "ISTH", "LBED", "LCTY", "LGN", "LK", "LKS",
    "LTER", "MILB", "MRSH", "MTS", "NKM", "OAS", "OCN", "PEN", "PLAT", "PLN", "PRK", "PRSH", "RES", "RESA", "RESF",
    "RESN", "RESW", "RGE", "RGN", "RGNE", "RGNH", "RSV", "SD", "SEA", "STM", "STMS", "STRT", "SWMP", "TRB", "UPLD",
    "VAL", "VALS", "ZN",
];

impl Precision {
    /// The precision of places with a feature code; what GeoNames has no code for counts as a spot.
    pub fn of(feature_code: &str) -> Self {
        match feature_code {
            "CONT" | "OCN" | "ZN" | "TERR" => Self::Country,
            code if code.starts_with("PCL") => Self::Country,
            code if code.starts_with("ADM") || REGIONS.contains(&code) => Self::Region,
            code if code.starts_with("PPL") || code == "STLMT" => Self::Town,
            _ => Self::Point,
        }
    }

    /// Its name in the output.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Country => "country",
            Self::Region => "region",
            Self::Town => "town",
            Self::Point => "point",
        }
    }
}

impl Place {
    /// How wide it is.
    pub fn precision(&self) -> Precision {
        Precision::of(&self.feature_code)
    }

    /// Whether it is a country, and not a continent or an ocean, which are as wide.
    pub fn is_country(&self) -> bool {
        self.feature_code.starts_with("PCL")
    }

    /// Its coordinates, latitude first, where they say where something lies: a country is never a pin on a map.
    pub fn pin(&self) -> Option<(f64, f64)> {
        (self.precision() != Precision::Country).then_some((self.lat, self.lon))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_tell_how_wide_a_place_is() {
        for (code, precision) in [
            ("PCLI", "country"),
            ("TERR", "country"),
            ("CONT", "country"),
            ("ADM1", "region"),
            ("STM", "region"),
            ("SEA", "region"),
            ("PPLC", "town"),
            ("PPLX", "town"),
            ("AIRP", "point"),
            ("BLDG", "point"),
            ("INSM", "point"),
            ("MT", "point"),
        ] {
            assert_eq!(Precision::of(code).as_str(), precision, "{code}");
        }
    }
}
