import type { Condition, Effects, Measure, Measures, Questionnaire, Rubric, Score } from '../model/index.ts';
import { memberNamesOf, type Plan } from '../scoring/index.ts';
import { currentName, currentOption, NO_RENAMES, type Renames, renameCondition, renameScore } from './id-renames.ts';
import { type Aspect, type Change, changesOf, diffValues, isSameValue, type Thing } from './pack-change.ts';

/** The one score whose steps are levels. */
const LEVEL = 'level';

/** Scores added and removed, and the places of their rules that are different; levels are compared as gates. */
export function compareScores(old: Rubric, now: Rubric, renames: Renames): Change[] {
  const changed = Object.entries(now.scores).flatMap(([name, score]): Change[] => {
    const stated = Object.hasOwn(old.scores, name) ? old.scores[name] : undefined;
    if (stated === undefined) return [];
    const before = renameScore(name, stated, renames);
    const after = renameScore(name, score, NO_RENAMES);
    return diffValues(withoutSteps(name, before), withoutSteps(name, after)).map(
      (part): Change => ({ kind: 'changed', thing: 'score', name, aspect: 'rule', ...part }),
    );
  });
  return [...listChanges('score', Object.keys(old.scores), Object.keys(now.scores)), ...changed];
}

/** The steps of the level are its gates. */
function withoutSteps(name: string, rule: Readonly<Record<string, unknown>>): unknown {
  if (name !== LEVEL || rule.steps === undefined) return rule;
  const { of: _of, steps: _steps, edge: _edge, ...rest } = rule;
  return rest;
}

/** Lists added and removed, and those that hold other members. */
export function compareLists(old: Rubric, now: Rubric, plans: { old: Plan; now: Plan }, renames: Renames): Change[] {
  const [before, after] = [Object.keys(old.lists ?? {}), Object.keys(now.lists ?? {})];
  const changed = after
    .filter((name) => before.includes(name))
    .flatMap((name): Change[] => {
      const one = membersOf(plans.old, name).map((member) => currentName(member, renames));
      const other = membersOf(plans.now, name);
      const same = isSameValue([...one].sort(), [...other].sort());
      return same ? [] : [{ kind: 'changed', thing: 'list', name, aspect: 'members', before: one, after: other }];
    });
  return [...listChanges('list', before, after), ...changed];
}

function membersOf(plan: Plan, list: string): readonly string[] {
  return memberNamesOf(plan)(plan.names.get(list)?.node ?? -1);
}

/** Sections added and removed, and when sections and matrices are asked. */
export function compareSections(old: Questionnaire, now: Questionnaire, renames: Renames): Change[] {
  const asked = (of: Questionnaire, naming: Renames) =>
    new Map(
      of.sections.flatMap(({ id, when, questions }) =>
        [
          { thing: 'section' as const, id, when },
          ...questions
            .filter(({ type }) => type === 'matrix')
            .map((matrix) => ({ thing: 'question' as const, id: currentName(matrix.id, naming), when: matrix.when })),
        ].map((one) => [one.id, { ...one, when: one.when && renameCondition(one.when, naming) }] as const),
      ),
    );
  const [before, after] = [asked(old, renames), asked(now, NO_RENAMES)];
  const changed = [...after].flatMap(([name, { thing, when }]): Change[] => {
    const earlier = before.get(name);
    return earlier ? changesOf({ thing, name }, 'when', earlier.when, when) : [];
  });
  const ids = (of: Questionnaire): string[] => of.sections.map(({ id }) => id);
  return [...listChanges('section', ids(old), ids(now)), ...changed];
}

/** What holds for the pack as a whole: for whom it is made, and what missing answers count. */
export function compareWhole(
  old: { questionnaire: Questionnaire; rubric: Rubric },
  now: { questionnaire: Questionnaire; rubric: Rubric },
  renames: Renames,
): Change[] {
  const { scope } = old.questionnaire;
  const pairs: readonly (readonly [Aspect, unknown, unknown])[] = [
    ['scope', scope && renameCondition(scope.when, renames), now.questionnaire.scope?.when],
    ['missing', old.rubric.missing, now.rubric.missing],
    ['policy', old.questionnaire.policy, now.questionnaire.policy],
  ];
  const name = now.questionnaire.id;
  return pairs.flatMap(([aspect, before, after]) => changesOf({ thing: 'pack', name }, aspect, before, after));
}

/** What is on one side only. */
function listChanges(thing: Thing, before: readonly string[], after: readonly string[]): Change[] {
  return [
    ...after.filter((name) => !before.includes(name)).map((name): Change => ({ kind: 'added', thing, name })),
    ...before.filter((name) => !after.includes(name)).map((name): Change => ({ kind: 'removed', thing, name })),
  ];
}

