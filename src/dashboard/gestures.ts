/** What a hand on the mouse, the screen or the keys asks of a drawing. Places are shares of the canvas. */
export interface Gestures {
  /** Moved since the last call. */
  pan(dx: number, dy: number): void;
  zoom(factor: number, x: number, y: number): void;
  /** At this point, in pixels. */
  pick(x: number, y: number): void;
  /** The next one into a direction: left, right, up or down. */
  step(direction: readonly [number, number]): void;
  letGo(): void;
}

/** By one turn of the wheel or one press of a key. */
export const ZOOM_STEP = 1.4;
/** A hand that points trembles by so many pixels. */
const STILL = 4;

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Listens to what is done on a canvas. */
export function listen(canvas: HTMLCanvasElement, gestures: Gestures): void {
  canvas.addEventListener('keydown', (event) => {
    const arrow = ARROWS[event.key];
    if (arrow) gestures.step(arrow);
    else if (event.key === '+') gestures.zoom(ZOOM_STEP, 0.5, 0.5);
    else if (event.key === '-') gestures.zoom(1 / ZOOM_STEP, 0.5, 0.5);
    else if (event.key === 'Escape') gestures.letGo();
    else return;
    event.preventDefault();
  });
  canvas.addEventListener('wheel', (event) => {
    // A page that is scrolled past a drawing is not caught in it.
    if (!event.ctrlKey) return;
    event.preventDefault();
    const factor = event.deltaY < 0 ? ZOOM_STEP : 1 / ZOOM_STEP;
    gestures.zoom(factor, event.offsetX / canvas.clientWidth, event.offsetY / canvas.clientHeight);
  });
  let way: { x: number; y: number; length: number } | null = null;
  canvas.addEventListener('pointerdown', (event) => {
    way = { x: event.offsetX, y: event.offsetY, length: 0 };
    canvas.setPointerCapture(event.pointerId);
  });
  canvas.addEventListener('pointermove', (event) => {
    if (!way) return;
    const [dx, dy] = [event.offsetX - way.x, event.offsetY - way.y];
    way = { x: event.offsetX, y: event.offsetY, length: way.length + Math.hypot(dx, dy) };
    gestures.pan(dx / canvas.clientWidth, dy / canvas.clientHeight);
  });
  canvas.addEventListener('pointerup', (event) => {
    if (way && way.length <= STILL) gestures.pick(event.offsetX, event.offsetY);
    way = null;
  });
  canvas.addEventListener('pointercancel', () => {
    way = null;
  });
}
