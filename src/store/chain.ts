// The chain of digests at the end of an enterprise's file, which vouches for all above it. What is digested is the text as it
// stands in the file: it is the same for the same content, and need not be parsed to be checked.
import { hash, randomBytes } from 'node:crypto';
import type { Assessment, Chain, ChainLink, Enterprise, Migration, Result, Signature } from '../model/index.ts';
import { isSigned, type SigningKey, signDigest } from './signing-key.ts';

/** An assessment or a record of a file, by its place among its like, from 1. */
export interface EntryName {
  readonly kind: 'assessment' | 'record';
  readonly number: number;
}

/** What of an entry is digested apart, so that it can be said what was altered. */
export type EntryPart = 'about' | 'answers' | 'result' | 'recommendation' | 'content' | 'personal';

/** What is not as it was written. */
export type ChainFinding =
  | { readonly code: 'altered'; readonly entry: EntryName; readonly parts: readonly EntryPart[] }
  /** Entries that are missing, stand where nothing was written, or in another order; also personal fields that are gone without a redaction. */
  | { readonly code: 'removed' | 'inserted' | 'moved' | 'personal-removed'; readonly entry: EntryName }
  /** The facts at the top; with a name, the note or evidence of one of them. */
  | { readonly code: 'facts-altered'; readonly name?: string }
  /** A link does not follow from the one before and from what it says; the first one follows from the key. */
  | { readonly code: 'link-broken' | 'bad-signature'; readonly link: number }
  /** Links are missing at the end. */
  | { readonly code: 'cut-off' }
  /** The chain itself is missing, or the version is one that has none. */
  | { readonly code: 'no-chain' | 'other-version' }
  /** Other programs read another content, or none. */
  | { readonly code: 'duplicate-key'; readonly name: string; readonly line: number }
  | { readonly code: 'byte-order-mark' };

/** The version of files with a chain. */
export const CHAINED = 2;

/** An enterprise without what it stated. */
export type Outline = Pick<Enterprise, 'schemaVersion' | 'key' | 'chain'>;

/** The text of a file as it was written, taken apart. */
interface Layout {
  readonly facts: Buffer;
  readonly assessments: readonly Buffer[];
  readonly records: readonly Buffer[];
  /** Most files have nothing personal in them, and need not be parsed. */
  readonly mayBePersonal: boolean;
}

const BRACES = { open: 0x7b, close: 0x7d };

/**
 * Takes the text of an enterprise's file apart by its lines, for no text in JSON holds a line break; undefined where it is laid
 * out in another way than files are written.
 */
function layOut(
  bytes: Buffer,
  { schemaVersion, key, chain }: Outline,
  mayBePersonal = PERSONAL_KEY.test(bytes.toString('latin1')),
): Layout | undefined {
  const head = `{\n  "schemaVersion": ${schemaVersion},\n  "key": ${JSON.stringify(key)},\n  "facts": `;
  let at = 0;
  const skip = (expected: string): boolean => {
    const end = at + Buffer.byteLength(expected);
    const isThere = bytes.toString('utf8', at, end) === expected;
    if (isThere) at = end;
    return isThere;
  };
  const upTo = (end: string): Buffer | undefined => {
    const found = bytes.indexOf(end, at);
    if (found < 0) return undefined;
    const start = at;
    at = found + end.length;
    return bytes.subarray(start, at);
  };
  const entries = (): Buffer[] | undefined => {
    const found: Buffer[] = [];
    if (skip(']')) return found;
    do {
      const entry = skip('\n    ') && bytes[at] === BRACES.open ? upTo(ENTRY_END) : undefined;
      if (!entry) return undefined;
      found.push(entry);
    } while (skip(','));
    return skip('\n  ]') ? found : undefined;
  };
  if (!skip(head)) return undefined;
  const facts = bytes[at + 1] === BRACES.close ? upTo('}') : upTo('\n  }');
  if (!facts || !skip(',\n  "assessments": [')) return undefined;
  const assessments = entries();
  const records = assessments && (skip(',\n  "records": [') ? entries() : []);
  const end = `${chain ? formatChain(chain) : '\n}'}\n`;
  if (!records || !skip(end) || at < bytes.length) return undefined;
  return { facts, assessments, records, mayBePersonal };
}

