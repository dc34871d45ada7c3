import { Chalk } from 'chalk';
import type { CaseRun, Mismatch } from '../check/case-run.ts';

/** How the cases of a pack ran: those that failed with what differs, then the counts. */
export function renderCaseRuns(
  packs: readonly {
    readonly pack: { readonly id: string; readonly version: string };
    readonly runs: readonly CaseRun[];
  }[],
  { color }: { readonly color: boolean },
): string {
  const paint = new Chalk({ level: color ? 1 : 0 });
  const failed = ({ mismatches }: CaseRun): boolean => mismatches.length > 0;
  const lines = packs.flatMap(({ pack, runs }) => {
    const wrong = runs.filter(failed);
    const count = `${runs.length - wrong.length} of ${runs.length} cases pass`;
    const head = `${pack.id} ${pack.version}: ${wrong.length === 0 ? paint.green(count) : paint.red(count)}`;
    return [
      ...wrong.flatMap((run) => [
        `${paint.red('✗')} ${paint.bold(run.id)}  ${paint.dim(run.file)}`,
        ...run.mismatches.map(line),
        '',
      ]),
      head,
    ];
  });
  return `${lines.join('\n')}\n`;
}

function line({ what, expected, got }: Mismatch): string {
  return `    ${what}: expected ${inWords(expected)}, got ${inWords(got)}`;
}

function inWords(value: unknown): string {
  if (value === null) return 'none';
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.join(', ');
  if (typeof value === 'object' && value !== undefined && 'lowest' in value && 'highest' in value) {
    return `${value.lowest ?? 'none'} to ${value.highest ?? 'none'}`;
  }
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