/** Levels added and removed, and of each level the requirements added, removed and changed. */
export function compareGates(old: Rubric, now: Rubric, renames: Renames): Change[] {
  return Object.entries(now.scores).flatMap(([score, rule]) => {
    const stated = Object.hasOwn(old.scores, score) ? old.scores[score] : undefined;
    if (stated === undefined) return [];
    const before = levelsOf(score, stated, renames);
    const after = levelsOf(score, rule, NO_RENAMES);
    const values = [...new Set([...before.keys(), ...after.keys()])].sort((a, b) => a - b);
    return values.flatMap((level) => compareLevel(score, level, before.get(level), after.get(level)));
  });
}

function compareLevel(
  score: string,
  level: number,
  before: readonly Condition[] | undefined,
  after: readonly Condition[] | undefined,
): Change[] {
  const place = { thing: 'level', name: String(level), of: score } as const;
  const listed: Change[] = !before ? [{ kind: 'added', ...place }] : !after ? [{ kind: 'removed', ...place }] : [];
  const gates = after ? pairRequirements(before ?? [], after) : [];
  return [
    ...listed,
    ...gates.map(([one, other]): Change => ({ kind: 'gate', score, level, before: one ?? null, after: other ?? null })),
  ];
}

/** What each level needs by itself, one requirement each. */
function levelsOf(name: string, score: Score, renames: Renames): ReadonlyMap<number, readonly Condition[]> {
  if (typeof score === 'string') return new Map();
  const { levels, steps, of, edge } = score;
  if (levels) {
    return new Map(levels.map(({ value, when }) => [value, when ? requirements(renameCondition(when, renames)) : []]));
  }
  if (name !== LEVEL || !steps || of === undefined) return new Map();
  const sorted = Object.entries(steps).sort(([a], [b]) => Number(a) - Number(b));
  return new Map(
    sorted.map(([bound, value], i) => {
      const keyword = edge === 'above' && i > 0 ? 'exclusiveMinimum' : 'minimum';
      return [Number(value), [{ [currentName(of, renames)]: { [keyword]: Number(bound) } }]];
    }),
  );
}

function requirements({ allOf = [], anyOf, not, ...entries }: Condition): Condition[] {
  return [
    ...Object.entries(entries).map(([name, test]) => ({ [name]: test }) as Condition),
    ...allOf.flatMap(requirements),
    ...(anyOf ? [{ anyOf }] : []),
    ...(not ? [{ not }] : []),
  ];
}

/** Requirements that differ: those on the same name belong together, in their order. */
function pairRequirements(
  before: readonly Condition[],
  after: readonly Condition[],
): [Condition | undefined, Condition | undefined][] {
  const gone = before.filter((one) => !after.some((other) => isSameValue(one, other)));
  const come = after.filter((one) => !before.some((other) => isSameValue(one, other)));
  const pairs = gone.map((one): [Condition, Condition | undefined] => {
    const at = come.findIndex((other) => subjectOf(other) === subjectOf(one));
    return [one, at < 0 ? undefined : come.splice(at, 1)[0]];
  });
  return [...pairs, ...come.map((one): [undefined, Condition] => [undefined, one])];
}

function subjectOf(requirement: Condition): string {
  return Object.keys(requirement).join();
}

const ASPECTS = ['when', 'achieves', 'expects', 'needs', 'cost', 'months', 'tags'] as const;

/** Measures added and removed, and what they lead to, need and cost where that is different. */
export function compareMeasures(old: Measures | null, now: Measures | null, renames: Renames): Change[] {
  const [before, after] = [old?.measures ?? [], now?.measures ?? []];
  const ids = (measures: readonly Measure[]): string[] => measures.map(({ id }) => id);
  const changed = after.flatMap((measure) => {
    const stated = before.find(({ id }) => id === measure.id);
    if (!stated) return [];
    const earlier = renameMeasure(stated, renames);
    return ASPECTS.flatMap((aspect) =>
      changesOf({ thing: 'measure', name: measure.id }, aspect, earlier[aspect], measure[aspect]),
    );
  });
  return [...listChanges('measure', ids(before), ids(after)), ...changed];
}

function renameMeasure(measure: Measure, renames: Renames): Measure {
  const { when, achieves, expects } = measure;
  return {
    ...measure,
    ...(when ? { when: renameCondition(when, renames) } : {}),
    achieves: renameEffects(achieves, renames),
    ...(expects ? { expects: renameEffects(expects, renames) } : {}),
  };
}

function renameEffects(effects: Effects, renames: Renames): Effects {
  return Object.fromEntries(
    Object.entries(effects).map(([former, effect]) => {
      const name = currentName(former, renames);
      const now = (option: string): string => currentOption(name, String(option), renames);
      return [name, typeof effect === 'object' ? { add: effect.add.map(now) } : now(effect)];
    }),
  );
}
