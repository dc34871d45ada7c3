import Ajv2020 from 'ajv/dist/2020.js';
import fc, { type Arbitrary } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseDecimal } from '../../../src/model/rational.ts';
import { type Condition, compileCondition, evaluateCondition, type ValueType } from '../../../src/scoring/condition.ts';
import {
  type Atom,
  createExactValue,
  createListValue,
  NOTHING,
  type Possible,
} from '../../../src/scoring/possible-values.ts';
import { isSample, runs } from '../../property-runs.ts';
import type { Source } from './plain-evaluator.ts';
import { CHOICE, conditions, constantsOf, decimals, TYPES } from './random-condition.ts';

/*
 * Every condition is also a JSON Schema, and Ajv must agree wherever everything is known. The translation:
 *
 * - What is known becomes an object with a property for each name. What is nothing (not applicable, no level reached,
 *   a list whose members all dropped out) is an absent property. Members that are nothing are not in their array. An
 *   empty choice of options is an empty array: it is an answer.
 * - The entries of a condition become `properties`, and all of them `required`: nothing fails whatever the test asks.
 *   `allOf`, `anyOf` and `not` stay what they are.
 * - In a test only the constants change, from source text to JSON values of their type, and `items` gains
 *   `minItems: 1`, for an empty list never passes it here.
 */

const ajv = new Ajv2020.default({ strict: false });
const NAMES = Object.keys(TYPES);

function asSchema(condition: Source): Source {
  const entries = Object.entries(condition).filter(([key]) => !['allOf', 'anyOf', 'not'].includes(key));
  const { allOf, anyOf, not } = condition as Record<string, Source[]> & { not?: Source };
  return {
    type: 'object',
    properties: Object.fromEntries(entries.map(([name, stated]) => [name, asTest(stated as Source, typeOf(name))])),
    required: entries.map(([name]) => name),
    ...(allOf ? { allOf: allOf.map(asSchema) } : {}),
    ...(anyOf ? { anyOf: anyOf.map(asSchema) } : {}),
    ...(not ? { not: asSchema(not) } : {}),
  };
}

function asTest(stated: Source, type: ValueType): Source {
  const translated = Object.entries(stated).map(([keyword, value]): [string, unknown] => {
    switch (keyword) {
      case 'const':
        return [keyword, asJson(String(value), type)];
      case 'enum':
        return [keyword, (value as string[]).map((one) => asJson(one, type))];
      case 'allOf':
      case 'anyOf':
        return [keyword, (value as Source[]).map((part) => asTest(part, type))];
      case 'not':
        return [keyword, asTest(value as Source, type)];
      case 'contains':
      case 'items':
        return [keyword, asTest(value as Source, type.kind === 'list' ? type.of : type)];
      default:
        return [keyword, value];
    }
  });
  const atLeastOne = 'items' in stated ? { minItems: Math.max(1, Number(stated.minItems ?? 1)) } : {};
  return { ...Object.fromEntries(translated), ...atLeastOne };
}

function asJson(text: string, type: ValueType): string | number | boolean {
  return type.kind === 'number' ? Number(text) : type.kind === 'boolean' ? text === 'true' : text;
}

function asAtom(text: string, type: ValueType): Atom {
  if (type.kind === 'number') return parseDecimal(text) as Atom;
  return type.kind === 'boolean' ? text === 'true' : text;
}

function typeOf(name: string): ValueType {
  return TYPES[name] as ValueType;
}

/** A fact, an answer or a score when all is known: its text, nothing, or the texts of a list. */
type Stated = string | null | readonly (string | null)[];

function statedValues(name: string): Arbitrary<Stated> {
  const type = typeOf(name);
  if (name === CHOICE && type.kind === 'list' && type.of.kind === 'choice') {
    return fc.option(fc.subarray([...type.of.options]));
  }
  if (type.kind === 'list') return fc.array(fc.option(constantsOf(type.of, decimals)), { maxLength: 4 });
  return fc.option(constantsOf(type, decimals));
}

const everythingStated: Arbitrary<Record<string, Stated>> = fc.record(
  Object.fromEntries(NAMES.map((name) => [name, statedValues(name)])),
);

function asPossible(name: string, stated: Stated): Possible {
  const type = typeOf(name);
  if (stated === null) return NOTHING;
  if (typeof stated === 'string') return createExactValue(asAtom(stated, type));
  if (name === CHOICE) return { kind: 'choices', sure: stated as string[], open: [], nothing: false };
  const member = type.kind === 'list' ? type.of : type;
  return createListValue(stated.map((one) => (one === null ? NOTHING : createExactValue(asAtom(one, member)))));
}

