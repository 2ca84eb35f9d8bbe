// Adding reports: a text that is pasted, files that are dropped or chosen, the specimen.

import { addReports, type Added } from "./api";
import { around, make, one, say } from "./dom";

const SPECIMEN = { title: "Iran and Belarus sign a defence agreement", published: "2025-03-13" };

export function watchAdding(): void {
  document.addEventListener("submit", (event) => {
    const form = around<HTMLFormElement>(event, "#paste");
    if (!form) return;
    event.preventDefault();
    const fields = new FormData(form);
    const field = (name: string) => String(fields.get(name) ?? "").trim();
    const known = { title: field("title"), publisher: field("publisher"), published: field("published") };
    void addText(field("text"), known);
  });
  one("#specimen")?.addEventListener("click", async () => {
    const text = await (await fetch("/page/specimen.txt")).text();
    void addText(text, SPECIMEN);
  });
  const drop = one("#drop");
  for (const kind of ["dragenter", "dragover"]) {
    drop?.addEventListener(kind, (event) => {
      event.preventDefault();
      drop.classList.add("over");
    });
  }
  drop?.addEventListener("dragleave", () => drop.classList.remove("over"));
  drop?.addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    void addFiles([...(event.dataTransfer?.files ?? [])]);
  });
  const files = one<HTMLInputElement>("#files");
  files?.addEventListener("change", () => void addFiles([...(files.files ?? [])]));
}

/** Adds a text and shows the report. */
async function addText(text: string, known: Record<string, string>): Promise<void> {
  say("Reading…");
  try {
    const added = await addReports(text, "text/plain; charset=utf-8", known);
    const first = added.results[0];
    if (first) location.assign(`/reports/${encodeURIComponent(first.id)}`);
    else say(faults(added) || "Nothing was read.", true);
  } catch (fault) {
    say(fault instanceof Error ? fault.message : String(fault), true);
  }
}

/** Adds files one by one, with a line for each. */
async function addFiles(files: File[]): Promise<void> {
  const list = one("#added");
  for (const file of files) {
    const line = make("li", {}, `${file.name}: reading…`);
    list?.append(line);
    try {
      // The server recognises the format by the content, as the command line does.
      const added = await addReports(file, "application/octet-stream", { name: file.name });
      const first = added.results[0];
      const link = first && make("a", { href: `/reports/${encodeURIComponent(first.id)}` }, "the first");
      line.replaceChildren(`${file.name}: ${counted(added.reports, "report")}, ${counted(added.claims, "claim")}, ${added.known} known already`);
      if (link) line.append(" – ", link);
      const wrong = faults(added);
      if (wrong) line.append(` – ${wrong}`);
    } catch (fault) {
      line.textContent = `${file.name}: ${fault instanceof Error ? fault.message : String(fault)}`;
    }
  }
  if (files.length > 0) list?.append(make("li", {}, make("a", { href: "/" }, "To the ledger")));
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}

function faults(added: Added): string {
  const told = added.faults.map((fault) => (fault.line ? `line ${fault.line}: ${fault.message}` : fault.message));
  return told.slice(0, 3).join("; ") + (told.length > 3 ? ` and ${told.length - 3} more faults` : "");
}
