import type { Input } from '../plan.ts';
import type { Scribe } from './scribe.ts';
import { addInLines, and } from './writer.ts';

/** The questions behind the level: how many are or may be asked, and how many of those are settled. */
export function writeCoverage({ plan, writer, inputAt }: Scribe): string {
  const level = plan.scores.find(({ node }) => node === plan.level);
  let [asked, settled, fixed] = ['0', '0', 0];
  const tables: string[] = [];
  for (const question of level?.questions ?? []) {
    const input = inputAt(question);
    if (input.standings && (plan.nodes[question] as Input).type !== 'multiple') {
      const counts = input.standings.list.map(({ asked: way, state }) =>
        way === 'fails' ? 0 : 1 + (state === 'answered' || state === 'notApplicable' ? 65536 : 0),
      );
      tables.push(writer.int(counts, input.standings.index));
    } else {
      if (input.asked.holds === 'true') fixed++;
      else asked = writer.hold(`${asked} + (${input.asked.holds} ? 1 : 0)`);
      settled = writer.hold(`${settled} + (${and(input.asked.holds, input.isSettled)} ? 1 : 0)`);
    }
  }
  const sum = addInLines(tables, writer) ?? '0';
  const all = writer.hold(`(${sum} & 65535) + ${asked} + ${fixed}`);
  return `cover[r] = ${all} === 0 ? 1 : ((${sum} >>> 16) + ${settled}) / ${all};`;
}
