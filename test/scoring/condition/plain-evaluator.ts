import { type Fraction, fractionOf, isFraction, order, same } from '../../exact-fraction.ts';

/** A value when all is known; undefined is nothing. */
export type Known = undefined | Fraction | string | boolean | readonly Known[];

/** A condition or a test as a document states it. */
export interface Source {
  readonly [key: string]: unknown;
}

/** Whether a condition holds when all is known, said as plainly as the schema's descriptions say it. */
export function holds(condition: Source, read: (name: string) => Known): boolean {
  return Object.entries(condition).every(([key, stated]) => {
    if (key === 'allOf') return (stated as Source[]).every((part) => holds(part, read));
    if (key === 'anyOf') return (stated as Source[]).some((part) => holds(part, read));
    if (key === 'not') return !holds(stated as Source, read);
    const value = read(key);
    return value !== undefined && passes(stated as Source, value);
  });
}

function passes(test: Source, value: Known): boolean {
  return Object.entries(test).every(([keyword, stated]) => {
    switch (keyword) {
      case 'allOf':
        return (stated as Source[]).every((part) => passes(part, value));
      case 'anyOf':
        return (stated as Source[]).some((part) => passes(part, value));
      case 'not':
        return !passes(stated as Source, value);
      case 'const':
        return equals(value, stated);
      case 'enum':
        return (stated as unknown[]).some((one) => equals(value, one));
      case 'minimum':
        return order(value as Fraction, fractionOf(stated as number)) >= 0;
      case 'maximum':
        return order(value as Fraction, fractionOf(stated as number)) <= 0;
      case 'exclusiveMinimum':
        return order(value as Fraction, fractionOf(stated as number)) > 0;
      case 'exclusiveMaximum':
        return order(value as Fraction, fractionOf(stated as number)) < 0;
      case 'minItems':
        return (value as Known[]).length >= (stated as number);
      case 'maxItems':
        return (value as Known[]).length <= (stated as number);
      case 'items':
        return (value as Known[]).length > 0 && (value as Known[]).every((member) => passes(stated as Source, member));
      case 'contains': {
        const found = (value as Known[]).filter((member) => passes(stated as Source, member)).length;
        return found >= ((test.minContains as number) ?? 1) && found <= ((test.maxContains as number) ?? found);
      }
      case 'minContains':
      case 'maxContains':
        return true;
      default:
        throw new Error(`no such keyword: ${keyword}`);
    }
  });
}

function equals(value: Known, constant: unknown): boolean {
  return isFraction(value) ? same(value, fractionOf(String(constant))) : String(value) === String(constant);
}
