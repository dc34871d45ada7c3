import type { Messages } from '../../i18n/index.ts';
import type { Region } from '../../model/generated/types.ts';
import { formatDate, formatNumber } from '../../report/number.ts';
import type { WrittenFile } from '../../report/simulate/folder-readme.ts';
import type { SimulatedRegion } from '../../simulate/simulate.ts';

/** The files of a region with what they hold, in words. */
export function describeContents(
  { city, peers }: Region,
  region: SimulatedRegion,
  { contents }: Messages['simulate'],
  { numbers }: Messages,
): readonly WrittenFile[] {
  const count = (value: number): string => formatNumber(value, { numbers, decimals: 0 });
  const outside = region.enterprises.filter(({ isRegistered }) => !isRegistered).length;
  const chains = new Set(region.links.map(({ chain }) => chain)).size;
  const registry = [contents.registry(count(region.enterprises.length - outside), city.name)];
  if (region.transformed.size > 0) registry.push(contents.transformed(count(region.transformed.size)));
  return [
    { name: 'registry.csv', holds: numbers.list(registry) },
    ...given(outside > 0, 'outside.csv', () => contents.outside(count(outside))),
    ...given(region.links.length > 0, 'links.csv', () => contents.links(count(region.links.length), count(chains))),
    ...region.waves.flatMap(({ kind, date, enterprises }) => {
      const day = formatDate(date, numbers);
      return [
        { name: `exports/${kind}-${date}.csv`, holds: contents.exports(kind, day, count(enterprises.length)) },
        { name: `results/${kind}-${date}.csv`, holds: contents.results(kind, day) },
      ];
    }),
    ...given(region.peers.length > 0, 'peers.csv', () =>
      contents.peers(count(region.peers.length), count(peers?.rank ?? 1)),
    ),
    ...given(region.filed.length > 0, 'files/', () => contents.files(count(region.filed.length))),
  ];
}

function given(isThere: boolean, name: string, holds: () => string): readonly WrittenFile[] {
  return isThere ? [{ name, holds: holds() }] : [];
}
