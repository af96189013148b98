// How one upload is shown.
import { element } from '/shared/elements.js';
import { showThumbnail, thumbnailOf } from './thumbnails.js';

export function uploadRow(name) {
  const thumb = element('span', { class: 'thumb', 'aria-hidden': 'true' });
  const state = element('p', { class: 'state' });
  const bar = element('progress', { max: 1, value: 0, 'aria-label': `Upload of ${name}` });
  const actions = element('p', { class: 'actions' });
  const row = element('li', { class: 'upload' }, thumb, element('p', { class: 'name', title: name }, name), state, bar, actions);

  function show(kind, words, isSending = false) {
    row.dataset.state = kind;
    state.textContent = words;
    bar.hidden = !isSending;
    // What changes many times a second is not read out; how it ended is.
    state.setAttribute('role', kind === 'refused' ? 'alert' : isSending ? 'none' : 'status');
  }

  const remove = () => element('button', { type: 'button', class: 'link', 'aria-label': `Take ${name} off this list`, onclick: () => row.remove() }, 'Take off this list');

  return {
    element: row,

    wait() {
      actions.replaceChildren();
      bar.value = 0;
      show('sending', 'Waits for its turn', true);
    },

    progress(share) {
      bar.value = share;
      show('sending', share < 1 ? `${Math.floor(share * 100)} %` : 'Arrived, being looked at', true);
    },

    /** Says what is waited for; what it returns takes it back. */
    pause(words) {
      show('sending', words, true);
      return () => { bar.value = 0; };
    },

    isRefused: () => row.dataset.state === 'refused',

    arrived: () => show('sending', 'Stored', true),

    async done(media) {
      show('done', 'In the text. The thumbnail is being made.');
      const picture = element('img', { alt: '', width: 72, height: 48, decoding: 'async' });
      thumb.append(picture);
      const failure = await showThumbnail(picture, thumbnailOf(media.id));
      show('done', failure ? `In the text, without a thumbnail: ${failure}` : 'In the text');
    },

    /** @param {() => void} [again] What "Try again" does. */
    refuse(words, again) {
      show('refused', words);
      actions.replaceChildren();
      if (again) {
        const retry = element('button', { type: 'button', class: 'link', 'aria-label': `Try ${name} again`, onclick: again }, 'Try again');
        actions.append(retry);
      }

      actions.append(remove());
    },
  };
}
