import { resolve } from 'node:path';
import type { Messages } from '../../i18n/index.ts';
import { Refusal } from '../../model/refusal.ts';
import { openDocument } from '../../pack/file.ts';
import { collectSources } from '../../pack/load.ts';
import { mappingOf } from '../../tabular/mapping/proposal.ts';
import { proposeMapping } from '../../tabular/mapping/propose.ts';
import { usesOf } from '../../tabular/mapping/uses.ts';
import type { Table } from '../../tabular/open.ts';
import { decideDecimal } from '../../tabular/recognise/decimal.ts';
import type { ColumnUse } from '../../tabular/use.ts';
import type { World } from '../../world.ts';
import { lookOf } from '../steps/look.ts';
import { refuseProblems } from '../steps/refuse.ts';
import type { Settled } from '../steps/settle.ts';

/** What a user says about the columns. */
export interface ToldUses {
  /** A mapping file. */
  readonly map?: string;
  readonly decimal?: '.' | ',';
  readonly color?: boolean;
}

/** How each column is used: as the mapping file says, else as it is certain. Throws a `Refusal` where it is not. */
export async function settleUses(
  world: World,
  settled: Settled,
  table: Table,
  told: ToldUses,
  messages: Messages,
): Promise<readonly ColumnUse[]> {
  const { plan, pack } = settled;
  const { headings } = table.shape;
  if (told.map !== undefined) return readUses(world, settled, table, { ...told, map: told.map }, messages);
  const proposal = proposeMapping(plan, { headings, rows: table.sample, decimal: told.decimal });
  if (!proposal.isCertain) {
    const { renderProposal } = await import('../../report/mapping/table.ts');
    world.stderr.write(`${renderProposal(proposal, messages, lookOf(world, world.stderr, told))}\n`);
    throw new Refusal(3, messages.batch.refused.unclear, messages.batch.refused.unclearNext('matura map', '--map'));
  }
  const { uses } = usesOf(mappingOf(proposal, pack), {
    plan,
    pack: pack.id,
    headings,
    decimal: proposal.decimal,
    file: '',
  });
  return uses;
}

async function readUses(
  world: World,
  { plan, pack }: Settled,
  { shape: { headings }, recognised }: Table,
  { map, decimal, color }: ToldUses & { readonly map: string },
  messages: Messages,
): Promise<readonly ColumnUse[]> {
  const opened = await openDocument(world, 'mapping', resolve(world.cwd, map));
  if (!opened) throw new Refusal(3, `${map} does not exist`);
  const { document, file } = opened;
  const context = { plan, pack: pack.id, headings, decimal: null, file };
  // What is said with the command goes before what the mapping says.
  const said = document && { ...document, ...(decimal === undefined ? {} : { decimal }) };
  const found = said && usesOf(said, context);
  const problems = [...opened.problems, ...(found?.problems ?? [])];
  if (!found || problems.length > 0) {
    const what = `the mapping ${map} cannot be used as it is`;
    return refuseProblems(world, problems, collectSources([opened]), {
      what,
      ...(color === undefined ? {} : { color }),
    });
  }
  if (said.decimal !== undefined) return found.uses;
  const numbers = recognised.decimals.filter((_, column) => found.uses[column]?.kind === 'number');
  const shown = decideDecimal(numbers);
  if (shown === 'unclear') throw refuseDecimal(messages);
  return shown === 'none' ? found.uses : usesOf(said, { ...context, decimal: shown }).uses;
}

function refuseDecimal({ mapping, numbers }: Messages): Refusal {
  const options = numbers.or(['--decimal .', '--decimal ,']);
  return new Refusal(3, mapping.decimalSettledBy(mapping.decimalUnclear, options));
}
