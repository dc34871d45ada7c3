import type { Subject } from './pack.ts';

/** The folder of packs in a new repository. */
export const PACKS = 'questionnaires';

/** The workflow that checks every change on GitHub: findings stand in the pull request, at their lines. */
export function workflowText({ words: { comments } }: Subject): string {
  return `name: questionnaires

on:
  push:
    branches: [main]
  pull_request:

permissions:
  contents: read

env:
  # ${comments.install}
  MATURA: \${{ vars.MATURA }}

jobs:
  check:
    runs-on: ubuntu-latest
    permissions:
      contents: read
      security-events: write
    steps:
      - uses: actions/checkout@v4
        with:
          # ${comments.history}
          fetch-depth: 0
          persist-credentials: false
      - uses: actions/setup-node@v4
        with:
          node-version: 22
      - name: Install Matura
        run: |
          test -n "$MATURA" || { echo "::error::set the repository variable MATURA"; exit 1; }
          npm install --global "$MATURA"
      - name: Check the questionnaires
        env:
          SINCE: \${{ github.event_name == 'pull_request' && format('origin/{0}', github.base_ref) || '' }}
        run: matura validate ${PACKS} \${SINCE:+--since "$SINCE"} --format github --format sarif --output matura.sarif
      - name: Let warnings fail, too
        if: \${{ !cancelled() }}
        # ${comments.warnings}
        run: matura validate ${PACKS} --fail-on warning
      - name: Run the cases
        if: \${{ !cancelled() }}
        run: matura test ${PACKS}
      - name: Show the findings under code scanning
        if: \${{ !cancelled() && hashFiles('matura.sarif') != '' }}
        # ${comments.scanning}
        continue-on-error: true
        uses: github/codeql-action/upload-sarif@v3
        with:
          sarif_file: matura.sarif
`;
}

/** The same checks before every commit. */
export function hooksText({ words: { comments } }: Subject): string {
  const hook = (command: 'validate' | 'test'): string => `      - id: matura-${command}
        name: matura ${command}
        entry: matura ${command} ${PACKS}
        language: system
        files: ^${PACKS}/.*\\.yaml$
        pass_filenames: false
`;
  return `# ${comments.hooks}
repos:
  - repo: local
    hooks:
${hook('validate')}${hook('test')}`;
}
