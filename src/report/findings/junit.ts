import { type LocatedProblem, PROBLEMS } from '../../model/problem.ts';
import { type Findings, isFailing, sayFinding } from './findings.ts';

/**
 * Findings as JUnit XML: a suite for each file with a test for each finding, or one that passes. What does not make the
 * check fail is a skipped test, so that a build server shows it and goes on.
 */
export function renderJunit({ findings, files, failOn }: Findings): string {
  const byFile = new Map<string, LocatedProblem[]>(files.map((file) => [file, []]));
  for (const finding of findings) {
    const found = byFile.get(finding.file);
    if (found) found.push(finding);
    else byFile.set(finding.file, [finding]);
  }
  const suites = [...byFile].map(([file, found]) => renderSuite(file, found, failOn));
  const failing = findings.filter((one) => isFailing(one, failOn)).length;
  const tests = [...byFile.values()].reduce((sum, found) => sum + Math.max(1, found.length), 0);
  const head = `name="matura validate" tests="${tests}" failures="${failing}" errors="0"`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites ${head}>\n${suites.join('')}</testsuites>\n`;
}

function renderSuite(file: string, found: readonly LocatedProblem[], failOn: Findings['failOn']): string {
  const failing = found.filter((one) => isFailing(one, failOn)).length;
  const tests = Math.max(1, found.length);
  const counts = `tests="${tests}" failures="${failing}" errors="0" skipped="${found.length - failing}"`;
  const name = escapeXml(file);
  const cases =
    found.length === 0
      ? [`    <testcase name="is well" classname="${name}"/>\n`]
      : found.map((finding) => renderCase(finding, failOn));
  return `  <testsuite name="${name}" ${counts}>\n${cases.join('')}  </testsuite>\n`;
}

function renderCase(finding: LocatedProblem, failOn: Findings['failOn']): string {
  const { code, file, line, column } = finding;
  const { name, severity } = PROBLEMS[code];
  const message = sayFinding(finding);
  const said = escapeXml(message);
  const told = isFailing(finding, failOn)
    ? `<failure message="${said}" type="${severity}">${escapeXml(`${file}:${line}:${column} ${message}`)}</failure>`
    : `<skipped message="${said}"/>`;
  const title = escapeXml(`${code} ${name} (line ${line}, column ${column})`);
  return `    <testcase name="${title}" classname="${escapeXml(file)}">${told}</testcase>\n`;
}

// What XML 1.0 has no way to write.
const UNWRITABLE = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

function escapeXml(text: string): string {
  return text.replace(UNWRITABLE, '\ufffd').replace(/[&<>"\t\n\r]/g, (character) => ENTITIES[character] ?? character);
}
