import { type Command, Option } from 'commander';
import { compareWithPeers } from '../../../comparison/peers.ts';
import type { Messages } from '../../../i18n/index.ts';
import { didYouMean } from '../../../model/closest.ts';
import type { Assessment } from '../../../model/generated/types.ts';
import { Refusal } from '../../../model/refusal.ts';
import type { PeerStanding } from '../../../report/peers/standing.ts';
import type { Target } from '../../../versions/outcome.ts';
import type { World } from '../../../world.ts';
import { readPeers } from './read-peers.ts';

/** Whom to compare with, as a user asked for it. */
export interface PeerOptions {
  readonly peers?: string;
  readonly by?: string;
  readonly kind?: Assessment['kind'];
  readonly quiet?: boolean;
}

/** The options of every command that compares with peers. */
export function addPeerOptions(command: Command, kinds: string): Command {
  return command
    .option('--peers <folder|results>', 'others to compare with: enterprise files, or a result of matura batch')
    .option('--by <facts>', 'only peers that are alike in these facts, parted by commas: sector,size')
    .addOption(new Option('--kind <kind>', kinds).choices(['self', 'onsite']))
    .option('--quiet', 'no progress for a folder of peers');
}

/** Throws a `Refusal` for options that do nothing without peers. */
export function refuseWithoutPeers({ peers, by }: PeerOptions): void {
  if (by !== undefined && peers === undefined) throw new Refusal(2, '--by chooses among --peers');
}

/** Where an enterprise of this key stands among its peers; throws a `Refusal` where that cannot be said. */
export async function comparePeers(
  world: World,
  target: Target,
  { key, own, path }: { readonly key: string; readonly own: PeerStanding['own']; readonly path: string },
  { by: asked = '', kind, quiet = false }: PeerOptions,
  messages: Messages,
): Promise<PeerStanding> {
  const { plan } = target;
  const { result } = own.assessed;
  const names = asked.split(/[,，]/).flatMap((name) => name.trim() || []);
  const facts = plan.inputs.filter(({ role }) => role === 'fact').map(({ name }) => name);
  const by = names.map((name) => {
    if (!facts.includes(name)) {
      const near = didYouMean(name, facts);
      throw new Refusal(
        2,
        `--by: ${target.stamp.id} has no fact "${name}"${near ? `; did you mean "${near}"?` : ''}`,
        `Facts: ${facts.join(', ')}`,
      );
    }
    const value = Object.hasOwn(result.facts, name) ? result.facts[name] : undefined;
    if (value === undefined) throw new Refusal(3, `--by: it is not known what ${name} is of ${key}`);
    return { name, value: String(value) };
  });
  const { peers, left } = await readPeers(world, { path, kind, by: names, quiet }, target, messages);
  const unsaid = names.find((name) => peers.length > 0 && peers.every(({ facts }) => !facts.has(name)));
  if (unsaid !== undefined) {
    throw new Refusal(3, `--by: of none of the peers it is known what ${unsaid} is`, `${path} does not say it.`);
  }
  const scores = plan.scores.filter(({ name, hidden }) => !hidden && name !== 'level').map(({ name }) => name);
  const found = compareWithPeers({ key, result, scores, by, peers });
  return { own, found, left: { ...left, otherGroup: found.others } };
}
