// The chain of digests at the end of an enterprise file, by which any change above it can be detected.

import { hash, randomBytes } from 'node:crypto';
import type { Assessment, Chain, ChainLink, Enterprise, Migration, Result, Signature } from '../model/index.ts';
import { itemAt } from '../model/index.ts';
import { isUnsignedOrValid, type SigningKey, signDigest } from './signing-key.ts';

/**
 * Names an entry of a file: its kind, assessment or record, and its number among the entries of that kind, counted from
 * 1.
 */
export interface EntryName {
  readonly kind: 'assessment' | 'record';
  readonly number: number;
}

/** The parts of an entry, each with its own digest, so that a change can be located. */
export type EntryPart = 'about' | 'answers' | 'result' | 'recommendation' | 'content' | 'personal';

/** A difference between a file and what Matura wrote. */
export type ChainFinding =
  | { readonly code: 'altered'; readonly entry: EntryName; readonly parts: readonly EntryPart[] }
  /**
   * An entry that is missing, has no link in the chain, or is out of order; or whose personal fields are gone without a
   * redaction.
   */
  | { readonly code: 'removed' | 'inserted' | 'moved' | 'personal-removed'; readonly entry: EntryName }
  /** The facts at the top level were changed; with `name`, the note or evidence of that fact. */
  | { readonly code: 'facts-altered'; readonly name?: string }
  /**
   * The digest of this link, counted from 1, does not fit the previous link and its own content, or its signature is
   * wrong. The first link depends on the key of the enterprise instead.
   */
  | { readonly code: 'link-broken' | 'bad-signature'; readonly link: number }
  /** Links at the end of the chain are missing. */
  | { readonly code: 'cut-off' }
  /** The file has no chain, or states a schema version without a chain although it has one. */
  | { readonly code: 'no-chain' | 'other-version' }
  /** The file contains a key twice, so other programs may read other content than Matura. */
  | { readonly code: 'duplicate-key'; readonly name: string; readonly line: number }
  | { readonly code: 'byte-order-mark' };

/** The schema version from which files have a chain. */
export const CHAINED_FORMAT = 2;

/** The parts of an enterprise other than its facts, assessments and records. */
export type EnterpriseOutline = Pick<Enterprise, 'schemaVersion' | 'key' | 'chain'>;

/**
 * The text of a file, split into its sections. Digests cover the text as written: the same content always gives the
 * same text, and checking it needs no parsing.
 */
interface Layout {
  readonly facts: Buffer;
  readonly assessments: readonly Buffer[];
  readonly records: readonly Buffer[];
  /**
   * Whether entries may contain personal fields. If not, entries need not be parsed to digest them; most files have
   * none.
   */
  readonly mayBePersonal: boolean;
}

const BRACE_BYTES = { open: 0x7b, close: 0x7d };

/**
 * Splits the text of an enterprise file by its lines, which is safe because no JSON string contains a line break.
 * Undefined if the text is not laid out as Matura writes it.
 */
