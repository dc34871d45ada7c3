// Texts as bytes, each byte a character, so that rows of any encoding are put together and written at the same speed.

/** Turns a text into the bytes of an encoding, `utf-8` or `gbk`, written as a string of one character for each byte. */
export function createEncoder(encoding) {
  if (encoding === 'utf-8') return (text) => Buffer.from(text).toString('latin1');
  const pairs = readGbk();
  return (text) => [...text].map((character) => (character < '\u0080' ? character : pairs.get(character))).join('');
}

/** What Node can read but not write: every pair of bytes, by the character it means. */
function readGbk() {
  const decoder = new TextDecoder('gbk');
  const pairs = new Map();
  for (let first = 0x81; first <= 0xfe; first++) {
    for (let second = 0x40; second <= 0xfe; second++) {
      const character = decoder.decode(Uint8Array.of(first, second));
      if (character.length === 1 && character > '\u0080' && character !== '\ufffd') {
        pairs.set(character, String.fromCharCode(first, second));
      }
    }
  }
  return pairs;
}
