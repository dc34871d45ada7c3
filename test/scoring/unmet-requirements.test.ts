import { expect, test } from 'vitest';
import { assessed, NOT_APPLICABLE, type Said } from './pack-sketch.ts';

const SKETCH = {
  questions: [
    { id: 'size', type: 'single', options: ['micro', 'small', 'large'] },
    { id: 'staff', type: 'integer', minimum: 0, maximum: 9 },
    { id: 'export', type: 'boolean' },
    { id: 'systems', type: 'multiple', options: ['erp', 'mes', 'scm'] },
    { id: 'a', type: 'scale', maximum: 4, notApplicable: true },
    { id: 'b', type: 'scale', maximum: 4 },
    { id: 'c', type: 'scale', maximum: 4 },
    { id: 'turnover', type: 'decimal' },
  ],
  points: { size: { each: 1 }, export: { each: 1 }, systems: { each: 1 } },
  lists: { three: ['a', 'b', 'c'], endless: ['a', 'turnover', 'b'] },
};

/** What keeps a condition from holding, a line for each requirement. */
function unmetOf(when: object, said: Said): string[] {
  const { level } = assessed({ ...SKETCH, scores: { level: { levels: [{ value: 1, when }] } } }, said);
  return (level?.next?.unmet ?? []).map(({ name, keyword, truth, ...details }) => {
    const more = Object.entries(details).map(
      ([key, value]) => `${key}=${key === 'members' ? inWords(value) : JSON.stringify(value)}`,
    );
    return [name, keyword, truth, ...more].join(' ');
  });
}

function inWords(members: unknown): string {
  return (members as { name: string; truth: string; has?: unknown }[])
    .map(({ name, truth, has }) => `${name}:${has ?? truth}`)
    .join();
}

const EITHER = [{ size: { const: 'small' } }, { staff: { minimum: 3 } }];
const BIG = { contains: { minimum: 3 }, minContains: 2 };

test.each<[object, Said, string[]]>([
  [{ size: { const: 'small' } }, { size: 'micro' }, ['size const fails needs="small" has="micro"']],
  [{ size: { enum: ['small', 'large'] } }, { size: 'micro' }, ['size enum fails needs=["small","large"] has="micro"']],
  [{ size: { enum: ['small', 'large'] } }, {}, ['size enum undecided needs=["small","large"]']],
  [
    { size: { not: { const: 'small' } } },
    { size: 'small' },
    ['size not fails test={"not":{"const":"small"}} has="small"'],
  ],
  [{ staff: { exclusiveMinimum: 2, maximum: 5 } }, { staff: 2 }, ['staff exclusiveMinimum fails needs=2 has=2']],
  [
    { staff: { exclusiveMaximum: 2, minimum: 1 } },
    {},
    [
      'staff exclusiveMaximum undecided needs=2 lowest=0 highest=9',
      'staff minimum undecided needs=1 lowest=0 highest=9',
    ],
  ],
  [
    { staff: { anyOf: [{ minimum: 5 }, { const: '1' }] } },
    { staff: 3 },
    ['staff anyOf fails test={"anyOf":[{"minimum":5},{"const":1}]} has=3'],
  ],
  [{ staff: { anyOf: [{ minimum: 5 }, { const: '1' }] } }, { staff: 1 }, []],
  // Each may hold, not all together.
  [
    { staff: { minimum: 5, exclusiveMaximum: 5 } },
    {},
    ['staff allOf fails test={"minimum":5,"exclusiveMaximum":5} lowest=0 highest=9'],
  ],
  [
    { staff: { allOf: [{ minimum: 5 }, { minimum: 6 }, { maximum: 4 }] } },
    {},
    ['staff allOf fails test={"allOf":[{"minimum":5},{"minimum":6},{"maximum":4}]} lowest=0 highest=9'],
  ],
  [{ a: { minimum: 3 } }, { a: NOT_APPLICABLE }, ['a minimum fails needs=3 has=null']],
  [{ turnover: { minimum: 3 } }, {}, ['turnover minimum undecided needs=3 lowest=null highest=null']],
  [{ systems: { minItems: 2 } }, { systems: ['erp'] }, ['systems minItems fails needs=2 has=1']],
  [
    { systems: { contains: { enum: ['mes', 'scm'] }, maxContains: 1 } },
    { systems: ['mes', 'scm'] },
    ['systems maxContains fails needs=1 has=2 test={"enum":["mes","scm"]}'],
  ],
  [{ three: { maxItems: 2 } }, { a: 1, b: 1, c: 1 }, ['three maxItems fails needs=2 has=3']],
  [{ three: BIG }, { a: 0, b: 3, c: 2 }, ['three minContains fails needs=2 has=1 test={"minimum":3} members=c:2,a:0']],
  [
    { three: BIG },
    { a: 0, b: 3 },
    ['three minContains undecided needs=2 has=1 lowest=1 highest=2 test={"minimum":3} members=c:undecided,a:0'],
  ],
  // The nearest first; what is open without an end last.
  [
    { endless: { items: { minimum: 3 } } },
    { a: 1, b: 2 },
    ['endless items fails test={"minimum":3} members=b:2,a:1,turnover:undecided'],
  ],
  [
    { anyOf: EITHER },
    { size: 'large', staff: 1 },
    ['size const fails needs="small" has="large" alternative=1', 'staff minimum fails needs=3 has=1 alternative=2'],
  ],
  [
    { not: { allOf: EITHER } },
    { size: 'small', staff: 4 },
    [
      'size not fails test={"const":"small"} has="small" alternative=1',
      'staff not fails test={"minimum":3} has=4 alternative=2',
    ],
  ],
  // What fails already is no matter where none may hold.
  [
    { not: { anyOf: [...EITHER, { export: { const: true } }] } },
    { size: 'small', staff: 1 },
    ['size not fails test={"const":"small"} has="small"', 'export not undecided test={"const":true}'],
  ],
  [{ not: { not: { staff: { minimum: 3 } } } }, { staff: 1 }, ['staff minimum fails needs=3 has=1']],
])('the unmet requirements of the condition %j are found for the answers %j', (when, said, expected) => {
  expect(unmetOf(when, said)).toEqual(expected);
});
