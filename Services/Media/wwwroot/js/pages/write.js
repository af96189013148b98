// The editor of one post.
import { hideConflict, showConflict } from '../conflict.js';
import { confirmed } from '../confirm.js';
import { draftOf } from '../draft.js';
import { takeFiles } from '../drop.js';
import { byId, element } from '/shared/elements.js';
import { areRight, fill, insertPicture, onEdit, refuse, values } from '../fields.js';
import { day } from '../format.js';
import { askForKey, openWithKey } from '../keygate.js';
import { hush, tell } from '/shared/notices.js';
import { deletePost, editorOf, pageOf, publishPost, readNewer, readPost, writePost } from '../posts.js';
import { showPreview } from '../preview.js';
import { tellProblem } from '../problem.js';
import { isUnknown, sorry } from '../retry.js';
import { startTabs } from '../tabs.js';
import { isUploading, uploader } from '../uploads.js';

const nothing = { title: '', body: '' };
let slug = /^\/editor\/([^/]+)$/.exec(location.pathname)?.[1] ?? null;
slug = slug && decodeURIComponent(slug);
let draft = draftOf(slug);
// What is on the blog, as this editor last saw it.
let saved = { ...nothing, etag: null, publishedAt: null };

const isDirty = () => {
  const { title, body } = values();
  return title !== saved.title || body !== saved.body;
};

async function open() {
  tellProblem('');
  if (slug) {
    const answer = await readPost(slug);
    if (!answer.ok) {
      const isGone = answer.status === 404;
      byId('workspace').hidden = true;
      tellProblem(isGone ? 'There is no such post.' : sorry(answer), isGone ? 'See all posts' : 'Try again', () => (isGone ? location.assign('/editor') : open()));
      return;
    }

    byId('workspace').hidden = false;
    show(answer);
  } else {
    showState();
  }

  restore();
}

function show({ body: post, etag }) {
  saved = { title: post.title, body: post.body, etag, publishedAt: post.publishedAt };
  slug = post.slug;
  draft = draftOf(slug);
  fillSaved();
  hideConflict();
  byId('outcome').replaceChildren();
  showState();
}

// A field has its own ends of lines, and a title no spaces around it: what the fields make of a post is what a change differs from.
function fillSaved() {
  fill(saved);
  saved = { ...saved, ...values() };
}

// A draft is of the version that was opened then: if there is a newer one now, saving says so.
function restore() {
  const kept = draft.read();
  if (!kept || (kept.title === saved.title && kept.body === saved.body)) {
    draft.forget();
    return;
  }

  fill(kept);
  saved = { ...saved, etag: kept.etag ?? saved.etag };
  showState();
  tell('Your unsaved text is back.');
}

function showState() {
  const dirty = isDirty();
  byId('title').textContent = slug ? 'Edit post' : 'New post';
  document.title = `${values().title || 'New post'} · Write · MyWordPress`;
  byId('state').textContent = dirty ? 'Not saved yet' : saved.publishedAt ? `Published on ${day(saved.publishedAt)}` : '';
  byId('state').dataset.kind = dirty ? 'unsaved' : 'saved';
  byId('save').textContent = slug ? 'Save' : 'Publish';
  byId('view').hidden = !slug;
  byId('view').href = slug ? pageOf(slug) : '';
  byId('delete').hidden = !slug;
  byId('discard').hidden = !dirty;
}

function edited() {
  if (!isDirty()) {
    draft.forget();
  } else if (!draft.keep({ ...values(), etag: saved.etag })) {
    tell('This text is too long to be kept over a reload. Please save it.');
  }

  showState();
  if (!byId('panel-preview').hidden) {
    showPreview(values());
  }
}

async function save(event) {
  event?.preventDefault();
  const button = byId('save');
  if (button.getAttribute('aria-busy') === 'true') {
    return;
  }

  tabs.show('tab-write');
  if (!areRight()) {
    return;
  }

  if (isUploading()) {
    byId('outcome').textContent = 'A picture is still on its way. Please save again when it has arrived.';
    return;
  }

  hush();
  byId('outcome').replaceChildren();
  button.setAttribute('aria-busy', 'true');
  const wanted = values();
  const isNew = slug === null;
  const answer = isNew ? await publishPost(wanted) : await writePost(slug, saved.etag, wanted);
  await take(answer, wanted, isNew);
  button.removeAttribute('aria-busy');
}

