// Runs every test as it is, and then again for each mutant that it reached and that no test has found yet.
import { appendFileSync, readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { VitestTestRunner } from 'vitest/runners';
import { getFn } from 'vitest/suite';

const log = process.env.MATURA_MUTATION;
const { chosen, longest } = JSON.parse(readFileSync(`${log}.json`, 'utf8'));
const told = readFileSync(log, 'utf8')
  .split('\n')
  .filter(Boolean)
  .map((line) => JSON.parse(line));
const found = new Set(told.map((one) => one.found));
const done = new Set(told.map((one) => one.done));
// One that spoilt the process before is tried first in this one.
const alive = new Set([...told.flatMap(({ spoilt }) => spoilt ?? []), ...chosen].filter((id) => !found.has(id)));
const tell = (what) => appendFileSync(log, `${JSON.stringify(what)}\n`);

// What the mutants share, under the names that Stryker gives it.
globalThis.__stryker__ ??= {};
const shared = globalThis.__stryker__;
shared.mutantCoverage ??= { static: {}, perTest: {} };

/** Whether the test fails with this mutant; with none, whether it fails by itself. */
async function fails(run, id, hits) {
  Object.assign(shared, { activeMutant: id, hitCount: 0, hitLimit: hits * 100 + 1000, isCounted: true });
  // Processes that the test starts read it from here.
  if (id !== undefined) process.env.__STRYKER_ACTIVE_MUTANT__ = id;
  try {
    await run();
    return false;
  } catch {
    return true;
  } finally {
    delete process.env.__STRYKER_ACTIVE_MUTANT__;
    Object.assign(shared, { activeMutant: undefined, hitCount: undefined, isCounted: false });
  }
}

export default class extends VitestTestRunner {
  async runTask(test) {
    const name = `${test.file.name} ${test.id}`;
    if (done.has(name)) return;
    const run = getFn(test);
    shared.currentTestId = name;
    const start = performance.now();
    try {
      await run();
    } finally {
      shared.currentTestId = undefined;
    }
    const took = performance.now() - start;
    const reached = shared.mutantCoverage.perTest[name] ?? {};
    delete shared.mutantCoverage.perTest[name];
    const ids = [...alive].filter((id) => id in reached);
    if (ids.length > 0 && took < longest && !(await fails(run))) await this.#tryMutants(ids, reached, run);
    tell({ done: name, took: Math.round(took), reached: ids.length });
  }

  async #tryMutants(ids, reached, run) {
    for (const id of ids) {
      tell({ tried: id });
      if (!(await fails(run, id, reached[id]))) continue;
      if (await fails(run)) {
        tell({ spoilt: id });
        process.kill(process.pid, 'SIGKILL');
      }
      tell({ found: id });
      alive.delete(id);
    }
  }

  onAfterRunFiles() {
    super.onAfterRunFiles();
    for (const id of chosen) if (id in shared.mutantCoverage.static) tell({ loaded: id });
    tell({ ended: true });
  }
}
