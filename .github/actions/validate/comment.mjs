// The findings of `matura validate --format json` as one comment in Markdown: `node comment.mjs findings.json`.
import { readFileSync } from 'node:fs';

/** So many are listed; a comment may have 65,536 characters. */
const MOST = 50;

const { files, findings } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
// What stands in packs is anyone's: no markup of theirs, and nobody is called by a name with an at sign.
const plain = (text) => String(text).replace(/[&<>\\`*_{}[\]()#|!~@]/g, (sign) => `&#${sign.codePointAt(0)};`);
const rows = findings.slice(0, MOST).map(({ severity, code, file, line, message }) => {
  return `| ${severity} | ${code} | ${plain(`${file}:${line}`)} | ${plain(message)} |`;
});
const more = findings.length - rows.length;
const count = (severity) => findings.filter((one) => one.severity === severity).length;
const text = [
  `**Matura**: ${count('error')} errors, ${count('warning')} warnings in ${files} files`,
  ...(rows.length > 0 ? ['', '| | Rule | Where | What |', '|---|---|---|---|', ...rows] : []),
  ...(more > 0 ? ['', `${more} more stand in the log of the check.`] : []),
  ...(rows.length > 0 ? ['', '`matura rule ID` explains a rule.'] : []),
];
process.stdout.write(`${text.join('\n')}\n`);