async function take(answer, wanted, isNew) {
  if (answer.ok) {
    taken(answer, wanted, isNew ? 'Published.' : 'Saved.');
  } else if (answer.status === 401 || answer.status === 403) {
    askForKey('The blog does not accept this key. Nothing was saved; your text is below.');
  } else if (answer.status === 412) {
    await resolve(wanted);
  } else if (answer.status === 404) {
    offerAgain();
  } else if (!refuse(answer.errors)) {
    byId('outcome').textContent = `${isUnknown(answer) ? 'Nobody knows whether this was saved; your text is still here.' : 'Nothing was saved.'} ${sorry(answer)}`;
  }
}

function taken(answer, wanted, words) {
  // What was typed while it was saved stays, and is not saved yet.
  const later = values();
  draft.forget();
  show({ body: { ...answer.body, ...wanted }, etag: answer.etag });
  if (later.title !== wanted.title || later.body !== wanted.body) {
    fill(later);
    edited();
  }

  history.replaceState(null, '', editorOf(slug));
  tell(words, { href: pageOf(slug), text: 'See the post' });
}

/** Somebody else was quicker. Or it was this editor, and only the answer was lost: then all is well. */
async function resolve(wanted) {
  const answer = await readNewer(slug, saved.etag);
  if (answer?.ok && answer.body.title === wanted.title && answer.body.body === wanted.body) {
    taken(answer, wanted, 'Saved.');
  } else if (answer?.ok) {
    showConflict({
      theirs: answer.body,
      mine: wanted,
      take: () => { draft.forget(); show(answer); byId('post-title').focus(); },
      save: () => { saved = { ...saved, etag: answer.etag }; hideConflict(); byId('save').focus(); save(); },
    });
  } else if (answer?.status === 404) {
    offerAgain();
  } else {
    byId('outcome').textContent = 'Somebody else has saved this post, and the newer version cannot be read yet. Nothing was saved. Please save again in a moment.';
  }
}

function offerAgain() {
  const again = () => { const written = values(); draft.forget(); slug = null; saved = { ...nothing, etag: null, publishedAt: null }; draft = draftOf(null); fill(written); save(); };
  byId('outcome').replaceChildren(
    element('p', {}, 'This post has been deleted in the meantime. Your text is still here.'),
    element('p', { class: 'actions' }, element('button', { type: 'button', class: 'button quiet', onclick: again }, 'Publish it as a new post')));
}

async function erase() {
  const title = saved.title;
  if (!await confirmed({ title: `Delete “${title}”?`, words: 'The post is gone for good. Its pictures stay in the library.', yes: 'Delete it', no: 'Keep it' })) {
    return;
  }

  const answer = await deletePost(slug, saved.etag);
  if (answer.ok) {
    saved = { ...saved, ...values() };
    draft.forget();
    location.assign('/editor');
  } else if (answer.status === 401 || answer.status === 403) {
    askForKey('The blog does not accept this key. Nothing was deleted.');
  } else {
    byId('outcome').textContent = answer.status === 412
      ? 'Somebody else has saved this post since you opened it. Nothing was deleted. Load the page again to see what it says now.'
      : `Nothing was deleted. ${sorry(answer)}`;
  }
}

async function discard() {
  if (await confirmed({ title: 'Discard your changes?', words: 'What you have written since the last save is gone.', yes: 'Discard them', no: 'Keep them' })) {
    draft.forget();
    fill(saved);
    await open();
    byId('post-title').focus();
  }
}

const tabs = startTabs(document.querySelector('[role=tablist]'), (tab) => tab.id === 'tab-preview' && showPreview(values()));
onEdit(edited);
takeFiles(uploader(insertPicture));
byId('workspace').addEventListener('submit', save);
byId('delete').addEventListener('click', erase);
byId('discard').addEventListener('click', discard);
addEventListener('keydown', (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key === 's') {
    event.preventDefault();
    save();
  }
});
addEventListener('beforeunload', (event) => {
  if (isDirty() || isUploading()) {
    event.preventDefault();
  }
});
openWithKey(open);
