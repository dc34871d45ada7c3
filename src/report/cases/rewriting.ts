import type { Kept } from '../../check/rewrite.ts';
import type { Speech } from '../assessment.ts';
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

/** Every expectation that was rewritten, from what to what, and those that were not, with the reason. */
export function renderRewriting(
  { done, kept }: Rewriting,
  { messages }: Speech,
  look: { readonly color: boolean; readonly width: number },
): string {
  const { paint, width } = makePage(look.color, look.width);
  const words = messages.cases.rewriting;
  const count = words.count(String(done.length), done.length === 1);
  const lines = [
    ...done.flatMap(({ id, place, what, was, is }) => [
      ...hang('', plainLine(words.done(id, what, was, is)), width),
      `  ${paint.dim(place)}`,
    ]),
    ...kept.flatMap(({ id, what, because }) =>
      hang('', plainLine(words.kept(id, what, words.reasons[because])), width).map((line) => paint.yellow(line)),
    ),
    kept.length > 0 ? words.countAndKept(count, String(kept.length)) : count,
    ...(done.length > 0 ? hang('', words.seeWhy('`why`'), width) : []),
  ];
  return `${lines.join('\n')}\n`;
}
