import { chosenKind, levelAt } from '../chosen-assessment.ts';
import { numberOrNull } from '../member.ts';
import { type FactColumn, isInScope, type Roster } from '../roster.ts';
import { isStatedFor } from '../stage-variables.ts';
import type { FindChainMember } from './chain-figures.ts';

/** The usual registry headings of the facts that chains need. */
const HEADINGS = {
  name: ['name', '企业名称', '名称', 'Name'],
  city: ['city', '城市', '所在城市', '市', 'Stadt'],
  role: ['chainRole', '链主', '产业链角色', '在产业链中的角色'],
  transformed: ['transformed', '转型', '完成转型', '转型日期', 'umgestellt'],
} as const;

const LEADER = ['leader', '链主', '链主企业', '是', 'true', 'yes', '1', 'chain leader', 'leitunternehmen'];

/** Reads a member's fact as text, using the first of the headings that its sources have; blank if not stated. */
export function factReader(roster: Roster, headings: readonly string[]): (index: number) => string {
  const column = findFact(roster, headings);
  return (index) => column?.values[column.codes[index] as number] ?? '';
}

function findFact({ facts }: Roster, headings: readonly string[]): FactColumn | undefined {
  return headings.map((heading) => facts.get(heading)).find((found) => found !== undefined);
}

/** Reads a member's name, by any usual heading. */
export function nameReader(roster: Roster): (index: number) => string {
  return factReader(roster, HEADINGS.name);
}

/** Looks up enterprises of chains in a roster. */
export function chainMembersIn(roster: Roster): FindChainMember {
  const [nameOf, cityOf, roleOf] = (['name', 'city', 'role'] as const).map((fact) =>
    factReader(roster, HEADINGS[fact]),
  ) as [Read, Read, Read];
  // As for stages, a date after the roster's day has not been reached yet.
  const isTransformed = isStatedFor(findFact(roster, HEADINGS.transformed), roster.asOf);
  return (key) => {
    const index = roster.find(key);
    if (index < 0)
      return {
        key,
        name: null,
        city: null,
        isRegistered: false,
        isLeader: false,
        isTransformed: false,
        level: null,
        settled: null,
        isOnSite: false,
      };
    const kind = chosenKind(roster, index);
    return {
      key,
      name: nameOf(index) || null,
      city: cityOf(index) || null,
      isRegistered: isInScope(roster, index),
      isLeader: LEADER.includes(roleOf(index).toLowerCase()),
      isTransformed: isTransformed(index),
      level: kind && levelAt(roster.newest[kind], index),
      settled: kind && numberOrNull(roster.newest[kind].level[index]),
      isOnSite: roster.newest.onsite.source[index] !== 0,
    };
  };
}

type Read = (index: number) => string;
