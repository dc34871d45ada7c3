import type { DemandMessages } from './messages.ts';

export const demand: DemandMessages = {
  title: (enterprises, one) => `Demand of ${enterprises} ${one ? 'enterprise' : 'enterprises'}, by instrument`,
  none: 'No recommendation is on file, so there is no demand.',
  instrument: 'Instrument',
  eligible: 'Eligible',
  demand: 'Demand',
  budget: 'Budget',
  clarify: (count) => `+${count} to clarify`,
  unknown: (count) => `+${count} unknown`,
  share: (percent) => `${percent} asked for`,
  unpublished: 'not published',
  enterprises: (count, one) => `${count} ${one ? 'enterprise' : 'enterprises'}`,
  currency: (code) => `Amounts in ${code}.`,
  withoutPolicy: (count, one) => `${count} ${one ? 'enterprise has' : 'enterprises have'} no recommendation on file.`,
  unreadable: (count, one) => `${count} ${one ? 'file cannot' : 'files cannot'} be read.`,
  note: 'Demand is what the instruments would pay to those they are open to by the recommendations on file; whether instruments may be combined is left aside. Amounts that nobody knows are counted, not estimated.',
};
