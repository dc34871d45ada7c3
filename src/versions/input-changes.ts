import { type Fact, parseDecimal, type Question, type Rational, toNumber } from '../model/index.ts';
import { type Input, type Plan, type PointsNode, plainAtom, valueDependenciesOf } from '../scoring/index.ts';
import {
  currentName,
  currentOption,
  NO_RENAMES,
  type Renames,
  renameCondition,
  renameDerivation,
} from './id-renames.ts';
import { type Aspect, type Change, changesOf, isSameValue, type PointsValue } from './pack-change.ts';

/** A fact or question that both versions have, under one name or two. */
interface InputPair {
  readonly name: string;
  readonly before: Input;
  readonly after: Input;
}

/** The facts and questions that are the same thing in both versions. */
function pairInputs(old: Plan, now: Plan, renames: Renames): InputPair[] {
  const byName = new Map(old.inputs.map((input) => [currentName(input.name, renames), input]));
  return now.inputs.flatMap((after) => {
    const before = byName.get(after.name);
    return before ? [{ name: after.name, before, after }] : [];
  });
}

/** Facts and questions added, removed, renamed and changed, with their options; a matrix counts as one question. */
export function compareInputs(old: Plan, now: Plan, renames: Renames): Change[] {
  const pairs = pairInputs(old, now, renames);
  const known = new Map(pairs.map((pair) => [pair.name, pair]));
  const kept = new Set(pairs.map(({ before }) => before.name));
  const matrices = { old: matricesOf(old), now: matricesOf(now) };
  const hasMatrix = (input: Input, others: ReadonlySet<string>): boolean =>
    input.matrix !== null && others.has(currentName(input.matrix, renames));
  const oldNames = new Set([...matrices.old].map((name) => currentName(name, renames)));
  const listed: Change[] = [
    ...[...matrices.now].flatMap((name): Change[] => {
      const from = [...matrices.old].find((former) => currentName(former, renames) === name);
      if (from === undefined) return [{ kind: 'added', thing: 'question', name }];
      return from === name ? [] : [{ kind: 'renamed', thing: 'question', name, from }];
    }),
    ...now.inputs.flatMap((input): Change[] => {
      const pair = known.get(input.name);
      if (pair) return comparePair(pair, renames);
      const isWithMatrix = input.matrix !== null && !hasMatrix(input, oldNames);
      return isWithMatrix ? [] : [{ kind: 'added', thing: thingOf(input), name: input.name }];
    }),
  ];
  const gone = old.inputs.filter(
    (input) => !kept.has(input.name) && (input.matrix === null || hasMatrix(input, matrices.now)),
  );
  const goneMatrices = [...matrices.old].filter((name) => !matrices.now.has(currentName(name, renames)));
  return [
    ...listed,
    ...gone.map((input): Change => ({ kind: 'removed', thing: thingOf(input), name: input.name })),
    ...goneMatrices.map((name): Change => ({ kind: 'removed', thing: 'question', name })),
  ];
}

function matricesOf({ inputs }: Plan): ReadonlySet<string> {
  return new Set(inputs.flatMap(({ matrix }) => (matrix === null ? [] : [matrix])));
}

function thingOf({ role, matrix }: Input): 'fact' | 'question' | 'row' {
  return matrix === null ? role : 'row';
}

function comparePair({ name, before, after }: InputPair, renames: Renames): Change[] {
  const thing = thingOf(after);
  // Of a row in a renamed matrix only its own part may have stayed.
  const ownPart = (input: Input): string =>
    input.matrix === null ? input.name : input.name.slice(input.matrix.length);
  const isRenamed = ownPart(before) !== ownPart(after);
  const [one, other] = [aspectsOf(before, after.name, renames), aspectsOf(after, after.name, NO_RENAMES)];
  return [
    ...(isRenamed ? [{ kind: 'renamed', thing, name, from: before.name } as const] : []),
    ...(Object.keys(one) as (keyof typeof one)[]).flatMap((aspect) =>
      changesOf({ thing, name }, aspect, one[aspect], other[aspect]),
    ),
    ...compareOptions({ name, before, after }, renames),
  ];
}

type Aspects = Readonly<Partial<Record<Aspect, unknown>>>;

/** What decides how an answer is given and read, in names and options of now. */
function aspectsOf(input: Input, nameOfNow: string, renames: Renames) {
  const definition = input.definition as Partial<Fact & Question>;
  const derive = definition.derive ?? (definition.first ? { first: definition.first } : undefined);
  const { low, high } = input.range;
  const { least, most } = input.choose;
  const plain = (end: Rational | null): number | undefined => (end ? toNumber(end) : undefined);
  const assumed = input.default === null ? undefined : plainAtom(input.default);
  return {
    type: input.type,
    range: low || high ? { minimum: plain(low), maximum: plain(high) } : undefined,
    choose: input.type === 'multiple' ? { least, ...(most === null ? {} : { most }) } : undefined,
    unit: definition.unit,
    default: typeof assumed === 'string' ? currentOption(nameOfNow, assumed, renames) : assumed,
    key: definition.key ?? false,
    required: definition.required ?? false,
    notApplicable: input.notApplicable,
    evidence: definition.evidence ?? 'optional',
    when: definition.when && renameCondition(definition.when, renames),
    derive: derive && renameDerivation(nameOfNow, derive, renames),
    section: input.section ?? undefined,
    tags: input.tags,
  } satisfies Aspects;
}

