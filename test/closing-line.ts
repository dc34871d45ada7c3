import type { Reporter, TestCase, TestModule } from 'vitest/node';

/**
 * Ends a run with the line `N passed, N failed, N skipped`, which scripts read. Where `CI` is set a skipped test is
 * named and fails the run: nothing goes untested there unnoticed.
 */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const skipped = tests.filter((test) => test.result().state === 'skipped');
    const passed = tests.filter((test) => test.result().state === 'passed').length;
    const failed = tests.length - passed - skipped.length + brokenSuites(modules) + unhandledErrors.length;
    if (process.env.CI) refuse(skipped);
    process.stdout.write(`\n${passed} passed, ${failed} failed, ${skipped.length} skipped\n`);
  }
}

/** Files and groups with an error of their own, such as an import that fails, count as a failure each. */
function brokenSuites(modules: readonly TestModule[]): number {
  const suites = modules.flatMap((module) => [module, ...module.children.allSuites()]);
  return suites.filter((suite) => suite.errors().length > 0).length;
}

function refuse(skipped: readonly TestCase[]): void {
  for (const test of skipped) process.stdout.write(`skipped: ${test.module.relativeModuleId}: ${test.fullName}\n`);
  if (skipped.length > 0) process.exitCode = 1;
}
