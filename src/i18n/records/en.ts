import type { RecordMessages } from './messages.ts';

export const records: RecordMessages = {
  states: {
    planned: 'planned',
    started: 'started',
    done: 'done',
    applied: 'applied for',
    granted: 'granted',
    paid: 'paid',
  },
  title: 'On record',
  none: 'Nothing is on record yet.',
  howTo: (example) => `To record something: ${example}`,
  number: 'No.',
  day: 'Day',
  what: 'Measure or instrument',
  state: 'State',
  amount: 'Amount',
  remark: 'Remark',
  withdrawn: (by) => `withdrawn by no. ${by}`,
  recordedBy: (name) => `recorded by ${name}`,
  money: 'Money',
  instrument: 'Instrument',
  unknown: 'amount not known',
  andUnknown: (amount, count) => `${amount} and ${count} of unknown amount`,
  recorded: (number, text) => `Recorded as no. ${number}: ${text}`,
  cancelled: (number, text) => `Withdrawn, no. ${number}: ${text}`,
  alreadyThere: 'That is on record already: nothing was added.',
  excess: {
    'granted-over-applied': (instrument, more, than) =>
      `${instrument}: ${more} granted is more than the ${than} applied for.`,
    'paid-over-granted': (instrument, more, than) => `${instrument}: ${more} paid is more than the ${than} granted.`,
  },
  notPlanned: 'not part of this plan',
  notInSums:
    'The sums of this policy follow its rules alone: money on record is neither added to them nor taken off. Whether it counts against a limit, or can be had once more, the office decides.',
  grantedBefore: (instruments) =>
    `Granted before and counted once more by the rules: ${instruments}. Ask the office before you rely on it.`,
  reassess: {
    title: 'To be assessed again',
    done: 'Done',
    doneOn: (measure, date) => `${measure} (${date})`,
    atLeast: (name, value, since) => `${name}: should be at least ${value}, ${since}`,
    includes: (name, options, since) => `${name}: should include ${options}, ${since}`,
    since: (measure, date) => `since ${measure} was done on ${date}`,
    assumed: 'The plan starts from these answers already; only a re-assessment confirms them.',
    notAssumed: 'The assessment came later and does not show it, so the plan does not count on it.',
  },
};
