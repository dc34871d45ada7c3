import { describe, expect, test } from 'vitest';
import { findRegionOption, nameOfRegion, readRegion, spellingsOfRegion } from '../../src/model/region.ts';

describe('the region that a text names', () => {
  test.each([
    ['DE-BY', 'DE-BY'],
    ['de-by', 'DE-BY'],
    ['Bayern', 'DE-BY'],
    ['Bavaria', 'DE-BY'],
    ['巴伐利亚', 'DE-BY'],
    ['DE21', 'DE-BY'],
    ['DE2', 'DE-BY'],
    ['DE212', 'DE-BY'],
    ['NRW', 'DE-NW'],
    ['nrw', 'DE-NW'],
    ['DEA23', 'DE-NW'],
    ['BaWü', 'DE-BW'],
    ['AT13', 'AT-9'],
    ['AT130', 'AT-9'],
    ['AT31', 'AT-4'],
    ['Oberösterreich', 'AT-4'],
  ])('the text %s names the region %s', (text, code) => expect(readRegion(text)).toBe(code));

  test.each(['', 'DE', 'DEZ', 'de21', 'AT35', 'FR10', 'BY', 'Köln', '四川省', 'constructor'])(
    'the text %j names no region',
    (text) => expect(readRegion(text)).toBeUndefined(),
  );

  test('letters without the country are a region only among the options of a country', () => {
    expect(findRegionOption('BY', ['DE-BW', 'DE-BY'])).toBe('DE-BY');
    expect(findRegionOption('BY', ['AT-1', 'AT-9'])).toBeUndefined();
    expect(findRegionOption('NRW', ['DE-BW', 'DE-BY'])).toBeUndefined();
    expect(findRegionOption('no', ['yes', 'X-NO'])).toBeUndefined();
  });

  test('no spelling belongs to two regions', () => {
    const codes = [...Array(16).keys()].map((i) => 'BW BY BE BB HB HH HE MV NI NW RP SL SN ST SH TH'.split(' ')[i]);
    const all = codes.flatMap((code) => spellingsOfRegion(`DE-${code}`).map((text) => text.toLowerCase()));
    expect(codes.every((code) => nameOfRegion(`DE-${code}`) !== undefined)).toBe(true);
    for (const code of codes)
      expect(
        new Set(
          spellingsOfRegion(`DE-${code}`).map((text) =>
            findRegionOption(
              text,
              codes.map((c) => `DE-${c}`),
            ),
          ),
        ),
      ).toEqual(new Set([`DE-${code}`]));
    expect(all.length).toBeGreaterThan(16 * 17);
  });
});
