import { isAlias, isMap, isSeq, type Node, type Pair, type YAMLMap, type YAMLSeq } from 'yaml';
import type { ExpectationEdit, WrittenValue } from '../check/index.ts';
import type { Path } from '../model/index.ts';
import { parseYaml, readKeyText, type YamlTree } from './yaml-tree.ts';

/** The edits of one case, and the reason that is recorded with them. */
export interface CaseEdits {
  /** The path of the case from the root of the file. */
  readonly at: Path;
  readonly edits: readonly ExpectationEdit[];
  /** The day of the edit, `YYYY-MM-DD`. */
  readonly date: string;
  readonly reason: string;
}

/** The text of a file with some values rewritten and everything else unchanged. */
export interface RewrittenText {
  readonly text: string;
  readonly done: readonly (ExpectationEdit & { readonly was: string })[];
  /**
   * Edits not made because other places refer to the value by an anchor, so that rewriting it would change those as
   * well.
   */
  readonly shared: readonly ExpectationEdit[];
}

interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * Rewrites values in a file of cases in place. Each changed case also records the day, the reason and the earlier
 * values.
 */
export function rewriteCases(text: string, file: string, changes: readonly CaseEdits[]): RewrittenText {
  const { tree } = parseYaml(text, file);
  if (!tree) throw new Error(`${file} was read before and cannot be read now`);
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  const splices: Splice[] = [];
  const writtenEdits: (ExpectationEdit & { was: string })[] = [];
  const sharedEdits: ExpectationEdit[] = [];
  for (const { at, edits, date, reason } of changes) {
    const rewrittenEdits: (ExpectationEdit & { was: string })[] = [];
    for (const edit of edits) {
      const pair = findOwn(tree, edit.at);
      if (!pair) {
        sharedEdits.push(edit);
        continue;
      }
      rewrittenEdits.push({ ...edit, was: writeOld(pair.value, text) });
      splices.push(replaceValue(pair, edit.value, text, lineEnd));
    }
    if (rewrittenEdits.length === 0) continue;
    const valuesBefore = Object.fromEntries(rewrittenEdits.map((edit) => [edit.what, edit.was]));
    const entry: WrittenValue = { map: { date, reason, was: { map: valuesBefore } } };
    splices.push(addToList(caseAt(tree, at), 'changed', formatValue(entry), text, lineEnd));
    writtenEdits.push(...rewrittenEdits);
  }
  // Replaced from the end, so that earlier offsets stay valid; of two at one offset, the later one first.
  const orderedSplices = splices.reverse().sort((a, b) => b.start - a.start);
  return { text: orderedSplices.reduce(splice, text), done: writtenEdits, shared: sharedEdits };
}

function splice(text: string, { start, end, text: inserted }: Splice): string {
  return text.slice(0, start) + inserted + text.slice(end);
}

type ValuePair = Pair<Node, Node | null>;

/**
 * Finds the pair at a path; undefined if its value is shared, that is, if there is an alias or an anchor on the path.
 */
function findOwn(tree: YamlTree, at: Path): ValuePair | undefined {
  let node: Node | null = tree.root;
  let foundPair: ValuePair | undefined;
  for (const step of at) {
    if (isMap<Node, Node | null>(node)) {
      foundPair = pairOf(tree, node, String(step));
      node = foundPair?.value ?? null;
    } else if (isSeq<Node>(node)) node = node.items[Number(step)] ?? null;
    else return undefined;
    if (isAlias(node) || (node && 'anchor' in node && node.anchor)) return undefined;
  }
  return foundPair;
}

function pairOf(tree: YamlTree, map: YAMLMap<Node, Node | null>, key: string): ValuePair | undefined {
  return map.items.find((pair) => readKeyText(tree, pair.key) === key);
}

function caseAt({ root }: YamlTree, at: Path): YAMLMap<Node, Node | null> {
  let node: unknown = root;
  for (const step of at) node = (node as YAMLMap).get(step, true);
  return node as YAMLMap<Node, Node | null>;
}

/** Formats the value that was replaced, on one line. */
function writeOld(node: Node | null, text: string): string {
  if (isSeq<Node>(node)) return `[${node.items.map((item) => writeOld(item, text)).join(', ')}]`;
  if (isMap<Node, Node | null>(node)) {
    return `{ ${node.items.map(({ key, value }) => `${writeOld(key, text)}: ${writeOld(value, text)}`).join(', ')} }`;
  }
  const [start = 0, end = start] = node?.range ?? [];
  return text.slice(start, end).trim();
}