function parseLayout(
  bytes: Buffer,
  { schemaVersion, key, chain }: EnterpriseOutline,
  mayBePersonal = PERSONAL_KEY.test(bytes.toString('latin1')),
): Layout | undefined {
  const head = `{\n  "schemaVersion": ${schemaVersion},\n  "key": ${JSON.stringify(key)},\n  "facts": `;
  let offset = 0;
  const skipIfNext = (expected: string): boolean => {
    const end = offset + Buffer.byteLength(expected);
    const isExpectedText = bytes.toString('utf8', offset, end) === expected;
    if (isExpectedText) offset = end;
    return isExpectedText;
  };
  const bytesUpTo = (end: string): Buffer | undefined => {
    const index = bytes.indexOf(end, offset);
    if (index < 0) return undefined;
    const start = offset;
    offset = index + end.length;
    return bytes.subarray(start, offset);
  };
  const readEntries = (): Buffer[] | undefined => {
    const entries: Buffer[] = [];
    if (skipIfNext(']')) return entries;
    do {
      const entry = skipIfNext('\n    ') && bytes[offset] === BRACE_BYTES.open ? bytesUpTo(ENTRY_END) : undefined;
      if (!entry) return undefined;
      entries.push(entry);
    } while (skipIfNext(','));
    return skipIfNext('\n  ]') ? entries : undefined;
  };
  if (!skipIfNext(head)) return undefined;
  const facts = bytes[offset + 1] === BRACE_BYTES.close ? bytesUpTo('}') : bytesUpTo('\n  }');
  if (!facts || !skipIfNext(',\n  "assessments": [')) return undefined;
  const assessments = readEntries();
  const records = assessments && (skipIfNext(',\n  "records": [') ? readEntries() : []);
  const end = `${chain ? formatChain(chain) : '\n}'}\n`;
  if (!records || !skipIfNext(end) || offset < bytes.length) return undefined;
  return { facts, assessments, records, mayBePersonal };
}

/** Formats the chain as the last part of a file, without the final line break. */
function formatChain(chain: Chain): string {
  return `,${JSON.stringify({ chain }, null, 2).slice(1)}`;
}

function sha256(data: string | Buffer): string {
  return `sha256:${hash('sha256', data)}`;
}

/** The digests of an entry's parts, and the entry's personal fields. */
interface DigestedEntry {
  readonly parts: Readonly<Record<string, string>>;
  /** The personal fields of the entry as JSON; undefined if there are none. */
  readonly personal: string | undefined;
}

const PERSONAL_KEY = /"(?:assessor|recordedBy|note|evidence|personal)": /;

const ENTRY_END = '\n    }';

/** The text with which each part of an assessment begins, in schema order. */
const PART_STARTS = {
  answers: '\n      "facts": ',
  result: '\n      "result": ',
  recommendation: '\n      "recommendation": ',
};

function digestEntry(kind: EntryName['kind'], bytes: Buffer, { mayBePersonal }: Layout): DigestedEntry {
  let text = bytes;
  let personalContent: string | undefined;
  if (mayBePersonal) {
    const { head, rest } = readHead(bytes);
    // If the entry has a duplicate key, parsing drops one, so the rewritten text differs from the original.
    const isWhole = writeHead(head, rest).equals(bytes);
    const removedFields = removePersonal(head);
    if (isWhole && removedFields.length > 0) {
      personalContent = JSON.stringify(removedFields);
      text = writeHead(head, rest);
    }
  }
  if (kind === 'record') return { parts: { content: sha256(text) }, personal: personalContent };
  const parts: Record<string, string> = {};
  let [name, start] = ['about', 0];
  for (const [next, mark] of Object.entries(PART_STARTS)) {
    const end = text.indexOf(mark, start);
    if (end < 0) continue;
    // Without the comma after it, so that the digest is the same whether another part follows or not.
    parts[name] = sha256(text.subarray(start, end - 1));
    [name, start] = [next, end];
  }
  parts[name] = sha256(text.subarray(start, -ENTRY_END.length));
  return { parts, personal: personalContent };
}

type JsonFields = Record<string, unknown>;

/**
 * Splits an entry into its head, which is parsed because it may contain personal fields, and the remaining text. If the
 * entry lists contacts, the head includes the result.
 */
function readHead(bytes: Buffer): { readonly head: Assessment; readonly rest: Buffer } {
  const result = bytes.indexOf(PART_STARTS.result);
  const end = result < 0 ? bytes.length - ENTRY_END.length : result - ','.length;
  const head: Assessment = JSON.parse(`${bytes.toString('utf8', 0, end)}${ENTRY_END}`);
  if (!head.personal || result < 0) return { head, rest: bytes.subarray(end) };
  return { head: JSON.parse(bytes.toString()), rest: bytes.subarray(-ENTRY_END.length) };
}

