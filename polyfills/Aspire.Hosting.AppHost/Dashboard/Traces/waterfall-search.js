// The search in the spans of a trace: the server finds, this marks what was found and jumps from one to the next.
import { idOf, path, reveal, rove, rows, setAddress } from './waterfall-rows.js';

let found = [];
let current = -1;
let searches = 0;

function mark(ids) {
  const hits = new Set(ids);
  for (const row of rows()) {
    row.classList.toggle('hit', hits.has(idOf(row)));
  }
}

async function search(text) {
  const mine = ++searches;
  const answer = text ? await fetch(`${path('/matches')}?${new URLSearchParams({ q: text })}`) : null;
  const ids = answer?.ok ? await answer.json() : [];
  if (mine !== searches) {
    return;
  }
  found = ids;
  current = -1;
  mark(found);
  tell();
  setAddress((query) => (text ? query.set('q', text) : query.delete('q')));
}

function tell() {
  const text = document.querySelector('#trace input[name=q]').value;
  const count = document.querySelector('#trace .wf-found');
  count.textContent = !text ? '' : found.length === 0 ? 'No span matches' : current >= 0 ? `${current + 1} of ${found.length}` : `${found.length} found`;
  for (const button of document.querySelectorAll('#trace [data-step]')) {
    button.hidden = found.length === 0;
  }
}

export function jump(by) {
  if (found.length === 0) {
    return;
  }
  current = (current + by + (current < 0 && by < 0 ? 1 : 0) + found.length) % found.length;
  const row = document.getElementById(`s-${found[current]}`);
  tell();
  if (row) {
    reveal(row);
    rove(row);
    row.scrollIntoView({ block: 'center' });
    document.querySelector('#trace .wf-row.here')?.classList.remove('here');
    row.classList.add('here');
  } else {
    setAddress((query) => {
      query.set('span', found[current]);
      query.delete('page');
    });
    location.reload();
  }
}

let typing;

function onInput(event) {
  if (event.target.matches('#trace input[name=q]')) {
    clearTimeout(typing);
    typing = setTimeout(() => search(event.target.value.trim()), 200);
  }
}

function onSubmit(event) {
  if (event.target.matches('#trace form.wf-search')) {
    event.preventDefault();
    clearTimeout(typing);
    const text = event.target.elements.q.value.trim();
    const isNew = text !== (new URLSearchParams(location.search).get('q') ?? '') || found.length === 0;
    (isNew ? search(text) : Promise.resolve()).then(() => jump(1));
  }
}

export function takeFound() {
  found = rows().filter((row) => row.classList.contains('hit')).map(idOf);
  tell();
}

document.addEventListener('input', onInput);
document.addEventListener('submit', onSubmit);
