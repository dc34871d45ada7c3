// Finds the ids of a pack for editors, even in an unfinished text. Which places contain ids follows from the schema.

import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { isMap, isScalar, isSeq, type Node, type Pair } from 'yaml';
import { type DocumentKind, type PlacedSchema, resolveReference, schemaOf } from '../model/index.ts';
import type { World } from '../world.ts';
import { isWrittenKind, type WrittenKind } from './document-kinds.ts';
import {
  findBaseFolders,
  findPacksBeside,
  listFiles,
  listPolicyFolders,
  PACK_FILES,
  POLICIES_FOLDER,
  peekKey,
} from './find-packs.ts';
import { findRuleBelow, keysOf, selectFittingRules } from './schema-rules.ts';
import { parseUnfinished, readKeyText, resolveAlias, type Span, spanOf, type YamlTree } from './yaml-tree.ts';

/** The group of ids within which an id must be unique. `name` covers facts, questions, sections, lists and scores. */
export type NameSpace =
  | 'name'
  | 'optionSet'
  | 'measure'
  | 'instrument'
  | 'track'
  | 'priority'
  | 'role'
  | 'group'
  | 'policy'
  | 'case'
  | 'tag';

/** A place where an id is declared or used. */
export interface NamePlace {
  readonly id: string;
  /** The groups to which the id may belong: usually one, but a key of `points` can be a name or an option set. */
  readonly nameSpaces: readonly NameSpace[];
  readonly isDeclaration: boolean;
  /** The span of this id alone within the text: `Q3` in `Q3/sales`, `level` in `pack.level`. */
  readonly span: Span;
  /**
   * The part of the document that declares the id. If the id is the value of `id`, this is the map around it; if the id
   * is a key, this is the value of the key.
   */
  readonly owner?: Node | null;
}

/** A key or value of a document, with the schema rules that apply to it. */
interface VisitedNode {
  readonly node: Node | null;
  readonly on: 'key' | 'value';
  /** The rules for this value or, for a key, the rule of the map that contains it. */
  readonly rules: readonly PlacedSchema[];
  readonly nameSpaces: readonly NameSpace[];
  readonly isDeclaration: boolean;
  readonly owner: Node | null;
  /** For a key, all keys of the same map; empty for a value. */
  readonly siblings: readonly string[];
}

/** For keys whose schema says only that the value is an id or a list of ids: the namespace of these ids. */
const ID_SPACES: Readonly<Record<string, NameSpace>> = {
  needs: 'measure',
  after: 'measure',
  with: 'measure',
  measures: 'measure',
  roadmap: 'measure',
  roles: 'role',
  options: 'optionSet',
  policy: 'policy',
  include: 'policy',
  base: 'case',
  track: 'track',
  groups: 'group',
  covers: 'tag',
  prefers: 'tag',
  tags: 'tag',
  by: 'tag',
};

/** The namespace of the id of a part of a pack, by the title of its schema. */
const NAME_SPACE_BY_OWNER: Readonly<Record<string, NameSpace>> = {
  Fact: 'name',
  Question: 'name',
  Section: 'name',
  Driver: 'name',
  Measure: 'measure',
  Priority: 'priority',
  Pain: 'priority',
  Role: 'role',
  Policy: 'policy',
  Track: 'track',
  Instrument: 'instrument',
  StackGroup: 'group',
  TestCase: 'case',
};

/** Maps whose keys are names: by the title of the map's schema, and by the key that contains the map. */
const NAME_MAPS = new Set(['Condition', 'Effects', 'Members', 'AmountMembers', 'Pairwise', 'Statements']);
const NAME_MAP_KEYS = new Set(['lists', 'scores', 'titles', 'facts', 'answers', 'targets']);

function titleOf(rule: PlacedSchema | undefined): string {
  return String((rule && resolveReference(rule).schema.title) ?? '');
}