function writeHead(head: Assessment, rest: Buffer): Buffer {
  const text = JSON.stringify([[head]], null, 2).slice('[\n  [\n    '.length, -`${ENTRY_END}\n  ]\n]`.length);
  return Buffer.concat([Buffer.from(text), rest]);
}

/** Removes the personal fields from an assessment or record, in place, and returns each field's path and value. */
function removePersonal(entry: object): [string, unknown][] {
  const removedFields: [string, unknown][] = [];
  const removeField = (from: unknown, name: string, place: string): void => {
    if (typeof from !== 'object' || from === null || !Object.hasOwn(from, name)) return;
    removedFields.push([`${place}/${name}`, (from as JsonFields)[name]]);
    delete (from as JsonFields)[name];
  };
  for (const name of ['assessor', 'recordedBy', 'note']) removeField(entry, name, '');
  const { facts, answers, targets, migration = {}, result = {}, personal = [] } = entry as Partial<Assessment>;
  const { lost, lostTargets } = migration as Partial<Migration>;
  for (const [place, stated = {}] of Object.entries({ facts, answers, targets, lost, lostTargets })) {
    for (const name of personal) removeField(stated, name, place);
    for (const [name, answer] of Object.entries(stated))
      for (const field of ['note', 'evidence']) removeField(answer, field, `${place}/${name}`);
  }
  for (const name of personal) removeField((result as Partial<Result>).facts, name, 'result');
  return removedFields;
}

/** Lists the names of facts that assessments mark as personal. */
function listContacts({ assessments }: Layout): string[] {
  const withContacts = assessments.filter((entry) => entry.includes('\n      "personal": '));
  return withContacts.flatMap((entry) => readHead(entry).head.personal ?? []);
}

/** Digests the top-level facts without their personal fields, which assessments contain and digest as well. */
function digestFacts(layout: Layout): string {
  if (!layout.mayBePersonal) return sha256(layout.facts);
  const facts: JsonFields = JSON.parse(layout.facts.toString());
  const write = (): string => JSON.stringify([facts], null, 2).slice('[\n  '.length, -'\n]'.length);
  if (write() !== layout.facts.toString()) return sha256(layout.facts);
  removePersonal({ facts, personal: listContacts(layout) });
  return sha256(write());
}

function computeKeyDigest(key: string): string {
  return sha256(JSON.stringify(['key', key]));
}

function computeInitialDigest(key: string, adopted = 0): string {
  return sha256(JSON.stringify(['enterprise', key, adopted]));
}

/** Digests a link's content together with the digest of the previous link. */
function computeLinkDigest(
  previousDigest: string,
  { entry, number, on, before, parts = {}, personal }: Omit<ChainLink, 'digest'>,
): string {
  const content = [entry, number, on ?? null, Object.entries(parts).sort(), personal ?? null];
  if (before !== undefined) content.push(before);
  return sha256(`${previousDigest}\n${JSON.stringify(content)}`);
}

/** Splits text that Matura has just formatted into its sections; if that fails, it is a bug. */
function requireLayout(bytes: Buffer, enterprise: Enterprise): Layout {
  const layout = parseLayout(bytes, enterprise);
  if (!layout) throw new Error('An enterprise file is not laid out as it is read.');
  return layout;
}

/**
 * Returns the digest on which the next link builds. It covers this link's signature, so that removing the signature is
 * detected.
 */
function headAfter({ digest, signature }: ChainLink): string {
  return signature ? sha256(JSON.stringify([digest, signature.by, signature.key, signature.value])) : digest;
}

function listEntries({ assessments, records }: Layout, skipped: readonly EntryName[]): EntryName[] {
  const allEntries = [
    ...assessments.map((_, i) => ({ kind: 'assessment' as const, number: i + 1 })),
    ...records.map((_, i) => ({ kind: 'record' as const, number: i + 1 })),
  ];
  return allEntries.filter(
    ({ kind, number }) => !skipped.some((entry) => entry.kind === kind && entry.number === number),
  );
}

