export interface components { schemas: {
 Judged: { judgement: { id: string; reviewer: string }; event: { id: string } };
 Problem: { detail: string; title: string; remedy?: string };
 ReportDetail: { id: string };
 JudgementRequest: { act: string; claim: string };
 AddedReports: { reports: number; known: number; claims: number; results: { id: string }[]; faults: { line: number; message: string }[] };
} }
