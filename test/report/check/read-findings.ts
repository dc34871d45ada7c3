import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { validateXML } from 'xmllint-wasm';
import { ROOT } from '../../commands/matura.ts';

const PUBLISHED = path.join(ROOT, 'test/fixtures/published');

/** What is looked at in a run of SARIF. */
export interface SarifRun {
  readonly results: readonly unknown[];
  readonly tool: { readonly driver: { readonly rules: readonly unknown[] } };
  readonly invocations: readonly unknown[];
}

/** The only run of a SARIF log; throws where the log is not what the published schema wants. */
export function readSarif(text: string): SarifRun {
  const ajv = new Ajv2020({ strict: false });
  addFormats.default(ajv);
  const log: { runs: SarifRun[] } = JSON.parse(text);
  const validate = ajv.compile(JSON.parse(readFileSync(path.join(PUBLISHED, 'sarif-2.1.0.json'), 'utf8')));
  const isValid: boolean = validate(log);
  if (!isValid) throw new Error(JSON.stringify(validate.errors));
  const [run, ...more] = log.runs;
  if (!run || more.length > 0) throw new Error('a log has one run');
  return run;
}

/** How a test of a JUnit result ended. */
export interface JunitTest {
  readonly suite: string;
  readonly name: string;
  readonly ended: 'failure' | 'skipped' | 'passed';
}

/** The tests of a JUnit result; throws where it is not what the published schema wants, or its counts are off. */
export async function readJunit(text: string): Promise<JunitTest[]> {
  const schema = readFileSync(path.join(PUBLISHED, 'junit-10.xsd'), 'utf8');
  const { valid, errors } = await validateXML({ xml: [{ fileName: 'junit.xml', contents: text }], schema });
  if (!valid) throw new Error(JSON.stringify(errors));
  const attribute = (tag: string, name: string): string => new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1] ?? '';
  const tests = [...text.matchAll(/<testsuite (.*)>\n((?:.*<testcase.*\n)*)/g)].flatMap(([, head = '', body = '']) => {
    const inside = body.split('\n').filter((line) => line !== '');
    const found = inside.map((line) => ({
      suite: attribute(` ${head}`, 'name'),
      name: attribute(line, 'name'),
      ended: (/<(failure|skipped)/.exec(line)?.[1] ?? 'passed') as JunitTest['ended'],
    }));
    const count = (ended: JunitTest['ended']): string => String(found.filter((one) => one.ended === ended).length);
    const counts = ['tests', 'failures', 'skipped'].map((name) => attribute(` ${head}`, name));
    const own = [String(found.length), count('failure'), count('skipped')];
    if (counts.join() !== own.join()) throw new Error(`${counts} is said, ${own} there`);
    return found;
  });
  const total = attribute(/<testsuites.*>/.exec(text)?.[0] ?? '', 'tests');
  if (total !== String(tests.length)) throw new Error(`${total} tests are said, ${tests.length} there`);
  return tests;
}
