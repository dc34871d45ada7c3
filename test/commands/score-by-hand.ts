// The bundled rubrics once more, worked from their documents in ordinary arithmetic and with nothing of the product: what
// the examples' figures are held to.

/** An enterprise's cells by heading, as ids. */
export type Cells = Readonly<Record<string, string>>;

/** What an enterprise comes to; null where a score does not apply. */
export interface Worked {
  readonly size: string;
  readonly scores: Readonly<Record<string, number | null>>;
  readonly level: number;
  readonly warnings: readonly string[];
}

/** Bounds of the size classes: employees, and revenue in 10,000 yuan; an enterprise of a class meets both. */
const CLASSES: Readonly<Record<string, Readonly<Record<string, readonly [number, number]>>>> = {
  industry: { large: [1000, 40_000], medium: [300, 2000], small: [20, 300] },
  software: { large: [300, 10_000], medium: [100, 1000], small: [10, 50] },
};

function sizeOf({ sector = '', employees, revenue }: Cells): string {
  const found = Object.entries(CLASSES[sector] ?? {}).find(
    ([, [people, money]]) => Number(employees) >= people && Number(revenue) >= money,
  );
  return found?.[0] ?? 'micro';
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
}

const DIMENSIONS = {
  direction: ['plan', 'lead', 'skills'],
  processes: ['finance', 'orders', 'material', 'collaboration'],
  production: ['planning', 'shopFloor', 'quality', 'equipment'],
  customers: ['market', 'service', 'partners'],
  data: ['records', 'analysis', 'ai'],
  base: ['network', 'protection', 'emergency'],
};

/** Of each level above the first: the least total, and the least of every dimension. */
const QUICK_LEVELS = [
  [2, 35, 25],
  [3, 60, 50],
  [4, 85, 75],
] as const;

/** Six dimensions, each the mean of questions from 0 to 3 as hundredths; production is asked of industry alone. */
export function workQuickScan(cells: Cells): Worked {
  const isIndustry = cells.sector === 'industry';
  const dimensions = Object.entries(DIMENSIONS).map(([name, questions]) => {
    const isAsked = name !== 'production' || isIndustry;
    return [name, isAsked ? (mean(questions.map((question) => Number(cells[question]))) * 100) / 3 : null] as const;
  });
  const settled = dimensions.flatMap(([, value]) => (value === null ? [] : [value]));
  const total = mean(settled);
  const level =
    QUICK_LEVELS.filter(([, least, each]) => total >= least && settled.every((one) => one >= each)).length + 1;
  return {
    size: sizeOf(cells),
    scores: { ...Object.fromEntries(dimensions), total },
    level,
    warnings: isIndustry ? [] : DIMENSIONS.production.map((question) => `not-asked:${question}`),
  };
}

/** Points of what can be chosen once, from option A on. */
const STEPS: Readonly<Record<string, readonly number[]>> = {
  Q2: [0, 1.5, 3, 4.5, 6],
  Q3: [0, 1.5, 3, 4.5, 6],
  Q5: [0, 2.5, 5, 7.5, 10],
  Q8: [0, 1.5, 3, 4.5, 6, 7.5],
  Q11: [0, 1.875, 3.75, 5.625, 7.5],
  Q12: [0, 3.5, 7],
  Q13: [0, 3.5, 7],
  Q14: [0, 1.5, 3],
  Q15: [0, 1.5, 3],
};
/** Points of each option besides A, which is none of them. */
const EACH: Readonly<Record<string, number>> = { Q1: 2, Q4: 0.7, Q6: 1.25, Q7: 1.25, Q9: 1.875, Q10: 1.5 };
const PARTS = {
  foundation: ['Q1', 'Q2', 'Q3', 'Q4', 'Q5', 'Q6', 'Q7'],
  management: ['Q8', 'Q9', 'Q10', 'Q11'],
  effects: ['Q12', 'Q13', 'Q14', 'Q15'],
};
const KEY_SCENES = [
  ...['productDesign', 'marketing', 'productionControl', 'quality', 'equipment', 'safety', 'energy', 'procurement'],
  ...['warehouse', 'finance'],
];
const SCENES = [
  ...KEY_SCENES,
  ...['processDesign', 'afterSales', 'planning', 'humanResources', 'collaboration', 'decisionSupport'],
];
/** Of each level: the least total, and how many scenes and key scenes are at that level or above it. */
const GATES = [
  [20, 6, 3],
  [40, 6, 3],
  [60, 8, 5],
  [80, 10, 6],
] as const;

/** Fifteen questions for points and sixteen scenes for gates; each level needs those below it. */
export function workMiit(cells: Cells): Worked {
  const of = (name: string): number => Number(cells[name]);
  const answers: Cells = { ...derivedAnswers(of), ...cells };
  const points = (question: string): number => {
    const answer = answers[question] ?? '';
    const steps = STEPS[question];
    if (steps) return steps['ABCDEF'.indexOf(answer)] as number;
    const chosen = answer.split(';').filter((option) => option !== 'A');
    const last = question === 'Q4' && chosen.includes('O') ? 0.2 : 0;
    return chosen.length * (EACH[question] as number) + last;
  };
  const parts = Object.entries(PARTS).map(
    ([name, questions]) => [name, questions.map(points).reduce((sum, one) => sum + one, 0)] as const,
  );
  const total = parts.reduce((sum, [, value]) => sum + value, 0);
  const reaching = (scenes: readonly string[], level: number): number =>
    scenes.filter((one) => of(one) >= level).length;
  const missed = GATES.findIndex(
    ([least, scenes, keys], i) =>
      total + 1e-9 < least || reaching(SCENES, i + 1) < scenes || reaching(KEY_SCENES, i + 1) < keys,
  );
  const size = sizeOf(cells);
  // The last one of Q1 is for who has the three before it.
  const networks = (answers.Q1 ?? '').split(';');
  const isAlone = networks.includes('E') && !['B', 'C', 'D'].every((option) => networks.includes(option));
  return {
    size,
    scores: { ...Object.fromEntries(parts), total },
    level: missed < 0 ? GATES.length : missed,
    warnings: [
      ...(size === 'large' ? ['out-of-scope'] : []),
      ...(Number(cells.networkedMachines) > Number(cells.digitalMachines)
        ? ['derived-out-of-range:networkedOfDigital']
        : []),
      ...(isAlone ? ['option-alone:Q1'] : []),
    ],
  };
}

/** The answers that follow from the raw numbers. */
function derivedAnswers(of: (name: string) => number): Cells {
  const shares = [
    of('digitalInvestment') / of('revenue'),
    of('digitalInvestmentBefore') / of('revenueBefore'),
    of('digitalInvestmentBefore2') / of('revenueBefore2'),
  ];
  const fell = (now: number, before: number): string => (now > before ? 'A' : now < before ? 'C' : 'B');
  const rose = (now: number, before: number): string => fell(before, now);
  return {
    Q2: bandOf(of('digitalMachines') / of('machines')),
    Q3: bandOf(of('networkedMachines') / of('machines')),
    Q11: bandOf(mean(shares)),
    Q12: fell(of('energyUse') / of('revenue'), of('energyUseBefore') / of('revenueBefore')),
    Q14: rose(of('revenue') / of('employees'), of('revenueBefore') / of('employeesBefore')),
    Q15: fell(of('operatingCost') / of('revenue'), of('operatingCostBefore') / of('revenueBefore')),
  };
}

/** Above 10, 20, 40 and 60 %. */
function bandOf(share: number): string {
  return 'ABCDE'[[0.1, 0.2, 0.4, 0.6].filter((bound) => share > bound).length] as string;
}
