// Pictures in the composer: shown as soon as they are chosen, pasted or dropped, each with room
// for its description. Without this file the server shows them once they are added.

/** Draw the middle of the picture; a file that is none is left to the server to refuse. */
async function draw(file, canvas) {
  try {
    const picture = await createImageBitmap(file);
    const scale = Math.max(canvas.width / picture.width, canvas.height / picture.height);
    const width = picture.width * scale;
    const height = picture.height * scale;
    const left = (canvas.width - width) / 2;
    const top = (canvas.height - height) / 2;
    canvas.getContext("2d").drawImage(picture, left, top, width, height);
    picture.close();
  } catch {
    canvas.hidden = true;
  }
}

function pictures(form) {
  const box = form.querySelector(".composer-pictures");
  const input = form.querySelector('input[name="media"]');
  const list = box.querySelector(".composer-picture-list");
  const said = box.querySelector(".composer-pictures-said");
  const most = Number(input.dataset.most);
  const chosen = []; // in the order of their rows, after those that the server keeps
  const typed = []; // for pictures that are yet to be chosen

  for (const row of list.querySelectorAll(".composer-picture:not([data-kept])")) {
    typed.push(row.querySelector("textarea").value);
    row.remove();
  }
  box.querySelector(".composer-describe-each").remove();

  const store = () => {
    const files = new DataTransfer();
    for (const file of chosen) files.items.add(file);
    input.files = files.files;
    input.dispatchEvent(new Event("input", { bubbles: true })); // for who keeps what is written
  };

  const remove = (file, row) => {
    chosen.splice(chosen.indexOf(file), 1);
    row.remove();
    store();
    said.textContent = "";
    input.focus();
  };

  const add = (files) => {
    if (form.ariaBusy === "true") return store(); // it is on its way without these
    const room = most - list.querySelectorAll("[data-kept]:not(:has([name=left_out]:checked))").length - chosen.length;
    for (const file of files.slice(0, room)) {
      const row = box.querySelector("template").content.firstElementChild.cloneNode(true);
      const name = row.querySelector(".composer-picture-name");
      name.textContent = name.dataset.name.replace("{file}", () => file.name);
      row.querySelector("textarea").value = typed.shift() ?? "";
      row.querySelector("button").addEventListener("click", () => remove(file, row));
      list.append(row);
      chosen.push(file);
      draw(file, row.querySelector("canvas"));
    }
    store();
    said.textContent = files.length > room ? said.dataset.full : "";
    box.open = true;
  };

  input.addEventListener("change", () => add([...input.files]));

  form.addEventListener("paste", (event) => {
    const files = [...event.clipboardData.files];
    if (files.length === 0 || event.clipboardData.types.includes("text/plain")) return;
    event.preventDefault();
    add(files);
  });

  form.addEventListener("dragover", (event) => {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    form.toggleAttribute("data-dropping", true);
  });
  form.addEventListener("dragleave", () => form.removeAttribute("data-dropping"));
  form.addEventListener("drop", (event) => {
    form.removeAttribute("data-dropping");
    if (event.dataTransfer.files.length === 0) return;
    event.preventDefault();
    add([...event.dataTransfer.files]);
  });

  if (input.files.length > 0) add([...input.files]); // the browser came back to the page
}

function start(root) {
  root.querySelectorAll(".composer:has(.composer-pictures)").forEach(pictures);
}

document.addEventListener("htmx:load", (event) => start(event.detail.elt)); // and in place
