// The two fields of a post: what is in them, and what is wrong with them in words.
import { byId } from '/shared/elements.js';

// As the service has them.
const mostOfTitle = 200;
const mostOfBody = 50_000;
const names = { title: 'post-title', body: 'body' };
const labels = { title: 'The title', body: 'The text' };

const rules = {
  title: (text) => (text === '' ? 'Please give it a title.' : tooLong(text, mostOfTitle)),
  body: (text) => tooLong(text, mostOfBody),
};

export const values = () => ({ title: byId('post-title').value.trim(), body: byId('body').value });

export function fill({ title, body }) {
  byId('post-title').value = title;
  byId('body').value = body;
  tell({});
}

/** Whether all is right. If not, it is said, and the first wrong one has the focus. */
export function areRight() {
  const written = values();
  return !tell(Object.fromEntries(Object.keys(names).map((name) => [name, rules[name](written[name])])));
}

/** Shows what the service says is wrong, each time the rest of a sentence that the field begins. Whether it was about one of the fields. */
export const refuse = (errors) =>
  tell(Object.fromEntries(Object.keys(names).map((name) => [name, errors[name]?.length > 0 ? `${labels[name]} ${errors[name].join(', and ')}.` : ''])));

/** Calls back at each change. What was wrong is taken back as soon as it is right. */
export function onEdit(listener) {
  for (const [name, id] of Object.entries(names)) {
    byId(id).addEventListener('input', () => {
      if (byId(id).getAttribute('aria-invalid') === 'true' && rules[name](values()[name]) === '') {
        mark(name, '');
      }

      listener();
    });
  }
}

/** Puts a picture into the text, as a paragraph of its own where the cursor is. */
export function insertPicture(markdown) {
  const body = byId('body');
  const { value, selectionEnd: at } = body;
  const before = at === 0 || value.slice(0, at).endsWith('\n\n') ? '' : value.slice(0, at).endsWith('\n') ? '\n' : '\n\n';
  const after = value.slice(at).startsWith('\n\n') ? '' : value.slice(at).startsWith('\n') ? '\n' : '\n\n';
  body.setRangeText(`${before}${markdown}${after}`, at, at, 'end');
  body.dispatchEvent(new Event('input'));
}

const tooLong = (text, most) => (text.length > most ? `This has ${text.length} characters. At most ${most} are possible.` : '');

function tell(problems) {
  for (const name of Object.keys(names)) {
    mark(name, problems[name] ?? '');
  }

  const first = Object.keys(names).find((name) => problems[name]);
  if (first) {
    byId(names[first]).focus();
  }

  return first !== undefined;
}

function mark(name, words) {
  byId(`post-${name}-problem`).textContent = words;
  byId(names[name]).setAttribute('aria-invalid', String(words !== ''));
}
