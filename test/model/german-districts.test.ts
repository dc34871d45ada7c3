import { expect, test } from 'vitest';
import { findLandOfDistrict } from '../../src/model/german-districts.ts';

test.each([
  ['Göppingen', 'DE-BW'],
  ['Landkreis Göppingen', 'DE-BW'],
  ['göppingen (Landkreis)', 'DE-BW'],
  ['73033 Göppingen', 'DE-BW'],
  ['Goeppingen', 'DE-BW'],
  ['D-73033 GOEPPINGEN', 'DE-BW'],
  ['Landkreis Muehldorf am Inn', 'DE-BY'],
  ['Giessen', 'DE-HE'],
  ['Kreis Unna', 'DE-NW'],
  ['Stadt Leipzig', 'DE-SN'],
  ['Landkreis Rostock', 'DE-MV'],
  ['Rostock', 'DE-MV'],
  ['Oldenburg', 'DE-NI'],
  ['Bad Tölz-Wolfratshausen', 'DE-BY'],
  ['Mühldorf am Inn', 'DE-BY'],
  ['Frankfurt am Main', 'DE-HE'],
  ['Frankfurt (Oder)', 'DE-BB'],
])('the district %s is in %s', (text, land) => expect(findLandOfDistrict(text)).toBe(land));

// Frankfurt and Halle are in two Länder each.
test.each(['', 'Landkreis', 'Frankfurt', 'Halle', 'Linz', 'Kreis', 'constructor', '73033'])(
  'the text %j is not a German district',
  (text) => expect(findLandOfDistrict(text)).toBeUndefined(),
);
