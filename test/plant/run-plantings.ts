import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Planting } from './planting.ts';
import type { Copy } from './throwaway-copy.ts';

/** What became of a planting. */
export interface Outcome {
  readonly planting: Planting;
  /** What was touched by hand. */
  readonly touched: readonly string[];
  /** How many tests of those that guard it passed, and how many ran. */
  readonly passed: number;
  readonly tests: number;
  /** Why it failed; empty if it did not. */
  readonly faults: readonly string[];
}

interface Planted {
  readonly planting: Planting;
  readonly touched: readonly string[];
  readonly faults: string[];
}

/** What was done with all plantings, one on top of the other in the same copy, so that it is built only once. */
export interface Report {
  readonly outcomes: readonly Outcome[];
  /** Files that the project keeps and the build wrote anew. */
  readonly generated: readonly string[];
  /** Why the copy with all plantings is not sound; empty if it is. */
  readonly faults: readonly string[];
}

/** Plants all, and tries each. `tell` hears what is being done. */
export async function runPlantings(
  copy: Copy,
  plantings: readonly Planting[],
  tell: (text: string) => void = () => {},
): Promise<Report> {
  const planted: Planted[] = [];
  for (const planting of plantings) {
    tell(`planting ${planting.id}`);
    planted.push(await plant(copy, planting));
  }
  tell('building');
  const built = await copy.run('esbuild.config.mjs');
  const generated = await copy.changedFiles();
  const faults = built.code === 0 ? [] : [`it does not build:\n${built.output}`];
  if (faults.length > 0) {
    const outcomes = planted.map((one) => ({ ...one, passed: 0, tests: 0 }));
    return { outcomes, generated, faults };
  }
  tell('checking types, format and lint');
  faults.push(...(await checkSources(copy, planted)));
  tell('running the tests that guard them');
  const tested = await runGuards(copy, plantings);
  const outcomes: Outcome[] = [];
  for (const one of planted) {
    tell(`trying ${one.planting.id}`);
    const own = tested.filter(({ file }) => guardsOf(one.planting).some((part) => file.includes(part)));
    const failed = own.flatMap(({ file, failures }) => failures.map((failure) => `${file}: ${failure}`));
    const tests = own.reduce((sum, file) => sum + file.tests, 0);
    const none = tests === 0 ? ['no test guards it'] : [];
    outcomes.push({
      ...one,
      passed: tests - failed.length,
      tests,
      faults: [...one.faults, ...none, ...failed, ...(await probe(copy, one.planting))],
    });
  }
  return { outcomes, generated, faults };
}

/** Adds a planting to the copy and counts what that touches. One that cannot be added leaves nothing behind. */
export async function plant(copy: Copy, planting: Planting): Promise<Planted> {
  try {
    await copy.edit(planting.edits);
    await planting.edit?.(copy);
  } catch (error) {
    await copy.undo();
    return { planting, touched: [], faults: [messageOf(error)] };
  }
  const touched = withFolders(await copy.changedFiles(), planting.folders ?? []);
  await copy.keep();
  const { most } = planting;
  const faults = touched.length > most ? [`${touched.length} files are touched by hand, not ${most} at most`] : [];
  return { planting, touched, faults };
}

/** Files, and each folder that holds some of them once. */
function withFolders(files: readonly string[], folders: readonly string[]): string[] {
  const names = files.map((file) => folders.find((folder) => file.startsWith(folder)) ?? file);
  return [...new Set(names)];
}

/** The compiler over all, and the formatter with its lint rules over what was touched. */
async function checkSources(copy: Copy, planted: readonly Planted[]): Promise<string[]> {
  const files = [...new Set(planted.flatMap(({ touched }) => touched))];
  const checks = [
    { what: 'types', run: copy.run('node_modules/typescript/bin/tsc', '--noEmit') },
    { what: 'format or lint', run: copy.run('node_modules/@biomejs/biome/bin/biome', 'check', ...files) },
  ];
  const faults: string[] = [];
  for (const { what, run } of checks) {
    const { code, output } = await run;
    if (code !== 0) faults.push(`${what}:\n${output}`);
  }
  return faults;
}

function guardsOf({ tests, namedTests }: Planting): readonly string[] {
  return namedTests ? [...tests, namedTests.file] : tests;
}

/** Runs the tests of all plantings, each file once. */
async function runGuards(copy: Copy, plantings: readonly Planting[]): Promise<TestedFile[]> {
  const tested = await runTests(copy, [...new Set(plantings.flatMap(({ tests }) => tests))]);
  const named = new Map(
    plantings.flatMap(({ namedTests }) => (namedTests ? [[namedTests.file, namedTests.name]] : [])),
  );
  for (const [file, name] of named) tested.push(...(await runTests(copy, [file, '--testNamePattern', name])));
  return tested;
}

/** A file of tests that ran. */
interface TestedFile {
  readonly file: string;
  readonly tests: number;
  readonly failures: readonly string[];
}

/** What vitest writes about a run, as far as it is read. */
interface VitestReport {
  readonly testResults: readonly {
    readonly name: string;
    readonly message: string;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}

async function runTests(copy: Copy, args: readonly string[]): Promise<TestedFile[]> {
  const target = path.join(await copy.write({}), 'tests.json');
  const { output } = await copy.run(
    'node_modules/vitest/vitest.mjs',
    ...['run', '--reporter=json', `--outputFile=${target}`, ...args],
  );
  const text = await readFile(target, 'utf8').catch(() => {
    throw new Error(`the tests did not run:\n${output}`);
  });
  return (JSON.parse(text) as VitestReport).testResults.map(({ name, message, assertionResults }) => {
    const ran = assertionResults.filter(({ status }) => status === 'passed' || status === 'failed');
    const failures = ran.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName);
    // A file that cannot even be loaded has no tests.
    const isBroken = assertionResults.length === 0 && message !== '';
    return {
      file: path.relative(copy.folder, name),
      tests: ran.length + (isBroken ? 1 : 0),
      failures: isBroken ? [message] : failures,
    };
  });
}

async function probe(copy: Copy, planting: Planting): Promise<string[]> {
  try {
    await planting.probe(copy);
    return [];
  } catch (error) {
    return [messageOf(error)];
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
