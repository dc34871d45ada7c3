// Who may import whom in src/. The arrows, from left to right; a part may use what stands to its right, nothing else:
//
//   cli -> commands -> { report, pack, files, tabular, form, dashboard, sql } -> { check, comparison, portfolio, simulate } -> versions
//       -> policy -> interview -> scoring -> condition -> model
//
// test/architecture.test.ts plants a violation of each kind of rule and sees it caught.

const LAYERS = [
  ['cli'],
  ['commands'],
  ['report', 'pack', 'files', 'tabular', 'form', 'dashboard', 'sql'],
  // A synthetic region is made from a pack's plan alone; what reads regions must not know how one was made.
  ['check', 'comparison', 'portfolio', 'simulate'],
  ['versions'],
  ['policy'],
  ['interview'],
  ['scoring'],
  ['condition'],
  ['model'],
];

// Outside of the row: who may use them besides themselves.
const ASIDE = {
  i18n: ['report', 'commands', 'form', 'dashboard'],
  page: ['report', 'form', 'charts', 'dashboard'],
  charts: ['report', 'form', 'dashboard'],
  archive: ['tabular', 'report'],
  world: ['cli', 'commands', 'files', 'pack', 'report'],
  signals: ['commands', 'files', 'tabular'],
};

const PURE = [
  'model',
  'condition',
  'scoring',
  'interview',
  'policy',
  'comparison',
  'portfolio',
  'simulate',
  'check',
  'versions',
  'sql',
];

// The only places that may import a package; a package without a place here may not be imported at all. A pure part is
// named only beside a package that is itself a pure function.
const PACKAGES = {
  commander: ['cli', 'commands'],
  '@inquirer/core': ['commands/diagnose'],
  chalk: ['report', 'commands/diagnose'],
  'cli-table3': ['report'],
  'get-east-asian-width': ['report'],
  yaml: ['pack'],
  'proper-lockfile': ['files'],
  highs: ['commands/steps'],
  leven: ['model'],
  yauzl: ['tabular/xlsx', 'archive'],
  saxes: ['tabular/xlsx', 'report/document'],
  docx: ['report/document'],
  'd3-force': ['charts'],
  'd3-scale': ['charts'],
  'd3-shape': ['charts'],
  'hyparquet-writer': ['tabular/writing'],
  'ngraph.centrality': ['portfolio/chains'],
  'ngraph.graph': ['portfolio/chains'],
  hyparquet: ['tabular/reading'],
};

const NETWORK = ['dgram', 'dns', 'http', 'http2', 'https', 'inspector', 'net', 'tls'];

/** Paths of a part: the file or the folder of that name, so that `diagnose` is diagnose.ts and diagnose/. */
const inside = (parts) => `^src/(${parts.join('|')})([./]|$)`;
const builtin = (names) => `^(node:)?(${names.join('|')})(/|$)`;
const installed = (names) => `(^|/)node_modules/(${names.join('|')})/`;

/** A part may import itself, the layers to its right, and what stands aside where it is named as a user. */
const arrow = (part, right) => ({
  name: `arrow-${part}`,
  comment: `Data flows one way. ${part} may use ${right.length > 0 ? right.join(', ') : 'nothing but itself'}: what it needs from elsewhere is passed in, or belongs further right.`,
  severity: 'error',
  from: { path: inside([part]) },
  to: { path: '^src/', pathNot: inside([part, ...right]) },
});

const aside = (part) => Object.keys(ASIDE).filter((name) => ASIDE[name].includes(part));

const arrows = [
  ...LAYERS.flatMap((layer, position) =>
    layer.map((part) => arrow(part, [...LAYERS.slice(position + 1).flat(), ...aside(part)])),
  ),
  arrow('i18n', ['model']),
  arrow('page', []),
  arrow('charts', ['page']),
  arrow('archive', []),
  arrow('world', []),
  arrow('signals', []),
];

const packages = Object.entries(PACKAGES).map(([name, parts]) => ({
  name: `package-${name}`,
  comment: `${name} is known to ${parts.join(' and ')} only, so that replacing it touches one place.`,
  severity: 'error',
  from: { path: '^src/', pathNot: inside(parts) },
  to: { path: installed([name]) },
}));

module.exports = {
  forbidden: [
    ...arrows,
    ...packages,
    {
      name: 'package-without-place',
      comment: 'Each package is one more thing to trust and to ship: PACKAGES says which part may use it.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '(^|/)node_modules/', pathNot: installed(Object.keys(PACKAGES)) },
    },
    {
      name: 'commands-apart',
      comment: 'What two commands do alike is no command: it is a step, or belongs to a part further right.',
      severity: 'error',
      from: { path: '^src/commands/([^/.]+)' },
      to: { path: '^src/commands/', pathNot: '^src/commands/($1[./]|steps/)' },
    },
    {
      name: 'pure-builtin',
      comment: 'The core runs in the browser form too and gives the same result everywhere: it asks no system.',
      severity: 'error',
      from: { path: inside(PURE) },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'process-at-the-edge',
      comment: 'Only the edge knows the process. A command gets the world passed in, so a test can bring its own.',
      severity: 'error',
      from: { path: '^src/', pathNot: inside(['cli', 'world', 'signals']) },
      to: { path: builtin(['process']) },
    },
    {
      name: 'no-network',
      comment: 'Answers are confidential: no command ever opens a connection.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: builtin(NETWORK), dependencyTypes: ['core'] },
    },
    {
      name: 'product-only',
      comment: 'The product does not depend on its tests, its build or its examples.',
      severity: 'error',
      from: { path: '^src/' },
      to: { pathNot: '^src/|(^|/)node_modules/', dependencyTypesNot: ['core'] },
    },
    {
      name: 'no-cycle',
      comment: 'Modules in a cycle can only be understood, tested and moved together.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'resolvable',
      comment: 'An import that leads nowhere escapes all rules above.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // Types count as well: a type from the left is a dependency on it.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
