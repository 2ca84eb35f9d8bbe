//! GEXF 1.3: who did what to whom, as a network. It is kept until the end: memory grows with the pairs, not the events.

use crate::Form;
use crate::judged::Judged;
use crate::side::{pairs, quad};
use rapporteur_ledger::EventDetail;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// Edges with their weights, and the names of their ends.
pub(crate) struct Network<W> {
    out: W,
    nodes: BTreeMap<String, Option<String>>,
    edges: BTreeMap<(String, String, String), u64>,
}

impl<W> Network<W> {
    pub(crate) fn new(out: W) -> Self {
        Self { out, nodes: BTreeMap::new(), edges: BTreeMap::new() }
    }
}

impl<W: Write> Form<W> for Network<W> {
    fn event(&mut self, event: &EventDetail, _: &Judged) -> io::Result<()> {
        for (actor, recipient) in pairs(event) {
            for party in [actor, recipient].into_iter().flatten() {
                self.nodes.entry(party.name.clone()).or_insert_with(|| party.country.clone());
            }
            if let (Some(actor), Some(recipient)) = (actor, recipient) {
                let edge = (actor.name.clone(), recipient.name.clone(), event.event.ty.clone());
                *self.edges.entry(edge).or_default() += 1;
            }
        }
        Ok(())
    }

    fn finish(self: Box<Self>) -> io::Result<W> {
        let mut out = self.out;
        writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
        writeln!(out, "<gexf xmlns=\"http://gexf.net/1.3\" version=\"1.3\"><graph defaultedgetype=\"directed\">")?;
        writeln!(
            out,
            "<attributes class=\"node\"><attribute id=\"country\" title=\"country\" type=\"string\"/></attributes>"
        )?;
        writeln!(
            out,
            "<attributes class=\"edge\"><attribute id=\"type\" title=\"type\" type=\"string\"/>\
             <attribute id=\"quad\" title=\"quad\" type=\"string\"/></attributes>\n<nodes>"
        )?;
        for (name, country) in &self.nodes {
            let name = escaped(name);
            let country = escaped(country.as_deref().unwrap_or_default());
            writeln!(
                out,
                "<node id=\"{name}\" label=\"{name}\"><attvalues><attvalue for=\"country\" value=\"{country}\"/></attvalues></node>"
            )?;
        }
        writeln!(out, "</nodes>\n<edges>")?;
        for (n, ((actor, recipient, ty), weight)) in self.edges.iter().enumerate() {
            let (actor, recipient) = (escaped(actor), escaped(recipient));
            let quad = quad(ty).map(|quad| quad.to_string()).unwrap_or_default();
            writeln!(
                out,
                "<edge id=\"{n}\" source=\"{actor}\" target=\"{recipient}\" weight=\"{weight}\" kind=\"{ty}\"><attvalues>\
                 <attvalue for=\"type\" value=\"{ty}\"/><attvalue for=\"quad\" value=\"{quad}\"/></attvalues></edge>"
            )?;
        }
        writeln!(out, "</edges></graph></gexf>")?;
        Ok(out)
    }
}

/// Markup is taken for text, and what XML has no place for is a blank.
fn escaped(text: &str) -> String {
    let unfit = |c: char| c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}');
    crate::timelinejs::escaped(&text.replace(unfit, " "))
}

#[cfg(test)]
mod tests {
    use crate::{Format, made};

    #[test]
    fn names_are_escaped_and_edges_are_counted() {
        let twice = [made::signed(), made::signed(), made::hostile()];
        let gexf = made::written(Format::Gexf, &twice);
        assert!(gexf.contains("source=\"Iran\" target=\"Aziz Nasirzadeh\" weight=\"2\""), "{gexf}");
        assert!(gexf.contains("=HYPERLINK(&quot;http://a.example&quot;") && gexf.contains("&lt;b&gt;&amp;"), "{gexf}");
        assert!(!gexf.contains(|c: char| c != '\n' && c.is_control()) && gexf.ends_with("</gexf>\n"));
    }
}