function asData(stated: Record<string, Stated>): Source {
  return Object.fromEntries(
    Object.entries(stated).flatMap(([name, value]): [string, unknown][] => {
      const type = typeOf(name);
      if (value === null) return [];
      if (typeof value === 'string') return [[name, asJson(value, type)]];
      const present = value.filter((one) => one !== null);
      if (present.length === 0 && name !== CHOICE) return [];
      return [[name, present.map((one) => asJson(one, type.kind === 'list' ? type.of : type))]];
    }),
  );
}

function compile(source: Source): Condition {
  return compileCondition(source, [], {
    resolve: (name) => ({ node: NAMES.indexOf(name), type: typeOf(name) }),
    report: (code, at, details) => {
      throw new Error(`${code} at ${at.join('.')}: ${JSON.stringify(details)}`);
    },
  });
}

describe('conditions give the results of JSON Schema (Ajv) if everything is known', () => {
  test.each(NAMES.map((name) => ({ name })))(
    'tests of $name give the results of JSON Schema if everything is known',
    ({ name }) => {
      agree([name], 0, 100);
    },
  );

  test('whole conditions give the results of JSON Schema if everything is known', () => {
    agree(NAMES, 2, 600);
  });

  function agree(names: readonly string[], depth: number, numRuns: number): void {
    let [held, failed] = [0, 0];
    fc.assert(
      fc.property(
        conditions(names, decimals, depth),
        fc.array(everythingStated, { minLength: 10, maxLength: 10 }),
        (source, situations) => {
          const validate = ajv.compile(asSchema(source));
          const condition = compile(source);
          for (const situation of situations) {
            const truth = evaluateCondition(condition, (node) => {
              const name = NAMES[node] as string;
              return asPossible(name, situation[name] as Stated);
            });
            expect(truth).toBe(validate(asData(situation)) ? 'holds' : 'fails');
            if (truth === 'holds') held++;
            else failed++;
          }
        },
      ),
      runs(numRuns),
    );
    if (isSample) return;
    expect(Math.min(held, failed), 'both outcomes are tried').toBeGreaterThan(numRuns / 2);
  }
});

describe('conditions differ from JSON Schema', () => {
  const number: ValueType = { kind: 'number' };

  test('in conditions, unlike JSON Schema, a minimum accepts neither a missing value nor text', () => {
    const lenient = ajv.compile({ properties: { share: { minimum: 60 } } });
    expect([lenient({}), lenient({ share: null }), lenient({ share: '12' })]).toEqual([true, true, true]);
    const condition = compile({ share: { minimum: 60 } });
    expect(evaluateCondition(condition, () => NOTHING)).toBe('fails');
  });

  test('in conditions, unlike JSON Schema, a keyword that cannot apply is reported', () => {
    const found: unknown[] = [];
    compileCondition({ remark: { minimum: 60 } }, ['when'], {
      resolve: () => ({ node: 0, type: { kind: 'text' } }),
      report: (code, at, details, on) => found.push([code, at, details, on]),
    });
    const details = { found: 'minimum', name: 'remark', wanted: { phrase: 'text' } };
    expect(found).toEqual([['M206', ['when', 'remark', 'minimum'], details, 'key']]);
  });

  test('in conditions, unlike JSON Schema, an empty list fails every `items` test', () => {
    expect(ajv.compile({ items: { minimum: 1 } })([])).toBe(true);
    const condition = compileCondition({ fields: { items: { minimum: 1 } } }, [], {
      resolve: () => ({ node: 0, type: { kind: 'list', of: number } }),
      report: () => {},
    });
    expect(evaluateCondition(condition, () => createListValue([]))).toBe('fails');
    expect(evaluateCondition(condition, () => createListValue([NOTHING]))).toBe('fails');
  });

  test('in conditions, unlike JSON Schema, the sum of 0.1 and 0.2 equals 0.3', () => {
    const condition = compile({ share: { const: '0.3' } });
    const sum = parseDecimal('0.3') as Atom;
    expect(evaluateCondition(condition, () => createExactValue(sum))).toBe('holds');
    expect(ajv.compile({ const: 0.3 })(0.1 + 0.2)).toBe(false);
  });
});
