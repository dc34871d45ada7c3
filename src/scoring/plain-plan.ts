// Converts plans to data that can be posted to another thread, without the functions that forms of answers contain.
import { QUESTION_TYPES } from './forms/registry.ts';
import type { Input } from './plan.ts';

declare const ORIGIN_KEY: unique symbol;

/** Data that contains plans without forms; `T` is the type of the original data. */
export interface PlainData<T> {
  readonly [ORIGIN_KEY]: T;
}

/** Copies data, leaving out the forms of facts and questions in plans. Objects that occur several times stay shared. */
export function removeForms<T extends object>(data: T): PlainData<T> {
  const copies = new Map<object, object>();
  const copyValue = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    const copy = copies.get(value) ?? copyObject(value);
    copies.set(value, copy);
    return copy;
  };
  const copyObject = (value: object): object => {
    if (Array.isArray(value)) return value.map(copyValue);
    if (value instanceof Map) return new Map([...value].map(([key, item]) => [copyValue(key), copyValue(item)]));
    if (value instanceof Set) return new Set([...value].map(copyValue));
    // Objects of other classes, such as regular expressions, can be posted as they are.
    if (Object.getPrototypeOf(value) !== Object.prototype) return value;
    const members = Object.entries(value).filter(([key]) => key !== 'form' || !isInput(value));
    return Object.fromEntries(members.map(([key, member]) => [key, copyValue(member)]));
  };
  return copyValue(data) as PlainData<T>;
}

/** Restores the forms of facts and questions. The data is changed in place, so it must belong to this thread alone. */
export function restoreForms<T extends object>(data: PlainData<T>): T {
  const restoredValues = new Set<unknown>();
  const restore = (value: unknown): void => {
    if (typeof value !== 'object' || value === null || restoredValues.has(value)) return;
    restoredValues.add(value);
    if (isInput(value)) Object.assign(value, { form: QUESTION_TYPES[value.type].form });
    const parts = value instanceof Map ? [...value.keys(), ...value.values()] : value instanceof Set ? value : null;
    for (const one of parts ?? Object.entries(value).map(([key, part]) => (key === 'form' ? null : part))) restore(one);
  };
  restore(data);
  return data as unknown as T;
}

function isInput(value: object): value is Input {
  return 'op' in value && value.op === 'input';
}
