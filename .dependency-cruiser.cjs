// Who may import whom in src/. The arrows, from left to right; a part may use what stands to its right, nothing else:
//
//   cli -> commands -> app -> web -> { report, pack, store, table } -> { check, portfolio, simulate } -> versions
//       -> policy -> interview -> scoring -> model
//
// A part is used through its entry, src/PART/index.ts. test/architecture.test.ts plants a violation of each kind of rule
// and sees it caught.

const LAYERS = [
  ['cli'],
  ['commands', 'library'],
  ['app'],
  // The browser form says results in the words of the reports.
  ['web'],
  ['report', 'pack', 'store', 'table'],
  // A synthetic region is made from a pack's plan alone; what reads regions must not know how one was made.
  ['check', 'portfolio', 'simulate'],
  ['versions'],
  ['policy'],
  ['interview'],
  ['scoring'],
  ['model'],
];

// Outside of the row: who may use them besides themselves.
const ASIDE = {
  i18n: ['commands', 'library', 'app', 'web', 'report', 'pack'],
  charts: ['html-page', 'commands', 'web', 'report'],
  'html-page': ['commands', 'report'],
  zip: ['report', 'table'],
  world: ['cli', 'commands', 'library', 'app', 'pack'],
  signals: ['commands', 'app', 'store', 'table'],
};

const PURE = ['model', 'scoring', 'interview', 'policy', 'versions', 'check', 'portfolio', 'simulate'];

// The only places that may import a package; a package without a place here may not be imported at all.
const PACKAGES = {
  commander: ['cli', 'commands', 'app'],
  '@inquirer/core': ['commands/diagnose'],
  inquirer: ['commands/diagnose', 'app/ask-terminal'],
  chalk: ['report', 'commands/diagnose'],
  'cli-table3': ['report/terminal'],
  'get-east-asian-width': ['report'],
  yaml: ['pack'],
  '@messageformat/runtime': ['i18n'],
  'vscode-jsonrpc': ['app/language-server'],
  'vscode-languageserver': ['app/language-server'],
  'proper-lockfile': ['store'],
  highs: ['app', 'library'],
  leven: ['model'],
  yauzl: ['report/docx', 'table/xlsx'],
  saxes: ['report/document', 'table/xlsx'],
  docx: ['report/docx'],
  'd3-force': ['charts'],
  'd3-scale': ['charts'],
  'd3-shape': ['charts'],
  'hyparquet-writer': ['table/results'],
  hyparquet: ['table/columnar', 'table/results'],
  zstddec: ['table/columnar'],
  'ngraph.centrality': ['portfolio/chains'],
  'ngraph.graph': ['portfolio/chains'],
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
  arrow('charts', []),
  arrow('html-page', ['charts']),
  arrow('zip', []),
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
      name: 'entry',
      comment: 'What a part offers stands in its entry, and all else can change without anyone outside noticing.',
      severity: 'error',
      from: { path: '^src/([^/]+)' },
      to: { path: '^src/[^/]+/', pathNot: '^src/($1/|[^/]+/index[.]ts$)' },
    },
    {
      name: 'commands-apart',
      comment: 'What two commands do alike is no command: it belongs to app, or further right.',
      severity: 'error',
      from: { path: '^src/commands/([^/.]+)', pathNot: '^src/commands/index[.]ts$' },
      to: { path: '^src/commands/', pathNot: '^src/commands/$1[./]' },
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
