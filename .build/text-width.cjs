// Stands in for string-width where cli-table3 asks for it: see bundle.mjs.
module.exports = require('../src/report/terminal/terminal-text.ts').textWidth;
