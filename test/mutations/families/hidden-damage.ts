// What no file can show: every cell is a good answer, and only who knows the enterprises can tell. The guide on exports lists
// these; they are tried to see that the list is true, and counted apart.
import type { Scope } from '../draw-enterprises.ts';
import { caseOf, changeCells, type Draft, draft, type Family, placeOf } from '../mutated-export.ts';
import type { Column } from '../write-tables.ts';
import { turn } from './turn.ts';

const scope = (i: number): Scope => (i % 2 === 0 ? 'quick' : 'figures');

/** Scales of one length, as their numbers: any column of them could be any other. */
function numbered(chance: Parameters<Family['make']>[0], i: number): Draft {
  return draft(chance, turn(['ids', 'officeNumbers', 'redcap', 'lines'] as const, i), { scope: scope(i) });
}

const scales = ({ inputs }: Draft): string[] => inputs.filter(({ type }) => type === 'scale').map(({ id }) => id);

function exchangeHeadings(made: Draft, one: string, other: string): void {
  const [a, b] = [placeOf(made, one), placeOf(made, other)];
  const [first, second] = [made.table.columns[a] as Column, made.table.columns[b] as Column];
  made.table.columns[a] = { ...first, heading: second.heading };
  made.table.columns[b] = { ...second, heading: first.heading };
}

export const HIDDEN: readonly Family[] = [
  {
    id: 'hidden-headings-of-equal-form',
    about: 'the headings of two columns of equal form were exchanged',
    kind: 'hidden',
    make: (chance, i) => {
      const made = numbered(chance, i);
      const [one, other] = turn([scales(made).slice(0, 2), scales(made).slice(3, 5), ['district', 'chain']], i) as [
        string,
        string,
      ];
      exchangeHeadings(made, one, other);
      return caseOf(made, { what: `${one} and ${other} exchanged` });
    },
  },
  {
    id: 'hidden-headings-rotated',
    about: 'the headings of scales that are written as numbers were moved by a column',
    kind: 'hidden',
    make: (chance, i) => {
      const made = numbered(chance, i);
      const places = scales(made).map((id) => placeOf(made, id));
      const headings = places.map((place) => made.table.columns[place]?.heading as string);
      places.forEach((place, k) => {
        made.table.columns[place] = {
          ...(made.table.columns[place] as Column),
          heading: headings[(k + 1) % headings.length] as string,
        };
      });
      return caseOf(made, { what: 'rotated' });
    },
  },
  {
    id: 'hidden-one-column-sorted',
    about: 'one column was sorted without the others',
    kind: 'hidden',
    make: (chance, i) => {
      const made = numbered(chance, i);
      const place = placeOf(made, turn([scales(made)[2] as string, 'uscc', 'district'], i));
      const cells = made.table.rows.map((row) => row.cells[place] as string).sort();
      changeCells(made, place, (_, row) => cells[row] as string);
      return caseOf(made, { what: `${made.table.columns[place]?.heading} sorted` });
    },
  },
  {
    id: 'hidden-filled-down',
    about: 'an answer was copied down over those below it',
    kind: 'hidden',
    make: (chance, i) => {
      const made = numbered(chance, i);
      const place = placeOf(made, scales(made)[i % 5] as string);
      const first = made.table.rows[3]?.cells[place] as string;
      changeCells(
        made,
        place,
        () => first,
        (row) => row >= 3 && row < 12,
      );
      return caseOf(made, { what: 'copied down' });
    },
  },
  {
    id: 'hidden-scale-reversed',
    about: 'a scale was answered the other way round',
    kind: 'hidden',
    make: (chance, i) => {
      const made = numbered(chance, i);
      const best = made.scope === 'quick' ? 3 : 4;
      const place = placeOf(made, scales(made)[i % 5] as string);
      changeCells(made, place, (cell) => (cell === '' ? '' : String(best - Number(cell))));
      return caseOf(made, { what: 'the best is 0' });
    },
  },
  {
    id: 'hidden-blanks-filled-with-zero',
    about: 'blank answers were filled with 0',
    kind: 'hidden',
    make: (chance, i) => {
      const platform = turn(['ids', 'officeNumbers', 'redcap', 'lines'] as const, i);
      const made = draft(chance, platform, { scope: scope(i), gaps: true });
      for (const id of scales(made)) changeCells(made, placeOf(made, id), (cell) => (/^\d$/.test(cell) ? cell : '0'));
      return caseOf(made, { what: '0 for blank' });
    },
  },
  {
    id: 'hidden-typing-slip',
    about: 'a number was mistyped, and what stands there is plausible',
    kind: 'hidden',
    make: (chance, i) => {
      const made = numbered(chance, i);
      const place = placeOf(made, turn(['employees', scales(made)[0] as string], i));
      changeCells(
        made,
        place,
        (cell) =>
          cell.length > 1 ? `${cell.slice(0, -1)}${(Number(cell.at(-1)) + 3) % 10}` : String((Number(cell) + 1) % 4),
        (row) => row === 5,
      );
      return caseOf(made, { what: 'one slip', facts: ['employees'] });
    },
  },
  {
    id: 'hidden-answers-of-another-row',
    about: 'the answers of two enterprises were exchanged',
    kind: 'hidden',
    make: (chance, i) => {
      const made = numbered(chance, i);
      const from = placeOf(made, scales(made)[0] as string);
      const [one, other] = [made.table.rows[2], made.table.rows[7]] as [
        Draft['table']['rows'][number],
        Draft['table']['rows'][number],
      ];
      const [a, b] = [one.cells.slice(from), other.cells.slice(from)];
      one.cells = [...one.cells.slice(0, from), ...b];
      other.cells = [...other.cells.slice(0, from), ...a];
      return caseOf(made, { what: 'rows 3 and 8' });
    },
  },
];
