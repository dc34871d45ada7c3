import { expect, test } from 'vitest';
import { rejectInWords } from '../../src/report/index.ts';
import { register } from '../../src/scoring/forms/register.ts';
import { uscc } from '../../src/scoring/forms/uscc.ts';
import { messagesOf } from '../messages.ts';

const SHORT = '91350100M000100Y4';
const MISTYPED = '91350100M000100Y44';

/** The reason why a row with this key is rejected. */
function reasonFor(form: typeof register.form, value: string, language: 'en' | 'de' | 'zh'): string {
  const fault = form.register?.findFault(value);
  if (!fault) throw new Error(`${value} has no fault`);
  return rejectInWords('check-character', { name: '', value, register: fault }, messagesOf(language));
}

test('where numbers of any country are keys, one like a credit code is read as that, among others', () => {
  expect(reasonFor(register.form, SHORT, 'de')).toBe(
    `„${SHORT}“ ist ungültig: gelesen als ein chinesischer Sozialkreditcode, zu schreiben wie 91350100M000100Y43`,
  );
  expect(reasonFor(register.form, MISTYPED, 'en')).toBe(
    `“${MISTYPED}” is not valid: read as a Chinese credit code, but its check digits do not match, so a character is mistyped`,
  );
  expect(reasonFor(register.form, MISTYPED, 'zh')).toContain('统一社会信用代码');
});

test('where credit codes are keys, the reason says which character is wrong', () => {
  expect(reasonFor(uscc.form, MISTYPED, 'de')).toMatch(
    /kein gültiger Einheitlicher Sozialkreditcode: .* müsste es 3 sein/,
  );
});