/** The additions to a chain. */
export interface ChainChange {
  readonly added: readonly EntryName[];
  /**
   * Whether the people in the file are invented. The salt is then derived from the content, so that the same content
   * gives the same bytes.
   */
  readonly isSynthetic?: boolean;
  /** The key with which the added assessments are signed. */
  readonly signer?: SigningKey | undefined;
}

/** The bytes of a file, and the chain at its end. */
export interface ChainedFile {
  readonly bytes: Buffer;
  readonly chain: Chain;
}

/**
 * Completes the text of a file that was formatted without a chain: appends its previous chain with links for the added
 * entries. If there was no chain, existing entries get links as well.
 */
export function appendChain(
  body: string,
  enterprise: Enterprise,
  previous: Chain | undefined,
  { added, isSynthetic = false, signer }: ChainChange,
): ChainedFile {
  // Encoding the text takes as long as digesting it, so the bytes are made once and used for both.
  const bodyBytes = Buffer.from(body);
  const layout = requireLayout(bodyBytes, enterprise);
  const adoptedEntries = previous ? previous.adopted : listEntries(layout, added).length || undefined;
  const entries = previous ? added : [...listEntries(layout, added), ...added];
  const facts = digestFacts(layout);
  const links = [...(previous?.links ?? [])];
  let head = previous?.head ?? computeInitialDigest(enterprise.key, adoptedEntries);
  for (const { kind, number } of entries) {
    const entryBytes = itemAt(kind === 'assessment' ? layout.assessments : layout.records, number - 1);
    const { parts, personal } = digestEntry(kind, entryBytes, layout);
    const salt = isSynthetic ? hash('sha256', entryBytes).slice(0, 32) : randomBytes(16).toString('hex');
    const link = {
      entry: kind,
      number,
      parts: kind === 'assessment' ? { ...parts, facts } : parts,
      ...(personal !== undefined && { personal: sha256(salt + personal), salt }),
    };
    const digest = computeLinkDigest(head, link);
    const isNewAssessment =
      kind === 'assessment' && added.some((entry) => entry.kind === kind && entry.number === number);
    const signedLink = { ...link, digest, ...(signer && isNewAssessment && { signature: signDigest(digest, signer) }) };
    links.push(signedLink);
    head = headAfter(signedLink);
  }
  const chain: Chain = { ...(adoptedEntries !== undefined && { adopted: adoptedEntries }), links, head };
  const end = Buffer.from(`${formatChain(chain)}\n`);
  return { bytes: Buffer.concat([bodyBytes.subarray(0, -'\n}\n'.length), end]), chain };
}

/**
 * Removes assessors, recorders, notes, evidence and contacts from an enterprise. The chain keeps their digests, so the
 * rest can still be verified. Also returns the number of entries that had such fields. The enterprise must have a
 * chain.
 */
export function redact(
  enterprise: Enterprise,
  on: string,
): { readonly enterprise: Enterprise; readonly count: number } {
  const { facts, assessments, records = [], chain, ...rest } = structuredClone(enterprise);
  const personalNames = assessments.flatMap(({ personal = [] }) => personal);
  const count = [...assessments, ...records].filter((entry) => removePersonal(entry).length > 0).length;
  removePersonal({ facts, personal: personalNames });
  if (!chain || count === 0) return { enterprise, count };
  const number = chain.links.filter(({ entry }) => entry === 'redaction').length + 1;
  const link = { entry: 'redaction', number, on } as const;
  const head = computeLinkDigest(chain.head, link);
  const links = [...chain.links.map(({ salt, ...kept }) => kept), { ...link, digest: head }];
  const redactedFile = {
    ...rest,
    facts,
    assessments,
    ...(enterprise.records && { records }),
    chain: { ...chain, links, head },
  };
  return { enterprise: redactedFile, count };
}

