import { type ExplorableNetwork, NETWORK_DATA, type NetworkDrawing } from '../charts/index.ts';
import type { Messages } from '../i18n/index.ts';
import { fillCounts, make, setText } from './dom.ts';
import { type CanvasTheme, makePainter, readTheme } from './network-canvas.ts';
import {
  findNearest,
  fullViewport,
  moveIntoView,
  nodeAt,
  nodeTowards,
  panViewport,
  transposePlaces,
  type Viewport,
  zoomViewport,
} from './network-viewport.ts';

/** How many neighbours of an enterprise are listed at first, and how many more with each press of the button. */
const MAX_NEIGHBOURS_LISTED = 40;

/** Makes the networks of the page explorable on a canvas; the static picture in the page remains for printing. */
export function exploreNetworks(words: Messages['dashboard']): void {
  for (const holder of document.querySelectorAll(`script.${NETWORK_DATA}`)) {
    const figure = holder.closest('figure');
    if (figure) exploreNetwork(figure, JSON.parse(holder.textContent ?? '') as ExplorableNetwork, words);
  }
}

function exploreNetwork(figure: HTMLElement, data: ExplorableNetwork, words: Messages['dashboard']): void {
  const { nodes } = data;
  const firstCount = data.firstPlaces.length;
  const texts = nodes.map(({ label, lines }) => [label, ...lines].join(' ').toLowerCase());
  const neighbours = neighboursOf(data);
  const canvas = make('canvas', { tabindex: '0', role: 'application', 'aria-label': words.keys });
  const lowerCanvas = make('canvas', { 'aria-hidden': 'true' });
  const status = make('p', { role: 'status', class: 'quiet' });
  const search = make('input', { type: 'search', autocomplete: 'off' });
  const moreButton = make('button', { type: 'button' });
  const makeButton = (text: string, act: () => void, sign = text): HTMLButtonElement =>
    make('button', { type: 'button', onclick: act, 'aria-label': text, title: text }, sign);
  const details = makeNodeDetails(nodes, neighbours, words, (node) => {
    view.select(node);
    canvas.focus();
  });
  const view = createNetworkView(
    data,
    neighbours,
    { figure, canvas, lowerCanvas },
    {
      showCount(count) {
        setText(moreButton, count < nodes.length ? fillCounts(words.showAll, count, nodes.length) : words.showFirst);
        setText(status, fillCounts(words.nodes, count, nodes.length));
      },
      showNode: details.showNode,
    },
  );
  search.addEventListener('input', () => {
    const query = search.value.trim().toLowerCase();
    const match = texts.findIndex((text) => text.includes(query));
    view.select(query === '' || match < 0 ? null : match);
    if (query !== '' && match < 0) details.element.replaceChildren(make('p', {}, words.nothingFound));
  });
  moreButton.addEventListener('click', () => view.showMany(view.shownCount < nodes.length ? nodes.length : firstCount));
  listenToCanvas(canvas, view);
  const controls = make(
    'div',
    { class: 'controls' },
    make('label', {}, words.findNode, ' ', search),
    ...(nodes.length > firstCount ? [moreButton] : []),
    makeButton(words.zoomIn, () => view.zoom(ZOOM_STEP), '+'),
    makeButton(words.zoomOut, () => view.zoom(1 / ZOOM_STEP), '−'),
    makeButton(words.wholeView, () => view.showMany(view.shownCount)),
  );
  figure.classList.add('explored');
  figure.querySelector('figcaption')?.after(controls, make('div', { class: 'drawing' }, lowerCanvas, canvas));
  figure.append(status, details.element);
  view.showMany(firstCount);
  new ResizeObserver(view.adoptSize).observe(canvas);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', view.adoptSize);
  view.adoptSize();
}

/** The visible part of a network, and the functions that change it. */
interface NetworkView extends Gestures {
  /** How many nodes are shown, beginning with the first. */
  readonly shownCount: number;
  /** Shows the first `count` nodes, in a view that contains all of them. */
  showMany(count: number): void;
  select(node: number | null): void;
  /** Adopts the size and the colours of the page. */
  adoptSize(): void;
}

/**
 * Draws a network on canvases. Calls `showCount` when the number of shown nodes changes, and `showNode` when another
 * node is selected.
 */
