// Pages that open above the one that one is on: to write, say. Without this file, or where one
// does not come, their links lead there.

const dialog = document.getElementById("above");
const content = dialog.querySelector(".dialog-content");

/** Show what is on the page. */
function show(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  content.replaceChildren(...page.getElementById("content").childNodes);
  dialog.setAttribute("aria-label", content.querySelector("h1").textContent);
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

async function open(link) {
  if (link.ariaBusy === "true") return; // a double click
  const url = new URL(link.dataset.dialog || link.href, location);
  const here = composerFor(url);
  if (here) return here.elements.body.focus();
  url.searchParams.set("next", location.pathname + location.search); // where to go on then
  link.ariaBusy = "true";
  try {
    const answer = await fetch(url, { headers: { "HX-Request": "true" } });
    if (answer.status !== 200) throw new Error(answer.statusText);
    show(await answer.text());
  } catch {
    location.assign(link.href);
  } finally {
    link.ariaBusy = null;
  }
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-dialog]");
  const elsewhere = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
  if (!link || elsewhere) return;
  event.preventDefault();
  link.closest("details")?.removeAttribute("open"); // the menu that it is in
  open(link);
});

dialog.addEventListener("close", () => content.replaceChildren());

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
