// Derives the paths of an enterprise's files from its key.

import { createHash } from 'node:crypto';
import { existsSync, lstatSync } from 'node:fs';
import { dirname, join, parse } from 'node:path';
import { foldKey, foldSpelling } from '../model/index.ts';
import { toFileProblem } from './file-problem.ts';

/** Returns the path of an enterprise file, whether it exists or not. */
export function enterprisePath(root: string, key: string): string {
  return `${placeOf(root, key)}.json`;
}

/** Returns the path of an enterprise's latest policy, whether it exists or not. */
export function policyPath(root: string, key: string): string {
  return `${placeOf(root, key)}.policy.md`;
}

/** Finds the latest policy of an enterprise, if there is one. */
export function findPolicy(root: string, key: string): string | undefined {
  const path = policyPath(root, key);
  return existsSync(path) ? path : undefined;
}

/**
 * Returns the path to which an edited policy is copied once there is a newer policy; from the second copy on, it has a
 * number.
 */
export function editedPolicyPath(root: string, key: string, number: number): string {
  return `${placeOf(root, key)}.policy.edited${number === 1 ? '' : `-${number}`}.md`;
}

/**
 * Returns the path of the note that lists which files of an enterprise are being removed. Unlike the other paths, it
 * does not depend on which files still exist.
 */
export function removalPath(root: string, key: string): string {
  return join(root, `.${fileNameOf(foldKey(key))}.removal`);
}

/**
 * Returns the path of an enterprise's files without their suffix. Keys that differ only in spelling belong to one
 * enterprise, whose files are named after the folded key. Existing files with an older name are still used: one made
 * from the key as written, from before the spellings of register numbers were folded, or from before keys of several
 * plain words were written without a mark.
 */
function placeOf(root: string, key: string): string {
  const variants = [foldKey(key), key, foldSpelling(key)];
  const [place, ...otherPlaces] = variants.map((variant) => join(folderOf(root, variant), fileNameOf(variant))) as [
    string,
    ...string[],
  ];
  otherPlaces.push(...variants.map((variant) => join(folderOf(root, variant), markedNameOf(variant))));
  return otherPlaces.find((other) => other !== place && existsSync(`${other}.json`)) ?? place;
}

/**
 * Whether the file of an enterprise may be at this path. Upper and lower case and the encoding of accents are ignored,
 * because copying between disks may have changed them.
 */
export function isPlaceOf(root: string, path: string, key: string): boolean {
  const foldCase = (text: string): string => text.toLowerCase().normalize('NFC');
  const { dir, name } = parse(path);
  return [key, foldKey(key), foldSpelling(key)].some(
    (variant) =>
      (dir === root || dir === folderOf(root, variant)) &&
      [fileNameOf(variant), markedNameOf(variant)].some((candidate) => foldCase(name) === foldCase(candidate)),
  );
}

/**
 * The names of the subfolders (shards) of a divided folder. An enterprise's files are in the shard named by the first
 * two digits of its key's digest.
 */
export const SHARD_FOLDERS: readonly string[] = Array.from({ length: 256 }, (_, i) => i.toString(16).padStart(2, '0'));

/**
 * Returns the folder of an enterprise's files: its shard if that exists. A file that is still in the main folder, from
 * before it was divided, is used there. A symbolic link does not count as a shard, because it might lead anywhere.
 */
export function folderOf(root: string, key: string): string {
  const shard = join(root, createHash('sha256').update(key).digest('hex').slice(0, 2));
  if (!isFolder(shard)) return root;
  const isInRoot = [fileNameOf(key), markedNameOf(key)].some((name) => existsSync(join(root, `${name}.json`)));
  return isInRoot ? root : shard;
}

/**
 * Returns a folder of enterprise files and its shards. The file system is not searched for shards, so that work on one
 * enterprise is as fast among a million as among a few.
 */
export function foldersOf(root: string): string[] {
  return [root, ...SHARD_FOLDERS.map((shard) => join(root, shard)).filter(isFolder)];
}

/**
 * Whether a path is a folder. Throws a `FileProblem` about the parent folder if that cannot be determined, because the
 * parent may be inaccessible.
 */
function isFolder(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
  } catch (error) {
    throw toFileProblem(error, dirname(path));
  }
}

/**
 * Finds an enterprise file in a folder or its shards by its name without suffix. For some keys, that name is not the
 * key.
 */
export function findByFileName(root: string, name: string): string | undefined {
  if (name.startsWith('.') || /[/\\]/.test(name)) return undefined;
  return foldersOf(root)
    .map((folder) => join(folder, `${name}.json`))
    .find((path) => existsSync(path));
}

/** Returns the folder that the user chose for enterprise files, from the path of one of them. */
export function rootOf(path: string, key: string): string {
  const folder = dirname(path);
  const parent = dirname(folder);
  return dirname(placeOf(parent, key)) === folder ? parent : folder;
}

