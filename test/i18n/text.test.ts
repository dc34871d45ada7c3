import { describe, expect, test } from 'vitest';
import { pickText } from '../../src/i18n/index.ts';
import { messagesOf } from '../messages.ts';

describe('a text of a pack', () => {
  test('a pack’s text given as a single string is used in every language', () => {
    expect(pickText('Total', messagesOf('zh').language, ['en'])).toBe('Total');
  });

  test('a pack’s text is found by a language tag in any case and with either separator', () => {
    for (const tag of ['zh', 'ZH', 'zh-CN', 'zh_cn', 'zh-Hans', 'ZH_HANS_CN']) {
      expect(pickText({ en: 'Total', [tag]: '总分' }, messagesOf('zh').language, ['en'])).toBe('总分');
    }
  });

  test('a pack’s Chinese text is in simplified characters if the pack has both kinds', () => {
    expect(pickText({ 'zh-TW': '總分', 'zh-CN': '总分' }, messagesOf('zh').language, ['en'])).toBe('总分');
    expect(pickText({ en: 'Total', 'zh-TW': '總分' }, messagesOf('zh').language, ['en'])).toBe('總分');
  });

  test('a pack’s text falls back to the pack’s first language, then to the first it has', () => {
    expect(pickText({ de: 'Gesamt', zh: '总分' }, messagesOf('en').language, ['zh', 'de'])).toBe('总分');
    expect(pickText({ de: 'Gesamt', zh: '总分' }, messagesOf('en').language, ['zh-CN'])).toBe('总分');
    expect(pickText({ de: 'Gesamt', fr: 'Total' }, messagesOf('en').language, ['zh'])).toBe('Gesamt');
  });

  test('a pack’s text is undefined if the pack does not state it', () => {
    expect(pickText(undefined, messagesOf('en').language, ['en'])).toBeUndefined();
  });

  test('a pack’s text is not taken from properties that every object inherits', () => {
    expect(pickText({ de: 'Gesamt' }, messagesOf('en').language, ['constructor', '__proto__'])).toBe('Gesamt');
  });
});
