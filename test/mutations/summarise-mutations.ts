import type { Kind } from './mutated-export.ts';
import type { Tried } from './run-mutations.ts';

export interface FamilySummary {
  readonly id: string;
  readonly about: string;
  readonly kind: Kind;
  readonly cases: number;
  readonly right: number;
  readonly told: number;
  readonly stopped: number;
  readonly wrong: number;
  /** Honest exports that are refused, or lose rows to rejects. */
  readonly falseAlarms: number;
  /** The first case that is worth a look. */
  readonly example: {
    readonly place: number;
    readonly what: string;
    readonly command: string;
    readonly reason: string;
  } | null;
}

export interface Summary {
  readonly families: readonly FamilySummary[];
  readonly cases: number;
  /** Cases wrong in silence although the file shows that something is wrong. */
  readonly wrong: number;
  readonly falseAlarms: number;
}

export function summarise(tried: readonly Tried[]): Summary {
  const groups = groupByFamily(tried);
  const families = [...groups].map(([family, cases]): FamilySummary => {
    const count = (verdict: string): number => cases.filter(({ judged }) => judged.verdict === verdict).length;
    const alarms = cases.filter(({ judged }) => judged.verdict === 'stopped' || judged.verdict === 'told');
    const [worst] = [...cases.filter(({ judged }) => judged.verdict === 'wrong'), ...alarms];
    return {
      id: family.id,
      about: family.about,
      kind: family.kind,
      cases: cases.length,
      right: count('right'),
      told: count('told'),
      stopped: count('stopped'),
      wrong: count('wrong'),
      falseAlarms: family.kind === 'honest' ? alarms.length : 0,
      example: worst
        ? { place: worst.place, what: worst.what, command: worst.command, reason: worst.judged.reason }
        : null,
    };
  });
  const counted = families.filter(({ kind }) => kind !== 'hidden');
  const sum = (of: (one: FamilySummary) => number): number => counted.reduce((total, one) => total + of(one), 0);
  const rank = ({ kind, wrong, falseAlarms }: FamilySummary): number =>
    kind === 'hidden' ? -1 : wrong * 1000 + falseAlarms;
  return {
    families: families.sort((a, b) => rank(b) - rank(a)),
    cases: tried.length,
    wrong: sum(({ wrong }) => wrong),
    falseAlarms: sum(({ falseAlarms }) => falseAlarms),
  };
}

function groupByFamily(tried: readonly Tried[]): Map<Tried['family'], Tried[]> {
  const groups = new Map<Tried['family'], Tried[]>();
  for (const one of tried) groups.set(one.family, [...(groups.get(one.family) ?? []), one]);
  return groups;
}

export function formatSummary({ families, cases, wrong, falseAlarms }: Summary, seed: number): string {
  const line = (cells: readonly (string | number)[]): string =>
    cells.map((cell, i) => (i === 0 ? String(cell).padEnd(34) : String(cell).padStart(8))).join('');
  const table = (shown: readonly FamilySummary[]): string[] => [
    line(['family', 'cases', 'wrong', 'right', 'told', 'stopped', 'alarms']),
    ...shown.map((one) => line([one.id, one.cases, one.wrong, one.right, one.told, one.stopped, one.falseAlarms])),
  ];
  const notes = families
    .filter(({ kind, wrong: bad, falseAlarms: alarms }) => kind !== 'hidden' && bad + alarms > 0)
    .flatMap(({ id, about, example, wrong: bad }) => [
      '',
      `${bad > 0 ? 'wrong in silence' : 'false alarm'}: ${id} (${about})`,
      `  ${example?.what}`,
      `  ${example?.reason}`,
      `  npm run mutations -- --seed ${seed} --families ${id} --case ${example?.place} --keep FOLDER, then there: ${example?.command}`,
    ]);
  return [
    ...table(families.filter(({ kind }) => kind !== 'hidden')),
    '',
    'What no file can show',
    ...table(families.filter(({ kind }) => kind === 'hidden')),
    ...notes,
    '',
    `${cases} cases with seed ${seed}: ${wrong} wrong in silence of what the file can show; ${falseAlarms} false alarms`,
  ].join('\n');
}
