// Collects the ids that a version renames, and rewrites rules of an older version with current ids.
import type { Condition, Options, Questionnaire, Score, ScoreRule } from '../model/index.ts';
import { combinationOf, formerIds, type Input, type Plan } from '../scoring/index.ts';

/** The documents of a version that declare renamed ids. */
interface RenamingPack {
  readonly questionnaire: Questionnaire;
  readonly plan: Plan;
}

/** The renames that a version declares: earlier ids, each with the current one. */
export interface Renames {
  /** For each earlier name of a fact, question, matrix or row: its current name. */
  readonly names: ReadonlyMap<string, string>;
  /** For each question, by its current name: its earlier options with the current ones. */
  readonly options: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

/** No renames: what applies to the newest version itself. */
export const NO_RENAMES: Renames = { names: new Map(), options: new Map() };

/**
 * Collects every `renamedFrom` of a version. A row of a renamed matrix is listed under each combination of current and
 * earlier matrix and row ids.
 */
export function collectRenames({ questionnaire, plan }: RenamingPack): Renames {
  const names = new Map<string, string>();
  for (const { definition, role, name } of plan.inputs) {
    if (role === 'fact') for (const former of formerIds(definition)) names.set(former, name);
  }
  for (const question of questionnaire.sections.flatMap(({ questions }) => questions)) {
    for (const former of formerIds(question)) names.set(former, question.id);
    for (const row of question.rows ?? []) {
      for (const matrix of [question.id, ...formerIds(question)]) {
        for (const id of [row.id, ...formerIds(row)]) {
          if (matrix !== question.id || id !== row.id) names.set(`${matrix}/${id}`, `${question.id}/${row.id}`);
        }
      }
    }
  }
  const options = new Map(
    plan.inputs.flatMap((input) => {
      const renamedOptionIds = renamedOptions(input, questionnaire);
      return renamedOptionIds.size > 0 ? [[input.name, renamedOptionIds] as const] : [];
    }),
  );
  return { names, options };
}

function renamedOptions({ definition }: Input, { optionSets = {} }: Questionnaire): Map<string, string> {
  const options: Options | undefined = definition.options;
  const listedOptions = typeof options === 'string' ? optionSets[options] : options;
  return new Map(
    (listedOptions ?? []).flatMap((option) =>
      typeof option === 'string' ? [] : formerIds(option).map((former): [string, string] => [former, option.id]),
    ),
  );
}

export function currentName(name: string, { names }: Renames): string {
  return names.get(name) ?? name;
}

/** Returns the current id of an option; `name` is the question's current name. */
export function currentOption(name: string, option: string, { options }: Renames): string {
  return options.get(name)?.get(option) ?? option;
}

type RuleMap = Readonly<Record<string, unknown>>;

/** Replaces names and options in a condition by the current ones. */
export function renameCondition(condition: Condition, renames: Renames): Condition {
  return Object.fromEntries(
    Object.entries(condition).map(([key, value]): [string, unknown] => {
      if (key === 'allOf' || key === 'anyOf') {
        return [key, (value as Condition[]).map((part) => renameCondition(part, renames))];
      }
      if (key === 'not') return [key, renameCondition(value as Condition, renames)];
      const name = currentName(key, renames);
      return [name, renameTest(value, (option) => currentOption(name, option, renames))];
    }),
  ) as Condition;
}

function renameTest(test: unknown, optionOf: (option: string) => string): unknown {
  if (Array.isArray(test)) return test.map((part) => renameTest(part, optionOf));
  if (typeof test === 'string') return optionOf(test);
  if (typeof test !== 'object' || test === null) return test;
  return Object.fromEntries(Object.entries(test).map(([key, part]) => [key, renameTest(part, optionOf)]));
}

/**
 * Normalises the rule of a score: current names, and one notation where the format allows several. Texts, points and
 * levels are left out, because they are compared separately.
 */
export function renameScore(name: string, score: Score, renames: Renames): RuleMap {
  if (typeof score === 'string') return { [score]: renameMembers(name, score, renames) };
  const { levels: _, ...rule } = score;
  return renameRule(rule, renames);
}

function renameRule(rule: ScoreRule, renames: Renames): RuleMap {
  const { title: _title, points: _points, ...stated } = rule;
  return Object.fromEntries(
    Object.entries(stated).map(([key, value]): [string, unknown] => {
      if (combinationOf(key)) return [key, renameMembers(value as ScoreRule['sum'], key, renames)];
      switch (key) {
        case 'when':
          return [key, renameCondition(value as Condition, renames)];
        case 'of':
        case 'target':
          return [key, currentName(value as string, renames)];
        case 'weight':
          return [key, typeof value === 'string' ? currentName(value, renames) : value];
        case 'floor':
        case 'cap':
          return [key, typeof value === 'object' ? renameRule(value as ScoreRule, renames) : value];
        case 'first':
          return [key, renameCases(value as ScoreRule['first'], (text) => currentName(text, renames), renames)];
        case 'levels':
          return [key, renameLevels(value as ScoreRule['levels'], renames)];
        case 'pairwise':
          return [
            key,
            renameKeys(value as RuleMap, renames, (inner) => renameKeys(inner as RuleMap, renames, (it) => it)),
          ];
        default:
          return [key, value];
      }
    }),
  );
}

/** Names without weights have weight 1; a minimum or maximum has no weights. */
function renameMembers(stated: ScoreRule['sum'], operator: string, renames: Renames): unknown {
  if (typeof stated === 'string') return currentName(stated, renames);
  if (!Array.isArray(stated)) {
    return renameKeys(stated as RuleMap, renames, (weight) => {
      if (typeof weight === 'string') return currentName(weight, renames);
      return typeof weight === 'object' ? renameRule(weight as ScoreRule, renames) : weight;
    });
  }
  const names = stated.map((name) => currentName(name, renames));
  return combinationOf(operator)?.weights === 'none' ? names : Object.fromEntries(names.map((name) => [name, 1]));
}

function renameKeys(map: RuleMap, renames: Renames, change: (value: unknown) => unknown): RuleMap {
  return Object.fromEntries(Object.entries(map).map(([name, value]) => [currentName(name, renames), change(value)]));
}

function renameCases(list: ScoreRule['first'], outcomeOf: (value: string) => string, renames: Renames): unknown {
  return list?.map(({ value, when }) => ({
    value: outcomeOf(String(value)),
    ...(when ? { when: renameCondition(when, renames) } : {}),
  }));
}

/** Normalises the levels of a nested score, which belong to its rule. */
function renameLevels(list: ScoreRule['levels'], renames: Renames): unknown {
  return Object.fromEntries((list ?? []).map(({ value, when }) => [value, when ? renameCondition(when, renames) : {}]));
}

/** Replaces names in a derivation by current ones; its outcomes are options of the question `owner`. */
export function renameDerivation(owner: string, derivation: unknown, renames: Renames): unknown {
  const currentValue = (value: unknown): string => currentOption(owner, String(value), renames);
  if (typeof derivation === 'string') return currentName(derivation, renames);
  return Object.fromEntries(
    Object.entries(derivation as RuleMap).map(([key, value]): [string, unknown] => {
      if (key === 'first') return [key, renameCases(value as ScoreRule['first'], currentValue, renames)];
      if (key === 'anyOf') return [key, (value as Condition[]).map((part) => renameCondition(part, renames))];
      if (key === 'steps') {
        return [
          key,
          Object.fromEntries(Object.entries(value as RuleMap).map(([bound, to]) => [bound, currentValue(to)])),
        ];
      }
      if (key === 'edge') return [key, value];
      const operands = (Array.isArray(value) ? value : [value]).map((operand) =>
        renameDerivation(owner, operand, renames),
      );
      return [key, Array.isArray(value) ? operands : operands[0]];
    }),
  );
}
