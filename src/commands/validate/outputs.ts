import { normalize, relative, resolve, sep } from 'node:path';
import { InvalidArgumentError } from 'commander';
import { writeWhole } from '../../files/atomic.ts';
import { Refusal } from '../../model/refusal.ts';
import type { Findings } from '../../report/findings/findings.ts';
import { renderGithub } from '../../report/findings/github.ts';
import { renderJson } from '../../report/findings/json.ts';
import { renderJunit } from '../../report/findings/junit.ts';
import { renderProblems } from '../../report/problems.ts';
import type { World } from '../../world.ts';
import { lookOf } from '../steps/look.ts';

export const FORMATS = ['pretty', 'json', 'github', 'sarif', 'junit'] as const;

export type Format = (typeof FORMATS)[number];

/** A format and where it goes. */
export interface Output {
  readonly format: Format;
  /** Standard output where there is none. */
  readonly file?: string;
}

/** Takes `--format` and `--output` in the order in which they stand: a file is of the format before it. */
export function collectOutputs(): {
  readonly addFormat: (text: string) => Format;
  readonly addFile: (file: string) => string;
  /** The outputs, `pretty` where none was named; throws a `Refusal` where they do not go together. */
  readonly outputs: () => readonly Output[];
} {
  const given: { format?: Format; file?: string }[] = [];
  return {
    addFormat(text) {
      const format = FORMATS.find((one) => one === text);
      if (!format) throw new InvalidArgumentError(`Allowed choices are ${FORMATS.join(', ')}.`);
      const last = given.at(-1);
      if (last && last.format === undefined) last.format = format;
      else given.push({ format });
      return format;
    },
    addFile(file) {
      if (file === '') throw new InvalidArgumentError('It is empty.');
      const last = given.at(-1);
      if (last && last.file === undefined) last.file = file;
      else given.push({ file });
      return file;
    },
    outputs: () => pair(given),
  };
}

function pair(given: readonly { readonly format?: Format; readonly file?: string }[]): readonly Output[] {
  if (given.length === 0) return [{ format: 'pretty' }];
  const outputs = given.map(({ format = 'pretty', ...rest }) => ({ format, ...rest }));
  const open = outputs.filter(({ file }) => file === undefined).map(({ format }) => format);
  if (open.length > 1) {
    throw new Refusal(
      2,
      `only one format can go to standard output, not ${open.join(' and ')}`,
      `Say where the others go, each behind its format: --format ${open[0]} --output FILE`,
    );
  }
  const files = outputs.flatMap(({ file }) => (file === undefined ? [] : [normalize(file)]));
  const twice = files.find((file, i) => files.indexOf(file) < i);
  if (twice !== undefined) throw new Refusal(2, `two formats cannot go to the same file: ${twice}`);
  return outputs;
}

/** Writes findings in every format that was asked for; under GitHub Actions as its annotations as well. */
export async function writeOutputs(
  world: World,
  findings: Findings,
  outputs: readonly Output[],
  options: { readonly color?: boolean },
): Promise<void> {
  refuseSources(world, findings, outputs);
  for (const { format, file } of outputs) {
    const stream = file === undefined ? world.stdout : undefined;
    const text = await render(world, findings, format, stream ? lookOf(world, stream, options) : PLAIN);
    if (file === undefined) world.stdout.write(text);
    else {
      await writeWhole(resolve(world.cwd, file), text);
      world.stderr.write(`${format}: ${file}\n`);
    }
  }
  if (world.env.GITHUB_ACTIONS !== 'true' || outputs.some(({ format }) => format === 'github')) return;
  // The runner reads both streams; what a program reads must stay what it is.
  const isTaken = outputs.some(({ format, file }) => file === undefined && format !== 'pretty');
  (isTaken ? world.stderr : world.stdout).write(await render(world, findings, 'github', PLAIN));
}

/** What was checked is not to be lost under what is said about it. */
function refuseSources({ cwd }: World, { files }: Findings, outputs: readonly Output[]): void {
  const checked = new Set(files.map((file) => resolve(cwd, file)));
  const lost = outputs.find(({ file }) => file !== undefined && checked.has(resolve(cwd, file)));
  if (lost) throw new Refusal(2, `${lost.file} is one of the files that are checked; nothing was written over it`);
}

/** A file has no colours, and its lines are as wide as in a log. */
const PLAIN = { color: false, width: 100 };

async function render(
  world: World,
  findings: Findings,
  format: Format,
  look: { readonly color: boolean; readonly width: number },
): Promise<string> {
  const pathOf = (file: string): string => nameFromRoot(world, file);
  switch (format) {
    case 'pretty':
      return renderProblems(findings.findings, { ...look, files: findings.files.length, known: findings.known });
    case 'json':
      return renderJson(findings);
    case 'github':
      return renderGithub(findings, pathOf);
    case 'junit':
      return renderJunit(findings);
    case 'sarif': {
      // Loaded when it is asked for: it has the text of every rule.
      const { renderSarif } = await import('../../report/findings/sarif.ts');
      return renderSarif(findings, { version: world.version, pathOf });
    }
  }
}

/** A file from the root of the repository, which a workflow may have left; absolute outside of it. */
function nameFromRoot({ env, cwd }: World, file: string): string {
  const workspace = env.GITHUB_ACTIONS === 'true' ? env.GITHUB_WORKSPACE : undefined;
  const place = resolve(cwd, file);
  const inside = relative(workspace || cwd, place);
  return (inside === '..' || inside.startsWith(`..${sep}`) ? place : inside).split(sep).join('/');
}
