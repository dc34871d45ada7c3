import type { Messages } from '../../i18n/index.ts';
import type { Proposal, ProposedColumn } from '../../model/proposal.ts';
import { renderTable } from '../table.ts';
import { plainLine } from '../terminal/line.ts';
import { doubtsInWords, howInWords } from './remarks.ts';

/** A proposal for a terminal: what each column becomes and why, what is missing, whether a person has to look. */
export function renderProposal(proposal: Proposal, messages: Messages, look: { readonly color: boolean }): string {
  const { mapping, numbers } = messages;
  const head = [mapping.table.column, mapping.table.becomes, mapping.table.how, mapping.table.remark];
  const rows = proposal.columns.map((column, i) => renderRow(column, i, messages));
  const namesOf = (needed: boolean): string[] =>
    proposal.missing.filter((one) => one.needed === needed).map(({ name }) => name);
  const notes = [
    ...(namesOf(true).length > 0 ? [mapping.missing(numbers.list(namesOf(true)))] : []),
    ...(namesOf(false).length > 0 ? [mapping.optional(numbers.list(namesOf(false)))] : []),
    ...(proposal.isDecimalUnclear
      ? [mapping.check(mapping.decimalSettledBy(mapping.decimalUnclear, numbers.or(['--decimal .', '--decimal ,'])))]
      : []),
    proposal.isCertain ? mapping.certain : mapping.uncertain,
  ];
  return `${renderTable(head, rows, look)}\n${notes.map((note) => `${plainLine(note)}\n`).join('')}`;
}

function renderRow(column: ProposedColumn, i: number, messages: Messages): string[] {
  const { mapping } = messages;
  const { heading, to, option } = column.mapped;
  const becomes = to === undefined ? mapping.unused : option === undefined ? to : mapping.option(to, option);
  const how = howInWords(column, messages) ?? '';
  const doubts = doubtsInWords(column, messages).join('; ');
  return [shorten(heading || mapping.unnamed(String(i + 1))), becomes, how, doubts].map((cell) => plainLine(cell));
}

const LONGEST_HEADING = 40;

function shorten(heading: string): string {
  const characters = [...heading];
  return characters.length <= LONGEST_HEADING ? heading : `${characters.slice(0, LONGEST_HEADING - 1).join('')}…`;
}
