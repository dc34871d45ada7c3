import type { Shape } from '../../../charts/shape.ts';

/** The outline of a shape as the data of an SVG path; undefined for what has none. */
export function outlineOf({ tag, attributes }: Shape): string | undefined {
  const at = (name: string): number => Number(attributes[name] ?? 0);
  switch (tag) {
    case 'path':
      return String(attributes.d ?? '') || undefined;
    case 'line':
      return `M ${at('x1')} ${at('y1')} L ${at('x2')} ${at('y2')}`;
    case 'rect':
      return rectangle(at('x'), at('y'), at('width'), at('height'), at('rx'));
    case 'circle':
      return circle(at('cx'), at('cy'), at('r'));
    case 'polygon':
    case 'polyline': {
      const points = String(attributes.points ?? '').trim();
      return points === '' ? undefined : `M ${points}${tag === 'polygon' ? ' Z' : ''}`;
    }
    default:
      return undefined;
  }
}

function rectangle(x: number, y: number, width: number, height: number, rounding: number): string | undefined {
  if (width <= 0 || height <= 0) return undefined;
  const [right, bottom] = [x + width, y + height];
  const r = Math.min(rounding, width / 2, height / 2);
  if (r <= 0) return `M ${x} ${y} L ${right} ${y} L ${right} ${bottom} L ${x} ${bottom} Z`;
  const arc = (toX: number, toY: number): string => `A ${r} ${r} 0 0 1 ${toX} ${toY}`;
  return [
    `M ${x + r} ${y} L ${right - r} ${y} ${arc(right, y + r)} L ${right} ${bottom - r} ${arc(right - r, bottom)}`,
    `L ${x + r} ${bottom} ${arc(x, bottom - r)} L ${x} ${y + r} ${arc(x + r, y)} Z`,
  ].join(' ');
}

function circle(x: number, y: number, r: number): string | undefined {
  if (r <= 0) return undefined;
  return `M ${x - r} ${y} A ${r} ${r} 0 1 1 ${x + r} ${y} A ${r} ${r} 0 1 1 ${x - r} ${y} Z`;
}
