import type { KnownFinding } from '../../model/generated/types.ts';

/** Known findings as the YAML of a baseline. */
export function formatBaseline(findings: readonly KnownFinding[]): string {
  const opening =
    '# Findings of `matura validate` that may stay, each with the reason. One that is gone must be removed.\n';
  if (findings.length === 0) return `${opening}kind: baseline\nfindings: []\n`;
  const entries = findings.map(({ code, file, text, reason }) =>
    [`  - code: ${code}`, `    file: ${quote(file)}`, `    text: ${quote(text)}`, `    reason: ${quote(reason)}`].join(
      '\n',
    ),
  );
  return `${opening}kind: baseline\nfindings:\n${entries.join('\n')}\n`;
}

/** Text as YAML reads it back: plain where it cannot be mistaken, else as JSON, which is YAML. */
function quote(text: string): string {
  const isPlain = /^[A-Za-z][\w./-]*( [\w./-]+)*$/.test(text) && !/^(null|true|false)$/i.test(text);
  return isPlain ? text : JSON.stringify(text);
}
