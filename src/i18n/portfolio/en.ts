import type { PortfolioMessages } from './messages.ts';

export const portfolio: PortfolioMessages = {
  noKey: 'there is no key',
  notObject: 'the line is no JSON object',
  noColumn: (file, column) => `${file} has no column “${column}”`,
  columnsAre: (columns) => `Its columns: ${columns}`,
  noResult: (file) => `${file} is no batch result: it has no column “level”`,
  makeResult: 'matura batch PACK EXPORT --out results.csv writes one; a list of enterprises goes to --registry.',
  emptyFolder: (folder) => `${folder} holds no enterprise file`,
  makeFiles: 'matura score PACK ANSWERS --files DIR writes one.',
  progress: (done, rate) => `${done} read, ${rate} a second`,
  intake: {
    title: 'What was read',
    forms: {
      files: (count, one) => `${count} enterprise ${one ? 'file' : 'files'}`,
      results: (count, one) => `${count} ${one ? 'row' : 'rows'} of a batch result`,
      registry: (count, one) => `${count} ${one ? 'row' : 'rows'} of the registry`,
    },
    enterprises: (count, one) => `${count} different ${one ? 'enterprise' : 'enterprises'}`,
    rule: 'Of each enterprise the newest self-assessment and the newest diagnosis on site count; on the same day an enterprise file goes before a batch result, otherwise the first one read counts.',
    older: (count, one) => `${count} older ${one ? 'assessment' : 'assessments'} left out`,
    sameDay: (count, one) => `${count} further ${one ? 'assessment' : 'assessments'} of the same day left out`,
    registeredTwice: (count, one) =>
      `${count} ${one ? 'row' : 'rows'} of the registry left out: the key stands there twice, the first row counts`,
    unreadable: (count, one) => `${count} ${one ? 'row or file' : 'rows or files'} could not be read:`,
    more: (count) => `and ${count} more`,
  },
};
