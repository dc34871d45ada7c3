import { TABLE_SPELLINGS } from '../../model/index.ts';
import { chosenKind, levelAt } from '../chosen-assessment.ts';
import { numberOrNull } from '../member.ts';
import { type FactColumn, isInScope, type Roster } from '../roster.ts';
import { isStatedFor } from '../stage-variables.ts';
import type { FindChainMember } from './chain-figures.ts';

/** The usual registry headings of the facts that chains need. */
const CHAIN_FACT_HEADINGS = TABLE_SPELLINGS.chainFacts;

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
  return factReader(roster, CHAIN_FACT_HEADINGS.name);
}

/** Looks up enterprises of chains in a roster. */
export function chainMembersIn(roster: Roster): FindChainMember {
  const [nameOf, cityOf, roleOf] = (['name', 'city', 'role'] as const).map((fact) =>
    factReader(roster, CHAIN_FACT_HEADINGS[fact]),
  ) as [Read, Read, Read];
  // As for stages, a date after the roster's day has not been reached yet.
  const isTransformed = isStatedFor(findFact(roster, CHAIN_FACT_HEADINGS.transformed), roster.asOf);
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
      isLeader: TABLE_SPELLINGS.leaders.includes(roleOf(index).toLowerCase()),
      isTransformed: isTransformed(index),
      level: kind && levelAt(roster.newest[kind], index),
      settled: kind && numberOrNull(roster.newest[kind].level[index]),
      isOnSite: roster.newest.onsite.source[index] !== 0,
    };
  };
}

type Read = (index: number) => string;
