import type { Messages } from '../../../i18n/index.ts';
import { Refusal } from '../../../model/refusal.ts';
import { isMangledKey, isUscc } from '../../../model/uscc.ts';

/** What headings look like. */
export const HEADINGS = { registry: 'key,name,district', links: 'buyer,supplier,share', peers: 'name,level,total' };

/** Throws a `Refusal` where JSON was opened as a table. */
export function refuseJson(path: string, [first = '']: readonly string[], { portfolio }: Messages): void {
  if (/^[[{]/.test(first)) throw new Refusal(3, portfolio.isJson(path), portfolio.wantsTable);
}

/** Throws a `Refusal` where the headings of a table hold the key of an enterprise: its first row was taken for them. */
export function refuseHeadless(
  path: string,
  headings: readonly string[],
  example: string,
  { portfolio }: Messages,
): void {
  const key = headings.find((heading) => isUscc(heading) || isMangledKey(heading));
  if (key !== undefined) throw headless(path, key, example, portfolio);
}

/** The same where the heading of the keys is written like all that are seen below it, as `A1` above `B2` is. */
export function refuseLikeKeys(path: string, heading: string, keys: readonly string[], { portfolio }: Messages): void {
  const stated = keys.filter((key) => key !== '');
  const shape = shapeOf(heading);
  if (shape.includes('0') && stated.length > 0 && stated.every((key) => shapeOf(key) === shape))
    throw headless(path, heading, HEADINGS.registry, portfolio);
}

/** Why a table without headings cannot be read, and what to do. */
export function headless(
  path: string,
  value: string,
  example: string,
  { noHeadings, addHeadings }: Messages['portfolio'],
): Refusal {
  return new Refusal(3, noHeadings(path, value), addHeadings(example));
}

/** Digits and letters of either case stand for others of their kind. */
function shapeOf(text: string): string {
  return text
    .normalize('NFKC')
    .trim()
    .replace(/\p{Lu}/gu, 'A')
    .replace(/\p{Ll}/gu, 'a')
    .replace(/\p{Lo}/gu, '文')
    .replace(/\d+/g, '0');
}
