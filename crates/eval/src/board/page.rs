//! The page that holds the board.

use super::{Row, render};
use rapporteur::output::Coder;

const BEGIN: &str = "<!-- board: made by `rapporteur-eval board --out`, not by hand -->";
const END: &str = "<!-- end of board -->";

/// The table and what made it: one program and codebook, and one or more models.
pub fn board(rows: &[Row], coders: &[Coder]) -> String {
    let models: Vec<&str> = coders.iter().map(|coder| coder.model.as_str()).collect();
    let (version, codebook) = coders.first().map_or(("", ""), |coder| (&coder.version, &coder.codebook));
    format!("{}\nversion {version}, models {}, codebook {codebook}\n", render(rows), models.join(" and "))
}

/// The page with its board replaced, or, where it has none, with the board at its end.
pub fn replace(page: &str, board: &str) -> String {
    let section = format!("{BEGIN}\n\n{board}\n{END}");
    match (page.find(BEGIN), page.find(END)) {
        (Some(from), Some(to)) if from < to => format!("{}{section}{}", &page[..from], &page[to + END.len()..]),
        _ if page.is_empty() => format!("# Evaluation\n\n{section}\n"),
        _ => format!("{}\n\n{section}\n", page.trim_end()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_board_is_replaced() {
        let page = replace("# Page\n\nBefore.\n", "old");
        assert!(page.starts_with("# Page\n\nBefore.\n\n") && page.contains("old"));
        let page = replace(&format!("{page}\nAfter.\n"), "new");
        assert!(page.contains("Before.") && page.contains("new") && page.contains("After.") && !page.contains("old"));
        assert_eq!(replace(&page, "new"), page);
        assert!(replace("", "new").starts_with("# Evaluation"));
    }
}