/** A chain as the end of a file, without the line break. */
function formatChain(chain: Chain): string {
  return `,${JSON.stringify({ chain }, null, 2).slice(1)}`;
}

function sha256(data: string | Buffer): string {
  return `sha256:${hash('sha256', data)}`;
}

/** An entry as its link vouches for it. */
interface DigestedEntry {
  readonly parts: Readonly<Record<string, string>>;
  /** The personal fields as one text; undefined where it has none. */
  readonly personal: string | undefined;
}

const PERSONAL_KEY = /"(?:assessor|recordedBy|note|evidence|personal)": /;

const ENTRY_END = '\n    }';

/** Where the parts of an assessment begin, in the order of the schema. */
const PART_STARTS = {
  answers: '\n      "facts": ',
  result: '\n      "result": ',
  recommendation: '\n      "recommendation": ',
};

function digestEntry(kind: EntryName['kind'], written: Buffer, { mayBePersonal }: Layout): DigestedEntry {
  let text = written;
  let personal: string | undefined;
  if (mayBePersonal) {
    const { head, rest } = readHead(written);
    // A key that stands twice is parsed once.
    const isWhole = writeHead(head, rest).equals(written);
    const removed = removePersonal(head);
    if (isWhole && removed.length > 0) {
      personal = JSON.stringify(removed);
      text = writeHead(head, rest);
    }
  }
  if (kind === 'record') return { parts: { content: sha256(text) }, personal };
  const parts: Record<string, string> = {};
  let [name, start] = ['about', 0];
  for (const [next, mark] of Object.entries(PART_STARTS)) {
    const end = text.indexOf(mark, start);
    if (end < 0) continue;
    // Without the comma, so that it stays the same where the next part is taken away.
    parts[name] = sha256(text.subarray(start, end - 1));
    [name, start] = [next, end];
  }
  parts[name] = sha256(text.subarray(start, -ENTRY_END.length));
  return { parts, personal };
}

type Fields = Record<string, unknown>;

/** What may be personal in an assessment or a record, and the text behind it: its result only where there are contacts. */
function readHead(written: Buffer): { readonly head: Assessment; readonly rest: Buffer } {
  const result = written.indexOf(PART_STARTS.result);
  const end = result < 0 ? written.length - ENTRY_END.length : result - ','.length;
  const head: Assessment = JSON.parse(`${written.toString('utf8', 0, end)}${ENTRY_END}`);
  if (!head.personal || result < 0) return { head, rest: written.subarray(end) };
  return { head: JSON.parse(written.toString()), rest: written.subarray(-ENTRY_END.length) };
}

function writeHead(head: Assessment, rest: Buffer): Buffer {
  const text = JSON.stringify([[head]], null, 2).slice('[\n  [\n    '.length, -`${ENTRY_END}\n  ]\n]`.length);
  return Buffer.concat([Buffer.from(text), rest]);
}

/** Takes the personal fields out of an assessment or a record, in place; gives them with where they stood. */
function removePersonal(entry: object): [string, unknown][] {
  const removed: [string, unknown][] = [];
  const remove = (from: unknown, name: string, place: string): void => {
    if (typeof from !== 'object' || from === null || !Object.hasOwn(from, name)) return;
    removed.push([`${place}/${name}`, (from as Fields)[name]]);
    delete (from as Fields)[name];
  };
  for (const name of ['assessor', 'recordedBy', 'note']) remove(entry, name, '');
  const { facts, answers, targets, migration = {}, result = {}, personal = [] } = entry as Partial<Assessment>;
  const { lost, lostTargets } = migration as Partial<Migration>;
  for (const [place, stated = {}] of Object.entries({ facts, answers, targets, lost, lostTargets })) {
    for (const name of personal) remove(stated, name, place);
    for (const [name, answer] of Object.entries(stated))
      for (const field of ['note', 'evidence']) remove(answer, field, `${place}/${name}`);
  }
  for (const name of personal) remove((result as Partial<Result>).facts, name, 'result');
  return removed;
}

