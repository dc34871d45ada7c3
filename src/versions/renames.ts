import type { Options, Questionnaire } from '../model/generated/types.ts';
import type { Input, Plan } from '../scoring/plan.ts';
import { formerIds } from '../scoring/renames.ts';

/** The documents of a version, as far as ids are renamed in them. */
export interface Renaming {
  readonly questionnaire: Questionnaire;
  readonly plan: Plan;
}

/** What a version says of the ids that earlier ones had. */
export interface Renames {
  /** From an earlier name of a fact, question, matrix or row to the one of now. */
  readonly names: ReadonlyMap<string, string>;
  /** By the name of now: from an earlier option to the one of now. */
  readonly options: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

/** Collects every `renamedFrom` of a version. A row of a renamed matrix is found under each name it can have had. */
export function renamesOf({ questionnaire, plan }: Renaming): Renames {
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
      const renamed = renamedOptions(input, questionnaire);
      return renamed.size > 0 ? [[input.name, renamed] as const] : [];
    }),
  );
  return { names, options };
}

function renamedOptions({ definition }: Input, { optionSets = {} }: Questionnaire): Map<string, string> {
  const options: Options | undefined = definition.options;
  const listed = typeof options === 'string' ? optionSets[options] : options;
  return new Map(
    (listed ?? []).flatMap((option) =>
      typeof option === 'string' ? [] : formerIds(option).map((former): [string, string] => [former, option.id]),
    ),
  );
}

/** The name of now. */
export function nameNow(name: string, { names }: Renames): string {
  return names.get(name) ?? name;
}

/** The option of now; `name` is the question's name of now. */
export function optionNow(name: string, option: string, { options }: Renames): string {
  return options.get(name)?.get(option) ?? option;
}
