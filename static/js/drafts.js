// What is written stays on this device until it is posted: past a crash, a closed tab, a lost
// connection. Who leaves with it is asked. Without this file the browser's own memory must do.

const FIELDS = ["body", "warning", "audience", "replies_from", "language"];
const KEY = "draft"; // then whose it is, and for what

/** Tells one draft from the next, and posts it once, however often it is sent. */
const token = (form) => form.elements.submission ?? form.elements.version;
const refused = (form) => form.querySelector("[aria-invalid=true], .nonfield") !== null;

function keyOf({ action, elements: { member, reply_to, quote_of } }) {
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

function forget(which) {
  for (const key of Object.keys(localStorage)) {
    if (key.startsWith(`${KEY} `) && which(read(key))) write(key, null);
  }
}

function isWritten(form) {
  const { body } = form.elements;
  return body.value.trim() !== "" && (body.value !== body.defaultValue || refused(form));
}

function keep(form) {
  const fields = FIELDS.filter((name) => form.elements[name]);
  const typed = Object.fromEntries(fields.map((name) => [name, form.elements[name].value]));
  write(keyOf(form), isWritten(form) ? { token: token(form).value, ...typed } : null);
  askBeforeLeaving();
}

/** Put back what was kept, unless something is there already: from the server, say. */
function restore(form) {
  const { body, version, warning } = form.elements;
  const there = body.value !== body.defaultValue || (body.value.trim() !== "" && !version);
  const draft = there || refused(form) ? null : read(keyOf(form));
  if (!draft) return;
  for (const name of FIELDS) {
    if (name in draft && form.elements[name]) form.elements[name].value = draft[name];
  }
  token(form).value = draft.token;
  if (warning.value) warning.closest("details").open = true;
  body.dispatchEvent(new Event("input", { bubbles: true })); // for who counts characters
}

const someIsWritten = () => [...document.querySelectorAll(".composer")].some(isWritten);

function ask(event) {
  if (someIsWritten()) event.preventDefault();
}

function askBeforeLeaving() {
  if (someIsWritten()) addEventListener("beforeunload", ask);
  else removeEventListener("beforeunload", ask);
}

function start(root) {
  const posted = [...document.querySelectorAll("#said [data-done]")].map(({ dataset }) => dataset.done);
  if (posted.length > 0) forget((draft) => posted.includes(draft?.token));
  for (const form of root.querySelectorAll(".composer")) {
    form.addEventListener("input", () => keep(form));
    form.addEventListener("submit", () => removeEventListener("beforeunload", ask));
    restore(form);
  }
  askBeforeLeaving();
}

document.addEventListener("htmx:load", (event) => start(event.detail.elt)); // and in place
document.addEventListener("htmx:sendError", askBeforeLeaving);
document.addEventListener("submit", ({ target }) => {
  if (target.matches(".sign-out")) forget(() => true); // the next may be somebody else
});
