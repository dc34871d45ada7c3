import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { resumeCommand } from '../../../src/commands/diagnose/diagnosis.ts';

const ASKED = {
  pack: 'quick-scan-china',
  files: 'files',
  isPolicyGiven: false,
  kind: 'onsite',
  isKindGiven: false,
  asOf: '2026-11-25',
  cost: 'high',
} as const;

test('the resume command leaves out default options and states all others', () => {
  expect(resumeCommand(ASKED, '2026-11-25')).toBe('matura diagnose quick-scan-china');
  const all = { files: 'a b', enterprise: 'A1', kind: 'self', assessor: 'Li Na', policy: 'p.yaml' } as const;
  expect(resumeCommand({ ...ASKED, enterprise: 'A1', correct: true }, '2026-11-25')).toBe(
    'matura diagnose quick-scan-china --enterprise A1 --correct',
  );
  const more = { cost: 'low', packs: ['x', 'y z'], lang: 'zh', alsoLang: 'de' } as const;
  expect(resumeCommand({ ...ASKED, ...all, ...more }, '2026-11-26')).toBe(
    'matura diagnose quick-scan-china --files "a b" --enterprise A1 --kind self --assessor "Li Na" --programme p.yaml ' +
      '--as-of 2026-11-25 --cost low --packs x --packs "y z" --lang zh --also-lang de',
  );
});

test.skipIf(process.platform === 'win32').each(['Li "Na"', "O'Neill", '$HOME `id`', `both ' and "`])(
  'a shell reads %j in the command as one name',
  (assessor) => {
    const command = resumeCommand({ ...ASKED, assessor }, '2026-11-25').replace('matura', 'printf "%s|"');
    expect(execFileSync('sh', ['-c', command], { encoding: 'utf8' })).toBe(
      `diagnose|quick-scan-china|--assessor|${assessor}|`,
    );
  },
);