function compareOptions({ name, before, after }: InputPair, renames: Renames): Change[] {
  const was = new Map(before.options.map((option) => [currentOption(name, option.id, renames), option]));
  const is = new Map(after.options.map((option) => [option.id, option]));
  const shared = (ids: Iterable<string>): string[] => [...ids].filter((id) => was.has(id) && is.has(id));
  const changes = [...is].flatMap(([id, option]): Change[] => {
    const earlier = was.get(id);
    const place = { thing: 'option' as const, name: id, of: name };
    if (!earlier) return [{ kind: 'added', ...place }];
    return [
      ...(earlier.id === id ? [] : [{ kind: 'renamed', ...place, from: earlier.id } as const]),
      ...changesOf(place, 'exclusive', earlier.exclusive, option.exclusive),
    ];
  });
  const removed = [...was].filter(([id]) => !is.has(id));
  return [
    ...changes,
    ...removed.map(([, { id }]): Change => ({ kind: 'removed', thing: 'option', name: id, of: name })),
    ...changesOf({ thing: thingOf(after), name }, 'order', shared(was.keys()), shared(is.keys())),
  ];
}

/** What the answers to one question count, by the score that counts them. */
type Counted = ReadonlyMap<string, PointsNode>;

/** Points that are different, option by option; once for all scores where they count the same in each. */
export function comparePoints(old: Plan, now: Plan, renames: Renames): Change[] {
  const [counted, countedNow] = [countedBy(old), countedBy(now)];
  return pairInputs(old, now, renames).flatMap((pair): Change[] => {
    const before = counted.get(old.nodes.indexOf(pair.before)) ?? new Map();
    const after = countedNow.get(now.nodes.indexOf(pair.after)) ?? new Map();
    if (before.size === 0 || after.size === 0) {
      const place = { thing: pair.after.role, name: pair.name };
      return changesOf(place, 'counted', before.size > 0, after.size > 0);
    }
    const [one, other] = [sharedTable(before), sharedTable(after)];
    if (one && other) return compareTables(pair, one, other, null, renames);
    return [...before].flatMap(([score, table]) => {
      const later = after.get(score);
      return later ? compareTables(pair, table, later, score, renames) : [];
    });
  });
}

/** For each answer, by its position, the points that each score counts itself, not through another score. */
function countedBy(plan: Plan): ReadonlyMap<number, Counted> {
  const found = new Map<number, Map<string, PointsNode>>();
  const scores = new Set(plan.scores.map(({ node }) => node));
  for (const { name, node } of plan.scores) {
    const seen = new Set<number>();
    const visit = (position: number): void => {
      if (seen.has(position) || (position !== node && scores.has(position))) return;
      seen.add(position);
      const read = plan.nodes[position];
      if (!read || read.op === 'input') return;
      if (read.op === 'points') found.set(read.of, (found.get(read.of) ?? new Map()).set(name, read));
      else for (const inner of valueDependenciesOf(read)) visit(inner);
    };
    visit(node);
  }
  return found;
}

function sharedTable(counted: Counted): PointsNode | undefined {
  const [first, ...others] = counted.values();
  return first && others.every((other) => isSameValue(plainTable(first), plainTable(other))) ? first : undefined;
}

function plainTable({ table, unproven }: PointsNode): unknown {
  const plain = (map: PointsNode['table']): unknown =>
    map && Object.fromEntries([...map].map(([key, points]) => [key, toNumber(points)]));
  return { table: plain(table), unproven: plain(unproven) };
}

function compareTables(
  { name }: InputPair,
  before: PointsNode,
  after: PointsNode,
  score: string | null,
  renames: Renames,
): Change[] {
  const former = new Map([...(before.table?.keys() ?? [])].map((key) => [currentOption(name, key, renames), key]));
  const keys = new Set([...former.keys(), ...(after.table?.keys() ?? [])]);
  return [...keys].flatMap((option): Change[] => {
    const one = pointsAt(before, former.get(option) ?? option);
    const other = pointsAt(after, option);
    return isSameValue(one, other) ? [] : [{ kind: 'points', name, option, score, before: one, after: other }];
  });
}

/** Without a table a number counts itself. */
function pointsAt({ table, unproven }: PointsNode, key: string): PointsValue | null {
  const points = table ? table.get(key) : parseDecimal(key);
  if (!points) return null;
  const without: Rational | undefined = unproven?.get(key);
  const differs = without !== undefined && toNumber(without) !== toNumber(points);
  return { points: toNumber(points), ...(differs ? { without: toNumber(without) } : {}) };
}