/** Replaces an enterprise's key by its code, and records both in the chain. The enterprise must have a chain. */
export function replaceKey(enterprise: Enterprise, code: string, on: string): Enterprise {
  const { key: before, chain } = enterprise;
  if (!chain) throw new Error('An enterprise without a chain is given a code.');
  const number = chain.links.filter(({ entry }) => entry === 'code').length + 1;
  const link = { entry: 'code', number, on, before, parts: { key: computeKeyDigest(code) } } as const;
  const digest = computeLinkDigest(chain.head, link);
  return { ...enterprise, key: code, chain: { ...chain, links: [...chain.links, { ...link, digest }], head: digest } };
}

/** Whether one file is a copy of another whose key was replaced by a code; the copy may have later entries. */
export function isSuccessor({ chain }: EnterpriseOutline, { key, chain: earlier }: EnterpriseOutline): boolean {
  if (!chain || !earlier) return false;
  const link = chain.links[earlier.links.length];
  return (
    link?.entry === 'code' &&
    link.before === key &&
    earlier.links.every(({ digest }, i) => digest === chain.links[i]?.digest)
  );
}

/** Returns an assessment without its personal fields, as after a redaction. */
export function dropPersonal(assessment: Assessment): Assessment {
  const copy = structuredClone(assessment);
  removePersonal(copy);
  return copy;
}

/** Returns the signature of the assessment at an index (from 0). */
export function signatureOf({ chain }: Pick<Enterprise, 'chain'>, place: number): Signature | undefined {
  return chain && sortLinks('assessment', chain.links)[place]?.signature;
}

/** Whether the personal fields of the assessment at an index (from 0) were redacted. */
export function isRedacted({ chain }: Pick<Enterprise, 'chain'>, place: number): boolean {
  const { personal, salt } = (chain && sortLinks('assessment', chain.links)[place]) ?? {};
  return personal !== undefined && salt === undefined;
}

/**
 * Finds the differences between a file and what Matura wrote; none for a schema version without a chain. `bytes` must
 * be those that `enterprise` was parsed from; `format` formats an enterprise as a file.
 */
export function checkChain(
  bytes: Buffer,
  enterprise: Enterprise,
  format: (enterprise: Enterprise) => string,
): readonly ChainFinding[] {
  if (countIfUnaltered(bytes, enterprise) !== undefined) return [];
  // Another program may have written the same content with other white space, so the content is formatted again.
  const { chain, ...content } = enterprise;
  return [...checkForm(bytes), ...checkLayout(requireLayout(Buffer.from(format(content)), content), enterprise)];
}

/**
 * Counts the assessments of a file whose bytes are exactly those that Matura wrote; undefined for any other file. Works
 * on the text, without parsing the entries.
 */
export function countIfUnaltered(bytes: Buffer, outline: EnterpriseOutline): number | undefined {
  // If no link has a salt, the file contained nothing personal when it was written.
  const mayBePersonal = outline.chain?.links.some(({ salt }) => salt !== undefined);
  const layout = parseLayout(bytes, outline, mayBePersonal);
  try {
    return layout && checkLayout(layout, outline).length === 0 ? layout.assessments.length : undefined;
  } catch {
    // In a file laid out differently, text that looks like an entry may be only part of one and fail to parse.
    return undefined;
  }
}

function checkLayout(layout: Layout, { schemaVersion, key, chain }: EnterpriseOutline): ChainFinding[] {
  if (!chain) return schemaVersion >= CHAINED_FORMAT ? [{ code: 'no-chain' }] : [];
  return [
    ...(schemaVersion < CHAINED_FORMAT ? [{ code: 'other-version' } as const] : []),
    ...checkLinks(key, chain),
    ...checkEntries('assessment', layout, chain),
    ...checkEntries('record', layout, chain),
    ...checkFacts(layout, chain),
  ];
}

