import { plainAtom } from '../condition/unmet.ts';
import type { Fact, Question } from '../model/generated/types.ts';
import { type Rational, toNumber } from '../model/rational.ts';
import type { Input, Plan } from '../scoring/plan.ts';
import type { Aspect, Change, Changed } from './change.ts';
import { isSame } from './parts.ts';
import { renameCondition, renameDerivation } from './renamed-rule.ts';
import { nameNow, optionNow, type Renames } from './renames.ts';

/** A fact or question that both versions have, under one name or two. */
export interface InputPair {
  readonly name: string;
  readonly before: Input;
  readonly after: Input;
}

/** The facts and questions that are the same thing in both versions. */
export function pairInputs(old: Plan, now: Plan, renames: Renames): InputPair[] {
  const byName = new Map(old.inputs.map((input) => [nameNow(input.name, renames), input]));
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
    input.matrix !== null && others.has(nameNow(input.matrix, renames));
  const oldNames = new Set([...matrices.old].map((name) => nameNow(name, renames)));
  const listed: Change[] = [
    ...[...matrices.now].flatMap((name): Change[] => {
      const from = [...matrices.old].find((former) => nameNow(former, renames) === name);
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
  const goneMatrices = [...matrices.old].filter((name) => !matrices.now.has(nameNow(name, renames)));
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
  const [one, other] = [aspectsOf(before, after.name, renames), aspectsOf(after, after.name, NOTHING_RENAMED)];
  return [
    ...(isRenamed ? [{ kind: 'renamed', thing, name, from: before.name } as const] : []),
    ...(Object.keys(one) as (keyof typeof one)[]).flatMap((aspect) => changedAspect(thing, name, aspect, one, other)),
    ...compareOptions({ name, before, after }, renames),
  ];
}

const NOTHING_RENAMED: Renames = { names: new Map(), options: new Map() };

type Aspects = Readonly<Partial<Record<Aspect, unknown>>>;

function changedAspect(
  thing: Changed['thing'],
  name: string,
  aspect: Aspect,
  before: Aspects,
  after: Aspects,
): Changed[] {
  const [one, other] = [before[aspect], after[aspect]];
  if (isSame(one, other, aspect)) return [];
  return [{ kind: 'changed', thing, name, aspect, ...sides(one, other) }];
}

/** Both sides of a change, without the one that is not stated. */
export function sides(before: unknown, after: unknown): Pick<Changed, 'before' | 'after'> {
  return {
    ...(before === undefined ? {} : { before: before as NonNullable<Changed['before']> }),
    ...(after === undefined ? {} : { after: after as NonNullable<Changed['after']> }),
  };
}

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
    default: typeof assumed === 'string' ? optionNow(nameOfNow, assumed, renames) : assumed,
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
  const was = new Map(before.options.map((option) => [optionNow(name, option.id, renames), option]));
  const is = new Map(after.options.map((option) => [option.id, option]));
  const shared = (ids: Iterable<string>): string[] => [...ids].filter((id) => was.has(id) && is.has(id));
  const order = { before: shared(was.keys()), after: shared(is.keys()) };
  const changes = [...is].flatMap(([id, option]): Change[] => {
    const earlier = was.get(id);
    const place = { thing: 'option' as const, name: id, of: name };
    if (!earlier) return [{ kind: 'added', ...place }];
    return [
      ...(earlier.id === id ? [] : [{ kind: 'renamed', ...place, from: earlier.id } as const]),
      ...(earlier.exclusive === option.exclusive
        ? []
        : [
            {
              kind: 'changed',
              ...place,
              aspect: 'exclusive',
              before: earlier.exclusive,
              after: option.exclusive,
            } as const,
          ]),
    ];
  });
  const removed = [...was].filter(([id]) => !is.has(id));
  const moved: Change[] = isSame(order.before, order.after)
    ? []
    : [{ kind: 'changed', thing: thingOf(after), name, aspect: 'order', ...order }];
  return [
    ...changes,
    ...removed.map(([, { id }]): Change => ({ kind: 'removed', thing: 'option', name: id, of: name })),
    ...moved,
  ];
}
