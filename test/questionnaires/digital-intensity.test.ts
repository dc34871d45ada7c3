import { expect, test } from 'vitest';
import { questionnaireOf, questionsOf } from './bundled-documents.ts';

const questions = questionsOf('digital-intensity');

test('the digital intensity pack asks twelve yes-or-no questions, each marked as not verified', () => {
  expect(questions.map(({ type }) => type)).toEqual(Array(12).fill('boolean'));
  expect(questions.filter(({ source }) => source?.verified !== false || !source.note)).toEqual([]);
});

test('the digital intensity pack carries the index version in its version and its title', () => {
  const { version, title } = questionnaireOf('digital-intensity');
  expect(version).toMatch(/^3\.2023\./);
  expect((title as { en: string }).en).toContain('version 3, 2023');
});
