import { describe, expect, it } from 'vitest';
import type { Policy } from '../../src/model/generated/types.ts';
import { preparePack, readJoinery, readSheet, recommendFor } from './joinery-pack.ts';

const joinery = preparePack(readJoinery());

function chooseFor(facts: object) {
  return recommendFor(joinery, readSheet(joinery, {}, { ...facts })).track;
}

describe('the track', () => {
  it('an enterprise gets the first track whose condition holds', () => {
    expect(chooseFor({ employees: 300, revenue: 2000 })).toEqual({ id: 'large', truth: 'holds' });
    expect(chooseFor({ employees: 300, revenue: 1999.99 })).toEqual({ id: 'small', truth: 'holds' });
  });

  it('an enterprise’s track is decided as soon as no open fact can change it', () => {
    // Under 300 employees nobody is large, whatever the revenue.
    expect(chooseFor({ employees: 299 })).toEqual({ id: 'small', truth: 'holds' });
  });

  it('an enterprise’s track is undecided while an earlier one may still apply, and the open facts are named', () => {
    // With 300 employees the revenue decides between large and small; the track for any enterprise comes after both.
    expect(chooseFor({ employees: 300 })).toEqual({
      truth: 'undecided',
      possible: ['large', 'small', 'any'],
      clarify: ['revenue'],
    });
  });

  it('an undecided track names every open fact that its condition reads through derived ones', () => {
    expect(chooseFor({})).toMatchObject({ truth: 'undecided', clarify: ['employees', 'revenue'] });
    expect(chooseFor({ revenue: 2000 })).toMatchObject({ clarify: ['employees'] });
  });

  it('an enterprise that fits no earlier track gets the last one if that has no condition', () => {
    const documents = readJoinery();
    const [town] = documents.policies as [Policy];
    const tracks = [
      { id: 'zone', title: 'Zone', when: { zone: { const: 'true' } } },
      { id: 'rest', title: 'Rest' },
    ];
    const pack = preparePack({ ...documents, policies: [{ ...town, tracks }] });
    const chosen = (zone: object) => recommendFor(pack, readSheet(pack, {}, { ...zone })).track;
    expect(chosen({ zone: true })).toEqual({ id: 'zone', truth: 'holds' });
    expect(chosen({ zone: false })).toEqual({ id: 'rest', truth: 'holds' });
    expect(chosen({})).toEqual({ truth: 'undecided', possible: ['zone', 'rest'], clarify: ['zone'] });
  });

  it('an enterprise gets no track if the conditions of all tracks fail', () => {
    const documents = readJoinery();
    const tracks = [{ id: 'zone', title: 'Zone', when: { zone: { const: 'true' } } }];
    const [town] = documents.policies;
    if (!town) throw new Error('no policy');
    const pack = preparePack({ ...documents, policies: [{ ...town, tracks }] });
    expect(recommendFor(pack, readSheet(pack, {}, { zone: false })).track).toEqual({ truth: 'fails' });
    expect(recommendFor(pack, readSheet(pack, {})).track).toEqual({
      truth: 'undecided',
      possible: ['zone'],
      clarify: ['zone'],
    });
  });
});
