import { chmod, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { chooseLanguage } from '../../src/i18n/index.ts';
import { realWorld } from '../../src/world.ts';
import { scratchFolder } from '../commands/matura.ts';

describe('--lang', () => {
  test.each([
    ['en', 'en'],
    ['zh', 'zh'],
    ['DE', 'de'],
    ['zh-CN', 'zh'],
    ['zh_cn', 'zh'],
    ['zh-Hans', 'zh'],
    ['ZH_HANS_CN', 'zh'],
    ['zh_CN.UTF-8', 'zh'],
    ['de-AT', 'de'],
    ['de_DE@euro', 'de'],
    ['en-GB', 'en'],
    [' de ', 'de'],
  ])('--lang %s selects the language %s', (option, language) => {
    expect(chooseLanguage(option, { LANG: 'fr_FR.UTF-8' })).toBe(language);
  });

  test.each(['fr', 'zhx', 'german', '', '-', 'x-zh'])('--lang %j is refused as an unknown language', (option) => {
    expect(chooseLanguage(option, { LANG: 'zh_CN.UTF-8' })).toBeUndefined();
  });
});

describe('the locale', () => {
  test.each([
    [{ LC_ALL: 'de_DE.UTF-8', LC_MESSAGES: 'zh_CN.UTF-8', LANG: 'en_GB.UTF-8' }, 'de'],
    [{ LC_ALL: '', LC_MESSAGES: 'zh_CN.UTF-8', LANG: 'en_GB.UTF-8' }, 'zh'],
    [{ LANG: 'de_CH' }, 'de'],
    [{ LC_ALL: 'C', LANG: 'zh_CN.UTF-8' }, 'en'],
    [{ LANG: 'POSIX' }, 'en'],
    [{ LANG: 'fr_FR.UTF-8' }, 'en'],
    [{}, 'en'],
  ])('the locale %j gives the language %s', (env, language) => {
    expect(chooseLanguage(undefined, env)).toBe(language);
  });

  test('if the environment states no locale, as on Windows, the system is asked', () => {
    expect(chooseLanguage(undefined, {}, () => 'zh-CN')).toBe('zh');
    expect(chooseLanguage(undefined, { LANG: 'C' }, () => 'zh-CN')).toBe('en');
    expect(chooseLanguage('de', {}, () => 'zh-CN')).toBe('de');
  });

  test.skipIf(process.platform === 'win32')(
    'a Mac is asked for its locale if the environment states none, as for apps started by the Finder',
    async () => {
      const folder = await scratchFolder();
      await writeFile(path.join(folder, 'defaults'), '#!/bin/sh\n[ "$*" = "read -g AppleLocale" ] && echo zh_CN\n');
      await chmod(path.join(folder, 'defaults'), 0o755);
      vi.stubEnv('PATH', folder);
      const platform = Object.getOwnPropertyDescriptor(process, 'platform') as PropertyDescriptor;
      Object.defineProperty(process, 'platform', { ...platform, value: 'darwin' });
      try {
        expect(chooseLanguage(undefined, {}, realWorld().locale)).toBe('zh');
      } finally {
        Object.defineProperty(process, 'platform', platform);
        vi.unstubAllEnvs();
      }
    },
  );
});
