/** A part of a text short enough for the engine to optimise, and what passes between it and the others. */
export interface Part {
  readonly lines: readonly string[];
  /** Variables that earlier parts have written. */
  readonly taken: readonly string[];
  /** Variables that are written here and read later. */
  readonly kept: readonly string[];
}

/** How many characters a part has: V8 leaves functions of more than 60 KB bytecode, which is about twice that, unoptimised. */
export const LONGEST = 24_000;

/** Cuts a text between statements. */
export function splitText(lines: readonly string[], longest: number): Part[] {
  const texts = cut(statementsOf(lines), longest);
  const named = texts.map((text) => new Set(text.flatMap((line) => line.match(VARIABLE) ?? [])));
  const written = texts.map((text) => new Set(text.flatMap(writtenBy)));
  return texts.map((text, i) => {
    const names = [...(named[i] as Set<string>)];
    const before = (name: string): boolean => named.slice(0, i).some((set) => set.has(name));
    const after = (name: string): boolean => named.slice(i + 1).some((set) => set.has(name));
    return {
      lines: text,
      taken: names.filter(before),
      kept: names.filter((name) => after(name) && written[i]?.has(name)),
    };
  });
}

const VARIABLE = /\bv\d+\b/g;

function writtenBy(line: string): string[] {
  return [...line.matchAll(/(?:^|[\s;{])(v\d+)(?:;| \|?= )/g)].map(([, name]) => name as string);
}

/** Lines that stand in the same braces belong to one statement. */
function statementsOf(lines: readonly string[]): string[][] {
  const statements: string[][] = [];
  let [open, depth]: [string[], number] = [[], 0];
  for (const line of lines) {
    open.push(line);
    depth += (line.match(/\{/g)?.length ?? 0) - (line.match(/\}/g)?.length ?? 0);
    if (depth > 0) continue;
    statements.push(open);
    open = [];
  }
  return statements;
}

function cut(statements: readonly (readonly string[])[], longest: number): string[][] {
  const parts: string[][] = [[]];
  let size = 0;
  for (const statement of statements) {
    const length = statement.reduce((sum, line) => sum + line.length, 0);
    if (size > 0 && size + length > longest) {
      parts.push([]);
      size = 0;
    }
    (parts.at(-1) as string[]).push(...statement);
    size += length;
  }
  return parts;
}
