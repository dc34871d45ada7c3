import { ImageRun } from 'docx';
import type { Picture } from '../picture.ts';

const TWIPS_PER_PIXEL = 15;
const MOST_HEIGHT = 90;

/** A logo as a picture of at most a third of the width, never larger than it is. */
export function writeLogo({ type, bytes, width, height }: Picture, room: number): ImageRun {
  const scale = Math.min(1, room / TWIPS_PER_PIXEL / 3 / width, MOST_HEIGHT / height);
  return new ImageRun({
    type: type === 'jpeg' ? 'jpg' : 'png',
    data: bytes,
    transformation: { width: Math.round(width * scale), height: Math.round(height * scale) },
    altText: { name: 'Logo', description: '' },
  });
}
