import type { Example } from './rule.ts';

/** A finding that an example announces. Line and column count from 1, columns in characters. */
export interface Announced {
  readonly code: string;
  readonly line: number;
  readonly column: number;
  /** What is marked. */
  readonly text: string;
}

/** A file of an example. */
export interface ExampleFile {
  readonly name: string;
  /** Without the lines that announce findings. */
  readonly text: string;
  readonly announced: readonly Announced[];
}

/** The files that an example gives itself, and what they announce. */
export function readExample(example: Example): readonly ExampleFile[] {
  return Object.entries(example).map(([name, text]) => readFile(name, text));
}

function readFile(name: string, text: string): ExampleFile {
  const lines: string[] = [];
  const announced: Announced[] = [];
  let waiting: { readonly code: string; readonly text: string }[] = [];
  for (const line of text.split('\n')) {
    const [, code, marked] = /^\s*#! ([AM]\d{3}) (.+)$/.exec(line) ?? [];
    if (code !== undefined && marked !== undefined) {
      waiting.push({ code, text: marked });
      continue;
    }
    lines.push(line);
    for (const one of waiting) {
      const at = line.indexOf(one.text);
      if (at < 0) throw new Error(`${name}:${lines.length} does not hold ${one.text}`);
      announced.push({ ...one, line: lines.length, column: [...line.slice(0, at)].length + 1 });
    }
    waiting = [];
  }
  return { name, text: lines.join('\n'), announced };
}
