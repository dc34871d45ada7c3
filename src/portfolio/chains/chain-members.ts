import { normaliseSpelling, TABLE_SPELLINGS } from '../../model/index.ts';
import { findChosenKind, levelAt } from '../chosen-assessment.ts';
import { numberOrNull } from '../member.ts';
import { type FactColumn, isInScope, type Roster } from '../roster.ts';
import { isStatedFor } from '../stage-variables.ts';
import type { FindChainMember } from './chain-figures.ts';

/** The usual registry headings of the facts that chains need. */
const CHAIN_FACT_HEADINGS = TABLE_SPELLINGS.chainFacts;

/**
 * Creates a reader of a fact that may be stated under several headings. For a member, the reader returns the text of
 * the first column with one of these headings, in any spelling, that is not blank; an empty text if there is none.
 */
function createFactReader(roster: Roster, headings: readonly string[]): (index: number) => string {
  const columns = findFacts(roster, headings);
  return (index) => {
    for (const { values, codes } of columns) {
      const text = values[codes[index] as number] ?? '';
      if (text !== '') return text;
    }
    return '';
  };
}

function findFacts({ facts }: Roster, headings: readonly string[]): readonly FactColumn[] {
  const spellings = headings.map(normaliseSpelling);
  return [...facts]
    .flatMap(([heading, column]) => {
      const place = spellings.indexOf(normaliseSpelling(heading));
      return place < 0 ? [] : [{ place, column }];
    })
    .sort((a, b) => a.place - b.place)
    .map(({ column }) => column);
}

/** Whether one of the headings is a usual heading for the names of enterprises. */
export function hasNameHeading(headings: Iterable<string>): boolean {
  const spellings = CHAIN_FACT_HEADINGS.name.map(normaliseSpelling);
  return [...headings].some((heading) => spellings.includes(normaliseSpelling(heading)));
}

/** Creates a reader of members' names, from a column with any usual heading. */
export function createNameReader(roster: Roster): (index: number) => string {
  return createFactReader(roster, CHAIN_FACT_HEADINGS.name);
}

/** Looks up enterprises of chains in a roster. */
export function createChainMemberFinder(roster: Roster): FindChainMember {
  const [nameOf, cityOf, roleOf] = (['name', 'city', 'role'] as const).map((fact) =>
    createFactReader(roster, CHAIN_FACT_HEADINGS[fact]),
  ) as [FactReader, FactReader, FactReader];
  // As for stages, a date after the roster's day means that the enterprise is not transformed yet.
  const isTransformed = isStatedFor(findFacts(roster, CHAIN_FACT_HEADINGS.transformed)[0], roster.asOf);
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
    const kind = findChosenKind(roster, index);
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

type FactReader = (index: number) => string;