/** Visits every key and value of a tree with the schema rules that apply to it. */
function* visit(tree: YamlTree, kind: DocumentKind): Generator<VisitedNode> {
  function* walk(
    node: Node | null,
    rule: PlacedSchema | undefined,
    { step, owner, list }: { readonly step: string; readonly owner: Owner; readonly list: boolean },
  ): Generator<VisitedNode> {
    const content = resolveAlias(tree, node);
    // A map or list reached through an alias is visited only where it is written.
    if (content !== node && !isScalar(content)) return;
    if (isMap<Node, Node | null>(content)) {
      const keys = content.items.map(({ key }) => readKeyText(tree, key) ?? '');
      const [fitting] = rule ? selectFittingRules(rule, { kind: 'map', keys }) : [];
      const title = titleOf(fitting) || titleOf(rule);
      const inner = { node: content, title };
      for (const [i, pair] of content.items.entries()) {
        yield* walkPair(pair, keys[i] ?? '', { fitting, whole: rule, step, owner: inner, siblings: keys });
      }
    } else if (isSeq<Node>(content)) {
      const [fitting] = rule ? selectFittingRules(rule, { kind: 'list' }) : [];
      for (const [i, item] of content.items.entries()) {
        yield* walk(item, fitting && findRuleBelow(fitting, i), { step, owner, list: true });
      }
    } else {
      const rules = rule ? selectFittingRules(rule, { kind: 'scalar' }) : [];
      const nameSpaces = spacesOfValue(rules, { step, owner: owner.title, list });
      const isDeclaration = step === 'id' && !list;
      yield { node, on: 'value', rules, nameSpaces, isDeclaration, owner: owner.node, siblings: [] };
    }
  }

  function* walkPair(
    { key, value }: Pair<Node, Node | null>,
    name: string,
    map: {
      readonly fitting: PlacedSchema | undefined;
      readonly whole: PlacedSchema | undefined;
      readonly step: string;
      readonly owner: Owner;
      readonly siblings: readonly string[];
    },
  ): Generator<VisitedNode> {
    const { fitting, step, owner, siblings } = map;
    const isKnownKey = fitting !== undefined && keysOf(fitting).includes(name);
    // The schema title `Members` belongs to the rule that declares the map, and its keys have no title of their own.
    const title = titleOf(map.whole) || owner.title;
    const nameSpaces = isKnownKey ? [] : spacesOfKey(kind, title, step);
    const isDeclaration =
      !isKnownKey && (step === 'scores' || step === 'lists' || step === 'optionSets') && kind !== 'cases'
        ? true
        : !isKnownKey && title === 'Members' && isMap(value);
    yield {
      node: key,
      on: 'key',
      rules: fitting ? [fitting] : [],
      nameSpaces,
      isDeclaration,
      owner: value,
      siblings,
    };
    yield* walk(value, fitting && findRuleBelow(fitting, name), { step: name, owner, list: false });
  }

  yield* walk(tree.root, schemaOf(kind), { step: '', owner: { node: tree.root, title: '' }, list: false });
}

interface Owner {
  readonly node: Node | null;
  readonly title: string;
}

function spacesOfKey(kind: DocumentKind, title: string, step: string): readonly NameSpace[] {
  if (step === 'optionSets') return ['optionSet'];
  if (step === 'instruments') return ['instrument'];
  if (step === 'points' || title === 'PointsTables') return ['name', 'optionSet'];
  if (step === 'tags') return [];
  if (title === 'Eases') return ['priority'];
  // The schemas of the inner maps of pairwise comparisons have no title.
  const isName = NAME_MAPS.has(title) || (NAME_MAP_KEYS.has(step) && (kind === 'rubric' || kind === 'cases'));
  return isName ? ['name'] : [];
}

function spacesOfValue(
  rules: readonly PlacedSchema[],
  { step, owner, list }: { readonly step: string; readonly owner: string; readonly list: boolean },
): readonly NameSpace[] {
  const titles = rules.map(titleOf);
  if (titles.includes('Name')) return ['name'];
  if (!titles.includes('Id')) return owner === 'Case' && step === 'value' ? ['name'] : [];
  if (step === 'id' && !list) return NAME_SPACE_BY_OWNER[owner] ? [NAME_SPACE_BY_OWNER[owner]] : [];
  if (step === 'options' && list) return [];
  if (step === 'excludes') return [owner === 'Measure' ? 'measure' : 'instrument'];
  const space = ID_SPACES[step];
  return space ? [space] : [];
}

