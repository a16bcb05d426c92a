// Pages that open above the one that one is on: to write, say. Without this file, or where one
// does not come, their links lead there.

const dialog = document.getElementById("above");
const content = dialog.querySelector(".dialog-content");

const PATIENCE = 20_000; // milliseconds

let asking;

const isSending = () => content.querySelector(".htmx-request") !== null;

function empty() {
  dialog.ariaBusy = null;
  content.replaceChildren();
  dialog.querySelector("[role=status]").replaceChildren();
}

/** Show what is on the page. */
function show(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  empty();
  content.append(...page.getElementById("content").childNodes);
  dialog.ariaLabel = content.querySelector("h1").textContent;
  if (!dialog.open) dialog.showModal();
  htmx.process(content);
  htmx.trigger(content, "htmx:load", { elt: content });
  (content.querySelector("[aria-invalid=true]") ?? content.querySelector("textarea"))?.focus();
}

/** Return the composer on this page that is for the same, if there is one. */
function composerFor(url) {
  const asked = (name) => url.searchParams.get(name) ?? "";
  return [...document.querySelectorAll("#content .composer")].find(
    ({ action, elements: { reply_to, quote_of } }) =>
      new URL(action).pathname === url.pathname &&
      reply_to?.value === asked("reply") &&
      quote_of?.value === asked("quote"),
  );
}

// It opens at once, so that what is pressed while the page is on its way does nothing below.
async function open(link) {
  const url = new URL(link.dataset.dialog || link.href, location);
  const here = composerFor(url);
  if (here) return here.elements.body.focus();
  dialog.showModal();
  if (isSending()) return; // something else, and that comes first
  dialog.ariaBusy = "true";
  dialog.ariaLabel = link.ariaLabel ?? link.textContent;
  asking = new AbortController();
  const { signal } = asking;
  url.searchParams.set("next", location.pathname + location.search); // where to go on then
  try {
    const patience = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)]);
    const answer = await fetch(url, { headers: { "HX-Request": "true" }, signal: patience });
    if (answer.status !== 200) throw new Error(answer.statusText);
    show(await answer.text());
  } catch {
    if (signal.aborted) return; // it was closed meanwhile
    dialog.close();
    location.assign(link.href);
  }
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-dialog]");
  const elsewhere = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
  if (!link || elsewhere) return;
  event.preventDefault();
  const menu = link.closest("details[open]");
  menu?.querySelector("summary").focus(); // to be come back to
  menu?.removeAttribute("open");
  open(link);
});

// What is written in it comes back, but for pictures.
function ask(event) {
  const pictures = content.querySelector("[type=file]")?.files.length > 0;
  if (pictures && !isSending() && !confirm(dialog.dataset.drops)) event.preventDefault();
}
dialog.addEventListener("cancel", ask);
dialog.querySelector("[method=dialog]").addEventListener("submit", ask);

dialog.addEventListener("close", () => {
  asking?.abort();
  if (!isSending()) empty();
});
document.addEventListener("htmx:afterRequest", () => {
  if (!dialog.open && !isSending()) empty(); // it was closed while it sent
});

// What is sent from above: refused, it stays there. Else the page below says what was done, and
// shows it if that is where it stands: a conversation.
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  const { requestConfig, xhr } = detail;
  if (!dialog.contains(requestConfig.elt)) return;
  if (xhr.status === 422) {
    detail.shouldSwap = false;
    show(xhr.responseText);
  } else if (xhr.status < 400) {
    dialog.close();
    if (!document.getElementById("reply")) detail.swapOverride = "none";
  }
});
