// What the page asks of the API. Shapes are those of the OpenAPI document (schema.d.ts is generated from it).

import type { components } from "./schema";

type Schemas = components["schemas"];
export type Judged = Schemas["Judged"];
export type Added = Schemas["Additions"];

/** A refusal, in the words of the API. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

async function ask(path: string, init: RequestInit): Promise<Response> {
  let answer: Response;
  try {
    answer = await fetch(`/api/v1/${path}`, init);
  } catch {
    throw new Refused(0, "The server does not answer. Is rapporteur serve still running?");
  }
  if (answer.ok) return answer;
  const problem = (await answer.json().catch(() => ({}))) as Partial<Schemas["Problem"]>;
  const words = [problem.detail ?? problem.title ?? answer.statusText, problem.remedy].filter(Boolean);
  throw new Refused(answer.status, words.join(" – "));
}

function json(method: string, body: unknown, headers: Record<string, string> = {}): RequestInit {
  return { method, headers: { "content-type": "application/json", ...headers }, body: JSON.stringify(body) };
}

/** What must still be so for a judgement to be taken; nothing where it is not known. */
function ifMatch(etag: string | null): Record<string, string> {
  return etag ? { "if-match": etag } : {};
}

export async function judge(body: Schemas["Judging"], etag: string | null): Promise<Judged> {
  return (await ask("judgements", json("POST", body, ifMatch(etag)))).json() as Promise<Judged>;
}

export async function undoJudgement(id: string, reviewer: string): Promise<Judged> {
  return (await ask(`judgements/${encodeURIComponent(id)}/undo`, json("POST", { reviewer }))).json() as Promise<Judged>;
}

/** Sets the publication date of a report, and gives the id that the report has then. */
export async function setPublished(report: string, published: string | null): Promise<string> {
  const path = `reports/${encodeURIComponent(report)}/published`;
  const body = { published, reviewer: reviewer() };
  return ((await (await ask(path, json("PUT", body))).json()) as Schemas["Dated"]).report.id;
}

export async function setReliability(source: string, grade: string): Promise<void> {
  await ask(`sources/${encodeURIComponent(source)}/reliability`, json("PUT", { grade, reviewer: reviewer() }));
}

/** Adds the reports of a text or of a file. */
export async function addReports(body: Blob | string, type: string, known: Record<string, string>): Promise<Added> {
  const given = Object.entries(known).filter(([, value]) => value !== "");
  const path = `reports?${new URLSearchParams(Object.fromEntries(given))}`;
  return (await ask(path, { method: "POST", headers: { "content-type": type }, body })).json() as Promise<Added>;
}

const REVIEWER = "rapporteur-reviewer";

/** Who judges: what was said in the box at the head of the page. */
export function reviewer(): string {
  return localStorage.getItem(REVIEWER)?.trim() || "unnamed";
}

export function keepReviewer(name: string): void {
  localStorage.setItem(REVIEWER, name);
}
