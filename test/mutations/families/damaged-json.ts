// What happens to lines of JSON.

import type { Scope } from '../draw-enterprises.ts';
import { caseOf, type Draft, draft, type Family, fileOf } from '../mutated-export.ts';
import { turn } from './turn.ts';

const SCOPES: readonly Scope[] = ['quick', 'figures', 'choices'];
type Members = Record<string, unknown>;

function linesOf(made: Draft): string[] {
  return fileOf(made, made.table).bytes.toString().trimEnd().split('\n');
}

function rewritten(made: Draft, change: (members: Members, row: number) => string): Readonly<Record<string, Buffer>> {
  const lines = linesOf(made).map((line, row) => change(JSON.parse(line) as Members, row));
  return { 'export.jsonl': Buffer.from(`${lines.join('\n')}\n`) };
}

export const JSON_LINES: readonly Family[] = [
  {
    id: 'json-in-other-order',
    about: 'members in another order on each line, or left out where they are null',
    kind: 'honest',
    make: (chance, i) => {
      const made = draft(chance, 'lines', { scope: turn(SCOPES, i), gaps: true });
      const files = rewritten(made, (members) => {
        const entries = Object.entries(members).filter(([, value]) => i % 2 === 0 || value !== null);
        return JSON.stringify(Object.fromEntries(chance.shuffle(entries)));
      });
      return caseOf(made, { what: i % 2 === 0 ? 'any order' : 'any order, nothing for null', files });
    },
  },
  {
    id: 'json-numbers-as-text',
    about: 'numbers as strings, single options as lists, or lists as text',
    kind: 'honest',
    make: (chance, i) => {
      const made = draft(chance, 'lines', { scope: turn(SCOPES, i) });
      const files = rewritten(made, (members) =>
        JSON.stringify(
          Object.fromEntries(
            Object.entries(members).map(([name, value]) => {
              if (typeof value === 'number') return [name, String(value)];
              if (Array.isArray(value) && i % 2 === 0) return [name, value.join(';')];
              return [name, value];
            }),
          ),
        ),
      );
      return caseOf(made, { what: 'strings', files });
    },
  },
  {
    id: 'json-nested',
    about: 'answers in an object of their own',
    kind: 'honest',
    make: (chance, i) => {
      const made = draft(chance, 'lines', { scope: turn(SCOPES, i) });
      const facts = new Set(made.inputs.filter(({ isFact }) => isFact).map(({ id }) => id));
      const files = rewritten(made, (members) => {
        const entries = Object.entries(members);
        const [stated, answers] = [
          entries.filter(([name]) => facts.has(name)),
          entries.filter(([name]) => !facts.has(name)),
        ];
        return JSON.stringify({
          ...Object.fromEntries(stated),
          [turn(['answers', 'data', '问卷'], i)]: Object.fromEntries(answers),
        });
      });
      return caseOf(made, { what: 'an object within', files });
    },
  },
  {
    id: 'json-member-twice',
    about: 'a member stands twice on a line, with two values',
    kind: 'shown',
    make: (chance, i) => {
      const made = draft(chance, 'lines', { scope: 'quick' });
      const input = turn(['plan', 'uscc', 'employees', 'records'], i);
      const files = rewritten(made, (members, row) => {
        const text = JSON.stringify(members);
        if (row % 4 !== 1) return text;
        const other = JSON.stringify({
          [input]: input === 'uscc' ? 'x' : typeof members[input] === 'number' ? (Number(members[input]) + 1) % 4 : 2,
        }).slice(1, -1);
        return i % 2 === 0 ? `{${other},${text.slice(1)}` : `${text.slice(0, -1)},${other}}`;
      });
      return caseOf(made, {
        what: `${input} twice`,
        touched: [input],
        facts: input === 'employees' ? [input] : [],
        files,
      });
    },
  },
  {
    id: 'json-broken-lines',
    about: 'lines that are no JSON, cut, or two objects at once',
    kind: 'shown',
    make: (chance, i) => {
      const made = draft(chance, 'lines', { scope: turn(SCOPES, i) });
      const lines = linesOf(made).map((line, row) => {
        if (row % 6 !== 2) return line;
        return turn(
          [line.slice(0, -1), `${line},`, line.replaceAll('"', "'"), `[${line}]`, line.replace('{', '{{')],
          i,
        );
      });
      if (i % 2 === 1) lines.splice(7, 2, `${lines[7]}${lines[8]}`);
      return caseOf(made, {
        what: 'some lines broken',
        sharing: i % 2,
        files: { 'export.jsonl': Buffer.from(`${lines.join('\n')}\n`) },
        rows: [made.enterprises.length - (i % 2), made.enterprises.length],
      });
    },
  },
  {
    id: 'json-array',
    about: 'all objects in one array, on one line or many',
    kind: 'shown',
    make: (chance, i) => {
      const made = draft(chance, 'lines', { scope: turn(SCOPES, i) });
      const text = `[${linesOf(made).join(i % 2 === 0 ? ',' : ',\n')}]`;
      return caseOf(made, {
        what: 'an array',
        files: { [turn(['export.jsonl', 'export.json'], Math.floor(i / 2))]: Buffer.from(text) },
        rows: [0, 26],
      });
    },
  },
  {
    id: 'json-lines-with-more',
    about: 'a mark, blank lines, or members that the pack does not know',
    kind: 'honest',
    make: (chance, i) => {
      const made = draft(chance, 'lines', { scope: turn(SCOPES, i) });
      const files = turn(
        [
          () => ({ 'export.jsonl': Buffer.from(`\ufeff${linesOf(made).join('\n')}`) }),
          () => ({ 'export.jsonl': Buffer.from(linesOf(made).join('\n\n')) }),
          () =>
            rewritten(made, (members, row) =>
              JSON.stringify({ _id: { $oid: String(row) }, ...members, tags: ['a', 'b'] }),
            ),
          () => ({ 'export.ndjson': Buffer.from(linesOf(made).join('\r\n')) }),
        ],
        i,
      )();
      return caseOf(made, { what: turn(['a mark', 'blank lines', 'more members', 'CR LF'], i), files });
    },
  },
];
