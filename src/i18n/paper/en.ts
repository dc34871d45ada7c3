import type { PaperMessages } from './messages.ts';

export const paper: PaperMessages = {
  howTo: [
    'Tick one box per question, unless the question says that there may be several.',
    'Where nobody knows the answer yet, tick “don’t know yet”: that is better than a guess.',
    'Skip what begins with “Only if” where that does not hold.',
    'Write beside or below the answer what you saw and which documents prove it.',
  ],
  enterprise: 'Enterprise',
  date: 'Date',
  filledBy: 'Filled in by',
  assessor: 'Assessor',
  edition: (title, version) => `${title}, version ${version}`,
  facts: 'About the enterprise',
  required: 'required',
  onlyIf: (condition) => `Only if: ${condition}`,
  tick: (least, most) => {
    if (most !== null && most === least) return `Tick exactly ${most}.`;
    if (most !== null) return least > 1 ? `Tick ${least} to ${most}.` : `Tick at most ${most}.`;
    return least > 1 ? `Tick at least ${least}.` : 'Several may be ticked.';
  },
  follows: 'Follows from the figures asked here; tick only where that would be wrong.',
  answer: 'Answer',
  day: 'Year – month – day',
  notes: 'Notes',
  notesAndEvidence: 'Notes, evidence',
  evidenceRequired: 'Notes, evidence (required)',
  moreNotes: 'Room for more notes',
};
