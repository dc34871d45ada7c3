import { describe, expect, test } from 'vitest';
import { LANGUAGES } from '../../src/i18n/index.ts';
import { messagesOf } from '../messages.ts';

describe.each(LANGUAGES)('in %s', (language) => {
  const { portfolio, words } = messagesOf(language);

  test('in portfolios, a programme’s stage is not called a level, and the list of all questions has a title', () => {
    expect(portfolio.columns.stage.toLowerCase()).not.toBe(words.level.toLowerCase());
    expect(portfolio.byGroup({ facts: 'x' })).not.toBe(
      portfolio
        .levelsBy({ facts: 'x' })
        .replace(/[（(][^)）]*[)）]/u, '')
        .trim(),
    );
    expect(words.allQuestions).not.toBe(language === 'en' ? 'All' : messagesOf('en').words.allQuestions);
  });
});

test('a level has one name throughout the German texts', () => {
  const { portfolio, words } = messagesOf('de');
  expect([
    words.level,
    portfolio.level({ level: '2' }),
    portfolio.levels({ low: '1', high: '2' }),
    portfolio.columns.none,
  ]).toEqual(['Stufe', 'Stufe 2', 'Stufe 1 bis 2', 'Ohne Stufe']);
  expect(JSON.stringify([portfolio.notes, portfolio.tables, portfolio.columns])).not.toMatch(/Reifegrad|Grad/);
});

test('a single item is reported in the singular', () => {
  const [en, de] = [messagesOf('en').outlook, messagesOf('de').outlook];
  expect(en.chains.outside({ count: '1', n: 1 })).toBe('1 of them is outside the registry.');
  expect(de.chains.outside({ count: '1', n: 1 })).toBe('1 Unternehmen der Kette steht nicht im Register.');
  expect(en.chains.raised({ count: '1', from: '3 %', byOne: '4 %', n: 1 })).toContain(
    'With the weakest supplier raised',
  );
  expect(de.chains.raised({ count: '1', from: '3 %', byOne: '4 %', n: 1 })).toContain(
    'Steigt der schwächste Zulieferer um eine Stufe',
  );
  expect(en.chains.raised({ count: '2', from: '3 %', byOne: '4 %', n: 2 })).toContain(
    'With the 2 weakest suppliers raised',
  );
  expect(
    en.money.sum({
      enterprises: en.money.enterprises({ count: '1', n: 1 }),
      levels: en.money.levels({ count: '1', n: 1 }),
      cost: '5',
      perLevel: '5',
      rest: '0',
    }),
  ).toMatch(/^1 enterprise: 1 level gained/);
});
