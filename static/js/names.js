// Names go on by themselves, after "@" and in the search after "from:". Without this file they
// are typed in full.

const PAUSE = 150; // milliseconds of not typing before the server is asked
const STARTS = { body: /(^|[^\w@/.])@(\w[\w.-]*)$/, q: /(^|\s|-)(?:@|from:@?)(\w[\w.-]*)$/i };

/** Offer names under `field`: a listbox whose options the arrow keys go through. */
function offerNames(field, { names: url, namesLabel }) {
  const list = document.createElement("ul");
  list.id = `${field.id}_names`;
  list.className = "names";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", namesLabel);
  field.after(list);
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", list.id);
  if (field.tagName === "INPUT") {
    field.setAttribute("role", "combobox");
    field.setAttribute("aria-expanded", "false");
  }

  let timer;
  let asking;
  let chosen = -1;

  const typed = () => field.value.slice(0, field.selectionStart).match(STARTS[field.name])?.[2];

  const close = () => {
    clearTimeout(timer);
    asking?.abort();
    list.hidden = true;
    if (field.tagName === "INPUT") field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  };

  const choose = (index) => {
    chosen = (index + list.children.length) % list.children.length;
    [...list.children].forEach((option, at) =>
      option.setAttribute("aria-selected", String(at === chosen)),
    );
    field.setAttribute("aria-activedescendant", list.children[chosen].id);
  };

  const pick = (option) => {
    const start = typed();
    if (start === undefined) return close();
    const at = field.selectionStart;
    field.setRangeText(`${option.dataset.username} `, at - start.length, at, "end");
    close();
    field.dispatchEvent(new Event("input", { bubbles: true })); // for who counts characters
  };

  const show = (names) => {
    if (names.length === 0) return close();
    list.replaceChildren(
      ...names.map(({ username, name }, at) => {
        const option = document.createElement("li");
        option.id = `${list.id}_${at}`;
        option.setAttribute("role", "option");
        option.dataset.username = username;
        const shown = document.createElement("bdi");
        shown.textContent = name;
        option.append(shown, name ? ` @${username}` : `@${username}`);
        // Before the field loses the focus.
        option.addEventListener("pointerdown", (event) => {
          event.preventDefault();
          pick(option);
        });
        return option;
      }),
    );
    list.hidden = false;
    if (field.tagName === "INPUT") field.setAttribute("aria-expanded", "true");
    choose(0);
  };

  const ask = async (start) => {
    asking = new AbortController();
    const { signal } = asking;
    try {
      const answer = await fetch(`${url}?q=${encodeURIComponent(start)}`, { signal });
      const { names } = answer.ok ? await answer.json() : { names: [] };
      if (!signal.aborted) show(names);
    } catch {
      if (!signal.aborted) close(); // no network, no offer
    }
  };

  const offer = () => {
    clearTimeout(timer);
    asking?.abort();
    const start = typed();
    if (start === undefined) close();
    else timer = setTimeout(ask, PAUSE, start);
  };

  field.addEventListener("input", offer);
  field.addEventListener("blur", close);
  field.addEventListener("keydown", (event) => {
    if (list.hidden || event.isComposing) return;
    if (event.key === "ArrowDown") choose(chosen + 1);
    else if (event.key === "ArrowUp") choose(chosen - 1);
    else if (event.key === "Enter" || event.key === "Tab") pick(list.children[chosen]);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  });
  if (document.activeElement === field) offer(); // who typed before this file was here
}

function start(root) {
  for (const form of root.querySelectorAll("form[data-names]")) {
    offerNames(form.elements.body ?? form.elements.q, form.dataset);
  }
}

document.addEventListener("htmx:load", (event) => start(event.detail.elt)); // and in place
