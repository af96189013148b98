// The graph: numbers and states are updated in place, edges of what is pointed at stand out, and it can be zoomed and dragged. Everything else is drawn by the server.
const SMALLEST = 0.3;
const LARGEST = 3;
const SMALLEST_FIT = 0.8;
let scale = null;
let isChosen = false;
let pointed = null;

const box = () => document.querySelector('[data-graph-box]');
const picture = () => document.getElementById('graph-picture');
const size = (svg) => ({ width: svg.viewBox.baseVal.width, height: svg.viewBox.baseVal.height });

const fit = () => {
  const room = box().clientWidth - 2;
  return Math.min(1.25, Math.max(SMALLEST_FIT, room / size(picture()).width));
};

const draw = () => {
  const svg = picture();
  if (!svg) {
    scale = null;
    isChosen = false;
    return;
  }
  if (!isChosen) {
    scale = fit();
  }
  const { width, height } = size(svg);
  const [wide, high] = [String(Math.round(width * scale)), String(Math.round(height * scale))];
  if (svg.getAttribute('width') !== wide || svg.getAttribute('height') !== high) {
    svg.setAttribute('width', wide);
    svg.setAttribute('height', high);
  }
  emphasise();
};

/** Zooms about a point of the box, which stays where it is. */
const zoom = (factor, at) => {
  const view = box();
  const before = scale;
  isChosen = true;
  scale = Math.min(LARGEST, Math.max(SMALLEST, scale * factor));
  const [x, y] = [(view.scrollLeft + at.x) / before, (view.scrollTop + at.y) / before];
  draw();
  view.scrollLeft = x * scale - at.x;
  view.scrollTop = y * scale - at.y;
  return scale !== before;
};

const emphasise = () => {
  const svg = picture();
  const names = new Set();
  for (let name = pointed; name; name = svg.querySelector(`[data-node="${CSS.escape(name)}"]`)?.dataset.parent) {
    names.add(name);
  }
  const isAny = names.size > 0 && [...svg.querySelectorAll('.line')].map((line) => {
    const isOn = names.has(line.dataset.from) || names.has(line.dataset.to);
    line.classList.toggle('on', isOn);
    return isOn;
  }).includes(true);
  svg.classList.toggle('pointing', isAny);
};

const set = (node, selector, text) => {
  const element = node.querySelector(selector);
  if (element.textContent !== text) {
    element.textContent = text;
  }
};

/** What each node says; null when there is no answer: whether anybody is there is said by the stream. */
const ask = async (address) => {
  try {
    const answer = await fetch(address, { headers: { Accept: 'application/json' } });
    if (answer.status === 401) {
      location.reload();
    }
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
};

let asked = 0;
let drawn = 0;

const update = async () => {
  const graph = document.querySelector('[data-graph]');
  if (!graph) {
    return;
  }
  const mine = ++asked;
  const values = await ask(graph.dataset.graph);
  // An answer that was overtaken is older than what is there.
  if (!values || mine < drawn) {
    return;
  }
  drawn = mine;
  for (const value of values) {
    const node = document.getElementById(`g-${value.name}`);
    if (!node) {
      continue;
    }
    node.classList.remove('node-good', 'node-busy', 'node-warning', 'node-bad', 'node-off');
    node.classList.add(`node-${value.kind}`);
    node.setAttribute('aria-label', value.label);
    set(node, 'title', value.label);
    set(node, '.node-icon', value.icon);
    set(node, '.node-state', value.state);
    set(node, '.node-rate', value.rate);
    set(node, '.node-errors', value.errors);
    set(node, '.node-p95', value.p95);
    node.querySelector('.node-errors').classList.toggle('some', value.hasErrors);
  }
};

export const followGraph = () => {
  document.body.addEventListener('live-graph', update);
  document.body.addEventListener('live-board', update);
  document.addEventListener('htmx:after:swap', draw);
  addEventListener('resize', draw);

  document.addEventListener('click', (event) => {
    const how = event.target.closest('[data-zoom]')?.dataset.zoom;
    if (how) {
      const middle = { x: box().clientWidth / 2, y: box().clientHeight / 2 };
      zoom(how === 'fit' ? fit() / scale : how === 'in' ? 1.25 : 0.8, middle);
      isChosen = how !== 'fit';
    }
  });

  document.addEventListener('wheel', (event) => {
    const view = event.target.closest('[data-graph-box]');
    if (view) {
      const edges = view.getBoundingClientRect();
      if (zoom(Math.exp(-event.deltaY / 600), { x: event.clientX - edges.left, y: event.clientY - edges.top })) {
        event.preventDefault();
      }
    }
  }, { passive: false });

  // Dragging moves the picture; a finger does it by itself.
  let drag = null;
  document.addEventListener('pointerdown', (event) => {
    const view = event.target.closest('[data-graph-box]');
    if (view && event.pointerType === 'mouse' && event.button === 0 && !event.target.closest('.node')) {
      drag = { view, x: event.clientX + view.scrollLeft, y: event.clientY + view.scrollTop };
      event.preventDefault();
      view.focus({ preventScroll: true });
    }
  });
  document.addEventListener('pointermove', (event) => {
    if (drag) {
      drag.view.scrollLeft = drag.x - event.clientX;
      drag.view.scrollTop = drag.y - event.clientY;
    }
  });
  document.addEventListener('pointerup', () => { drag = null; });

  const point = (event) => {
    const name = event.target.closest?.('.node')?.dataset.node ?? null;
    if (picture() && name !== pointed) {
      pointed = name;
      emphasise();
    }
  };
  document.addEventListener('pointerover', point);
  document.addEventListener('focusin', point);
  draw();
};
