//! Paragraphs of a piece of HTML.

use crate::tags::{is_reasonable, without_tags};
use trafilatura::dom::{Document, NodeId};

/// Elements in which a paragraph ends.
pub(crate) const BLOCKS: [&str; 37] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "html",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tr",
    "ul",
];

/// Elements whose text is not shown.
const UNSEEN: [&str; 10] =
    ["script", "style", "noscript", "template", "head", "iframe", "object", "svg", "textarea", "select"];

/// Deeper than this nothing is looked for.
const DEEPEST: usize = 400;

/// The paragraphs with text in them, white space tidied; a line break within one is kept.
pub(crate) fn paragraphs(html: &str) -> Vec<String> {
    if !is_reasonable(html) {
        let text = without_tags(html);
        return text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect();
    }
    let document = Document::parse(html);
    let mut walk = Walk::default();
    walk.node(&document, document.root(), 0);
    walk.flush();
    walk.done
}

/// Paragraphs as the text of a report.
pub(crate) fn joined(paragraphs: &[String]) -> String {
    let mut text = paragraphs.join("\n\n");
    if !text.is_empty() {
        text.push('\n');
    }
    text
}

#[derive(Default)]
struct Walk {
    done: Vec<String>,
    open: String,
}

impl Walk {
    fn node(&mut self, document: &Document, id: NodeId, depth: usize) {
        if document.is_text(id) {
            self.text(&document.text_content(id));
            return;
        }
        let tag = document.tag_name(id).to_ascii_lowercase();
        if UNSEEN.contains(&&*tag) || depth > DEEPEST {
            return;
        }
        if tag == "br" || tag == "lb" {
            self.open.truncate(self.open.trim_end_matches(' ').len());
            if !self.open.is_empty() {
                self.open.push('\n');
            }
            return;
        }
        let is_block = BLOCKS.contains(&&*tag);
        if is_block {
            self.flush();
        }
        for child in document.child_nodes(id) {
            self.node(document, child, depth + 1);
        }
        if is_block {
            self.flush();
        } else if tag == "td" || tag == "th" {
            self.open.push(' ');
        }
    }

    fn text(&mut self, text: &str) {
        for c in text.chars() {
            if c.is_whitespace() && c != '\u{2028}' {
                if !self.open.is_empty() && !self.open.ends_with([' ', '\n']) {
                    self.open.push(' ');
                }
            } else {
                self.open.push(c);
            }
        }
    }

    fn flush(&mut self) {
        let paragraph = std::mem::take(&mut self.open);
        let paragraph = paragraph.trim();
        if !paragraph.is_empty() {
            self.done.push(paragraph.to_owned());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_paragraphs() {
        let html = "<div>One <b>two</b>\n three<p>four<br>five<ul><li>six<li> </ul><script>no</script>&amp; <span>seven</span>\
                    <table><tr><td>8<td>9</table>";
        assert_eq!(paragraphs(html), ["One two three", "four\nfive", "six", "& seven", "8 9"]);
        assert_eq!(paragraphs(&format!("{}x<b>y", "<div>".repeat(100_000))), ["x", "y"]);
        assert_eq!(joined(&paragraphs("a<p>b")), "a\n\nb\n");
    }
}
