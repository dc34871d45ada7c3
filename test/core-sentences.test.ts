import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { LANGUAGES } from '../src/i18n/index.ts';

const SOURCE = path.join(import.meta.dirname, '../src');

/** The parts below reports and commands: they give codes and typed values, which become words at the edge. */
const CORE = [
  ...['model', 'scoring', 'interview', 'policy', 'portfolio', 'check', 'versions', 'simulate'],
  ...['pack', 'store', 'table'],
];

/** Sentences that may stay in the core, by the file and what is around them; each must still be needed. */
const EXEMPT: readonly { readonly file: RegExp; readonly within?: RegExp; readonly why: string }[] = [
  {
    file: /^check\/search-space\.ts$/,
    within: /^representatives\.set$/,
    why: 'a text that stands for all that are not named',
  },
  {
    file: /^(scoring|policy)\//,
    within: /(^|\.)refuse$|^notLinearError$/,
    why: 'caught: why a program cannot express a limit',
  },
  { file: /^model\/reference\.ts$/, why: 'the reference of the formats, which is in English' },
  { file: /^table\/export-reference\.ts$/, why: 'the same of exports' },
  {
    file: /^table\/(columnar|xlsx)\//,
    within: /^(damaged|damagedFileProblem|detail|MISPLACED_MESSAGE)$/,
    why: 'what bytes are damaged, in technical English',
  },
  { file: /^table\/mapping\/answer-spellings\.ts$/, within: /^COMMON_WORDS$/, why: 'words that are read' },
];

interface Sentence {
  readonly file: string;
  readonly line: number;
  readonly text: string;
  /** The names of properties, functions and variables around it, the innermost last. */
  readonly around: readonly string[];
}

/** Three words in a row, of which one is among the most frequent of English. */
const PROSE = /\p{L}[\p{L}'-]*[,;:]? (?:\p{L}[\p{L}'-]*[,;:]? )+\p{L}/u;
const FREQUENT =
  /\b(?:the|an?|and|or|of|in|is|are|was|be|not|no|to|for|with|without|that|which|who|it|its|at|by|from|as|on|this|than|one|each|all|any|may|can|must|has|have|there|if|but|too|more|less|most|least|such|only|does|do)\b/;

/** Details of problems: no text of two words is an id. */
const DETAILS = ['found', 'wanted', 'advice'];
const TWO_WORDS = /\p{L}{2,} \p{L}|\p{L} \p{L}{2,}/u;

/** Whether a literal reads as English for people, rather than as a key, a pattern or a piece of code. */
function isProse(text: string): boolean {
  return PROSE.test(text) && FREQUENT.test(text) && !/[\n{}=\\]|=>|<\//.test(text);
}

function sentencesIn(file: string, text: string): Sentence[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found: Sentence[] = [];
  const visit = (node: ts.Node, around: readonly string[]): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isTypeNode(node)) return;
    // What a program throws when it is wrong itself is read by whoever mends it.
    if (ts.isNewExpression(node) && /Error$/.test(node.expression.getText(source))) return;
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.SuperKeyword) return;
    const literal = textOf(node);
    const isDetail = DETAILS.includes(around.at(-1) ?? '') && TWO_WORDS.test(literal ?? '');
    if (literal !== undefined && (isDetail || isProse(literal))) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
      found.push({ file, line: line + 1, text: literal, around });
    }
    const name = nameOf(node, source);
    ts.forEachChild(node, (child) => visit(child, name === undefined ? around : [...around, name]));
  };
  visit(source, []);
  // Data for people in every language is no sentence of the program.
  return found.filter(({ around }) => !LANGUAGES.some((language) => around.at(-1) === language));
}

/** The text of a literal; of a template with what is put in as one word. */
function textOf(node: ts.Node): string | undefined {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return undefined;
  return node.head.text + node.templateSpans.map(({ literal }) => `x${literal.text}`).join('');
}

function nameOf(node: ts.Node, source: ts.SourceFile): string | undefined {
  if (ts.isCallExpression(node)) return node.expression.getText(source);
  const isNamed =
    ts.isPropertyAssignment(node) ||
    ts.isVariableDeclaration(node) ||
    ts.isFunctionDeclaration(node) ||
    ts.isMethodDeclaration(node);
  return isNamed ? node.name?.getText(source) : undefined;
}

function coreFiles(): string[] {
  return CORE.flatMap((part) =>
    readdirSync(path.join(SOURCE, part), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !/generated|engine\//.test(name))
      .map((name) => `${part}/${name}`),
  );
}

const all = coreFiles().flatMap((file) => sentencesIn(file, readFileSync(path.join(SOURCE, file), 'utf8')));

const isExempt = ({ file, around }: Sentence, { file: pattern, within }: (typeof EXEMPT)[number]): boolean =>
  pattern.test(file) && (within === undefined || around.some((name) => within.test(name)));

describe('the core', () => {
  test('the core contains no sentences for people', () => {
    const told = all.filter((one) => !EXEMPT.some((exemption) => isExempt(one, exemption)));
    expect(told.map(({ file, line, text }) => `src/${file}:${line} ${text}`)).toEqual([]);
  });

  test('every exemption from the ban on sentences is needed', () => {
    const idle = EXEMPT.filter((exemption) => !all.some((one) => isExempt(one, exemption)));
    expect(idle.map(({ why }) => why)).toEqual([]);
  });

  test.each([
    "complain('M113', at, { wanted: 'a fact that is stated' });",
    `complain(\`M403\`, at, { wanted: \`too little in \${names}\` });`,
    "const details = { found: id, advice: 'add measures' };",
    "const reason = isOpen ? 'it is closed by no measure' : null;",
    "throw new Refusal(3, 'There is no such enterprise.');",
  ])('a sentence in the core is found: %s', (text) => {
    expect(sentencesIn('check/planted.ts', text)).toHaveLength(1);
  });

  test.each([
    "import { one } from './what-is-of-the.ts';",
    "throw new RangeError('a variable has no bound');",
    "const state = 'not-applicable';",
    "const title = { en: 'What is to be done', de: 'Was zu tun ist', zh: '待办事项' };",
    "complain('M113', at, { wanted: { phrase: 'atLeast', limit } });",
    `complain('M205', at, { found: name, wanted: \`\${percent} %\` });`,
  ])('text that is not a sentence is allowed: %s', (text) => {
    expect(sentencesIn('check/planted.ts', text)).toEqual([]);
  });
});
