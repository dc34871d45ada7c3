// Writes the figures from which the costs of measures were calculated.
import type { Driver, DriverFigure, Recommendation } from '../../model/index.ts';
import type { AssessmentReport } from '../text/assessment-report.ts';
import { formatCount } from '../text/number-format.ts';
import type { Vocabulary } from '../text/vocabulary.ts';

type Report = Pick<AssessmentReport, 'result' | 'measures'>;

/**
 * Lists the facts, scores and drivers from which costs were calculated, with their values; undefined if all costs are
 * stated as numbers.
 */
export function collectCostSources(
  { measures, drivers = [] }: Pick<Recommendation, 'measures' | 'drivers'>,
  report: Report,
  vocabulary: Vocabulary,
): string | undefined {
  const figures = new Map(drivers.map((driver) => [driver.id, driver]));
  const names = new Set<string>();
  for (const name of measures.flatMap(({ costFrom = [] }) => costFrom)) addNames(name, figures, report, names);
  if (names.size === 0) return undefined;
  const sources = [...names].map((name) => {
    const figure = figures.get(name);
    return figure ? driverInWords(figure, report, vocabulary) : factInWords(name, report, vocabulary);
  });
  return vocabulary.messages.numbers.list(sources);
}

/**
 * Adds a name. A driver without a unit is not a quantity that readers know, so the names from which it is calculated
 * are added instead.
 */
function addNames(name: string, figures: ReadonlyMap<string, DriverFigure>, report: Report, names: Set<string>): void {
  const figure = figures.get(name);
  if (!figure || definitionOf(name, report)?.unit) names.add(name);
  else for (const source of figure.from) addNames(source, figures, report, names);
}

function definitionOf(id: string, { measures }: Report): Driver | undefined {
  return measures?.drivers?.find((driver) => driver.id === id);
}

function factInWords(name: string, { result: { facts, scores, level } }: Report, vocabulary: Vocabulary): string {
  const { numbers, words } = vocabulary.messages;
  const title = vocabulary.titleOf(name);
  if (vocabulary.inputOf(name)?.role === 'question') return title;
  const value = facts[name] ?? (name === 'level' ? level : scores[name])?.value;
  return numbers.remark(title, value === undefined ? words.open : vocabulary.valueText(name, value));
}

/** Writes the quantity of a driver, whether it is stated or estimated, and from what it is estimated. */
function driverInWords({ id, value, stated, from }: DriverFigure, report: Report, vocabulary: Vocabulary): string {
  const { numbers, policy, words } = vocabulary.messages;
  const { unit, of = id } = definitionOf(id, report) ?? {};
  if (value === undefined) return numbers.remark(vocabulary.titleOf(of), words.open);
  const count = formatCount(Math.round(value), numbers);
  const countAndUnit = { count, unit: vocabulary.pick(unit) ?? id };
  if (stated) return policy.measures.stated(countAndUnit);
  const { facts } = report.result;
  const numbersBehind = from.flatMap((name) => {
    const fact = facts[name];
    return typeof fact === 'number' ? [vocabulary.valueText(name, fact)] : [];
  });
  return numbersBehind.length > 0
    ? policy.measures.estimated({ ...countAndUnit, from: numbers.and(numbersBehind) })
    : numbers.remark(vocabulary.titleOf(of), policy.measures.assumed({ count }));
}
