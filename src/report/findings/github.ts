import { PROBLEMS } from '../../model/problem.ts';
import { type Findings, sayFinding } from './findings.ts';

/**
 * Findings as workflow commands of GitHub Actions, which shows them beside the lines of a change. `pathOf` names a file
 * from the root of the repository.
 */
export function renderGithub({ findings }: Findings, pathOf: (file: string) => string): string {
  return findings
    .map((finding) => {
      const { code, file, line, column, endLine, endColumn } = finding;
      const { name, severity } = PROBLEMS[code];
      const properties = {
        file: pathOf(file),
        line,
        endLine,
        // Columns are shown only where the finding stands in one line; the last one belongs to it.
        ...(line === endLine ? { col: column, endColumn: Math.max(column, endColumn - 1) } : {}),
        title: `${code} ${name}`,
      };
      const written = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(String(value))}`);
      return `::${severity} ${written.join(',')}::${escapeData(sayFinding(finding))}\n`;
    })
    .join('');
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
