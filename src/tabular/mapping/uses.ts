import { closestTo } from '../../model/closest.ts';
import type { Mapping } from '../../model/generated/types.ts';
import type { Problem } from '../../model/problem.ts';
import type { Complain } from '../../scoring/inputs.ts';
import type { Plan } from '../../scoring/plan.ts';
import type { ColumnUse } from '../use.ts';
import { useColumn } from './column.ts';

/** The pack and table that a mapping is to be used with. */
export interface MappingContext {
  readonly plan: Plan;
  /** The pack's id. */
  readonly pack: string;
  /** The headings of the table, without blanks at the ends. */
  readonly headings: readonly string[];
  /** What the table shows, where the mapping says nothing; null where it shows nothing. */
  readonly decimal: '.' | ',' | null;
  /** The mapping's file, as problems name it. */
  readonly file: string;
}

/** What a mapping comes to: one use for each heading. With problems it must not be used. */
export interface MappingUses {
  readonly uses: readonly ColumnUse[];
  readonly problems: readonly Problem[];
}

/** Settles how each column of a table is used. Names, options and headings that do not exist are reported. */
export function usesOf(mapping: Mapping, { plan, pack, headings, decimal, file }: MappingContext): MappingUses {
  const problems: Problem[] = [];
  const uses = headings.map((): ColumnUse => ({ kind: 'ignore' }));
  const complain: Complain = (code, at, details, on = 'value') => {
    problems.push({ code, file, at, on, details });
  };
  if (mapping.pack !== pack) complain('A112', ['pack'], { found: mapping.pack, name: pack });
  const inputs = new Map(plan.inputs.map(({ name }, index) => [name, index]));
  const columnOf = new Map(headings.map((heading, column) => [heading, column]));
  const seen = new Map<string, string>();
  for (const [i, mapped] of mapping.columns.entries()) {
    const at = ['columns', i];
    const column = columnOf.get(mapped.heading.trim());
    if (column === undefined) {
      const allowed = closestTo(mapped.heading, headings);
      complain('M203', [...at, 'heading'], { found: mapped.heading, wanted: 'column', allowed });
    }
    for (const thing of thingsOf(mapped.heading.trim(), mapped.to, mapped.option)) {
      if (seen.has(thing))
        complain('M201', [...at, thing.startsWith('to') ? 'to' : 'heading'], { found: seen.get(thing) ?? '' });
      seen.set(thing, thing.startsWith('to') ? (mapped.to ?? '') : mapped.heading);
    }
    if (mapped.to === undefined) continue;
    const index = inputs.get(mapped.to);
    const input = index === undefined ? undefined : plan.inputs[index];
    if (index === undefined || !input) {
      const allowed = closestTo(mapped.to, [...inputs.keys()]);
      complain('M203', [...at, 'to'], { found: mapped.to, wanted: 'fact or question', allowed });
      continue;
    }
    const meant = { mapped, input, index, decimal: mapping.decimal ?? decimal };
    const use = useColumn(meant, (code, below, details, on) => complain(code, [...at, ...below], details, on));
    if (column !== undefined) uses[column] = use;
  }
  return { uses, problems };
}

/** What can stand in a mapping once: a heading, and what it is for. */
function thingsOf(heading: string, to: string | undefined, option: string | undefined): string[] {
  return [`heading ${heading}`, ...(to === undefined ? [] : [`to ${to} ${option ?? ''}`])];
}
