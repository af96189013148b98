// The admin key is asked for once, tried, and kept for this tab. What needs it is shown after that.
import { adminKey, forgetAdminKey, keepAdminKey } from '/shared/adminkey.js';
import { byId } from '/shared/elements.js';
import { sendUntilClear, sorry } from './retry.js';

let entered = () => {};

/** Opens the workspace: at once if there is a key, else as soon as a good one was given. */
export function openWithKey(open) {
  let isOpen = false;
  entered = () => {
    byId('gate').hidden = true;
    byId('workspace').hidden = false;
    byId('forget').hidden = false;
    if (!isOpen) {
      isOpen = true;
      open();
    }
  };
  if (adminKey()) {
    entered();
  } else {
    askForKey();
  }
}

/** Asks for another key, and says why. What was typed stays where it is, below. */
export function askForKey(words = '') {
  byId('gate').hidden = false;
  byId('key-problem').textContent = words;
  byId('key').setAttribute('aria-invalid', String(words !== ''));
  byId('key').focus();
}

async function tryKey(event) {
  event.preventDefault();
  const button = byId('use-key');
  const key = byId('key').value.trim();
  if (button.getAttribute('aria-busy') === 'true') {
    return;
  }

  if (!/^[\x21-\x7e]{1,512}$/.test(key)) {
    askForKey(key ? 'This is no key: it has characters that a key cannot have.' : 'Please fill in the key.');
    return;
  }

  button.setAttribute('aria-busy', 'true');
  keepAdminKey(key);
  // An empty preview changes nothing, and only the administrator gets one.
  const answer = await sendUntilClear('POST', '/api/posts/preview', { body: { body: '' } });
  button.removeAttribute('aria-busy');
  if (answer.ok) {
    byId('key').value = '';
    askForKey();
    entered();
    byId('title').focus();
  } else {
    forgetAdminKey();
    askForKey(answer.status === 401 || answer.status === 403 ? 'The blog does not accept this key.' : sorry(answer));
  }
}

byId('gate').addEventListener('submit', tryKey);
byId('forget').addEventListener('click', () => {
  forgetAdminKey();
  byId('forget').hidden = true;
  byId('workspace').hidden = true;
  askForKey();
});
