import { createFinder } from '../model/plain.ts';
import type { FaultCode } from './block.ts';
import type { ColumnUse } from './use.ts';

/** What one cell says of several options: positions from 0, or a state. */
export type ReadChoices =
  | { readonly options: readonly number[] }
  | { readonly state: number }
  | { readonly fault: FaultCode };

/** A reader of cells with several options: JSON lists, or parted by the separators; a whole cell may be one option. */
export function createChoicesReader(use: ColumnUse & { readonly kind: 'choices' }): (text: string) => ReadChoices {
  const find = createFinder(use.values);
  const findState = createFinder(use.states);
  return (text) => {
    const state = findState(text);
    if (state !== undefined) return { state };
    // An option whose text holds a separator stands for itself.
    const alone = find(text);
    if (alone !== undefined) return { options: [alone] };
    const parts = readList(text) ?? split(text, use.separators);
    const options: number[] = [];
    for (const part of parts) {
      const option = find(part);
      if (option === undefined) return { fault: 'unknown-value' };
      if (options.includes(option)) return { fault: 'option-twice' };
      options.push(option);
    }
    return { options };
  };
}

function readList(text: string): readonly string[] | undefined {
  if (!text.startsWith('[')) return undefined;
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) ? list.map(String) : undefined;
  } catch {
    return undefined;
  }
}

function split(text: string, separators: readonly string[]): readonly string[] {
  let parts = [text];
  for (const separator of separators) parts = parts.flatMap((part) => part.split(separator));
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}