function checkLinks(key: string, { adopted, links, head }: Chain): ChainFinding[] {
  // The keys of the file from the first to the current one.
  const keys = [...links.flatMap(({ before }) => before ?? []), key];
  let previousHead = computeInitialDigest(itemAt(keys, 0), adopted);
  let codes = 0;
  const findings: ChainFinding[] = [];
  for (const [i, link] of links.entries()) {
    if (link.before !== undefined) codes += 1;
    const isOfKey = link.before === undefined || link.parts?.key === computeKeyDigest(itemAt(keys, codes));
    if (!isOfKey || computeLinkDigest(previousHead, link) !== link.digest)
      findings.push({ code: 'link-broken', link: i + 1 });
    if (!isUnsignedOrValid(link)) findings.push({ code: 'bad-signature', link: i + 1 });
    previousHead = headAfter(link);
  }
  if (previousHead !== head) findings.push({ code: 'cut-off' });
  return findings;
}

function findDifferingParts(
  parts: DigestedEntry['parts'],
  { parts: { facts, ...linked } = {} }: ChainLink,
): EntryPart[] {
  const names = new Set([...Object.keys(linked), ...Object.keys(parts)]);
  return [...names].filter((name) => linked[name] !== parts[name]) as EntryPart[];
}

/** Returns the links for one kind of entry, in the order in which the entries should appear in the file. */
export function sortLinks(kind: EntryName['kind'], links: readonly ChainLink[]): ChainLink[] {
  const order: ChainLink[] = [];
  for (const link of links) if (link.entry === kind) order.splice(link.number - 1, 0, link);
  return order;
}

