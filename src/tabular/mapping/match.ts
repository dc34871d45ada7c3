import { likeness } from '../../model/closest.ts';
import type { Doubt, ProposedColumn } from '../../model/proposal.ts';
import type { Plan } from '../../scoring/plan.ts';
import { bareHeading } from './headings.ts';
import { createNames, type Name } from './names.ts';
import { createOptionNames } from './option-headings.ts';

/** What a heading alone says of its column. */
export interface Match {
  readonly by: ProposedColumn['by'];
  readonly input: number | null;
  /** The position of the option, for a column that is about one. */
  readonly option: number | null;
  readonly language: string | null;
  readonly unit: string | null;
  readonly confidence: number;
  readonly doubts: readonly Doubt[];
}

const NOTHING = { by: null, input: null, option: null, language: null, unit: null, confidence: 0, doubts: [] } as const;
const SURENESS: readonly Match['by'][] = ['id', 'text', 'numbered', 'option', 'similar'];

const LEAST_LIKENESS = 0.6;
/** So much more alike than everything else a heading must be. */
const MARGIN = 0.05;

/** Finds what each heading means. No fact or question is given to two columns, but options each to their own. */
export function matchHeadings(plan: Plan, headings: readonly string[]): readonly Match[] {
  const names = createNames(plan);
  const options = createOptionNames(plan, names);
  const matches = headings.map((heading): Match => {
    const [one, ...others] = names.find(heading);
    if (one && others.length === 0) return { ...NOTHING, ...one, confidence: 1 };
    if (one) return { ...NOTHING, doubts: [{ code: 'several', names: [one, ...others].map(nameOf) }] };
    const option = options.find(heading);
    if (!option) return NOTHING;
    const { isCounted, ...found } = option;
    return { ...NOTHING, ...found, by: 'option', confidence: 1, doubts: isCounted ? [{ code: 'counted' }] : [] };
  });
  const open = new Map(headings.flatMap((heading, i) => (matches[i]?.by === null ? [[i, heading] as const] : [])));
  const taken = (): Set<number> => new Set(matches.flatMap(({ input }) => input ?? []));
  for (const [i, { isCounted: _, ...found }] of options.findNumbered(open, taken())) {
    matches[i] = { ...NOTHING, ...found, by: 'option', confidence: 1 };
    open.delete(i);
  }
  for (const [i, match] of matchSimilar(open, names.all, taken())) {
    matches[i] = { ...(matches[i] as Match), ...match };
  }
  return dropSeconds(matches, nameOf);

  function nameOf({ input }: { readonly input: number }): string {
    return plan.inputs[input]?.name ?? '';
  }
}

/** Gives headings to what they are most like, the most alike first. */
function matchSimilar(
  headings: ReadonlyMap<number, string>,
  names: readonly Name[],
  taken: ReadonlySet<number>,
): ReadonlyMap<number, Match> {
  const free = names.filter(({ input }) => !taken.has(input));
  const candidates = [...headings].flatMap(([column, heading]) => {
    const alike = rank(bareHeading(heading), free);
    const [best, next] = alike;
    if (!best || best.confidence < LEAST_LIKENESS || best.confidence - (next?.confidence ?? 0) < MARGIN) return [];
    return [{ column, ...best }];
  });
  const found = new Map<number, Match>();
  const used = new Set<number>();
  for (const { column, name, confidence } of candidates.sort((a, b) => b.confidence - a.confidence)) {
    if (used.has(name.input)) continue;
    used.add(name.input);
    const { input, language } = name;
    found.set(column, { ...NOTHING, by: 'similar', input, language, confidence, doubts: [{ code: 'similar' }] });
  }
  return found;
}

interface Alike {
  readonly name: Name;
  readonly confidence: number;
}

/** The most alike name of each fact or question, the most alike first. */
function rank(heading: string, names: readonly Name[]): readonly Alike[] {
  const best = new Map<number, Alike>();
  for (const name of names) {
    const [shorter, longer] = [heading.length, name.form.length].sort((a, b) => a - b) as [number, number];
    // Texts of so different lengths cannot be alike enough.
    if (shorter < longer * LEAST_LIKENESS) continue;
    const confidence = likeness(heading, name.form);
    if (confidence > (best.get(name.input)?.confidence ?? 0)) best.set(name.input, { name, confidence });
  }
  return [...best.values()].sort((a, b) => b.confidence - a.confidence);
}

/** Leaves one column for each thing, the surest one, else the first; that there are others is a doubt. */
function dropSeconds(
  matches: readonly Match[],
  nameOf: (match: { readonly input: number }) => string,
): readonly Match[] {
  const groups = new Map<string, number[]>();
  for (const [i, { input, option }] of matches.entries()) {
    if (input === null) continue;
    const thing = `${input} ${option ?? ''}`;
    groups.set(thing, [...(groups.get(thing) ?? []), i]);
  }
  const kept = [...matches];
  for (const columns of groups.values()) {
    const [, ...seconds] = columns.sort((a, b) => sureness(matches[a]) - sureness(matches[b]) || a - b);
    for (const i of seconds) {
      const name = nameOf({ input: matches[i]?.input ?? -1 });
      kept[i] = { ...NOTHING, doubts: [{ code: 'second', name }] };
    }
  }
  return kept;
}

function sureness(match: Match | undefined): number {
  return SURENESS.indexOf(match?.by ?? null);
}
