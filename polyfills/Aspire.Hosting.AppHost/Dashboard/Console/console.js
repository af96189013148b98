// Live output: lines come in batches of ready HTML, and the page keeps the last ones. A hidden or paused page reads nothing, and shows what is true when it comes back.
const MostLines = 4000;

const list = document.querySelector('[data-console]');
const note = document.querySelector('[data-console-note]');
const pause = document.querySelector('[data-console-pause]');
const form = document.querySelector('[data-console-form]');
let stream = null;
let paused = false;
let dropped = 0;

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

const listen = () => {
  const wanted = !paused && !document.hidden;
  if (wanted && !stream) {
    stream = new EventSource(list.dataset.console);
    stream.addEventListener('reset', (event) => show(event.data, true));
    stream.addEventListener('lines', (event) => show(event.data, false));
  } else if (!wanted) {
    stream?.close();
    stream = null;
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
