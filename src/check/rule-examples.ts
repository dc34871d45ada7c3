import type { Example, RuleExamples } from './rule-definition.ts';

/** Loads the examples, which only pages of rules need. */
export async function loadRuleExamples(): Promise<RuleExamples> {
  return (await import('./generated/examples.ts')).EXAMPLES;
}

/** A finding that an example announces. Line and column are counted from 1, columns in characters. */
interface MarkedFinding {
  readonly code: string;
  readonly line: number;
  readonly column: number;
  /** The text at which the finding is. */
  readonly text: string;
}

export interface ExampleFile {
  readonly name: string;
  /** The content without the lines that announce findings. */
  readonly text: string;
  readonly findings: readonly MarkedFinding[];
}

/** Reads the files of an example, with the findings that they announce. */
export function readExample(example: Example): readonly ExampleFile[] {
  return Object.entries(example).map(([name, text]) => readExampleFile(name, text));
}

function readExampleFile(name: string, text: string): ExampleFile {
  const lines: string[] = [];
  const announcedFindings: MarkedFinding[] = [];
  let waitingFindings: { readonly code: string; readonly text: string }[] = [];
  for (const line of text.split('\n')) {
    const [, code, marked] = /^\s*#! ([AM]\d{3}) (.+)$/.exec(line) ?? [];
    if (code !== undefined && marked !== undefined) {
      waitingFindings.push({ code, text: marked });
      continue;
    }
    lines.push(line);
    for (const expected of waitingFindings) {
      const column = line.indexOf(expected.text);
      if (column < 0) throw new Error(`${name}:${lines.length} does not hold ${expected.text}`);
      announcedFindings.push({ ...expected, line: lines.length, column: [...line.slice(0, column)].length + 1 });
    }
    waitingFindings = [];
  }
  return { name, text: lines.join('\n'), findings: announcedFindings };
}
