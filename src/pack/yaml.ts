import { Composer, CST, isScalar, Lexer, type Node, Parser } from 'yaml';
import type { Problem, ProblemCode } from '../model/problem.ts';
import { type AliasTargets, findAliasTargets } from './aliases.ts';
import { describeSyntaxError } from './syntax.ts';

/** The syntax tree of one YAML document. Every scalar is text as written; nothing is a number or a boolean yet. */
export interface YamlTree {
  readonly root: Node;
  /** What each alias stands for. */
  readonly targets: AliasTargets;
}

/** A tree, or why there is none. */
export type ParsedYaml =
  | { readonly tree: YamlTree; readonly problems?: never }
  | { readonly tree: null; readonly problems: readonly Problem[] };

/** Far beyond what a document needs; the parser's own recursion ends a little above 1,000. */
const DEEPEST = 100;

const LONGEST_WORD = 60;

/** What a quoted text looks like as a whole. The parser itself notices the missing end only where the file ends. */
const CLOSED: Readonly<Record<string, RegExp>> = {
  'double-quoted-scalar': /^"(?:[^"\\]|\\.)*"$/s,
  'single-quoted-scalar': /^'(?:[^']|'')*'$/s,
};

// Tab, line feed and carriage return aside, YAML allows no control characters; a lone carriage return ends no line here.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const BAD_CHARACTER = /[\0-\x08\v\f\x0e-\x1f\x7f]|\r(?!\n)/;

/** Parses the text of one YAML (or JSON) document, without byte-order mark; bounded in time and memory. */
export function parseYaml(text: string, file: string): ParsedYaml {
  const fail = (code: ProblemCode, start: number, end: number, wanted?: string, found?: string): Problem => ({
    code,
    file,
    at: { start, end },
    details: { ...(wanted === undefined ? {} : { wanted }), ...(found === undefined ? {} : { found }) },
  });
  const refuse = (...problems: Problem[]): ParsedYaml => ({ tree: null, problems });

  const bad = text.search(BAD_CHARACTER);
  if (bad >= 0) return refuse(fail('M101', bad, bad + 1, describeBadCharacter(text.charAt(bad))));

  const tokens: CST.Token[] = [];
  const tags: Problem[] = [];
  const parser = new Parser();
  let before = '';
  for (const lexeme of new Lexer().lex(text)) {
    const start = parser.offset;
    const type = before === CST.SCALAR ? 'text' : CST.tokenType(lexeme);
    before = lexeme;
    if (type === 'tag') tags.push(fail('M115', start, start + lexeme.length, undefined, lexeme));
    if (CLOSED[String(type)]?.test(lexeme) === false) {
      const line = lexeme.split('\n', 1)[0] ?? '';
      return refuse(fail('M101', start, start + line.length, 'the quote that starts here is not closed'));
    }
    if (type === 'directive-line') return refuse(fail('M101', start, start + lexeme.length, DIRECTIVE));
    tokens.push(...parser.next(lexeme));
    // Checked before the tree is built, because building it is recursive.
    if (parser.stack.length > DEEPEST) return refuse(fail('M106', start, start + lexeme.length, TOO_DEEP));
  }
  tokens.push(...parser.end());
  if (tags.length > 0) return refuse(...tags);

  const [document, second] = new Composer({ schema: 'failsafe', uniqueKeys: false }).compose(tokens);
  const [syntaxError] = (document?.errors ?? []).toSorted((a, b) => a.pos[0] - b.pos[0]);
  // One mistake makes a parser stumble over much that follows, so only the first is told.
  if (syntaxError) {
    const [start, end] = syntaxError.pos;
    // The parser points to one character; the word that starts there is easier to see.
    const word = /^\S*/.exec(text.slice(start, start + LONGEST_WORD))?.[0].length ?? 0;
    return refuse(fail('M101', start, Math.max(end, start + word), describeSyntaxError(syntaxError, text)));
  }
  if (second) {
    const start = tokens.filter(({ type }) => type === 'document')[1]?.offset ?? 0;
    return refuse(fail('M103', start, start + 3));
  }
  const root = document?.contents;
  if (!root || (isScalar(root) && isEmpty(root))) return refuse(fail('M104', 0, 0));

  const { targets, fault } = findAliasTargets(root, DEEPEST);
  if (fault) return refuse(fail(fault.code, fault.start, fault.end, fault.wanted));
  return { tree: { root, targets } };
}

const DIRECTIVE = 'a line that starts with "%" is a YAML directive, which is not allowed';
const TOO_DEEP = `nested more than ${DEEPEST} levels deep`;

function describeBadCharacter(character: string): string {
  if (character === '\r')
    return 'a carriage return without a line feed; save the file with the line ends of Windows or Unix';
  const number = character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
  return `the control character U+${number} is not allowed`;
}

/** Whether nothing is written where a value could stand. */
export function isEmpty(node: Node | null): boolean {
  return node === null || (isScalar(node) && node.type === 'PLAIN' && node.value === '');
}
