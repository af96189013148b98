// A stream of server-sent events, and on the page whether it is there: <html data-stream="open"> or "lost", and words for people. The browser tries by itself to get it back.
export const openStream = (address) => {
  const stream = new EventSource(address);
  const show = (state, words) => {
    document.documentElement.dataset.stream = state;
    const notice = document.querySelector('[data-connection]');
    // An announcement is made of what changes.
    if (notice.textContent !== words) {
      notice.textContent = words;
    }
  };

  stream.addEventListener('open', () => show('open', ''));
  stream.addEventListener('error', () => {
    if (stream.readyState === EventSource.CLOSED) {
      // Somebody answered, and does not know this browser: the application was started again. The page leads to the login.
      location.reload();
    } else {
      show('lost', 'The connection is lost: this is how it was. The page goes on when the dashboard answers again.');
    }
  });
  return stream;
};
