import { describe, expect, test } from 'vitest';
import { LANGUAGES } from '../../src/i18n/index.ts';
import { messagesOf } from '../messages.ts';

describe.each(LANGUAGES)('in %s', (language) => {
  const { portfolio, words } = messagesOf(language);

  test('a stage of the programme is not called a level, and the list of all questions has a title', () => {
    expect(portfolio.columns.stage.toLowerCase()).not.toBe(words.level.toLowerCase());
    expect(portfolio.byGroup('x')).not.toBe(
      portfolio
        .levelsBy('x')
        .replace(/[（(][^)）]*[)）]/u, '')
        .trim(),
    );
    expect(words.allQuestions).not.toBe(language === 'en' ? 'All' : messagesOf('en').words.allQuestions);
  });
});

test('in German a level has one name throughout', () => {
  const { portfolio, words } = messagesOf('de');
  expect([words.level, portfolio.level('2'), portfolio.levels('1', '2'), portfolio.columns.none]).toEqual([
    'Stufe',
    'Stufe 2',
    'Stufe 1 bis 2',
    'Ohne Stufe',
  ]);
  expect(JSON.stringify([portfolio.notes, portfolio.tables, portfolio.columns])).not.toMatch(/Reifegrad|Grad/);
});

test('one of something is told as one', () => {
  const [en, de] = [messagesOf('en').outlook, messagesOf('de').outlook];
  expect(en.chains.outside('1', true)).toBe('1 of them is outside of the registry.');
  expect(de.chains.outside('1', true)).toBe('1 davon steht nicht im Register.');
  expect(en.chains.raised('1', '3 %', '4 %', true)).toContain('With the weakest raised');
  expect(de.chains.raised('1', '3 %', '4 %', true)).toContain('Steigt das schwächste um eine Stufe');
  expect(en.chains.raised('2', '3 %', '4 %', false)).toContain('With the 2 weakest raised');
  expect(en.money.sum(en.money.enterprises('1', true), en.money.levels('1', true), '5', '5', '0')).toMatch(
    /^1 enterprise: 1 level gained/,
  );
});
