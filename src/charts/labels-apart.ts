/** Where a label would stand. */
export interface LabelBox {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Which labels are written: those in front first, none upon another. */
export function keepApart(boxes: readonly LabelBox[]): readonly boolean[] {
  const kept: LabelBox[] = [];
  return boxes.map((box) => {
    const isFree = kept.every(
      (other) =>
        box.left >= other.left + other.width ||
        other.left >= box.left + box.width ||
        box.top >= other.top + other.height ||
        other.top >= box.top + box.height,
    );
    if (isFree) kept.push(box);
    return isFree;
  });
}
