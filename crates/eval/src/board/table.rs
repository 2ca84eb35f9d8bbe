//! The table, in Markdown.

use serde::Serialize;
use std::fmt::Write;

/// One measure with what it stands beside.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[allow(missing_docs)]
pub struct Row {
    pub layer: &'static str,
    pub data: String,
    pub measure: &'static str,
    pub figures: Vec<Figure>,
    pub peer: Option<String>,
    pub who: Option<String>,
}

/// What one model reaches, and what is asked of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[allow(missing_docs)]
pub struct Figure {
    pub model: String,
    pub ours: Option<f64>,
    pub floor: Option<f64>,
}

/// The rows as a table that reads well in a terminal too, with two columns for each model; layer and data are not
/// repeated.
pub fn render(rows: &[Row]) -> String {
    let models: Vec<&Figure> = rows.first().map(|row| row.figures.iter().collect()).unwrap_or_default();
    let figures = 3..3 + 2 * models.len();
    let mut head = ["layer", "data", "measure"].map(str::to_owned).to_vec();
    head.extend(models.iter().flat_map(|figure| [figure.model.clone(), "floor".to_owned()]));
    head.extend(["peer", "who"].map(str::to_owned));
    let mut lines = vec![head];
    let (mut layer, mut data) = ("", "");
    for row in rows {
        let (same_layer, same_data) = (row.layer == layer, row.layer == layer && row.data == data);
        (layer, data) = (row.layer, &row.data);
        let mut line = vec![
            if same_layer { String::new() } else { row.layer.to_owned() },
            if same_data { String::new() } else { row.data.clone() },
            row.measure.to_owned(),
        ];
        for figure in &row.figures {
            line.push(figure.ours.map_or_else(|| "–".to_owned(), show));
            line.push(figure.floor.map_or_else(String::new, show));
        }
        line.extend([row.peer.clone().unwrap_or_default(), row.who.clone().unwrap_or_default()]);
        lines.push(line);
    }
    let width = |column: usize| lines.iter().map(|line| line[column].chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..lines[0].len()).map(width).collect();
    let mut text = String::new();
    for (n, line) in lines.iter().enumerate() {
        for (column, cell) in line.iter().enumerate() {
            let pad = " ".repeat(widths[column] - cell.chars().count());
            // Figures stand to the right so that their points do.
            let _ =
                if figures.contains(&column) { write!(text, "| {pad}{cell} ") } else { write!(text, "| {cell}{pad} ") };
        }
        text.push_str("|\n");
        if n == 0 {
            for (column, &width) in widths.iter().enumerate() {
                let right = figures.contains(&column);
                let _ =
                    write!(text, "|{}{}", "-".repeat(width + if right { 1 } else { 2 }), if right { ":" } else { "" });
            }
            text.push_str("|\n");
        }
    }
    text
}

/// Shares with three decimals and without the zero, counts with commas.
fn show(value: f64) -> String {
    if value < 1.0 {
        let text = format!("{value:.3}");
        return text.strip_prefix('0').map_or_else(|| text.clone(), str::to_owned);
    }
    if value == 1.0 {
        return "1.000".to_owned();
    }
    let digits = format!("{value:.0}");
    let mut grouped = String::new();
    for (n, digit) in digits.chars().enumerate() {
        if n > 0 && (digits.len() - n).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_shown_as_shares_or_counts() {
        assert_eq!([0.0, 0.8456, 0.9999, 1.0].map(show), [".000", ".846", "1.000", "1.000"]);
        assert_eq!([500.0, 3091.4, 1_234_567.0].map(show), ["500", "3,091", "1,234,567"]);
    }

    #[test]
    fn layer_and_data_are_not_repeated_and_each_model_has_columns() {
        let figure = |model: &str| Figure { model: model.to_owned(), ours: Some(0.5), floor: Some(0.25) };
        let row = |measure| Row {
            layer: "time",
            data: "ours".to_owned(),
            measure,
            figures: vec![figure("deep"), figure("fast")],
            peer: None,
            who: None,
        };
        let text = render(&[row("strict F1"), row("relaxed F1")]);
        assert_eq!(text.matches("time").count(), 1);
        assert_eq!(text.lines().count(), 4);
        assert_eq!((text.matches("deep").count(), text.matches(".250").count()), (1, 4));
    }
}
