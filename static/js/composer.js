// How many characters are left in the composer, and Ctrl+Enter. Without this file the server counts
// and refuses.

const characters = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** Count as posts/bodies.py does: characters as people see them, without outer blanks. */
function length(text) {
  return [...characters.segment(text.replace(/\r\n?|[\x85\u2028\u2029]/g, "\n").trim())].length;
}

function watch(form) {
  const body = form.elements.body;
  const count = form.querySelector(".composer-count");
  const warning = form.querySelector(".composer-warning");
  const limit = Number(body.dataset.limit);
  const few = Number(warning.dataset.few);

  const update = () => {
    const left = limit - length(body.value);
    count.textContent = String(left);
    count.hidden = body.value === "";
    count.toggleAttribute("data-over", left < 0);
    // Said aloud only when it begins to matter, not at every key.
    if (left > few) warning.textContent = "";
    else if (left < 0) warning.textContent = warning.dataset.tooLong;
    else if (left === 0) warning.textContent = warning.dataset.noneLeft;
    else if (left === few) warning.textContent = warning.dataset.fewLeft;
  };
  body.addEventListener("input", update);
  update();
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
}

function start(root) {
  root.querySelectorAll(".composer").forEach(watch);
}

document.addEventListener("htmx:load", (event) => start(event.detail.elt)); // and in place