/** The facts that assessments say are personal. */
function contactsOf({ assessments }: Layout): string[] {
  const some = assessments.filter((one) => one.includes('\n      "personal": '));
  return some.flatMap((one) => readHead(one).head.personal ?? []);
}

/** The facts at the top without what is personal in them; the personal fields stand in the assessments, too. */
function digestFacts(layout: Layout): string {
  if (!layout.mayBePersonal) return sha256(layout.facts);
  const facts: Fields = JSON.parse(layout.facts.toString());
  const write = (): string => JSON.stringify([facts], null, 2).slice('[\n  '.length, -'\n]'.length);
  if (write() !== layout.facts.toString()) return sha256(layout.facts);
  removePersonal({ facts, personal: contactsOf(layout) });
  return sha256(write());
}

function genesisOf(key: string, adopted = 0): string {
  return sha256(JSON.stringify(['enterprise', key, adopted]));
}

/** What a link follows from: the one before, and all it says. */
function linkDigest(before: string, { entry, number, on, parts = {}, personal }: Omit<ChainLink, 'digest'>): string {
  const said = [entry, number, on ?? null, Object.entries(parts).sort(), personal ?? null];
  return sha256(`${before}\n${JSON.stringify(said)}`);
}

/** Takes the text apart that files are written as. */
function layOutWritten(bytes: Buffer, enterprise: Enterprise): Layout {
  const layout = layOut(bytes, enterprise);
  if (!layout) throw new Error('An enterprise file is not laid out as it is read.');
  return layout;
}

/** What the next link follows from: a signature that is taken away is missed. */
function endOf({ digest, signature }: ChainLink): string {
  return signature ? sha256(JSON.stringify([digest, signature.by, signature.key, signature.value])) : digest;
}

function listEntries({ assessments, records }: Layout, skipped: readonly EntryName[]): EntryName[] {
  const all = [
    ...assessments.map((_, i) => ({ kind: 'assessment' as const, number: i + 1 })),
    ...records.map((_, i) => ({ kind: 'record' as const, number: i + 1 })),
  ];
  return all.filter(({ kind, number }) => !skipped.some((one) => one.kind === kind && one.number === number));
}

/** What becomes of a chain. */
export interface ChainChange {
  readonly added: readonly EntryName[];
  /** The persons in it are invented: the same content gives the same bytes, and the salt is no chance. */
  readonly isSynthetic?: boolean;
  /** Who signs the assessments among them. */
  readonly signer?: SigningKey | undefined;
}

/** The bytes of a file, and the chain at their end. */
export interface ClosedFile {
  readonly bytes: Buffer;
  readonly chain: Chain;
}

/**
 * Closes the text of a file, written without a chain, by the chain it had and links for the entries that were added to it.
 * Where it had none, those that were there get links, too.
 */
