import { Chalk } from 'chalk';
import { type Example, type ExampleFile, RULES, readExample } from '../../check/index.ts';
import type { Language, Messages, RuleTexts } from '../../i18n/index.ts';
import { PROBLEMS, type ProblemCode } from '../../model/index.ts';
import type { TerminalOptions } from '../terminal/terminal-page.ts';
import { padEnd, textWidth, wrapText } from '../terminal/terminal-text.ts';

/** The texts for explaining rules. */
export interface RuleWords {
  readonly rules: RuleTexts;
  readonly messages: Pick<Messages, 'findings' | 'rulePages'>;
}

/** Returns the address of a rule on the site that `npm run site` makes, published at `docs`. */
export function ruleAddress(code: ProblemCode, docs: string, language: Language): string {
  const root = language === 'en' ? '' : `${language}/`;
  const anchor = `${code}-${PROBLEMS[code].name}`.toLowerCase();
  return `${docs.replace(/\/*$/, '/')}${root}rules/${code.slice(0, 2)}.html#${anchor}`;
}

/** Renders the page of a rule as Markdown, from the texts of its check and the examples of its tests. */
export function renderRulePage(code: ProblemCode, { rules, messages }: RuleWords): string {
  const { name, severity } = PROBLEMS[code];
  const { title, why, fix } = rules[code];
  const { bad, good, encoding } = RULES[code];
  const { rulePages, findings } = messages;
  return [
    `# ${code} ${name}`,
    `**${title}** (${findings.severity[severity]})`,
    `## ${rulePages.why}\n\n${why}`,
    `## ${rulePages.fix}\n\n${fix}`,
    `## ${rulePages.bad}\n\n${markdownExamples(bad, rulePages, encoding)}`,
    `## ${rulePages.good}\n\n${markdownExamples(good, rulePages)}`,
  ]
    .join('\n\n')
    .concat('\n');
}

function markdownExamples(example: Example, { savedAs }: Messages['rulePages'], encoding?: string): string {
  const nameOf = (name: string): string =>
    encoding === undefined ? `\`${name}\`` : savedAs({ file: `\`${name}\``, encoding });
  return readExample(example)
    .map((file) => `${nameOf(file.name)}\n\n${fence(markFindings(file).trimEnd())}`)
    .join('\n\n');
}

function fence(text: string): string {
  return `\`\`\`yaml\n${text}\n\`\`\``;
}

/** Returns the text of an example's file, with a comment after each line that has findings. */
function markFindings({ text, findings: announced }: ExampleFile): string {
  const lines = text.split('\n');
  return lines
    .map((line, i) => {
      const findingsOfLine = announced.filter((one) => one.line === i + 1);
      return findingsOfLine.length === 0
        ? line
        : `${line}  # <- ${findingsOfLine.map((one) => `${one.code}: ${one.text}`).join(', ')}`;
    })
    .join('\n');
}

const MAX_WIDTH = 100;

/** Renders a rule for a terminal: what it finds, why that matters, how to fix it, and both examples. */
export function renderRule(
  code: ProblemCode,
  { rules, messages }: RuleWords,
  { color, width }: TerminalOptions,
): string {
  const paint = new Chalk({ level: color ? 1 : 0 });
  const { name, severity } = PROBLEMS[code];
  const { title, why, fix } = rules[code];
  const { bad, good, encoding } = RULES[code];
  const { rulePages, findings } = messages;
  const paintSeverity = severity === 'error' ? paint.red : paint.yellow;
  const room = Math.min(width, MAX_WIDTH) - 2;
  const wrapped = (text: string): string[] => wrapText(text, room).map((line) => `  ${line}`);
  return [
    `${paint.bold(`${code} ${name}`)}  ${paintSeverity(findings.severity[severity])}`,
    ...wrapped(title),
    '',
    paint.bold(rulePages.why),
    ...wrapped(why),
    '',
    paint.bold(rulePages.fix),
    ...wrapped(fix),
    '',
    paint.bold(rulePages.bad),
    ...terminalExamples(bad, rulePages, encoding),
    paint.bold(rulePages.good),
    ...terminalExamples(good, rulePages),
  ]
    .join('\n')
    .concat('\n');
}

function terminalExamples(example: Example, { savedAs }: Messages['rulePages'], encoding?: string): string[] {
  return readExample(example).flatMap((file) => [
    `  ${encoding === undefined ? file.name : savedAs({ file: file.name, encoding })}`,
    ...markFindings(file)
      .trimEnd()
      .split('\n')
      .map((line) => `    ${line}`.trimEnd()),
    '',
  ]);
}

/** Renders all rules by group, with an entry for each. */
export function renderRules({ rules, messages }: RuleWords, { color, width }: TerminalOptions): string {
  const { rulePages, findings } = messages;
  const paint = new Chalk({ level: color ? 1 : 0 });
  const codes = Object.keys(RULES) as ProblemCode[];
  const longest = Math.max(...codes.map((code) => PROBLEMS[code].name.length));
  const widest = Math.max(...Object.values(findings.severity).map(textWidth));
  const blocks = Object.entries(rulePages.groups).map(([group, heading]) => {
    const lines = codes
      .filter((code) => code.startsWith(group))
      .flatMap((code) => {
        const { name, severity } = PROBLEMS[code];
        const paintSeverity = severity === 'error' ? paint.red : paint.yellow;
        const lead = `  ${code}  ${name.padEnd(longest)}  ${paintSeverity(padEnd(findings.severity[severity], widest))}  `;
        const indent = 2 + 4 + 2 + longest + 2 + widest + 2;
        const [first = '', ...rest] = wrapText(rules[code].title, Math.max(20, width - indent));
        return [`${lead}${first}`, ...rest.map((line) => `${' '.repeat(indent)}${line}`)];
      });
    return [paint.bold(heading), ...lines, ''].join('\n');
  });
  return `${blocks.join('\n')}\n${findings.rule({ command: 'matura rule CODE' })}\n`;
}
