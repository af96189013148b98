// One stream of server-sent events tells which topics have changed. A page says what it follows: <main data-live="traces,logs">; what hears about it has
// hx-trigger="live-traces from:body" and fetches itself anew. A button [data-live-toggle] holds the updates. A hidden page has no stream: browsers allow only a few for all tabs together.
import { openStream } from './stream.js';

export const followLive = () => {
  const topics = document.querySelector('[data-live]')?.dataset.live.split(',');
  if (!topics) {
    return;
  }

  let stream = null;
  let paused = false;
  const tell = (topic) => document.body.dispatchEvent(new CustomEvent(`live-${topic}`));

  const close = () => {
    stream?.close();
    stream = null;
  };

  const listen = () => {
    if (paused || document.hidden) {
      close();
    } else if (!stream) {
      stream = openStream(`/live?of=${encodeURIComponent(topics)}`);
      // Whatever happened since the page was made, or since the last stream, was not heard of.
      stream.addEventListener('open', () => topics.forEach(tell));
      for (const topic of topics) {
        stream.addEventListener(topic, () => tell(topic));
      }
    }
  };

  document.addEventListener('click', (event) => {
    const toggle = event.target.closest('[data-live-toggle]');
    if (toggle) {
      paused = !paused;
      toggle.setAttribute('aria-pressed', String(paused));
      toggle.textContent = paused ? 'Resume' : 'Pause';
      listen();
    }
  });
  document.addEventListener('visibilitychange', listen);
  addEventListener('pagehide', close);
  addEventListener('pageshow', listen);
  listen();
};