export function closeWithChain(
  body: string,
  enterprise: Enterprise,
  before: Chain | undefined,
  { added, isSynthetic = false, signer }: ChainChange,
): ClosedFile {
  // Text takes as long to be made bytes as to be digested: what is digested is what is written.
  const open = Buffer.from(body);
  const layout = layOutWritten(open, enterprise);
  const adopted = before ? before.adopted : listEntries(layout, added).length || undefined;
  const entries = before ? added : [...listEntries(layout, added), ...added];
  const facts = digestFacts(layout);
  const links = [...(before?.links ?? [])];
  let head = before?.head ?? genesisOf(enterprise.key, adopted);
  for (const { kind, number } of entries) {
    const written = (kind === 'assessment' ? layout.assessments : layout.records)[number - 1] as Buffer;
    const { parts, personal } = digestEntry(kind, written, layout);
    const salt = isSynthetic ? hash('sha256', written).slice(0, 32) : randomBytes(16).toString('hex');
    const link = {
      entry: kind,
      number,
      parts: kind === 'assessment' ? { ...parts, facts } : parts,
      ...(personal !== undefined && { personal: sha256(salt + personal), salt }),
    };
    const digest = linkDigest(head, link);
    const isOwn = kind === 'assessment' && added.some((one) => one.kind === kind && one.number === number);
    const closed = { ...link, digest, ...(signer && isOwn && { signature: signDigest(digest, signer) }) };
    links.push(closed);
    head = endOf(closed);
  }
  const chain: Chain = { ...(adopted !== undefined && { adopted }), links, head };
  const end = Buffer.from(`${formatChain(chain)}\n`);
  return { bytes: Buffer.concat([open.subarray(0, -'\n}\n'.length), end]), chain };
}

/**
 * An enterprise without who assessed and recorded, notes, evidence and contacts, which its chain goes on to vouch for by their
 * digests, and how many entries had any. It must have a chain.
 */
export function redact(
  enterprise: Enterprise,
  on: string,
): { readonly enterprise: Enterprise; readonly count: number } {
  const { facts, assessments, records = [], chain, ...others } = structuredClone(enterprise);
  const named = assessments.flatMap(({ personal = [] }) => personal);
  const count = [...assessments, ...records].filter((entry) => removePersonal(entry).length > 0).length;
  removePersonal({ facts, personal: named });
  if (!chain || count === 0) return { enterprise, count };
  const number = chain.links.filter(({ entry }) => entry === 'redaction').length + 1;
  const link = { entry: 'redaction', number, on } as const;
  const head = linkDigest(chain.head, link);
  const links = [...chain.links.map(({ salt, ...kept }) => kept), { ...link, digest: head }];
  const redacted = {
    ...others,
    facts,
    assessments,
    ...(enterprise.records && { records }),
    chain: { ...chain, links, head },
  };
  return { enterprise: redacted, count };
}

/** An assessment as a redaction leaves it. */
export function withoutPersonal(assessment: Assessment): Assessment {
  const copy = structuredClone(assessment);
  removePersonal(copy);
  return copy;
}

/** The signature of an assessment, by its place from 0. */
export function signatureOf({ chain }: Pick<Enterprise, 'chain'>, place: number): Signature | undefined {
  return chain && linksInOrder('assessment', chain.links)[place]?.signature;
}

/** Whether what was personal in an assessment was taken out, by its place from 0. */
export function isRedacted({ chain }: Pick<Enterprise, 'chain'>, place: number): boolean {
  const { personal, salt } = (chain && linksInOrder('assessment', chain.links)[place]) ?? {};
  return personal !== undefined && salt === undefined;
}

/**
 * What in a file is not as it was written; nothing for one that is of a version without a chain. The bytes must be those that
 * the enterprise was read from; `format` writes one as a file.
 */
export function checkChain(
  bytes: Buffer,
  enterprise: Enterprise,
  format: (enterprise: Enterprise) => string,
): readonly ChainFinding[] {
  if (countVouched(bytes, enterprise) !== undefined) return [];
  // Another program may have written the same content in another way, with other line breaks for example.
  const { chain, ...content } = enterprise;
  return [...checkForm(bytes), ...checkLayout(layOutWritten(Buffer.from(format(content)), content), enterprise)];
}

/**
 * As `checkChain`, by the text alone: how many assessments there are in a file that is to the byte as it was written; undefined
 * for any other.
 */
