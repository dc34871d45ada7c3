import { type ExampleFile, readExample } from '../../check/example.ts';
import type { Example } from '../../check/rule.ts';
import { RULES } from '../../check/rules.ts';
import { PROBLEMS, type ProblemCode } from '../../model/problem.ts';

/** The page of a rule as Markdown, made from what its check and its tests use. */
export function renderRulePage(code: ProblemCode): string {
  const { name, severity } = PROBLEMS[code];
  const { title, why, fix, bad, good, encoding } = RULES[code];
  return [
    `# ${code} ${name}`,
    `**${title}** (${severity})`,
    `## Why\n\n${why}`,
    `## How to mend it\n\n${fix}`,
    `## Found\n\n${renderFiles(bad, encoding)}`,
    `## Not found\n\n${renderFiles(good)}`,
  ]
    .join('\n\n')
    .concat('\n');
}

function renderFiles(example: Example, encoding?: string): string {
  const saved = encoding === undefined ? '' : `, saved as ${encoding}`;
  return readExample(example)
    .map((file) => `\`${file.name}\`${saved}\n\n${fence(markFindings(file).trimEnd())}`)
    .join('\n\n');
}

function fence(text: string): string {
  return `\`\`\`yaml\n${text}\n\`\`\``;
}

/** The text of an example's file, with a comment behind each line in which something is found. */
export function markFindings({ text, announced }: ExampleFile): string {
  const lines = text.split('\n');
  return lines
    .map((line, i) => {
      const found = announced.filter((one) => one.line === i + 1);
      return found.length === 0 ? line : `${line}  # <- ${found.map((one) => `${one.code}: ${one.text}`).join(', ')}`;
    })
    .join('\n');
}