function createNetworkView(
  data: ExplorableNetwork,
  neighbours: readonly (readonly number[])[],
  {
    figure,
    canvas,
    lowerCanvas,
  }: {
    readonly figure: HTMLElement;
    readonly canvas: HTMLCanvasElement;
    readonly lowerCanvas: HTMLCanvasElement;
  },
  { showCount, showNode }: { showCount(count: number): void; showNode(node: number | null): void },
): NetworkView {
  const { nodes } = data;
  let shownCount = data.firstPlaces.length;
  let nodePlaces = data.firstPlaces;
  let selected: number | null = null;
  let isUpright = false;
  let view: Viewport;
  let canvasTheme: CanvasTheme;
  const repaint = makePainter(lowerCanvas, canvas, () => ({
    scene: { data, places: nodePlaces, shown: shownCount, selected, neighbours },
    view,
    look: canvasTheme,
  }));
  const changeView = (changed: Viewport): void => {
    view = changed;
    repaint('all');
  };
  const showMany = (count: number): void => {
    shownCount = count;
    isUpright = canvas.clientHeight > canvas.clientWidth;
    nodePlaces = transposePlaces(shownCount > data.firstPlaces.length ? data.places : data.firstPlaces, isUpright);
    showCount(count);
    changeView(fullViewport(nodePlaces, canvas.clientHeight / canvas.clientWidth));
  };
  const select = (node: number | null): void => {
    selected = node;
    if (node !== null && node >= shownCount) showMany(nodes.length);
    const nodePlace = node === null ? undefined : nodePlaces[node];
    const viewBefore = view;
    if (nodePlace) view = moveIntoView(view, nodePlace);
    showNode(node);
    repaint(view === viewBefore ? 'discs' : 'all');
  };
  return {
    get shownCount() {
      return shownCount;
    },
    showMany,
    select,
    pan: (dx, dy) => changeView(panViewport(view, dx, dy)),
    zoom: (factor, x = 0.5, y = 0.5) => changeView(zoomViewport(view, factor, x, y)),
    pick: (x, y) => select(nodeAt(nodes, nodePlaces, view, canvas, x, y)),
    step: (way) => select(selected === null ? findNearest(nodePlaces, view) : nodeTowards(nodePlaces, selected, way)),
    deselect: () => select(null),
    adoptSize() {
      canvasTheme = readTheme(figure);
      // While the page is printed, the canvas is hidden and has no size.
      if (canvas.clientWidth === 0) return;
      const ratio = devicePixelRatio || 1;
      for (const layer of [lowerCanvas, canvas]) {
        layer.width = Math.round(canvas.clientWidth * ratio);
        layer.height = Math.round(canvas.clientHeight * ratio);
      }
      // The canvas was hidden until now, or it changed between wide and high.
      if (Number.isNaN(view.height) || isUpright !== canvas.clientHeight > canvas.clientWidth) {
        showMany(shownCount);
        return;
      }
      // If the canvas is resized, the centre and width of the view stay the same.
      const height = (view.width * canvas.clientHeight) / canvas.clientWidth;
      changeView({ ...view, top: view.top + (view.height - height) / 2, height });
    },
  };
}

