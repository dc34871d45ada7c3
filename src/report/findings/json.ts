import { type LocatedProblem, PROBLEMS } from '../../model/problem.ts';
import type { Findings } from './findings.ts';

/** Findings as JSON. */
export function renderJson({ findings, files, known }: Findings): string {
  const report = { schemaVersion: 1, files: files.length, known, findings: findings.map(describe) };
  return `${JSON.stringify(report, null, 2)}\n`;
}

function describe({ code, file, line, column, endLine, endColumn, details }: LocatedProblem): object {
  const { name, severity, message } = PROBLEMS[code];
  return { code, name, severity, message: message(details), file, line, column, endLine, endColumn, details };
}
