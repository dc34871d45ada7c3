import { closestTo } from '../model/closest.ts';
import type { Region, SimulatedGroup } from '../model/generated/types.ts';
import { toNumber } from '../model/rational.ts';
import type { Input, Plan } from '../scoring/plan.ts';
import { isRequiredOfAll } from '../scoring/required.ts';
import type { SheetEntry } from '../scoring/sheet.ts';
import type { Complain, SimulatedEnterprise } from './region.ts';
import type { Roles } from './roles.ts';

/** The facts that an enterprise states about itself. */
export type StatedFacts = (enterprise: SimulatedEnterprise) => ReadonlyMap<string, SheetEntry>;

/**
 * Which facts of a pack enterprises state: their key and name, the groups, the numbers that go with them, their chain and
 * role in it. Told are facts the pack does not have, and values it does not allow.
 */
export function planFacts(region: Region, plan: Plan, roles: Roles, complain: Complain): StatedFacts {
  const facts = new Map(plan.inputs.filter(({ role }) => role === 'fact').map((input) => [input.name, input]));
  const isFree = (input: Input | undefined): input is Input =>
    input !== undefined && input.derived === null && input.type !== 'derived';
  const groups = (region.groups ?? []).flatMap((group, g): { group: SimulatedGroup; input: Input }[] => {
    const input = facts.get(group.fact ?? group.id);
    if (group.fact !== undefined && !input)
      complain('M203', ['groups', g, 'fact'], {
        found: group.fact,
        wanted: 'fact of the pack',
        allowed: closestTo(group.fact, [...facts.keys()]),
      });
    if (group.fact !== undefined && input && !isFree(input))
      complain('M113', ['groups', g, 'fact'], { wanted: 'a fact that is stated, not worked out from others' });
    if (!isFree(input)) return [];
    checkValues(group, input, ['groups', g], complain);
    return [{ group, input }];
  });
  const key = plan.inputs.find(({ definition }) => 'key' in definition && definition.key === true);
  const text = (name: string, type: Input['type'] = 'text'): string[] => (facts.get(name)?.type === type ? [name] : []);
  const [names, chains] = [text('name'), text('chain')];
  const roleFact = text('chainRole', 'single').filter((name) =>
    (['leader', 'supplier', 'none'] as const).every((id) =>
      facts.get(name)?.options.some((option) => option.id === id),
    ),
  );
  const numbers = new Set(
    [...facts.values()]
      .filter((input) => isFree(input) && (input.type === 'integer' || input.type === 'decimal'))
      .map(({ name }) => name),
  );
  checkRanges(region, new Map([...facts].filter(([name]) => numbers.has(name))), complain);
  const stated = [
    ...(key ? [key.name] : []),
    ...names,
    ...chains,
    ...roleFact,
    ...groups.map(({ input }) => input.name),
  ];
  checkRequired(region, [...facts.values()], new Set(stated), complain);
  return (enterprise) => {
    const said = new Map<string, SheetEntry>();
    const say = (name: string, value: string): void => void said.set(name, { state: 'answered', value });
    if (key) say(key.name, enterprise.key);
    for (const name of names) say(name, enterprise.name);
    for (const { group, input } of groups) {
      const value = enterprise.values.get(group.id);
      if (value !== undefined) say(input.name, value);
    }
    for (const [name, value] of enterprise.facts)
      if (numbers.has(name)) said.set(name, { state: 'answered', value: { n: BigInt(value), d: 1n } });
    const { chain, role } = roles(enterprise);
    for (const name of chains) if (chain[0] !== undefined) say(name, chain[0]);
    for (const name of roleFact) say(name, role);
    return said;
  };
}

function checkValues(
  { values }: SimulatedGroup,
  input: Input,
  at: readonly (string | number)[],
  complain: Complain,
): void {
  if (input.type === 'text') return;
  if (input.type !== 'single') {
    complain('M113', [...at, 'id'], {
      wanted: `another name: the pack's fact "${input.name}" is neither text nor a choice`,
    });
    return;
  }
  const allowed = input.options.map(({ id }) => id);
  for (const [v, { value }] of values.entries())
    if (!allowed.includes(value))
      complain('M205', [...at, 'values', v, 'value'], {
        found: value,
        name: input.name,
        allowed: closestTo(value, allowed),
      });
}

/** Without a fact that is required of all, no answers can be scored. */
function checkRequired(
  { groups = [] }: Region,
  facts: readonly Input[],
  stated: ReadonlySet<string>,
  complain: Complain,
): void {
  const withValues = new Set(groups.flatMap(({ values }) => values.flatMap((value) => Object.keys(value.facts ?? {}))));
  for (const { name } of facts.filter(isRequiredOfAll))
    if (!stated.has(name) && !withValues.has(name))
      complain('M113', ['pack'], {
        wanted: `one whose required facts are all stated: "${name}" is not; groups with this id state it`,
      });
}

/** Numbers that go with a value must be numbers that the pack takes. */
function checkRanges({ groups = [] }: Region, facts: ReadonlyMap<string, Input>, complain: Complain): void {
  for (const [g, { values }] of groups.entries())
    for (const [v, value] of values.entries())
      for (const [id, { from, to }] of Object.entries(value.facts ?? {})) {
        const { low, high } = facts.get(id)?.range ?? {};
        const at = ['groups', g, 'values', v, 'facts', id];
        if (low && from < toNumber(low))
          complain('M113', [...at, 'from'], { wanted: `at least ${toNumber(low)}, as the pack wants it` });
        if (high && to > toNumber(high))
          complain('M113', [...at, 'to'], { wanted: `at most ${toNumber(high)}, as the pack wants it` });
      }
}
