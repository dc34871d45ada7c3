import { createChance } from '../fuzz/mutate.ts';
import { type Input, openPack, type Pack } from './known-packs.ts';
import { NOT_APPLICABLE, UNANSWERED, UNKNOWN, type Value, type Values } from './score-exactly.ts';

/** A source of chance that gives the same for the same seed. */
export interface Chance {
  /** A whole number below the limit. */
  below(limit: number): number;
  pick<T>(list: readonly T[]): T;
  /** Whether something happens that does so once in that many times. */
  once(times: number): boolean;
  shuffle<T>(list: readonly T[]): readonly T[];
}

export function drawFrom(seed: number): Chance {
  const next = createChance(seed);
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    below,
    pick: <T>(list: readonly T[]) => list[below(list.length)] as T,
    once: (times) => below(times) === 0,
    shuffle<T>(list: readonly T[]) {
      const rest = [...list];
      return rest.map((_, i) => {
        const k = i + below(rest.length - i);
        [rest[i], rest[k]] = [rest[k] as T, rest[i] as T];
        return rest[i] as T;
      });
    },
  };
}

/**
 * What an export asks. `figures`: answers that follow from figures are left to them; `choices`: they are answered
 * themselves, and no figures are asked for; `shares`: the percentages are stated in place of machines and amounts.
 */
export type Scope = 'quick' | 'figures' | 'choices' | 'shares';

const COMMON = ['uscc', 'name', 'sector', 'employees', 'revenue', 'district', 'chain', 'chainRole'];
const MACHINES = ['machines', 'digitalMachines', 'networkedMachines'];
const INVESTMENTS = ['digitalInvestment', 'digitalInvestmentBefore', 'digitalInvestmentBefore2'];
const YEARS = [
  ...['revenueBefore', 'revenueBefore2', 'energyUse', 'energyUseBefore', 'employeesBefore'],
  ...['operatingCost', 'operatingCostBefore'],
];
const FACTS: Readonly<Record<Scope, readonly string[]>> = {
  quick: COMMON,
  figures: [...COMMON, ...MACHINES, ...INVESTMENTS, ...YEARS],
  choices: COMMON,
  shares: [...COMMON, 'digitalRate', 'networkedRate', 'investmentShare', ...YEARS],
};
const DERIVED = ['Q2', 'Q3', 'Q11', 'Q12', 'Q14', 'Q15'];

export function packOf(scope: Scope): Pack {
  return openPack(scope === 'quick' ? 'quick-scan-china' : 'miit-sme-2024');
}

export function inputsOf(scope: Scope): readonly Input[] {
  return packOf(scope).inputs.filter(({ id, isFact }) => {
    if (isFact) return FACTS[scope].includes(id);
    return scope === 'quick' || scope === 'choices' || !DERIVED.includes(id);
  });
}

export interface Honest {
  readonly scope: Scope;
  readonly count: number;
  /** Whether some answers are blank, unknown or, where that is allowed, not applicable. */
  readonly gaps?: boolean;
  /** Whether some enterprises are of other sectors, whom production is not asked of. */
  readonly sectors?: boolean;
}

const DISTRICTS = ['武侯区', '锦江区', '青羊区', '金牛区', '成华区', '龙泉驿区', '新都区', '郫都区', '双流区'];
const CHAINS = ['', '高端能源装备', '生物医药', '绿色食品', '新型材料', '电子信息', '轨道交通'];
const PRODUCTS = ['精密机械', '汽车零部件', '食品', '电子', '医疗器械', '包装', '化工材料', '家具', '模具', '仪表'];
const PLACES = ['成都', '四川', '蓉城', '天府', '西南', '锦城', '华西', '川西', '岷江', '沱江'];

