import { type Example, type ExampleFile, type RuleExamples, readExample } from '../../check/index.ts';
import type { Language, Messages, RuleTexts } from '../../i18n/index.ts';
import { PROBLEMS, type ProblemCode } from '../../model/index.ts';
import {
  type Block,
  type CellContent,
  createLeftTitles,
  groupBlocks,
  heading,
  leadParagraph,
  paragraph,
  tableOf,
} from '../document/document-model.ts';
import { renderTerminalBlocks } from '../document/terminal-renderer.ts';
import type { TerminalOptions } from '../terminal/terminal-options.ts';
import { createSeverityPiece } from './problem-list.ts';

/** The texts and examples on the page of a rule. */
export interface RuleWords {
  readonly rules: RuleTexts;
  readonly examples: RuleExamples;
  readonly messages: Pick<Messages, 'findings' | 'rulePages'>;
}

/** Returns the address of a rule on the site that `npm run site` makes, published at `docs`. */
export function ruleAddressOf(code: ProblemCode, docs: string, language: Language): string {
  const root = language === 'en' ? '' : `${language}/`;
  const anchor = `${code}-${PROBLEMS[code].name}`.toLowerCase();
  return `${docs.replace(/\/*$/, '/')}${root}rules/${code.slice(0, 2)}.html#${anchor}`;
}

/** Renders the page of a rule as Markdown, from the rule's texts and the examples of its tests. */
export function renderRulePage(code: ProblemCode, { rules, examples, messages }: RuleWords): string {
  const { name, severity } = PROBLEMS[code];
  const { title, why, fix } = rules[code];
  const { bad, good, encoding } = examples[code];
  const { rulePages, findings } = messages;
  return [
    `# ${code} ${name}`,
    `**${title}** (${findings.severity[severity]})`,
    `## ${rulePages.why}\n\n${why}`,
    `## ${rulePages.fix}\n\n${fix}`,
    `## ${rulePages.bad}\n\n${writeMarkdownExamples(bad, rulePages, encoding)}`,
    `## ${rulePages.good}\n\n${writeMarkdownExamples(good, rulePages)}`,
  ]
    .join('\n\n')
    .concat('\n');
}

function writeMarkdownExamples(example: Example, { savedAs }: Messages['rulePages'], encoding?: string): string {
  const nameOf = (name: string): string =>
    encoding === undefined ? `\`${name}\`` : savedAs({ file: `\`${name}\``, encoding });
  return readExample(example)
    .map((file) => `${nameOf(file.name)}\n\n${fenceYaml(markFindings(file).trimEnd())}`)
    .join('\n\n');
}

function fenceYaml(text: string): string {
  return `\`\`\`yaml\n${text}\n\`\`\``;
}

/** Returns the text of an example's file, with a comment after each line that has findings. */
function markFindings({ text, findings: announced }: ExampleFile): string {
  const lines = text.split('\n');
  return lines
    .map((line, i) => {
      const findingsOfLine = announced.filter((finding) => finding.line === i + 1);
      return findingsOfLine.length === 0
        ? line
        : `${line}  # <- ${findingsOfLine.map((finding) => `${finding.code}: ${finding.text}`).join(', ')}`;
    })
    .join('\n');
}

/** Renders a rule for a terminal: what it finds, why that matters, how to fix it, and both examples. */
export function renderRule(
  code: ProblemCode,
  { rules, examples, messages }: RuleWords,
  options: TerminalOptions,
): string {
  const { name, severity } = PROBLEMS[code];
  const { title, why, fix } = rules[code];
  const { bad, good, encoding } = examples[code];
  const { rulePages } = messages;
  const blocks = [
    ...groupBlocks([
      leadParagraph([{ strong: `${code} ${name}` }, '  ', createSeverityPiece(severity, messages)]),
      paragraph(title),
    ]),
    heading(2, 'why', rulePages.why),
    paragraph(why),
    heading(2, 'fix', rulePages.fix),
    paragraph(fix),
    heading(2, 'bad', rulePages.bad),
    ...exampleBlocks(bad, rulePages, encoding),
    heading(2, 'good', rulePages.good),
    ...exampleBlocks(good, rulePages),
  ];
  return renderTerminalBlocks(blocks, options);
}

function exampleBlocks(example: Example, { savedAs }: Messages['rulePages'], encoding?: string): Block[] {
  return readExample(example).flatMap((file) => {
    const lines = markFindings(file)
      .trimEnd()
      .split('\n')
      .map((text) => ({ text }));
    return groupBlocks([
      paragraph(encoding === undefined ? file.name : savedAs({ file: file.name, encoding })),
      { kind: 'excerpt', lines },
    ]);
  });
}

/** Renders all rules for a terminal, as a table with the groups as headings. */
export function renderRules({ rules, messages }: Omit<RuleWords, 'examples'>, options: TerminalOptions): string {
  const { rulePages, findings } = messages;
  const codes = Object.keys(PROBLEMS) as ProblemCode[];
  const rows = Object.entries(rulePages.groups).map(([group, title]): CellContent[][] => [
    [{ text: [{ strong: title }] }],
    ...codes
      .filter((code) => code.startsWith(group))
      .map((code) => {
        const { name, severity } = PROBLEMS[code];
        return [code, name, [createSeverityPiece(severity, messages)], rules[code].title];
      }),
  ]);
  const groupedRows = rows.flatMap((group, i) => (i === 0 ? group : [[], ...group]));
  const blocks = [
    ...tableOf(createLeftTitles('', '', '', ''), groupedRows),
    paragraph(findings.rule({ command: 'matura rule CODE' })),
  ];
  return renderTerminalBlocks(blocks, options);
}
