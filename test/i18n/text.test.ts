import { describe, expect, test } from 'vitest';
import { pickText } from '../../src/i18n/index.ts';
import { messagesOf } from '../messages.ts';

describe('a text of a pack', () => {
  test('is taken as it is when it is one string', () => {
    expect(pickText('Total', messagesOf('zh').language, ['en'])).toBe('Total');
  });

  test('is found whatever the case and separator of its tag', () => {
    for (const tag of ['zh', 'ZH', 'zh-CN', 'zh_cn', 'zh-Hans', 'ZH_HANS_CN']) {
      expect(pickText({ en: 'Total', [tag]: '总分' }, messagesOf('zh').language, ['en'])).toBe('总分');
    }
  });

  test('is in simplified characters where there is a choice', () => {
    expect(pickText({ 'zh-TW': '總分', 'zh-CN': '总分' }, messagesOf('zh').language, ['en'])).toBe('总分');
    expect(pickText({ en: 'Total', 'zh-TW': '總分' }, messagesOf('zh').language, ['en'])).toBe('總分');
  });

  test('falls back to the first language of the pack, then to the first it has', () => {
    expect(pickText({ de: 'Gesamt', zh: '总分' }, messagesOf('en').language, ['zh', 'de'])).toBe('总分');
    expect(pickText({ de: 'Gesamt', zh: '总分' }, messagesOf('en').language, ['zh-CN'])).toBe('总分');
    expect(pickText({ de: 'Gesamt', fr: 'Total' }, messagesOf('en').language, ['zh'])).toBe('Gesamt');
  });

  test('is undefined where there is none', () => {
    expect(pickText(undefined, messagesOf('en').language, ['en'])).toBeUndefined();
  });

  test('is not found in what every object inherits', () => {
    expect(pickText({ de: 'Gesamt' }, messagesOf('en').language, ['constructor', '__proto__'])).toBe('Gesamt');
  });
});
