// Text that is not saved yet. It survives a reload, a crash of the tab's page and a lost connection; it is gone with the tab, or when it is saved or discarded.

/** The draft of a post, or of the new one. */
export function draftOf(slug) {
  const key = `draft:${slug ?? ''}`;
  return {
    /** The version that was edited and what became of it; null if there is none, or none that can be read. */
    read() {
      try {
        const { title, body, etag } = JSON.parse(sessionStorage.getItem(key)) ?? {};
        return typeof title === 'string' && typeof body === 'string' ? { title, body, etag: typeof etag === 'string' ? etag : null } : null;
      } catch (error) {
        console.info('The draft cannot be read.', error);
        return null;
      }
    },

    /** Whether there was room for it. */
    keep(draft) {
      try {
        sessionStorage.setItem(key, JSON.stringify(draft));
        return true;
      } catch (error) {
        console.info('The draft cannot be kept.', error);
        return false;
      }
    },

    forget: () => sessionStorage.removeItem(key),
  };
}
