import { Composer, isScalar, type Node, type YAMLParseError } from 'yaml';
import type { Problem } from '../model/problem.ts';
import { type AliasTargets, findAliasTargets } from './aliases.ts';
import { explainSyntaxError } from './syntax.ts';
import { type Fault, readTokens } from './tokens.ts';

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

/** Twenty times the largest pack known; the parser needs 500 times the size of a text in memory. */
export const LARGEST = 4_000_000;

const LONGEST_WORD = 60;

/** Parses the text of one YAML (or JSON) document, without byte-order mark; bounded in time and memory. */
export function parseYaml(text: string, file: string): ParsedYaml {
  const refuse = (...faults: readonly Fault[]): ParsedYaml => ({
    tree: null,
    problems: faults.map(({ code, start, end, details }) => ({ code, file, at: { start, end }, details })),
  });
  if (text.length > LARGEST) {
    const wanted = `the file is larger than ${LARGEST / 1_000_000} million characters`;
    return refuse({ code: 'M106', start: 0, end: 0, details: { wanted } });
  }
  const { tokens, faults } = readTokens(text, DEEPEST);
  if (faults) return refuse(...faults);
  // The failsafe schema makes text of every scalar. Keys given twice are found when the tree is read: the parser
  // compares each with all others.
  const [document, second] = new Composer({ schema: 'failsafe', uniqueKeys: false }).compose(tokens);
  // One mistake makes a parser stumble over much that follows, so only the first is told.
  const errors = (document?.errors ?? []).toSorted((a, b) => a.pos[0] - b.pos[0]);
  // A tab upsets what stands above it too, up to the line it indents.
  const isTab = (one: YAMLParseError): boolean => one.code === 'TAB_AS_INDENT';
  const error =
    errors.find((one) => isTab(one) && text.slice(errors[0]?.pos[0], one.pos[0]).trim() === '') ?? errors[0];
  if (error) {
    const { start, end, wanted } = explainSyntaxError(error, text);
    // The parser points to one character; the word that starts there is easier to see.
    const word = /^\S*/.exec(text.slice(start, start + LONGEST_WORD))?.[0].length ?? 0;
    return refuse({ code: 'M101', start, end: Math.max(end, start + word), details: { wanted } });
  }
  if (second) {
    const start = tokens.filter(({ type }) => type === 'document')[1]?.offset ?? 0;
    return refuse({ code: 'M103', start, end: start + 3, details: {} });
  }
  const root = document?.contents;
  if (!root || isEmpty(root)) return refuse({ code: 'M104', start: 0, end: 0, details: {} });
  const { targets, fault } = findAliasTargets(root, DEEPEST);
  return fault ? refuse(fault) : { tree: { root, targets } };
}

/** Whether nothing is written where a value could stand. */
function isEmpty(node: Node): boolean {
  return isScalar(node) && node.type === 'PLAIN' && node.value === '';
}