// Only upper case, because `a` and `A` would be the same file on most laptops.
const PLAIN_KEY_PATTERN = /^[0-9A-Z_][0-9A-Z_-]{0,99}$/;
// Words of the same characters, separated by single spaces or dots. A dot at the end is not allowed: Windows would drop
// it.
const PLAIN_WORDS_PATTERN = /^[0-9A-Z_][0-9A-Z_-]*(?:(?:\. ?| )[0-9A-Z_-]+)*$/;
const MAX_PLAIN_CHARS = 100;

// Windows opens a device for these names, whatever follows a dot.
const DEVICE_NAME = /^(CON|PRN|AUX|NUL|(COM|LPT)[0-9])(\.|$)/i;

const SAFE_CHARACTER = /^[0-9A-Za-z_]$/;
// A leading hyphen would make the name look like an option to other programs; a leading dot would hide the file.
const SAFE_CHARACTER_AFTER_FIRST = /^[-.,]$/;
// Full-width brackets occur in the names of Chinese companies.
const HAN_CHARACTER = /^((?=\p{L})\p{Script=Han}|[（）])$/u;
const LETTER_WITH_ACCENT = /^[A-Za-z]\p{M}+$/u;

// The maximum length of a file name without suffix, in UTF-8 bytes. Some disks allow 143; the longest suffix together
// with the suffix of a lock takes 17.
const MAX_NAME_BYTES = 120;
const KEPT_CHARS_OF_LONG_KEY = 60;

/**
 * Returns the file name, without suffix, for an enterprise's key: at most 125 bytes, and different for different keys
 * even on disks that ignore case. A key of plain capitals and digits is used unchanged. If a key consists of several
 * such words, such as a chamber's own number, `+` replaces the spaces. In any other key, a space becomes `+`, and other
 * characters that disks cannot store become `%` and their bytes; the name ends in `%` and a hexadecimal number that
 * encodes which letters are capitals.
 */
export function fileNameOf(key: string): string {
  return PLAIN_WORDS_PATTERN.test(key) && key.length <= MAX_PLAIN_CHARS && !DEVICE_NAME.test(key)
    ? key.replaceAll(' ', '+')
    : markedNameOf(key);
}

/**
 * Returns the file name with the mark that encodes the capitals. Keys of several plain words used to have it as well.
 */
function markedNameOf(key: string): string {
  const isDevice = DEVICE_NAME.test(key);
  if (PLAIN_KEY_PATTERN.test(key) && !isDevice) return key;
  const parts = [...key].map((character, position) => encodeCharacter(character, position === 0, isDevice));
  const name = `${parts.join('')}%${markCapitals(key)}`;
  return Buffer.byteLength(name) <= MAX_NAME_BYTES ? name : shorten(parts, key);
}

function encodeCharacter(character: string, isFirst: boolean, isDevice: boolean): string {
  if (character === ' ') return '+';
  if (SAFE_CHARACTER.test(character) || isWide(character)) return character;
  if (SAFE_CHARACTER_AFTER_FIRST.test(character) && !isFirst && !isDevice) return character;
  return encode(character).reduce((name, byte) => `${name}%${byte.toString(16).padStart(2, '0')}`, '');
}

/** Whether all disks can store a non-ASCII character and change at most its case or the encoding of its accent. */
function isWide(character: string): boolean {
  if (character.normalize('NFC') !== character) return false;
  if (HAN_CHARACTER.test(character)) return true;
  return LETTER_WITH_ACCENT.test(character.normalize('NFD')) && isCased(character);
}

function isCased(character: string): boolean {
  const [lower, upper] = [character.toLowerCase(), character.toUpperCase()];
  return lower !== upper && lower.toUpperCase() === upper && upper.toLowerCase() === lower;
}

/** Encodes as a hexadecimal number which letters are capitals; the lowest bit is the first letter. */
function markCapitals(key: string): string {
  const letters = [...key].filter((character) => /\p{L}/u.test(character));
  const bits = letters.map((letter) => (letter === letter.toLowerCase() ? '0' : '1')).reverse();
  const mark = BigInt(`0b0${bits.join('')}`);
  return mark === 0n ? '' : mark.toString(16);
}

/**
 * Shortens a name and appends a hash of the key. No complete name ends in as many digits as the hash has, so a shortened
 * name never equals a complete one.
 */
function shorten(parts: readonly string[], key: string): string {
  let start = '';
  for (const part of parts) {
    if (Buffer.byteLength(start + part) > KEPT_CHARS_OF_LONG_KEY) break;
    start += part;
  }
  const hash = createHash('sha256')
    .update(Uint8Array.from([...key].flatMap(encode)))
    .digest('hex');
  return `${start}%${hash}`;
}

/**
 * Encodes a character as UTF-8, and an unpaired surrogate as three bytes of its own. The usual replacement character
 * would give different keys the same name.
 */
function encode(character: string): number[] {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0xd800 || code > 0xdfff) return [...Buffer.from(character)];
  return [0xe0 | (code >> 12), 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f)];
}
