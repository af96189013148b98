// Short words at the bottom of the window, read out by a screen reader. They float, so that nothing moves.

// Time to find the words, and to read them.
const shownMilliseconds = (words) => 4000 + 80 * words.length;
const region = document.getElementById('notices');
const waits = new Map();
let hiding;

/** Says what has happened. The words go away by themselves; a link may come with them. */
export function tell(words, link) {
  const text = document.createElement('span');
  text.textContent = words;
  show('done', text, ...(link ? [anchor(link)] : []));
  hiding = setTimeout(clear, shownMilliseconds(words));
}

/** Takes back what was said: something else is under way now. */
export function hush() {
  if (region.dataset.kind === 'done') {
    clear();
  }
}

/** Says what is being waited for, until the function that it returns is called. */
export function waiting(words) {
  const key = Symbol(words);
  waits.set(key, words);
  showWait(words);
  return () => {
    waits.delete(key);
    const others = [...waits.values()];
    if (others.length > 0) {
      showWait(others.at(-1));
    } else if (region.dataset.kind === 'waiting') {
      clear();
    }
  };
}

// The same words again are not read out again.
function showWait(words) {
  if (region.dataset.kind !== 'waiting' || region.textContent !== words) {
    show('waiting', document.createTextNode(words));
  }
}

function show(kind, ...content) {
  clearTimeout(hiding);
  region.dataset.kind = kind;
  region.replaceChildren(...content);
}

function clear() {
  region.replaceChildren();
  delete region.dataset.kind;
}

function anchor({ href, text }) {
  return Object.assign(document.createElement('a'), { href, textContent: text });
}
