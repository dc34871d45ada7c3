import type { Kept } from '../../check/rewrite.ts';
import { hang, plainLine } from '../terminal/line.ts';
import { makePage } from '../terminal/page.ts';

/** What was rewritten in the cases of a pack, and what was not. */
export interface Rewriting {
  readonly done: readonly {
    readonly id: string;
    readonly place: string;
    readonly what: string;
    readonly was: string;
    readonly is: string;
  }[];
  readonly kept: readonly { readonly id: string; readonly what: string; readonly because: Kept }[];
}

const REASONS: Readonly<Record<Kept, string>> = {
  origin: 'it was published, or comes from a third party: look for the mistake in the pack',
  'by-hand': 'its answers or names must be corrected by hand',
  inexact: 'no decimal is exactly what it would have to be: give the case a tolerance',
  shared: 'it stands where an anchor shares it with others: rewrite it by hand',
};

/** Every expectation that was rewritten, from what to what, and those that were not, with the reason. */
export function renderRewriting(
  { done, kept }: Rewriting,
  look: { readonly color: boolean; readonly width: number },
): string {
  const { paint, width } = makePage(look.color, look.width);
  const lines = [
    ...done.flatMap(({ id, place, what, was, is }) => [
      ...hang('', plainLine(`${id}: ${what} was ${was}, is ${is} now`), width),
      `  ${paint.dim(place)}`,
    ]),
    ...kept.flatMap(({ id, what, because }) =>
      hang('', plainLine(`${id}: ${what} stays as it is: ${REASONS[because]}`), width).map((line) =>
        paint.yellow(line),
      ),
    ),
    `${countOf(done.length)} rewritten${kept.length > 0 ? `, ${kept.length} not` : ''}`,
  ];
  return `${lines.join('\n')}\n`;
}

function countOf(count: number): string {
  return count === 1 ? '1 expectation' : `${count} expectations`;
}
