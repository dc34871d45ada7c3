import type { Picture } from './logo-picture.ts';

/** Returns the data URL of a picture, so that a page with it loads nothing. */
export function encodePictureUrl({ type, bytes }: Picture): string {
  const kind = type === 'svg' ? 'svg+xml' : type;
  return `data:image/${kind};base64,${Buffer.from(bytes).toString('base64')}`;
}
