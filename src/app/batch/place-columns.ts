// Reads columns that state a place for which the pack has no fact, such as the German Land: it decides which funding
// programme applies to a row, and answers that programme's question.
import type { CompiledPack } from '../../pack/index.ts';
import { PLACE_FACTS } from '../../policy/index.ts';
import { type AnswerEntry, type AnswerSet, listedAnswers } from '../../scoring/index.ts';
import { type ColumnBinding, createFactReader, type FactColumnReading, type RowBlock } from '../../table/index.ts';

/** A column of an export that states a place. */
interface PlaceColumn {
  readonly column: number;
  readonly heading: string;
  readonly reading: FactColumnReading;
}

/** A place stated in a row: its fact, its value, and the cell with its heading. */
export interface StatedPlace {
  readonly name: string;
  readonly value: string;
  readonly heading: string;
  readonly cell: string;
}

/** Reads the places that the columns of one export state. */
export interface PlaceReader {
  /** The headings of these columns. */
  readonly headings: readonly string[];
  /** The uses of all columns, with these columns read as texts. */
  readonly uses: readonly ColumnBinding[];
  readPlaces(block: RowBlock, row: number): readonly StatedPlace[];
}

/** Finds unused columns that state a place for which the pack has no fact; `plans` are those of the pack and programmes. */
function findPlaceColumns(
  headings: readonly string[],
  uses: readonly ColumnBinding[],
  plans: readonly CompiledPack['plan'][],
): PlaceColumn[] {
  const [own] = plans;
  const readers = plans.map(createFactReader);
  const isPlace = ({ name }: FactColumnReading): boolean =>
    PLACE_FACTS.some((fact) => fact === name) && own?.inputs.every((input) => input.name !== name) === true;
  return headings.flatMap((heading, column): PlaceColumn[] => {
    if (uses[column]?.kind !== 'ignore' || heading === '') return [];
    // The reading by a programme is preferred, because it knows how its options are written.
    const readings = readers.flatMap((read) => read(heading) ?? []).filter(isPlace);
    const reading = readings.at(-1);
    return reading ? [{ column, heading, reading }] : [];
  });
}

/** Lists the headings of unused columns that state a place, as far as the pack alone can tell. */
export function listPlaceHeadings(
  plan: CompiledPack['plan'],
  headings: readonly string[],
  uses: readonly ColumnBinding[],
): readonly string[] {
  return findPlaceColumns(headings, uses, [plan]).map(({ heading }) => heading);
}

/** Creates a reader of the places in an export. */
export function createPlaceReader(
  plans: readonly CompiledPack['plan'][],
  headings: readonly string[],
  uses: readonly ColumnBinding[],
): PlaceReader {
  const columns = findPlaceColumns(headings, uses, plans);
  const firstFree = Math.max(plans[0]?.inputs.length ?? 0, ...uses.map((use) => ('input' in use ? use.input : 0))) + 1;
  const textUses = new Map(columns.map(({ column }, i): [number, ColumnBinding] => [column, textUse(firstFree + i)]));
  return {
    headings: columns.map(({ heading }) => heading),
    uses: uses.map((use, column) => textUses.get(column) ?? use),
    readPlaces: ({ text }, row) =>
      columns.flatMap(({ heading, reading: { name, toValue } }, i): StatedPlace[] => {
        const cell = (text.at(firstFree + i, row) ?? '').trim();
        return cell === '' ? [] : [{ name, heading, cell, value: toValue?.(cell) ?? cell }];
      }),
  };
}

function textUse(input: number): ColumnBinding {
  return { kind: 'text', input };
}

/** Adds the places of a row to its answers; what the row states otherwise takes precedence. */
export function addPlaces(sheet: AnswerSet, places: readonly StatedPlace[]): AnswerSet {
  if (places.length === 0) return sheet;
  const entries = places.map(({ name, value }): [string, AnswerEntry] => [name, { state: 'answered', value }]);
  return new Map([...entries, ...sheet]);
}

/**
 * Separates places that a programme asks for into those that answer its question, and those that are not among its
 * options. Places for which it has no question are in neither list.
 */
export function judgePlaces(
  { inputs }: CompiledPack['plan'],
  places: readonly StatedPlace[],
): { readonly known: readonly StatedPlace[]; readonly unknown: readonly StatedPlace[] } {
  const askedPlaces = places.flatMap((place) => {
    const input = inputs.find(({ name }) => name === place.name);
    return input ? [{ place, options: listedAnswers(input) }] : [];
  });
  const isKnown = ({ place, options }: (typeof askedPlaces)[number]): boolean =>
    options === undefined || options.some(({ id }) => id === place.value);
  return {
    known: askedPlaces.filter(isKnown).map(({ place }) => place),
    unknown: askedPlaces.filter((asked) => !isKnown(asked)).map(({ place }) => place),
  };
}
