import type { Questionnaire, Rubric } from '../model/generated/types.ts';
import type { Plan } from '../scoring/plan.ts';
import type { Aspect, Change, Changed, Thing } from './change.ts';
import { sides } from './inputs.ts';
import { findParts, isSame } from './parts.ts';
import { renameCondition, renameScore } from './renamed-rule.ts';
import { nameNow, type Renames } from './renames.ts';

const NOTHING_RENAMED: Renames = { names: new Map(), options: new Map() };

/** Scores added and removed, and the places of their rules that are different; levels are compared as gates. */
export function compareScores(old: Rubric, now: Rubric, renames: Renames): Change[] {
  const changed = Object.entries(now.scores).flatMap(([name, score]): Change[] => {
    const stated = Object.hasOwn(old.scores, name) ? old.scores[name] : undefined;
    if (stated === undefined) return [];
    const before = renameScore(name, stated, renames);
    const after = renameScore(name, score, NOTHING_RENAMED);
    return findParts(withoutSteps(name, before), withoutSteps(name, after)).map(
      (part): Change => ({ kind: 'changed', thing: 'score', name, aspect: 'rule', ...part }),
    );
  });
  return [...listChanges('score', Object.keys(old.scores), Object.keys(now.scores)), ...changed];
}

/** The steps of the level are its gates. */
function withoutSteps(name: string, rule: Readonly<Record<string, unknown>>): unknown {
  if (name !== 'level' || rule.steps === undefined) return rule;
  const { of: _of, steps: _steps, edge: _edge, ...rest } = rule;
  return rest;
}

/** Lists added and removed, and those that hold other members. */
export function compareLists(old: Rubric, now: Rubric, plans: { old: Plan; now: Plan }, renames: Renames): Change[] {
  const [before, after] = [Object.keys(old.lists ?? {}), Object.keys(now.lists ?? {})];
  const changed = after
    .filter((name) => before.includes(name))
    .flatMap((name): Change[] => {
      const one = membersOf(plans.old, name).map((member) => nameNow(member, renames));
      const other = membersOf(plans.now, name);
      const same = isSame([...one].sort(), [...other].sort());
      return same ? [] : [{ kind: 'changed', thing: 'list', name, aspect: 'members', before: one, after: other }];
    });
  return [...listChanges('list', before, after), ...changed];
}

function membersOf(plan: Plan, list: string): string[] {
  const node = plan.nodes[plan.names.get(list)?.node ?? -1];
  return node?.op === 'list' ? node.members.map(({ name }) => name) : [];
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
            .map((matrix) => ({ thing: 'question' as const, id: nameNow(matrix.id, naming), when: matrix.when })),
        ].map((one) => [one.id, { ...one, when: one.when && renameCondition(one.when, naming) }] as const),
      ),
    );
  const [before, after] = [asked(old, renames), asked(now, NOTHING_RENAMED)];
  const changed = [...after].flatMap(([name, { thing, when }]): Change[] => {
    const earlier = before.get(name);
    if (!earlier || isSame(earlier.when, when)) return [];
    return [{ kind: 'changed', thing, name, aspect: 'when', ...sides(earlier.when, when) }];
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
  return pairs.flatMap(([aspect, before, after]): Changed[] =>
    isSame(before, after) ? [] : [{ kind: 'changed', thing: 'pack', name, aspect, ...sides(before, after) }],
  );
}

/** What stands on one side only. */
export function listChanges(thing: Thing, before: readonly string[], after: readonly string[]): Change[] {
  return [
    ...after.filter((name) => !before.includes(name)).map((name): Change => ({ kind: 'added', thing, name })),
    ...before.filter((name) => !after.includes(name)).map((name): Change => ({ kind: 'removed', thing, name })),
  ];
}