export function countVouched(bytes: Buffer, outline: Outline): number | undefined {
  // Where no link vouches for something personal, none was in the text that the links vouch for.
  const mayBePersonal = outline.chain?.links.some(({ salt }) => salt !== undefined);
  const layout = layOut(bytes, outline, mayBePersonal);
  try {
    return layout && checkLayout(layout, outline).length === 0 ? layout.assessments.length : undefined;
  } catch {
    // What looks like an entry is part of one in another layout.
    return undefined;
  }
}

function checkLayout(layout: Layout, { schemaVersion, key, chain }: Outline): ChainFinding[] {
  if (!chain) return schemaVersion >= CHAINED ? [{ code: 'no-chain' }] : [];
  return [
    ...(schemaVersion < CHAINED ? [{ code: 'other-version' } as const] : []),
    ...checkLinks(key, chain),
    ...checkEntries('assessment', layout, chain),
    ...checkEntries('record', layout, chain),
    ...checkFacts(layout, chain),
  ];
}

function checkLinks(key: string, { adopted, links, head }: Chain): ChainFinding[] {
  let before = genesisOf(key, adopted);
  const findings: ChainFinding[] = [];
  for (const [i, link] of links.entries()) {
    if (linkDigest(before, link) !== link.digest) findings.push({ code: 'link-broken', link: i + 1 });
    if (!isSigned(link)) findings.push({ code: 'bad-signature', link: i + 1 });
    before = endOf(link);
  }
  if (before !== head) findings.push({ code: 'cut-off' });
  return findings;
}

function differingParts(parts: DigestedEntry['parts'], { parts: { facts, ...linked } = {} }: ChainLink): EntryPart[] {
  const names = new Set([...Object.keys(linked), ...Object.keys(parts)]);
  return [...names].filter((name) => linked[name] !== parts[name]) as EntryPart[];
}

/** The links of entries in the order in which these should stand. */
export function linksInOrder(kind: EntryName['kind'], links: readonly ChainLink[]): ChainLink[] {
  const order: ChainLink[] = [];
  for (const link of links) if (link.entry === kind) order.splice(link.number - 1, 0, link);
  return order;
}

function checkEntries(kind: EntryName['kind'], layout: Layout, { links }: Chain): ChainFinding[] {
  const expected = linksInOrder(kind, links);
  const written = kind === 'assessment' ? layout.assessments : layout.records;
  const entries = written.map((one) => digestEntry(kind, one, layout));
  const redacted = new Set(
    links.slice(
      0,
      Math.max(
        0,
        links.findLastIndex(({ entry }) => entry === 'redaction'),
      ),
    ),
  );
  const name = (i: number): EntryName => ({ kind, number: i + 1 });
  const found = pairEntries(entries, expected);
  const findings: ChainFinding[] = [];
  let furthest = -1;
  for (const [i, entry] of entries.entries()) {
    const place = found[i] ?? -1;
    const link = expected[place];
    if (!link) {
      findings.push({ code: 'inserted', entry: name(i) });
      continue;
    }
    const parts = differingParts(entry.parts, link);
    const personal = checkPersonal(entry, link, redacted.has(link));
    if (personal === 'altered') parts.push('personal');
    if (parts.length > 0) findings.push({ code: 'altered', entry: name(i), parts });
    if (personal === 'removed') findings.push({ code: 'personal-removed', entry: name(i) });
    if (place < furthest) findings.push({ code: 'moved', entry: name(i) });
    furthest = Math.max(furthest, place);
  }
  const paired = new Set(found);
  for (const place of expected.keys()) if (!paired.has(place)) findings.push({ code: 'removed', entry: name(place) });
  return findings;
}

function checkPersonal(
  { personal }: DigestedEntry,
  link: ChainLink,
  isRedacted: boolean,
): 'fine' | 'altered' | 'removed' {
  if (link.personal === undefined || (isRedacted && link.salt === undefined))
    return personal === undefined ? 'fine' : 'altered';
  if (personal === undefined) return 'removed';
  return link.salt !== undefined && sha256(link.salt + personal) === link.personal ? 'fine' : 'altered';
}

