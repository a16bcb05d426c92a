// Single keys for who reads by keyboard; templates/posts/shortcuts.html tells of them. Loaded
// for members who have not switched them off.

const TOGETHER = 1_500; // milliseconds between two keys that are one shortcut

const post = () => document.activeElement.closest(".post");

function press(selector, within = document) {
  const button = within?.querySelector(selector);
  button?.focus();
  button?.click();
}

/** Return which posts are further on: than the focus, or, if that is elsewhere, on the screen. */
function isAhead(posts) {
  const from = document.activeElement;
  const { top, bottom } = from.getBoundingClientRect();
  const away = !from.closest("#content *") || bottom < 0 || top > innerHeight;
  if (away) return (one) => one.getBoundingClientRect().top >= 0;
  return (one) => from.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING;
}

function focus(one) {
  if (!one) return;
  one.tabIndex = -1;
  one.focus({ preventScroll: true });
  one.scrollIntoView({ block: "nearest" });
}

function next() {
  const posts = [...document.querySelectorAll("#content .post")];
  const one = posts.find(isAhead(posts));
  if (one) focus(one);
  else press("#content a[rel=next]");
}

function previous() {
  const posts = [...document.querySelectorAll("#content .post")];
  const ahead = isAhead(posts);
  focus(posts.findLast((one) => !ahead(one) && !one.contains(document.activeElement)));
}

function search() {
  const fields = [...document.querySelectorAll("input[type=search]")];
  const field = fields.find((one) => one.checkVisibility());
  if (field) field.select();
  else press(".site-nav [href='/search/']");
}

const KEYS = {
  j: next,
  k: previous,
  o: () => press(".post-permalink", post()),
  l: () => press("[id^=like-]", post()),
  r: () => press(".post-deeds > [data-dialog]", post()),
  b: () => press("[id^=bookmark-]", post()),
  n: () => press(".site-write"),
  "/": search,
  "g h": () => press(".brand"),
  "?": () => press(".menu-items [href='/keyboard/']"),
};

let last = { key: "", at: 0 };

document.addEventListener("keydown", (event) => {
  const { key, target, repeat, timeStamp: at } = event;
  const elsewhere = event.ctrlKey || event.metaKey || event.altKey || event.isComposing;
  if (elsewhere || target.closest("input, textarea, select, dialog")) return;
  const deed = KEYS[at - last.at < TOGETHER ? `${last.key} ${key}` : key] ?? KEYS[key];
  last = { key, at };
  if (!deed || (repeat && deed !== next && deed !== previous)) return;
  event.preventDefault();
  deed();
});
