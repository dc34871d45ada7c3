import type { SimulateMessages } from './messages.ts';

export const simulate: SimulateMessages = {
  synthetic:
    'Everything in this folder is synthetic: no enterprise, code, name, answer or figure in it is real. Codes begin with a region (99) that GB/T 2260 does not have; every table has a column “synthetic”.',
  describedAs: 'What the region stands for',
  filesTitle: 'Files',
  file: 'File',
  holds: 'Holds',
  contents: {
    registry: (enterprises, city) => `the registry of ${city}: ${enterprises} enterprises`,
    transformed: (enterprises) => `${enterprises} of them declared transformed, with the day`,
    outside: (enterprises) => `${enterprises} enterprises of other cities, which the registry does not list`,
    links: (links, chains) => `${links} supplier links in ${chains} chains`,
    exports: (kind, date, rows) =>
      `answers of ${rows} enterprises, ${kind === 'self' ? 'self-assessed' : 'diagnosed on site'} until ${date}`,
    results: (kind, date) => `${kind === 'self' ? 'self-assessments' : 'diagnoses'} until ${date}, scored`,
    peers: (regions, rank) => `invented figures of ${regions} cities, the own one in place ${rank}`,
    files: (enterprises) => `enterprise files of ${enterprises} enterprises, with all their assessments and a policy`,
  },
  written: (folder) => `Synthetic region written to ${folder}`,
  interrupted: (folder) => `Interrupted: nothing was written to ${folder}. Run the same command again.`,
  progress: (done, all) => `${done} of ${all} enterprise files`,
  refused: {
    notAFolder: (path) => `${path} is not a folder`,
    notEmpty: (path) => `the folder ${path} is not empty`,
    notEmptyNext: 'Name a new folder with -o DIR, or remove this one first.',
    unusable: (path) => `the region ${path} cannot be made as it stands`,
    noSpec: (path) => `${path} does not exist`,
    noKey: (pack) => `the pack ${pack} has no fact that is the key of an enterprise, so nobody could be told apart`,
    rowRefused: (path, line, key) =>
      `the pack does not take what was made up for it: ${path}, line ${line}, enterprise ${key}`,
    rowRefusedNext: 'matura batch says what is wrong with the row.',
  },
};
