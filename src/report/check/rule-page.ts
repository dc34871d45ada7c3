import { Chalk } from 'chalk';
import { type Example, type ExampleFile, RULES, readExample } from '../../check/index.ts';
import { PROBLEMS, type ProblemCode } from '../../model/index.ts';
import type { TerminalOptions } from '../terminal/terminal-page.ts';
import { wrapText } from '../terminal/terminal-text.ts';

/** The page of a rule as Markdown, made from what its check and its tests use. */
export function renderRulePage(code: ProblemCode): string {
  const { name, severity } = PROBLEMS[code];
  const { title, why, fix, bad, good, encoding } = RULES[code];
  return [
    `# ${code} ${name}`,
    `**${title}** (${severity})`,
    `## Why\n\n${why}`,
    `## How to mend it\n\n${fix}`,
    `## Found\n\n${markdownExamples(bad, encoding)}`,
    `## Not found\n\n${markdownExamples(good)}`,
  ]
    .join('\n\n')
    .concat('\n');
}

function markdownExamples(example: Example, encoding?: string): string {
  const saved = encoding === undefined ? '' : `, saved as ${encoding}`;
  return readExample(example)
    .map((file) => `\`${file.name}\`${saved}\n\n${fence(markFindings(file).trimEnd())}`)
    .join('\n\n');
}

function fence(text: string): string {
  return `\`\`\`yaml\n${text}\n\`\`\``;
}

/** The text of an example's file, with a comment behind each line in which something is found. */
function markFindings({ text, findings: announced }: ExampleFile): string {
  const lines = text.split('\n');
  return lines
    .map((line, i) => {
      const found = announced.filter((one) => one.line === i + 1);
      return found.length === 0 ? line : `${line}  # <- ${found.map((one) => `${one.code}: ${one.text}`).join(', ')}`;
    })
    .join('\n');
}

/** What the first digit of a code stands for. */
const GROUPS: Readonly<Record<string, string>> = {
  M1: 'Files and form',
  M2: 'Names, types and rules',
  M3: 'Logic of a pack',
  M4: 'Measures and policies',
  M5: 'Languages',
  M6: 'Changes of a pack',
  A1: 'Answers',
};

const LONGEST_LINE = 100;

/** A rule for a terminal: what it finds, why that matters, how to mend it, and both examples. */
export function renderRule(code: ProblemCode, { color, width }: TerminalOptions): string {
  const paint = new Chalk({ level: color ? 1 : 0 });
  const { name, severity } = PROBLEMS[code];
  const { title, why, fix, bad, good, encoding } = RULES[code];
  const shout = severity === 'error' ? paint.red : paint.yellow;
  const room = Math.min(width, LONGEST_LINE) - 2;
  const wrapped = (text: string): string[] => wrapText(text, room).map((line) => `  ${line}`);
  return [
    `${paint.bold(`${code} ${name}`)}  ${shout(severity)}`,
    ...wrapped(title),
    '',
    paint.bold('Why'),
    ...wrapped(why),
    '',
    paint.bold('How to mend it'),
    ...wrapped(fix),
    '',
    paint.bold('Found'),
    ...terminalExamples(bad, encoding),
    paint.bold('Not found'),
    ...terminalExamples(good),
  ]
    .join('\n')
    .concat('\n');
}

function terminalExamples(example: Example, encoding?: string): string[] {
  return readExample(example).flatMap((file) => [
    `  ${file.name}${encoding === undefined ? '' : `, saved as ${encoding}`}`,
    ...markFindings(file)
      .trimEnd()
      .split('\n')
      .map((line) => `    ${line}`.trimEnd()),
    '',
  ]);
}

/** All rules by group, a line for each. */
export function renderRules({ color, width }: TerminalOptions): string {
  const paint = new Chalk({ level: color ? 1 : 0 });
  const codes = Object.keys(RULES) as ProblemCode[];
  const longest = Math.max(...codes.map((code) => PROBLEMS[code].name.length));
  const blocks = Object.entries(GROUPS).map(([group, heading]) => {
    const lines = codes
      .filter((code) => code.startsWith(group))
      .flatMap((code) => {
        const { name, severity } = PROBLEMS[code];
        const shout = severity === 'error' ? paint.red : paint.yellow;
        const lead = `  ${code}  ${name.padEnd(longest)}  ${shout(severity.padEnd(7))}  `;
        const indent = 2 + 4 + 2 + longest + 2 + 7 + 2;
        const [first = '', ...rest] = wrapText(RULES[code].title, Math.max(20, width - indent));
        return [`${lead}${first}`, ...rest.map((line) => `${' '.repeat(indent)}${line}`)];
      });
    return [paint.bold(heading), ...lines, ''].join('\n');
  });
  return `${blocks.join('\n')}\nMore: matura rule CODE\n`;
}