function checkEntries(kind: EntryName['kind'], layout: Layout, { links }: Chain): ChainFinding[] {
  const expectedLinks = sortLinks(kind, links);
  const entryTexts = kind === 'assessment' ? layout.assessments : layout.records;
  const entries = entryTexts.map((text) => digestEntry(kind, text, layout));
  const redactedEntries = new Set(
    links.slice(
      0,
      Math.max(
        0,
        links.findLastIndex(({ entry }) => entry === 'redaction'),
      ),
    ),
  );
  const entryNameAt = (i: number): EntryName => ({ kind, number: i + 1 });
  const linkIndexes = pairEntries(entries, expectedLinks);
  const findings: ChainFinding[] = [];
  let maxPlace = -1;
  for (const [i, entry] of entries.entries()) {
    const linkIndex = linkIndexes[i] ?? -1;
    const link = expectedLinks[linkIndex];
    if (!link) {
      findings.push({ code: 'inserted', entry: entryNameAt(i) });
      continue;
    }
    const parts = findDifferingParts(entry.parts, link);
    const personalState = checkPersonal(entry, link, redactedEntries.has(link));
    if (personalState === 'altered') parts.push('personal');
    if (parts.length > 0) findings.push({ code: 'altered', entry: entryNameAt(i), parts });
    if (personalState === 'removed') findings.push({ code: 'personal-removed', entry: entryNameAt(i) });
    if (linkIndex < maxPlace) findings.push({ code: 'moved', entry: entryNameAt(i) });
    maxPlace = Math.max(maxPlace, linkIndex);
  }
  const pairedLinks = new Set(linkIndexes);
  for (const linkIndex of expectedLinks.keys())
    if (!pairedLinks.has(linkIndex)) findings.push({ code: 'removed', entry: entryNameAt(linkIndex) });
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

/**
 * Finds for each entry the index of its link: first links with the same content, then links with at least one part in
 * common, then the remaining ones in order.
 */
function pairEntries(entries: readonly DigestedEntry[], expected: readonly ChainLink[]): (number | undefined)[] {
  const linkIndexes: (number | undefined)[] = entries.map(({ parts }, i) =>
    expected[i] && findDifferingParts(parts, expected[i]).length === 0 ? i : undefined,
  );
  const pairedLinks = new Set(linkIndexes);
  // Several entries may be identical, so each entry was compared first with the link at its own position.
  for (const keysOf of [allPartsKey, listPartKeys]) {
    const indexesByKey = new Map<string, number[]>();
    for (const [place, { parts }] of expected.entries())
      if (!pairedLinks.has(place))
        for (const name of keysOf(parts)) indexesByKey.set(name, [...(indexesByKey.get(name) ?? []), place]);
    for (const [i, { parts }] of entries.entries()) {
      if (linkIndexes[i] !== undefined) continue;
      const linkIndex = keysOf(parts)
        .flatMap((name) => indexesByKey.get(name) ?? [])
        .find((place) => !pairedLinks.has(place));
      linkIndexes[i] = linkIndex;
      if (linkIndex !== undefined) pairedLinks.add(linkIndex);
    }
  }
  const unpairedEntries = [...expected.keys()].filter((place) => !pairedLinks.has(place));
  return linkIndexes.map((place) => place ?? unpairedEntries.shift());
}

function listPartKeys({ facts, ...parts }: Readonly<Record<string, string>> = {}): string[] {
  return Object.entries(parts).map(([name, digest]) => `${name} ${digest}`);
}

function allPartsKey(parts: Readonly<Record<string, string>> = {}): string[] {
  return [listPartKeys(parts).sort().join(' ')];
}

function checkFacts(layout: Layout, { links }: Chain): ChainFinding[] {
  const lastLink = links.findLast(({ entry }) => entry === 'assessment');
  const findings: ChainFinding[] = [];
  if (lastLink && lastLink.parts?.facts !== digestFacts(layout)) findings.push({ code: 'facts-altered' });
  if (!layout.mayBePersonal) return findings;
  const facts: Enterprise['facts'] = JSON.parse(layout.facts.toString());
  const contacts = listContacts(layout);
  // Personal fields of top-level facts must also occur in an assessment.
  const personalFacts = Object.entries(facts).filter(
    ([name, { note, evidence }]) => note !== undefined || evidence !== undefined || contacts.includes(name),
  );
  const assessments = personalFacts.length > 0 ? layout.assessments.map((text) => readHead(text).head) : [];
  for (const [name, fact] of personalFacts) {
    const text = JSON.stringify(fact);
    const isStated = assessments.some(
      (assessment) => Object.hasOwn(assessment.facts, name) && JSON.stringify(assessment.facts[name]) === text,
    );
    if (!isStated) findings.push({ code: 'facts-altered', name });
  }
  return findings;
}

/** Finds what could make other programs read other content than Matura: a byte order mark, or a duplicate key. */
function checkForm(bytes: Buffer): ChainFinding[] {
  // The bytes have been parsed as JSON, so the byte EF at the start can only belong to a byte order mark.
  const hasByteOrderMark = bytes[0] === 0xef;
  const duplicate = findDuplicateKey(bytes.toString());
  return [
    ...(hasByteOrderMark ? [{ code: 'byte-order-mark' } as const] : []),
    ...(duplicate ? [{ code: 'duplicate-key', ...duplicate } as const] : []),
  ];
}

const KEY_OR_BRACKET = /"([^"\\]*(?:\\.[^"\\]*)*)"(\s*:)?|[{}]/gs;

/** Finds the first key that an object in a JSON text has twice, and its line. */
function findDuplicateKey(text: string): { readonly name: string; readonly line: number } | undefined {
  const openObjects: Set<string>[] = [];
  for (const { 0: token, 1: key, 2: colon, index } of text.matchAll(KEY_OR_BRACKET)) {
    if (token === '{') openObjects.push(new Set());
    else if (token === '}') openObjects.pop();
    else if (colon !== undefined) {
      const name: string = JSON.parse(`"${key}"`);
      const names = openObjects.at(-1);
      if (names?.has(name)) return { name, line: text.slice(0, index).split('\n').length };
      names?.add(name);
    }
  }
  return undefined;
}
