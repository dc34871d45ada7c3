import { type Diagnosis, STANDARD_FOLDER } from './diagnosis.ts';

/** The command that asks for the same diagnosis again, to be pasted into a shell; what is so anyway is left out. */
export function commandFor(
  { pack, files, enterprise, kind, assessor, policy, asOf, estimate, packs, language }: Omit<Diagnosis, 'settled'>,
  today: string,
): string {
  return [
    'matura diagnose',
    quote(pack),
    ...(files === STANDARD_FOLDER ? [] : ['--files', quote(files)]),
    ...(enterprise === undefined ? [] : ['--enterprise', quote(enterprise)]),
    ...(kind === 'onsite' ? [] : ['--kind', kind]),
    ...(assessor === undefined ? [] : ['--assessor', quote(assessor)]),
    ...(policy === undefined ? [] : ['--policy', quote(policy)]),
    ...(asOf === today ? [] : ['--as-of', asOf]),
    ...(estimate === 'high' ? [] : ['--cost', estimate]),
    ...(packs.length === 0 ? [] : ['--packs', ...packs.map(quote)]),
    ...(language === undefined ? [] : ['--lang', language]),
  ].join(' ');
}

/** In quotes where a shell would take it apart; in single ones where it would look inside of double ones, too. */
function quote(text: string): string {
  if (/^[\w./:@\\-]+$/.test(text)) return text;
  return /["$`]/.test(text) && !text.includes("'") ? `'${text}'` : `"${text.replaceAll(/["$`]/g, '\\$&')}"`;
}