/**
 * Finds the ids in the text of a document, in order; none if the text is not YAML at all. `pack` is the id of its pack.
 */
function findNamePlaces(kind: WrittenKind, text: string, pack: string): readonly NamePlace[] {
  const tree = parseUnfinished(text);
  if (!tree) return [];
  const namePlaces: NamePlace[] = [];
  for (const { node, nameSpaces, isDeclaration, owner } of visit(tree, kind)) {
    if (nameSpaces.length === 0 || !isScalar(node)) continue;
    const scalarText = String(node.value);
    // `Q3/sales` is a row of a matrix or a member of a score; a result may be written as `pack.name`.
    const prefix = nameSpaces.includes('name') && scalarText.startsWith(`${pack}.`) ? pack.length + 1 : 0;
    const id = nameSpaces.includes('name') ? (scalarText.slice(prefix).split('/', 1)[0] ?? scalarText) : scalarText;
    const quote = /["']/.test(text.charAt(spanOf(node).start)) ? 1 : 0;
    const nameStart = spanOf(node).start + quote + prefix;
    namePlaces.push({ id, nameSpaces, isDeclaration, span: { start: nameStart, end: nameStart + id.length }, owner });
  }
  return namePlaces;
}

/** The words that can be inserted at a place in a text. */
export interface Suggestions {
  /** The part of the word that is already written. */
  readonly span: Span;
  readonly words: readonly { readonly word: string; readonly about?: string; readonly isKey: boolean }[];
  readonly nameSpaces: readonly NameSpace[];
}

const CURSOR_MARK = 'matura-cursor';

/**
 * Suggests the words that the schema allows at an offset: keys that the map does not have yet, words of a closed list,
 * ids.
 */
export function suggestAt(kind: WrittenKind, text: string, offset: number): Suggestions | undefined {
  const start = offset - (/[\w./-]*$/.exec(text.slice(0, offset))?.[0].length ?? 0);
  const end = offset + (/^[\w./-]*/.exec(text.slice(offset))?.[0].length ?? 0);
  // A word alone on a line of a map is not valid YAML until a colon follows it, so both forms are tried.
  for (const mark of [CURSOR_MARK, `${CURSOR_MARK}:`]) {
    const tree = parseUnfinished(text.slice(0, start) + mark + text.slice(end), true);
    if (!tree) continue;
    for (const visited of visit(tree, kind)) {
      if (!isScalar(visited.node) || visited.node.value !== CURSOR_MARK) continue;
      return { span: { start, end }, words: listSuggestedWords(visited), nameSpaces: visited.nameSpaces };
    }
  }
  return undefined;
}

function listSuggestedWords({ on, rules, siblings }: VisitedNode): Suggestions['words'] {
  if (on === 'key') {
    return rules.flatMap((rule) =>
      keysOf(rule)
        .filter((key) => !siblings.includes(key))
        .map((key) => ({ word: key, isKey: true, ...describeKey(rule, key) })),
    );
  }
  return rules.flatMap(({ schema }) => {
    if (Array.isArray(schema.enum)) return schema.enum.map((word) => ({ word: String(word), isKey: false }));
    if (typeof schema.const === 'string') return [{ word: schema.const, isKey: false }];
    return schema.type === 'boolean' ? ['true', 'false'].map((word) => ({ word, isKey: false })) : [];
  });
}

function describeKey(rule: PlacedSchema, key: string): { readonly about?: string } {
  const ruleOfKey = findRuleBelow(rule, key);
  const text = ruleOfKey?.schema.description ?? (ruleOfKey && resolveReference(ruleOfKey).schema.description);
  return typeof text === 'string' ? { about: text } : {};
}

/** Returns the schema's description of the key at an offset; undefined if there is no key, or if the key is an id. */
export function describeKeyAt(
  kind: WrittenKind,
  text: string,
  offset: number,
): { readonly span: Span; readonly about: string } | undefined {
  const tree = parseUnfinished(text);
  if (!tree) return undefined;
  for (const { node, on, rules, nameSpaces } of visit(tree, kind)) {
    const span = spanOf(node);
    if (on !== 'key' || nameSpaces.length > 0 || offset < span.start || offset > span.end || !isScalar(node)) continue;
    const [about] = rules.flatMap((rule) => describeKey(rule, String(node.value)).about ?? []);
    return about === undefined ? undefined : { span, about };
  }
  return undefined;
}

/** Returns the title, text and help of the part that declares an id, such as a question. */
export function textsOf(owner: Node | null | undefined): readonly string[] {
  if (!isMap<Node, Node | null>(owner)) return [];
  return ['title', 'text', 'help'].flatMap((name) => {
    const value = owner.items.find(({ key }) => isScalar(key) && key.value === name)?.value;
    if (isScalar(value)) return [String(value.value)];
    if (!isMap<Node, Node | null>(value)) return [];
    return [value.items.map(({ value: text }) => (isScalar(text) ? String(text.value) : '')).join(' · ')];
  });
}

/** A file open in an editor, with the ids in it and in the other files of its pack. */
interface EditedPack {
  /** The kind of the file; undefined if it states none. */
  readonly kind: WrittenKind | undefined;
  readonly text: string;
  readonly files: readonly { readonly path: string; readonly text: string; readonly names: readonly NamePlace[] }[];
}

const COLLECTED_NAMES = new WeakMap<
  object,
  Map<string, { readonly text: string; readonly names: readonly NamePlace[] }>
>();

/** Reads the pack that a file belongs to, with its base, its cases and the policies beside it. `path` is absolute. */
export async function findEditedPack(world: World, path: string): Promise<EditedPack> {
  const folders = await packFoldersOf(path);
  const bases = await Promise.all(folders.map((folder) => findBaseFolders(world, folder)));
  const packFiles = [...folders, ...bases.flat()].flatMap((folder) => PACK_FILES.map((name) => join(folder, name)));
  const cases = folders.flatMap((folder) =>
    listFiles(join(folder, 'cases')).map((name) => join(folder, 'cases', name)),
  );
  const [folder = dirname(path)] = folders;
  const policies = listPolicyFolders(folder).flatMap((place) => listFiles(place).map((name) => join(place, name)));
  const pack = peekKey(join(folder, 'questionnaire.yaml'), 'id') ?? '';
  const namesByFile = COLLECTED_NAMES.get(world.unsaved ?? world) ?? new Map();
  COLLECTED_NAMES.set(world.unsaved ?? world, namesByFile);
  const paths = [...new Set([path, ...packFiles, ...cases, ...policies])].filter((candidate) =>
    candidate.endsWith('.yaml'),
  );
  const files = await Promise.all(
    paths.map(async (file) => {
      const text = world.unsaved?.get(file) ?? (await readFile(file, 'utf8').catch(() => ''));
      const kind = kindOf(text);
      const lastNames = namesByFile.get(file);
      const names = lastNames?.text === text ? lastNames.names : kind ? findNamePlaces(kind, text, pack) : [];
      namesByFile.set(file, { text, names });
      return { path: file, text, names };
    }),
  );
  const text = files[0]?.text ?? '';
  return { kind: kindOf(text), text, files };
}

/**
 * Returns the folders of the packs for which a file matters: the pack that it belongs to or, for a policy, the packs
 * beside it that name the policy; if none names it, all packs beside it.
 */
async function packFoldersOf(path: string): Promise<readonly string[]> {
  if (basename(dirname(path)) === 'cases') return [dirname(dirname(path))];
  if (basename(dirname(path)) !== POLICIES_FOLDER) return [dirname(path)];
  const nearbyFolders = (await findPacksBeside(path)).map(({ folder }) => folder);
  const id = peekKey(path, 'id');
  const namingFolders = nearbyFolders.filter((folder) => peekKey(join(folder, 'questionnaire.yaml'), 'policy') === id);
  return namingFolders.length > 0 ? namingFolders : nearbyFolders;
}

function kindOf(text: string): WrittenKind | undefined {
  const [, word = ''] = /^kind:[ \t]*["']?(\w+)/m.exec(text) ?? [];
  return isWrittenKind(word) ? word : undefined;
}
