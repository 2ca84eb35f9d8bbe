//! JSON whose items are written as they come: a list in a document, or a line each.

use crate::Form;
use crate::judged::Judged;
use rapporteur_ledger::EventDetail;
use serde_json::Value;
use std::io::{self, Write};

/// The items that an event gives.
pub(crate) type Items = fn(&EventDetail, &Judged) -> Vec<Value>;

/// A list of items with commas between them.
pub(crate) struct List<W> {
    out: W,
    written: u64,
}

impl<W: Write> List<W> {
    /// Begins with what stands before the items.
    pub(crate) fn new(mut out: W, head: &str) -> io::Result<Self> {
        out.write_all(head.as_bytes())?;
        Ok(Self { out, written: 0 })
    }

    pub(crate) fn push(&mut self, item: &Value) -> io::Result<()> {
        self.out.write_all(if self.written == 0 { b"\n" } else { b",\n" })?;
        self.written += 1;
        serde_json::to_writer(&mut self.out, item)?;
        Ok(())
    }

    /// Ends with what stands after the items.
    pub(crate) fn close(mut self, tail: &str) -> io::Result<W> {
        writeln!(self.out, "{tail}")?;
        Ok(self.out)
    }
}

/// A document that is a list, but for what stands before and after it.
pub(crate) struct Document<W> {
    list: List<W>,
    tail: &'static str,
    items: Items,
}

impl<W: Write> Document<W> {
    pub(crate) fn new(out: W, (head, tail): (&str, &'static str), items: Items) -> io::Result<Self> {
        Ok(Self { list: List::new(out, head)?, tail, items })
    }
}

impl<W: Write> Form<W> for Document<W> {
    fn event(&mut self, event: &EventDetail, judged: &Judged) -> io::Result<()> {
        (self.items)(event, judged).iter().try_for_each(|item| self.list.push(item))
    }

    fn finish(self: Box<Self>) -> io::Result<W> {
        self.list.close(self.tail)
    }
}

/// One JSON object a line.
pub(crate) struct Lines<W> {
    out: W,
    items: Items,
}

impl<W: Write> Lines<W> {
    pub(crate) fn new(out: W, items: Items) -> Self {
        Self { out, items }
    }
}

impl<W: Write> Form<W> for Lines<W> {
    fn event(&mut self, event: &EventDetail, judged: &Judged) -> io::Result<()> {
        for item in (self.items)(event, judged) {
            serde_json::to_writer(&mut self.out, &item)?;
            self.out.write_all(b"\n")?;
        }
        Ok(())
    }

    fn finish(self: Box<Self>) -> io::Result<W> {
        Ok(self.out)
    }
}
