import type { Language } from './languages.ts';
import type { Messages } from './messages.ts';

/** The words of the interface in a language. A run reads one language, so the others are not even loaded. */
export async function loadMessages(language: Language): Promise<Messages> {
  const { messages }: { messages: Messages } = await import(`./${language}/index.ts`);
  return messages;
}