/** Enterprises with everything known of them. Years of one figure differ by less than a half, as those of most enterprises do. */
export function drawEnterprises(chance: Chance, { scope, count, gaps = false, sectors = false }: Honest): Values[] {
  const { below, pick, once } = chance;
  const first = below(1_000_000);
  const inputs = inputsOf(scope);
  return Array.from({ length: count }, (_, row) => {
    const far = below(100);
    const sector = sectors && once(4) ? pick(['software', 'retail', 'transport', 'wholesale']) : 'industry';
    const facts: Record<string, Value> = {
      uscc: creditCode(first + row * 7919),
      name: `${pick(PLACES)}${pick(PRODUCTS)}${pick(['有限公司', '股份有限公司', '厂', '（成都）有限公司'])}${row + 1}号`,
      sector,
      district: pick(DISTRICTS),
      chain: pick(CHAINS),
      chainRole: pick(['leader', 'supplier', 'supplier', 'supplier', 'none']),
      ...drawFigures(chance),
    };
    const answers = inputs.map((input): readonly [string, Value] => {
      if (input.isFact) return [input.id, facts[input.id] as Value];
      if (scope === 'quick' && input.section === 'production' && sector !== 'industry') return [input.id, UNANSWERED];
      if (gaps && once(25)) return [input.id, pick([UNANSWERED, UNKNOWN])];
      if (gaps && input.notApplicable && once(10)) return [input.id, NOT_APPLICABLE];
      return [input.id, drawAnswer(input, far, chance)];
    });
    return Object.fromEntries(answers);
  });
}

/** Answers lean towards how far the enterprise is, so that every level is reached. */
function drawAnswer({ type, choices }: Input, far: number, { below }: Chance): Value {
  if (type === 'multiple') {
    const chosen = choices.filter(({ exclusive }) => !exclusive && below(120) < 10 + far).map(({ id }) => id);
    return chosen.length > 0 ? chosen : choices.filter(({ exclusive }) => exclusive).map(({ id }) => id);
  }
  const place = Math.floor(((far + below(100) - 30) * choices.length) / 100);
  return (choices[Math.max(0, Math.min(choices.length - 1, place))] as { id: string }).id;
}

function drawFigures({ below }: Chance): Record<string, string> {
  const employees = 12 + below(below(2) === 0 ? 120 : 900);
  // In 10,000 yuan, with a decimal now and then; 25 to 100 a head, so that a unit of a thousandth or a thousandfold is another order.
  const revenue = employees * (25 + below(75)) + below(100);
  const near = (value: number): number => Math.max(1, Math.round((value * (80 + below(45))) / 100));
  const machines = 20 + below(180);
  const digital = below(machines + 1);
  const invested = Math.max(2, Math.round((revenue * (1 + below(70))) / 100));
  const cost = Math.round((revenue * (55 + below(35))) / 100);
  const energy = 60 + below(900);
  return {
    employees: String(employees),
    revenue: below(3) === 0 ? `${revenue}.${1 + below(9)}` : String(revenue),
    employeesBefore: String(near(employees)),
    revenueBefore: String(near(revenue)),
    revenueBefore2: String(near(revenue)),
    machines: String(machines),
    digitalMachines: String(digital),
    networkedMachines: String(below(digital + 1)),
    digitalInvestment: String(invested),
    digitalInvestmentBefore: String(near(invested)),
    digitalInvestmentBefore2: String(near(invested)),
    energyUse: String(energy),
    energyUseBefore: String(near(energy)),
    operatingCost: String(cost),
    operatingCostBefore: String(near(cost)),
    digitalRate: String(1 + below(99)),
    networkedRate: String(1 + below(99)),
    investmentShare: `0.${String(1 + below(69)).padStart(2, '0')}`,
  };
}

const SIGNS = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/** A code of the registry with both its check characters: GB 11714 for the organisation, GB 32100 for the whole. */
function creditCode(number: number): string {
  const organisation = `MA${String(number % 1_000_000).padStart(6, '0')}`;
  const weights = [3, 7, 9, 10, 5, 8, 4, 2];
  const check =
    11 - ([...organisation].reduce((sum, sign, i) => sum + Number.parseInt(sign, 36) * (weights[i] as number), 0) % 11);
  const body = `91510100${organisation}${check === 10 ? 'X' : check % 11}`;
  let [sum, weight] = [0, 1];
  for (const sign of body) {
    sum += SIGNS.indexOf(sign) * weight;
    weight = (weight * 3) % 31;
  }
  return body + SIGNS[(31 - (sum % 31)) % 31];
}
