/** A picture whose content was looked at: what it is, and its size in pixels. */
export interface Picture {
  readonly type: 'png' | 'jpeg' | 'svg';
  readonly bytes: Uint8Array;
  readonly width: number;
  readonly height: number;
}
