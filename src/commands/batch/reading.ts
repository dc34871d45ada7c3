import type { Messages } from '../../i18n/index.ts';
import { plainLine } from '../../report/terminal/line.ts';
import type { Plan } from '../../scoring/plan.ts';
import type { Table } from '../../tabular/open.ts';
import type { ColumnUse } from '../../tabular/use.ts';

/**
 * Says how an export is read: what was recognised, which columns nothing uses, which questions have none. `day` is the
 * heading of the column that says when each row was answered.
 */
export function sayReading(
  plan: Plan,
  { shape, recognised }: Table,
  uses: readonly ColumnUse[],
  { batch, numbers }: Messages,
  day: string | undefined,
): string {
  const { encoding } = recognised.encoding;
  const { delimiter } = recognised.delimiter;
  const used = new Set(uses.flatMap((use) => (use.kind === 'ignore' ? [] : [use.input])));
  const unused = shape.headings.filter(
    (heading, i) => heading !== '' && heading !== day?.trim() && uses[i]?.kind === 'ignore',
  );
  const unanswered = plan.inputs.filter(
    ({ role, derived }, at) => role === 'question' && derived === null && !used.has(at),
  );
  return [
    ...(shape.container === 'xlsx'
      ? []
      : [batch.recognised(encoding, batch.delimiters[delimiter] ?? delimiter, String(recognised.headingLine))]),
    ...(unused.length > 0 ? [batch.unused(numbers.list(unused))] : []),
    ...(unanswered.length > 0 ? [batch.unanswered(numbers.list(unanswered.map(({ name }) => name)))] : []),
  ]
    .map((line) => `${plainLine(line)}\n`)
    .join('');
}
