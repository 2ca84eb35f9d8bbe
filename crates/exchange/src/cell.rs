//! Cells that a spreadsheet would run as formulas.

use std::borrow::Cow;

/// What a formula begins with, in spreadsheets of any language.
const BEGINS: [char; 8] = ['=', '+', '-', '@', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}'];

/// The cell with an apostrophe before it where a spreadsheet would take it for a formula; numbers stay as they are.
///
/// A report can name anybody anything, and a table of its names is opened in a spreadsheet: what begins with `=`, `+`,
/// `-` or `@`, or with a tab or the end of a line, must not be run there (OWASP, "CSV Injection").
///
/// ```
/// use rapporteur_exchange::harmless;
/// assert_eq!(harmless("=HYPERLINK(\"http://a.example\")"), "'=HYPERLINK(\"http://a.example\")");
/// assert_eq!(harmless("-7.2"), "-7.2");
/// assert_eq!(harmless("Iran"), "Iran");
/// ```
pub fn harmless(cell: &str) -> Cow<'_, str> {
    let formula = cell.trim_start().starts_with(BEGINS) || cell.starts_with(['\t', '\r', '\n']);
    if formula && !is_number(cell) { Cow::Owned(format!("'{cell}")) } else { Cow::Borrowed(cell) }
}

/// Digits with at most a minus before and a point within.
fn is_number(cell: &str) -> bool {
    let digits = cell.strip_prefix('-').unwrap_or(cell);
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    [whole, part].iter().all(|digits| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_made_harmless_and_everything_else_stays() {
        for formula in
            ["=1+1", "+1", "-1+1", "@SUM(A1)", "\t=1", "\r", "\n=1", "  =1", "-", "-.5", "-1.", "＝1+1", "-inf", "-1e5"]
        {
            assert_eq!(harmless(formula), format!("'{formula}"));
        }
        for plain in ["", "Iran", "a=b", "2025-03-12", "-12.5", "-3", "'=1", "עברית", "🚀", " word"] {
            assert_eq!(harmless(plain), plain);
        }
    }
}
