// Live output: lines come in batches of ready HTML, and the page keeps the last ones. A hidden or paused page reads nothing, and goes on where it was when it comes back.
import { openStream } from './stream.js';

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
// How far what is shown reaches.
let { after } = list.dataset;
let missed = 0;
let drawing = false;

const isAtEnd = () => list.scrollHeight - list.scrollTop - list.clientHeight < 40;

const say = () => {
  note.textContent = list.childElementCount === 0 ? list.dataset.nothing
    : paused ? 'Paused.'
    : dropped > 0 ? `The last ${MostLines.toLocaleString()} lines; ${dropped.toLocaleString()} older ones are no longer shown here. The download has up to 10,000 of each resource, fewer if they are long.`
    : '';
};

const show = (html) => {
  const stay = !isAtEnd();
  list.insertAdjacentHTML('beforeend', html);
  const tooMany = list.childElementCount - MostLines;
  if (tooMany > 0) {
    const before = list.scrollHeight;
    for (let line = 0; line < tooMany; line++) {
      list.firstElementChild.remove();
    }
    dropped += tooMany;
    if (stay) {
      list.scrollTop -= before - list.scrollHeight;
    }
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
  noteMissed();
  show(event.data);
  after = event.lastEventId.split('@')[1];
  // After layout and paint.
  requestAnimationFrame(() => setTimeout(() => setTimeout(draw, 3 * (performance.now() - began))));
};

const take = (event) => {
  pending.push(event);
  while (pending.length > MostPending) {
    missed += parseInt(pending.shift().lastEventId, 10);
  }

  if (!drawing) {
    drawing = true;
    requestAnimationFrame(draw);
  }
};

const close = () => {
  stream?.close();
  stream = null;
  // It comes again.
  pending = [];
  missed = 0;
};

const listen = () => {
  if (paused || document.hidden) {
    close();
  } else if (!stream) {
    const address = new URL(list.dataset.console, location);
    address.searchParams.set('after', after);
    stream = openStream(address);
    stream.addEventListener('lines', take);
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
addEventListener('pagehide', close);
addEventListener('pageshow', listen);
form.querySelector('select').addEventListener('change', () => form.requestSubmit());

list.scrollTop = list.scrollHeight;
listen();
