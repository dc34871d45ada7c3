import { type FilePlace, FileProblem } from '../../files/problem.ts';
import { chooseLanguage, loadMessages, type Messages } from '../../i18n/index.ts';
import type { Refusal } from '../../model/refusal.ts';
import type { World } from '../../world.ts';

/** A refusal that ends a command, in the language that was asked for, as far as it has other words than English. */
export async function endingInWords(
  problem: Refusal,
  { env, locale }: World,
  lang: string | undefined,
): Promise<string[]> {
  return refusalInWords(problem, await loadMessages(chooseLanguage(lang, env, locale) ?? 'en'));
}

/** A refusal in words, and what to do next, where there is something; the path of a file may be shown otherwise. */
export function refusalInWords(
  problem: Refusal,
  { files, numbers }: Messages,
  path = problem instanceof FileProblem ? problem.path : '',
): string[] {
  if (!(problem instanceof FileProblem)) return [problem.message, problem.next].filter((text) => text !== undefined);
  const { code, step, place, detail } = problem;
  const parts = [placeInWords(place, files), detailInWords(detail, files)].filter((text) => text !== undefined);
  const whole = parts.reduce((said, part) => numbers.labelled(said, part), files.problems[code](path));
  return [whole, files.steps[step]];
}

function placeInWords(place: FilePlace | undefined, files: Messages['files']): string | undefined {
  if (!place) return undefined;
  const { line, column, pointer } = place;
  if (line === undefined) {
    if (pointer === undefined) return undefined;
    return pointer === '' ? files.top : files.pointer(pointer);
  }
  return column === undefined ? files.line(String(line)) : files.lineAndColumn(String(line), String(column));
}

function detailInWords(detail: FileProblem['detail'], { details }: Messages['files']): string | undefined {
  if (!detail) return undefined;
  switch (detail.kind) {
    case 'said':
      return detail.text;
    case 'other-draft':
    case 'other-key':
      return details[detail.kind](detail.name);
    default:
      return details[detail.kind];
  }
}