/** Makes the text about the selected node, with buttons for its neighbours. */
function makeNodeDetails(
  nodes: ExplorableNetwork['nodes'],
  neighbours: readonly (readonly number[])[],
  words: Messages['dashboard'],
  choose: (node: number) => void,
): { readonly element: HTMLElement; showNode(node: number | null): void } {
  const element = make('div', { class: 'node', 'aria-live': 'polite' });
  const nodeButton = (node: number): HTMLButtonElement =>
    make('button', { type: 'button', class: 'link', onclick: () => choose(node) }, nodes[node]?.label);
  /**
   * Lists the first neighbours, and more with each press of a button, because listing thousands at once would be slow.
   */
  const listNeighbours = (around: readonly number[]): HTMLElement[] => {
    if (around.length === 0) return [];
    const nodeList = make('ul', {});
    const moreNeighbours = make('button', { type: 'button', class: 'more', onclick: () => addSomeNeighbours() });
    let listedCount = 0;
    const addSomeNeighbours = (): void => {
      const nextNodes = around.slice(listedCount, listedCount + MAX_NEIGHBOURS_LISTED);
      nodeList.append(...nextNodes.map((neighbour) => make('li', {}, nodeButton(neighbour))));
      listedCount += nextNodes.length;
      moreNeighbours.hidden = listedCount === around.length;
      setText(moreNeighbours, fillCounts(words.furtherNeighbours, listedCount, around.length));
    };
    addSomeNeighbours();
    return [make('p', {}, words.joined), nodeList, moreNeighbours];
  };
  return {
    element,
    showNode(node) {
      const selectedNode = node === null ? undefined : nodes[node];
      element.replaceChildren(
        ...(selectedNode
          ? [make('p', { class: 'name' }, selectedNode.label), ...selectedNode.lines.map((line) => make('p', {}, line))]
          : []),
        ...(node === null ? [] : listNeighbours(neighbours[node] ?? [])),
      );
    },
  };
}

/** Lists the neighbours of each node. Two enterprises that buy from each other list each other only once. */
function neighboursOf({ nodes, links }: NetworkDrawing): readonly (readonly number[])[] {
  const neighbours = nodes.map(() => new Set<number>());
  for (const [from, to] of links) {
    neighbours[from]?.add(to);
    neighbours[to]?.add(from);
  }
  return neighbours.map((neighbourSet) => [...neighbourSet]);
}

/**
 * What happens on input by mouse, touch or keys. Positions are shares of the canvas, unless stated otherwise; a missing
 * position means the middle.
 */
interface Gestures {
  /** Moves the view by the distance since the last call. */
  pan(dx: number, dy: number): void;
  zoom(factor: number, x?: number, y?: number): void;
  /** Selects the node at a point, in pixels. */
  pick(x: number, y: number): void;
  /** Selects the next node in a direction: left, right, up or down. */
  step(direction: readonly [number, number]): void;
  deselect(): void;
}

/** The zoom factor of one wheel step or key press. */
const ZOOM_STEP = 1.4;
/** A press that moves by at most this many pixels still counts as a click. */
const MAX_STILL_PIXELS = 4;

const ARROW_DIRECTIONS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

function listenToCanvas(canvas: HTMLCanvasElement, gestures: Gestures): void {
  canvas.addEventListener('keydown', (event) => {
    const direction = ARROW_DIRECTIONS[event.key];
    if (direction) gestures.step(direction);
    else if (event.key === '+') gestures.zoom(ZOOM_STEP, 0.5, 0.5);
    else if (event.key === '-') gestures.zoom(1 / ZOOM_STEP, 0.5, 0.5);
    else if (event.key === 'Escape') gestures.deselect();
    else return;
    event.preventDefault();
  });
  canvas.addEventListener('wheel', (event) => {
    // The wheel alone scrolls the page, even if the pointer is over a drawing.
    if (!event.ctrlKey) return;
    event.preventDefault();
    const factor = event.deltaY < 0 ? ZOOM_STEP : 1 / ZOOM_STEP;
    gestures.zoom(factor, event.offsetX / canvas.clientWidth, event.offsetY / canvas.clientHeight);
  });
  let lastDrag: { x: number; y: number; length: number } | null = null;
  canvas.addEventListener('pointerdown', (event) => {
    lastDrag = { x: event.offsetX, y: event.offsetY, length: 0 };
    canvas.setPointerCapture(event.pointerId);
  });
  canvas.addEventListener('pointermove', (event) => {
    if (!lastDrag) return;
    const [dx, dy] = [event.offsetX - lastDrag.x, event.offsetY - lastDrag.y];
    lastDrag = { x: event.offsetX, y: event.offsetY, length: lastDrag.length + Math.hypot(dx, dy) };
    gestures.pan(dx / canvas.clientWidth, dy / canvas.clientHeight);
  });
  canvas.addEventListener('pointerup', (event) => {
    if (lastDrag && lastDrag.length <= MAX_STILL_PIXELS) gestures.pick(event.offsetX, event.offsetY);
    lastDrag = null;
  });
  canvas.addEventListener('pointercancel', () => {
    lastDrag = null;
  });
}
