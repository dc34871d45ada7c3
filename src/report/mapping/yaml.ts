import type { Messages } from '../../i18n/index.ts';
import type { MappedColumn } from '../../model/generated/types.ts';
import type { Proposal, ProposedColumn } from '../../model/proposal.ts';
import { plainLine } from '../terminal/line.ts';
import { doubtsInWords, howInWords } from './remarks.ts';

/** What a mapping is for. */
export interface MappingSubject {
  /** The export and the pack as they were named. */
  readonly table: string;
  readonly pack: string;
  readonly id: string;
  readonly version: string;
}

/** A proposal as the YAML of a mapping, each column with how it was recognised and what is to be looked at. */
export function renderMapping(
  proposal: Proposal,
  { table, pack, id, version }: MappingSubject,
  messages: Messages,
): string {
  const { mapping, numbers } = messages;
  const needed = proposal.missing.filter((one) => one.needed).map(({ name }) => name);
  const optional = proposal.missing.filter((one) => !one.needed).map(({ name }) => name);
  const decimal = proposal.isDecimalUnclear ? `  ${comment(mapping.check(mapping.decimalUnclear))}` : '';
  return [
    comment(mapping.opening(table, pack)),
    comment(`matura batch ${pack} ${table} --map MAPPING.yaml`),
    ...(needed.length > 0 ? [comment(mapping.check(mapping.missing(numbers.list(needed))))] : []),
    ...(optional.length > 0 ? [comment(mapping.optional(numbers.list(optional)))] : []),
    'kind: mapping',
    `pack: ${scalar(id)}`,
    `packVersion: ${scalar(version)}`,
    ...(proposal.decimal === null ? [] : [`decimal: "${proposal.decimal}"${decimal}`]),
    'columns:',
    ...proposal.columns
      .filter(({ mapped }) => mapped.heading !== '')
      .flatMap((column) => renderColumn(column, messages)),
    '',
  ].join('\n');
}

function renderColumn(column: ProposedColumn, messages: Messages): string[] {
  const { heading, ...keys } = column.mapped;
  const doubts = doubtsInWords(column, messages);
  const how = howInWords(column, messages) ?? messages.mapping.unused;
  return [
    `  - heading: ${scalar(heading)}  ${comment(how)}`,
    ...doubts.map((doubt) => `    ${comment(messages.mapping.check(doubt))}`),
    ...Object.entries(keys as Omit<MappedColumn, 'heading'>).map(([key, value]) => `    ${key}: ${write(value)}`),
  ];
}

function write(value: string | number | readonly string[] | Readonly<Record<string, string>>): string {
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return scalar(value);
  if (Array.isArray(value)) return `[${value.map(scalar).join(', ')}]`;
  return `{ ${Object.entries(value)
    .map(([key, inner]) => `${scalar(key)}: ${scalar(inner)}`)
    .join(', ')} }`;
}

/** Text as YAML reads it back: plain where it cannot be mistaken, else as JSON, which is YAML. */
function scalar(text: string): string {
  const isPlain = /^[\p{L}][\p{L}\p{N}_./-]*$/u.test(text) && !/^(null|true|false|yes|no|on|off|y|n)$/i.test(text);
  return isPlain ? text : JSON.stringify(text);
}

function comment(text: string): string {
  return `# ${plainLine(text)}`;
}