function replaceValue({ key, value }: ValuePair, written: WrittenValue, text: string, lineEnd: string): Splice {
  const [start = 0, end = start] = value?.range ?? [];
  const afterColon = text.indexOf(':', key.range?.[1] ?? 0) + 1;
  if (!value || start === end) return { start: afterColon, end: afterColon, text: ` ${formatValue(written)}` };
  if (!isBlock(value)) return { start, end, text: formatValue(written) };
  if (isSeq<Node>(value) && Array.isArray(written) && written.length > 0) {
    return replaceItems(value, written, text, lineEnd);
  }
  // A value that starts on a line of its own is moved to the line of its key.
  const isBare = text.slice(afterColon, start).trim() === '';
  return {
    start: isBare ? afterColon : start,
    end: endOf(value, text),
    text: `${isBare ? ' ' : ''}${formatValue(written)}`,
  };
}

function isBlock(node: Node): node is YAMLMap<Node, Node | null> | YAMLSeq<Node> {
  return (isMap(node) || isSeq(node)) && !node.flow;
}

/**
 * Replaces the items of a block list: items that stay keep their line and comments, new items get the same indentation.
 */
function replaceItems(list: YAMLSeq<Node>, written: readonly WrittenValue[], text: string, lineEnd: string): Splice {
  const [start = 0] = list.range ?? [];
  const indent = ' '.repeat(columnOf(start, text));
  let editStart = start;
  const keptEntries = new Map<string, string>();
  for (const item of list.items) {
    const end = lineEndAt(endOf(item, text), text);
    const [itemStart = 0] = item.range ?? [];
    keptEntries.set(text.slice(itemStart, endOf(item, text)), text.slice(editStart, end));
    editStart = findNextWord(end, text);
  }
  const lines = written.map(
    (writtenValue) => keptEntries.get(formatValue(writtenValue)) ?? `- ${formatValue(writtenValue)}`,
  );
  return { start, end: lineEndAt(endOf(list, text), text), text: lines.join(`${lineEnd}${indent}`) };
}

/** Adds an entry to a list under a key of a map; creates the list if it is missing. */
function addToList(
  map: YAMLMap<Node, Node | null>,
  name: string,
  entry: string,
  text: string,
  lineEnd: string,
): Splice {
  const listNode = map.items.find(({ key }) => 'value' in key && key.value === name)?.value;
  if (listNode && isSeq<Node>(listNode) && listNode.items.length > 0) {
    if (listNode.flow) return insert(endOf(listNode.items.at(-1) as Node, text), `, ${entry}`);
    const indent = ' '.repeat(columnOf(listNode.range?.[0] ?? 0, text));
    return insert(lineEndAt(endOf(listNode, text), text), `${lineEnd}${indent}- ${entry}`);
  }
  if (map.flow) return insert(endOf(map.items.at(-1) as ValuePair, text), `, ${name}: [${entry}]`);
  const indent = ' '.repeat(columnOf(map.range?.[0] ?? 0, text));
  const lines = [`${indent}${name}:`, `${indent}  - ${entry}`];
  return insert(lineEndAt(endOf(map, text), text), lines.map((line) => lineEnd + line).join(''));
}

function insert(at: number, text: string): Splice {
  return { start: at, end: at, text };
}

/** Returns the offset at which the text of a node ends, not counting blanks or comments after it. */
function endOf(node: Node | ValuePair, text: string): number {
  if ('key' in node)
    return endOf(node.value?.range && node.value.range[1] > node.value.range[0] ? node.value : node.key, text);
  const lastItem = isBlock(node) ? node.items.at(-1) : undefined;
  if (lastItem) return endOf(lastItem, text);
  const [start = 0, end = start] = node.range ?? [];
  return start + text.slice(start, end).trimEnd().length;
}

function columnOf(offset: number, text: string): number {
  return offset - (text.lastIndexOf('\n', offset - 1) + 1);
}

function lineEndAt(offset: number, text: string): number {
  const end = text.indexOf('\n', offset);
  if (end < 0) return text.length;
  return text[end - 1] === '\r' ? end - 1 : end;
}

function findNextWord(lineEnd: number, text: string): number {
  return lineEnd + (/^\s*/.exec(text.slice(lineEnd))?.[0].length ?? 0);
}

/** Text that needs no quotes, even inside brackets. */
const BARE_SCALAR_PATTERN = /^[\p{L}\p{N}][\p{L}\p{N}._/%-]*$/u;

/** Formats a value on one line as documents write it. */
export function formatValue(value: WrittenValue): string {
  if (value === null) return 'null';
  if (typeof value === 'string')
    return BARE_SCALAR_PATTERN.test(value) && value !== 'null' ? value : JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(formatValue).join(', ')}]`;
  if ('number' in value) return value.number;
  const { map } = value as Extract<WrittenValue, { map: unknown }>;
  return `{ ${Object.entries(map)
    .map(([key, inner]) => `${key}: ${formatValue(inner)}`)
    .join(', ')} }`;
}
