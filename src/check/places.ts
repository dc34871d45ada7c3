import type { Path } from '../model/problem.ts';
import { questionsOf } from '../scoring/rows.ts';
import type { Subject } from './rule.ts';

/** Where something is written. */
export interface Place {
  readonly file: string;
  readonly at: Path;
}

/** Where each fact and question is written, by its name: the place of the whole, and that of its id. */
export function placesOfInputs({
  questionnaire,
  policies,
}: Subject): ReadonlyMap<string, Place & { readonly id: Path }> {
  const places = new Map<string, Place & { readonly id: Path }>();
  const add = (name: string, file: string, id: Path): void => {
    places.set(name, { file, at: id.slice(0, -1), id });
  };
  for (const { file, document } of [questionnaire, ...policies]) {
    (document.facts ?? []).forEach(({ id }, i) => {
      add(id, file, ['facts', i, 'id']);
    });
  }
  questionnaire.document.sections.forEach((section, s) => {
    for (const { question, at } of questionsOf(section)) add(question.id, questionnaire.file, ['sections', s, ...at]);
  });
  return places;
}
