// The text as its page will show it, made by the service.
import { byId, element } from '/shared/elements.js';
import { askForKey } from './keygate.js';
import { sendUntilClear, sorry } from './retry.js';

let asked = 0;

/** Shows the preview of a post. Of several that are asked for, the last one stays. */
export async function showPreview({ title, body }) {
  const turn = (asked += 1);
  const panel = byId('panel-preview');
  panel.setAttribute('aria-busy', 'true');
  const answer = await sendUntilClear('POST', '/api/posts/preview', { body: { body } });
  if (turn !== asked) {
    return;
  }

  panel.setAttribute('aria-busy', 'false');
  if (answer.ok) {
    const nothing = body.trim() === '' && element('p', { class: 'quietly' }, 'Nothing is written yet.');
    panel.replaceChildren(element('article', { class: 'post' },
      element('header', {}, element('h2', { class: 'preview-title' }, title || 'Without a title')),
      nothing || element('div', { class: 'prose' }, ...read(answer.body.html))));
  } else {
    if (answer.status === 401 || answer.status === 403) {
      askForKey('The blog does not accept this key.');
    }

    panel.replaceChildren(element('p', { class: 'wrong' }, answer.errors.body ? `The text ${answer.errors.body.join(', and ')}.` : sorry(answer)));
  }
}

// The service's own HTML, in which there is nothing that runs; and nothing in a document that was only parsed ever does.
function read(html) {
  const nodes = [...new DOMParser().parseFromString(html, 'text/html').body.childNodes];
  for (const link of nodes.flatMap((node) => [...(node.querySelectorAll?.('a') ?? [])])) {
    // To look at a link is not to leave the editor.
    link.target = '_blank';
    link.rel = 'noopener';
  }

  return nodes;
}
