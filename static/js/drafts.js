// What is written stays on this device until it is posted: past a crash, a closed tab, a lost
// connection. Who leaves with it is asked. Without this file the browser's own memory must do.

const FIELDS = ["body", "warning", "audience", "replies_from", "language"];
const KEY = "draft"; // then whose it is, for what, and which of those
const LONGEST = 30 * 24 * 3600 * 1000; // milliseconds that a draft is kept
const PATIENCE = 2_000; // milliseconds for the page before this one to let go of its draft

const keys = new WeakMap(); // of forms
const mine = new Set(); // the keys that no other tab may take

/** Tells one draft from the next, and posts it once, however often it is sent. */
const token = (form) => form.elements.submission ?? form.elements.version;
const refused = (form) => form.querySelector("[aria-invalid=true], .nonfield") !== null;

function purpose({ action, elements: { member, reply_to, quote_of } }) {
  const { pathname } = new URL(action);
  return [KEY, member.value, pathname, reply_to?.value, quote_of?.value].join(" ");
}

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null; // a browser that keeps nothing for us
  }
}

function write(key, draft) {
  try {
    if (draft) localStorage.setItem(key, JSON.stringify(draft));
    else localStorage.removeItem(key);
  } catch {
    // It keeps nothing, or no more.
  }
}

/** Return the keys of what is kept for a purpose, or for any. */
function kept(what = KEY) {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(`${what} `));
  } catch {
    return [];
  }
}

function forget(which) {
  for (const key of kept()) if (which(read(key))) write(key, null);
}

/** Take a draft that no other tab has and, if it is of use, hold it as long as this page lives. */
async function claim(key, take) {
  if (mine.has(key)) return take();
  const signal = AbortSignal.timeout(PATIENCE);
  const hold = () => take() && mine.add(key) && new Promise((release) => addEventListener("pagehide", release));
  try {
    await navigator.locks.request(key, { signal }, hold);
  } catch ({ name }) {
    if (name !== "TimeoutError") hold(); // a browser that cannot tell what other tabs have
  }
}

/** Whether somebody wrote in these fields: blanks are nothing, what was refused is theirs. */
function isTyped(form, fields) {
  const before = refused(form) ? () => "" : ({ defaultValue }) => defaultValue.trim();
  return [...form.querySelectorAll(fields)].some((field) => field.value.trim() !== before(field));
}

const isWritten = (form) =>
  isTyped(form, "textarea, [name=warning]") || form.elements.media?.files.length > 0;

function keep(form, sent = form.ariaBusy === "true") {
  const fields = FIELDS.filter((name) => form.elements[name]);
  const typed = Object.fromEntries(fields.map((name) => [name, form.elements[name].value]));
  const draft = { ...typed, token: token(form).value, at: Date.now(), sent };
  const has = isTyped(form, "[name=body], [name=warning]");
  write(keys.get(form), has ? draft : null);
  if (has) claim(keys.get(form), () => true);
}

/** Put back what was kept, unless something else is there already: from the server, say. */
function fill(form, key) {
  const { body, version, warning } = form.elements;
  const there = isWritten(form) || (body.value.trim() !== "" && !version);
  const draft = form.isConnected ? read(key) : null;
  if (!draft || (there && body.value !== draft.body)) return false;
  keys.set(form, key);
  if (there && version) return true; // refused, it is sent again for what is there by now
  for (const name of FIELDS) if (form.elements[name]) form.elements[name].value = draft[name];
  token(form).value = draft.token;
  if (warning.value) warning.closest("details").open = true;
  body.dispatchEvent(new Event("input", { bubbles: true })); // for who counts characters
  return true;
}

async function restore(form) {
  const own = keys.get(form);
  const newest = kept(purpose(form)).sort((one, other) => read(other).at - read(one).at);
  await Promise.all(newest.map((key) => claim(key, () => fill(form, key))));
  // What was written before this file was there.
  if (keys.get(form) === own && form.isConnected && isWritten(form)) keep(form);
}

const someIsWritten = () => [...document.querySelectorAll(".composer")].some(isWritten);

function ask(event) {
  if (someIsWritten()) event.preventDefault();
}

function askBeforeLeaving() {
  if (someIsWritten()) addEventListener("beforeunload", ask);
  else removeEventListener("beforeunload", ask); // or some browsers do not keep the page for "back"
}

function start(root) {
  const posted = [...document.querySelectorAll("#said [data-done]")].map(({ dataset }) => dataset.done);
  // What another tab has for the same edit was not sent.
  forget((draft) => !(draft?.at > Date.now() - LONGEST) || (draft.sent && posted.includes(draft.token)));
  for (const form of root.querySelectorAll(".composer")) {
    keys.set(form, `${purpose(form)} ${Math.random()}`);
    form.addEventListener("input", () => {
      signsOut = false;
      keep(form);
      askBeforeLeaving();
    });
    form.addEventListener("submit", () => keep(form, true));
    // Also when in-place.js sends it once more. Chromium tells of it again while the page goes.
    form.addEventListener("formdata", () => removeEventListener("beforeunload", ask));
    restore(form);
  }
  askBeforeLeaving();
}

document.addEventListener("htmx:load", (event) => start(event.detail.elt)); // and in place
// Before others hear of it: who sends it once more leaves with it.
document.addEventListener("htmx:responseError", askBeforeLeaving, true);
document.addEventListener("htmx:sendError", askBeforeLeaving);
document.addEventListener("htmx:timeout", askBeforeLeaving);

// What is on its way stays as it was sent: the answer takes its place.
function setBusy({ type, detail: { elt } }) {
  if (!elt.matches(".composer")) return;
  const busy = type === "htmx:beforeRequest";
  elt.ariaBusy = busy;
  for (const field of elt.querySelectorAll("textarea, [name=warning]")) field.readOnly = busy;
}
document.addEventListener("htmx:beforeRequest", setBusy);
document.addEventListener("htmx:afterRequest", setBusy);

// Who signs out takes it along: the next may be somebody else. Asked first, they may stay.
let pressed = false;
let signsOut = false;
function leave() {
  signsOut = pressed;
  pressed = false;
}
document.addEventListener("submit", ({ target }) => {
  if (!target.matches(".sign-out")) return;
  pressed = signsOut = true; // at once, where nobody is asked: on an iPhone
  addEventListener("beforeunload", leave);
});
addEventListener("pagehide", () => {
  mine.clear();
  if (signsOut) forget(() => true);
});
