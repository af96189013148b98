// Live output: lines come in batches of ready HTML, and the page keeps the last ones. A hidden or paused page reads nothing, and shows what is true when it comes back.
const MostLines = 2000;
const MostPending = 2;

const list = document.querySelector('[data-console]');
const note = document.querySelector('[data-console-note]');
const pause = document.querySelector('[data-console-pause]');
const form = document.querySelector('[data-console-form]');
let stream = null;
let paused = false;
let dropped = 0;
let pending = [];
let missed = 0;
let drawing = false;

const isAtEnd = () => list.scrollHeight - list.scrollTop - list.clientHeight < 40;

const say = () => {
  note.textContent = list.childElementCount === 0 ? list.dataset.nothing
    : paused ? 'Paused.'
    : dropped > 0 ? `The last ${MostLines.toLocaleString()} lines; ${dropped.toLocaleString()} older ones are no longer shown here. The download has up to 10,000 of each resource.`
    : '';
};

const show = (html, replace) => {
  const stay = !isAtEnd() && !replace;
  if (replace) {
    list.replaceChildren();
    dropped = 0;
  }

  list.insertAdjacentHTML('beforeend', html);
  while (list.childElementCount > MostLines) {
    const height = stay ? list.firstElementChild.offsetHeight : 0;
    list.firstElementChild.remove();
    list.scrollTop -= height;
    dropped++;
  }

  if (!stay) {
    list.scrollTop = list.scrollHeight;
  }

  say();
};

const noteMissed = () => {
  if (missed > 0) {
    const line = document.createElement('li');
    line.className = 'skipped';
    line.textContent = `${missed.toLocaleString('en')} lines left out: this browser is busy.`;
    list.append(line);
    missed = 0;
  }
};

// Drawing takes at most a quarter of the time, so that the page can be used whatever is written and however busy the machine is. What waits too long is left out.
const draw = () => {
  const event = pending.shift();
  if (!event) {
    drawing = false;
    return;
  }

  const began = performance.now();
  if (event.type === 'lines') {
    noteMissed();
  }

  show(event.data, event.type === 'reset');
  // After layout and paint.
  requestAnimationFrame(() => setTimeout(() => setTimeout(draw, 3 * (performance.now() - began))));
};

const take = (event) => {
  if (event.type === 'reset') {
    pending = [];
    missed = 0;
  }

  pending.push(event);
  while (pending.length > MostPending && pending[0].type === 'lines') {
    missed += Number(pending.shift().lastEventId);
  }

  if (!drawing) {
    drawing = true;
    requestAnimationFrame(draw);
  }
};

const listen = () => {
  const wanted = !paused && !document.hidden;
  if (wanted && !stream) {
    stream = new EventSource(list.dataset.console);
    stream.addEventListener('reset', take);
    stream.addEventListener('lines', take);
  } else if (!wanted) {
    stream?.close();
    stream = null;
    pending = [];
  }
};

pause.addEventListener('click', () => {
  paused = !paused;
  pause.setAttribute('aria-pressed', String(paused));
  pause.textContent = paused ? 'Resume' : 'Pause';
  listen();
  say();
});
document.addEventListener('visibilitychange', listen);
addEventListener('pagehide', () => {
  stream?.close();
  stream = null;
});
addEventListener('pageshow', listen);
form.querySelector('select').addEventListener('change', () => form.requestSubmit());

list.scrollTop = list.scrollHeight;
listen();
