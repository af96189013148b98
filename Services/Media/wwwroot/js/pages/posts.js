// All posts, with the ways to change and to delete each.
import { confirmed } from '../confirm.js';
import { byId, element } from '/shared/elements.js';
import { day } from '../format.js';
import { askForKey, openWithKey } from '../keygate.js';
import { tell } from '/shared/notices.js';
import { deletePost, editorOf, listPosts, pageOf, readPost } from '../posts.js';
import { tellProblem } from '../problem.js';
import { sorry } from '../retry.js';
import { showThumbnail, thumbnailOf } from '../thumbnails.js';

let next = null;

async function load(after) {
  byId('posts').setAttribute('aria-busy', 'true');
  const answer = await listPosts(after);
  byId('posts').setAttribute('aria-busy', 'false');
  if (!answer.ok) {
    tellProblem(sorry(answer), 'Try again', () => load(after));
    return;
  }

  byId('posts').querySelectorAll('.waiting[aria-hidden]').forEach((row) => row.remove());
  const rows = answer.body.items.map(row);
  byId('posts').append(...rows);
  next = answer.body.next;
  byId('more').hidden = next === null;
  byId('empty').hidden = byId('posts').children.length > 0;
  if (after) {
    rows[0]?.querySelector('a').focus();
  }
}

function row(post) {
  const remove = element('button', { type: 'button', class: 'button quiet away', 'aria-label': `Delete ${post.title}`, onclick: () => erase(post, made) }, 'Delete');
  const made = element('li', { class: 'row', 'data-post': post.slug },
    thumb(post),
    element('div', {},
      element('h2', {}, element('a', { href: editorOf(post.slug) }, post.title)),
      element('p', { class: 'when' }, day(post.publishedAt))),
    element('p', { class: 'actions' }, element('a', { class: 'button quiet', href: pageOf(post.slug), 'aria-label': `See ${post.title}` }, 'See'), remove));
  return made;
}

function thumb({ cover, title }) {
  if (!cover) {
    return element('span', { class: 'thumb', 'aria-hidden': 'true' }, [...title][0].toUpperCase());
  }

  const address = thumbnailOf(cover);
  const picture = element('img', { src: address, alt: '', width: 96, height: 64, loading: 'lazy', decoding: 'async' });
  picture.addEventListener('error', () => showThumbnail(picture, address), { once: true });
  return element('span', { class: 'thumb' }, picture);
}

async function erase({ slug, title }, made) {
  const isSure = await confirmed({ title: `Delete “${title}”?`, words: 'The post is gone for good. Its pictures stay in the library.', yes: 'Delete it', no: 'Keep it' });
  if (!isSure) {
    return;
  }

  // The version that is deleted is the one that is there now.
  const found = await readPost(slug);
  const answer = found.ok ? await deletePost(slug, found.etag) : { ...found, ok: found.status === 404 };
  if (answer.ok) {
    const neighbour = made.nextElementSibling ?? made.previousElementSibling;
    made.remove();
    (neighbour?.querySelector('a') ?? byId('title')).focus();
    byId('empty').hidden = byId('posts').children.length > 0;
    tell(`“${title}” is deleted.`);
  } else if (answer.status === 401 || answer.status === 403) {
    askForKey('The blog does not accept this key. Nothing was deleted.');
  } else {
    tell(`“${title}” was not deleted. ${sorry(answer)}`);
  }
}

byId('more').addEventListener('click', () => load(next));
openWithKey(() => load());
