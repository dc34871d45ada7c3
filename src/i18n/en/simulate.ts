/** The words of a synthetic region. */
export const simulate = {
  /** What all files are, in a sentence; it stands in the folder's own README. */
  synthetic:
    'Everything in this folder is synthetic: no enterprise, code, name, answer or figure in it is real. Codes begin with a region (99) that GB/T 2260 does not have; every table has a column “synthetic”.',
  /** What the specification says of the region stands below it. */
  describedAs: 'What the region stands for',
  filesTitle: 'Files',
  file: 'File',
  holds: 'Holds',
  contents: {
    registry: (enterprises: string, city: string) => `the registry of ${city}: ${enterprises} enterprises`,
    transformed: (enterprises: string) => `${enterprises} of them declared transformed, with the day`,
    outside: (enterprises: string) => `${enterprises} enterprises of other cities, which the registry does not list`,
    links: (links: string, chains: string) => `${links} supplier links in ${chains} chains`,
    exports: (kind: 'self' | 'onsite', date: string, rows: string) =>
      `answers of ${rows} enterprises, ${kind === 'self' ? 'self-assessed' : 'diagnosed on site'} until ${date}`,
    results: (kind: 'self' | 'onsite', date: string) =>
      `${kind === 'self' ? 'self-assessments' : 'diagnoses'} until ${date}, scored`,
    peers: (regions: string, rank: string) => `invented figures of ${regions} cities, the own one in place ${rank}`,
    files: (enterprises: string) =>
      `enterprise files of ${enterprises} enterprises, with all their assessments and a policy`,
  },
  written: (folder: string) => `Synthetic region written to ${folder}`,
  /** What a signal that ends the run leaves. */
  interrupted: (folder: string) => `Interrupted: nothing was written to ${folder}. Run the same command again.`,
  progress: (done: string, all: string) => `${done} of ${all} enterprise files`,
  refused: {
    notAFolder: (path: string) => `${path} is not a folder`,
    notEmpty: (path: string) => `the folder ${path} is not empty`,
    notEmptyNext: 'Name a new folder with -o DIR, or remove this one first.',
    unusable: (path: string) => `the region ${path} cannot be made as it stands`,
    noKey: (pack: string) =>
      `the pack ${pack} has no fact that is the key of an enterprise, so nobody could be told apart`,
    rowRefused: (path: string, line: string, key: string) =>
      `the pack does not take what was made up for it: ${path}, line ${line}, enterprise ${key}`,
    rowRefusedNext: 'matura batch says what is wrong with the row.',
  },
};
