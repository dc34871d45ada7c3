import type { Builder } from '../roadmap/builder.ts';
import { type Linear, MINUS_ONE, sumLinear, variableOf } from '../roadmap/linear.ts';
import type { Row } from '../roadmap/program.ts';
import type { Bounds, Line } from './bounds.ts';

/**
 * Puts into a program what measures cost less what grants may bring for them: each grant is a share of the most it can
 * be, below all its lines, and nothing where it is not had. In the units of the bounds.
 */
export function relaxOwn(
  bounds: Bounds,
  builder: Builder,
  taken: (measure: number) => Linear,
  saved: readonly Linear[],
): { readonly of: Linear; readonly atMost: (units: number) => Row } {
  const { costs, savings, grants, shared, excluded, counts } = bounds;
  const shares = grants.map(() => variableOf(builder.share()));
  const money = grants.map(({ most }, i) => [shares[i] as Linear, whole(most)] as const);

  for (const [i, { lines, most }] of grants.entries()) {
    for (const line of lines) if (line.base < most) demandBelow([money[i] as (typeof money)[number]], line);
  }
  for (const { of, line } of shared)
    demandBelow(
      of.map((i) => money[i] as (typeof money)[number]),
      line,
    );
  const isHad = new Map<number, Linear>();
  const had = (grant: number): Linear => {
    const known = isHad.get(grant) ?? variableOf(builder.variable(true));
    if (!isHad.has(grant))
      addRow(
        [
          [known, whole(1)],
          [shares[grant] as Linear, whole(-1)],
        ],
        0,
      );
    isHad.set(grant, known);
    return known;
  };
  for (const pair of excluded)
    addRow(
      pair.map((grant) => [had(grant), whole(-1)] as const),
      -1,
    );
  for (const { of, most } of counts)
    if (of.length > most)
      addRow(
        of.map((grant) => [had(grant), whole(-1)] as const),
        -most,
      );
  const of = sumLinear([
    ...costs.map((cost, i) => [taken(i), whole(cost)] as const),
    ...savings.map(({ amount }, i) => [saved[i] as Linear, whole(-amount)] as const),
    ...money.map(([share, most]) => [share, negated(most)] as const),
  ]);
  const opposite = sumLinear([[of, MINUS_ONE]]);
  return {
    of,
    atMost(units) {
      const row = wholeRow(opposite, -units);
      return builder.hasShares() ? scaleRow(row) : row;
    },
  };

  function demandBelow(grant: Parameters<typeof sumLinear>[0], { base, of }: Line): void {
    addRow(
      [
        ...grant.map(([share, most]) => [share, negated(most)] as const),
        ...of.map((one, i) => [taken(i), whole(one)] as const),
      ],
      -base,
    );
  }

  /** Shares are no whole numbers, so a row stays as it is. */
  function addRow(parts: Parameters<typeof sumLinear>[0], low: number): void {
    builder.rows.push(scaleRow(wholeRow(sumLinear(parts), low)));
  }
}

/** That an expression in whole multiples is at least a whole number. */
function wholeRow({ constant, variables, factors }: Linear, low: number): Row {
  return {
    terms: variables.map((at, i) => [at, Number(factors[i])] as const),
    low: low - Number(constant),
    high: null,
  };
}

/** The row divided by its largest multiple: what a solver takes for met is the same for all rows then. */
function scaleRow({ terms, low }: Row): Row {
  const largest = terms.reduce((most, [, one]) => Math.max(most, Math.abs(one)), 0) || 1;
  return { terms: terms.map(([at, one]) => [at, one / largest] as const), low: low && low / largest, high: null };
}

function whole(value: number): { n: bigint; d: bigint } {
  return { n: BigInt(value), d: 1n };
}

function negated({ n, d }: { n: bigint; d: bigint }): { n: bigint; d: bigint } {
  return { n: -n, d };
}