/** For each entry the place of its link: the same content first, then what still has a part in common, then what is left in order. */
function pairEntries(entries: readonly DigestedEntry[], expected: readonly ChainLink[]): (number | undefined)[] {
  const found: (number | undefined)[] = entries.map(({ parts }, i) =>
    expected[i] && differingParts(parts, expected[i]).length === 0 ? i : undefined,
  );
  const taken = new Set(found);
  // Entries may be equal to each other, so that each was looked for in its own place before others.
  for (const namesOf of [wholeOf, partsOf]) {
    const places = new Map<string, number[]>();
    for (const [place, { parts }] of expected.entries())
      if (!taken.has(place)) for (const name of namesOf(parts)) places.set(name, [...(places.get(name) ?? []), place]);
    for (const [i, { parts }] of entries.entries()) {
      if (found[i] !== undefined) continue;
      const place = namesOf(parts)
        .flatMap((name) => places.get(name) ?? [])
        .find((one) => !taken.has(one));
      found[i] = place;
      if (place !== undefined) taken.add(place);
    }
  }
  const left = [...expected.keys()].filter((place) => !taken.has(place));
  return found.map((place) => place ?? left.shift());
}

function partsOf({ facts, ...parts }: Readonly<Record<string, string>> = {}): string[] {
  return Object.entries(parts).map(([name, digest]) => `${name} ${digest}`);
}

function wholeOf(parts: Readonly<Record<string, string>> = {}): string[] {
  return [partsOf(parts).sort().join(' ')];
}

function checkFacts(layout: Layout, { links }: Chain): ChainFinding[] {
  const last = links.findLast(({ entry }) => entry === 'assessment');
  const findings: ChainFinding[] = [];
  if (last && last.parts?.facts !== digestFacts(layout)) findings.push({ code: 'facts-altered' });
  if (!layout.mayBePersonal) return findings;
  const facts: Enterprise['facts'] = JSON.parse(layout.facts.toString());
  const contacts = contactsOf(layout);
  // What is personal in them was stated in an assessment.
  const personal = Object.entries(facts).filter(
    ([name, { note, evidence }]) => note !== undefined || evidence !== undefined || contacts.includes(name),
  );
  const assessments = personal.length > 0 ? layout.assessments.map((one) => readHead(one).head) : [];
  for (const [name, fact] of personal) {
    const text = JSON.stringify(fact);
    const isStated = assessments.some(
      (one) => Object.hasOwn(one.facts, name) && JSON.stringify(one.facts[name]) === text,
    );
    if (!isStated) findings.push({ code: 'facts-altered', name });
  }
  return findings;
}

/** What makes other programs read another content than Matura does. */
function checkForm(bytes: Buffer): ChainFinding[] {
  // What could be read as JSON begins with no other sign above ASCII.
  const isMarked = bytes[0] === 0xef;
  const twice = findDuplicateKey(bytes.toString());
  return [
    ...(isMarked ? [{ code: 'byte-order-mark' } as const] : []),
    ...(twice ? [{ code: 'duplicate-key', ...twice } as const] : []),
  ];
}

const KEY_OR_BRACKET = /"([^"\\]*(?:\\.[^"\\]*)*)"(\s*:)?|[{}]/gs;

/** The first key that stands twice in an object of a JSON text, and its line. */
function findDuplicateKey(text: string): { readonly name: string; readonly line: number } | undefined {
  const open: Set<string>[] = [];
  for (const { 0: token, 1: key, 2: colon, index } of text.matchAll(KEY_OR_BRACKET)) {
    if (token === '{') open.push(new Set());
    else if (token === '}') open.pop();
    else if (colon !== undefined) {
      const name: string = JSON.parse(`"${key}"`);
      const names = open.at(-1);
      if (names?.has(name)) return { name, line: text.slice(0, index).split('\n').length };
      names?.add(name);
    }
  }
  return undefined;
}
