// Help under a field of the query language: fields and values for the condition at the cursor.
// The combobox pattern of the ARIA Authoring Practices: the focus stays in the field, arrows choose, Enter takes,
// Escape closes. Without this file the cheat sheet below the field says the same.
"use strict";

// Long enough that a word typed in one go asks once.
const PAUSE = 160;

// Where the condition at the cursor begins and ends: blanks and brackets part conditions, not within quotes.
function condition(text, cursor) {
  let start = 0;
  let quoted = false;
  for (let place = 0; place < cursor; place += 1) {
    if (text[place] === '"') quoted = !quoted;
    else if (!quoted && /[\s()]/.test(text[place])) start = place + 1;
  }
  let end = cursor;
  while (end < text.length && (quoted ? text[end] !== '"' : !/[\s()]/.test(text[end]))) end += 1;
  return { start, end: quoted && text[end] === '"' ? end + 1 : end, typed: text.slice(start, cursor) };
}

function help(field) {
  const list = document.createElement("ul");
  list.id = `${field.id}-saran`;
  list.className = "saran";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Saran");
  const told = document.createElement("p");
  told.className = "tersembunyi";
  told.setAttribute("role", "status");
  field.after(list, told);
  field.setAttribute("role", "combobox");
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-expanded", "false");
  field.setAttribute("aria-controls", list.id);

  let chosen = -1;
  let timer = 0;
  let asked = 0;

  function close() {
    clearTimeout(timer);
    asked += 1;
    list.hidden = true;
    list.replaceChildren();
    chosen = -1;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
    told.textContent = "";
  }

  function choose(place) {
    list.children[chosen]?.setAttribute("aria-selected", "false");
    chosen = (place + list.children.length) % list.children.length;
    const option = list.children[chosen];
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    field.setAttribute("aria-activedescendant", option.id);
  }

  function take(option) {
    const { start, end } = condition(field.value, field.selectionStart);
    // A field waits for its value; a whole condition for the next one.
    const text = option.dataset.teks + (option.dataset.teks.endsWith(":") ? "" : " ");
    field.setRangeText(text, start, end, "end");
    close();
    field.focus();
    if (text.endsWith(":")) ask();
  }

  function show(found) {
    close();
    if (!found.length || document.activeElement !== field) return;
    found.forEach((each, place) => {
      const option = document.createElement("li");
      const text = document.createElement("code");
      const name = document.createElement("span");
      option.id = `${list.id}-${place}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.dataset.teks = each.teks;
      text.textContent = each.teks;
      name.textContent = each.nama;
      option.append(text, " ", name);
      // Before the field loses the focus.
      option.addEventListener("pointerdown", (event) => event.preventDefault());
      option.addEventListener("click", () => take(option));
      list.append(option);
    });
    list.hidden = false;
    field.setAttribute("aria-expanded", "true");
    told.textContent = `${found.length} saran. Pilih dengan panah bawah.`;
  }

  async function ask() {
    const { typed } = condition(field.value, field.selectionStart);
    if (typed.length < 2 || typed.startsWith('"') || typed.startsWith('-"')) return close();
    const mine = (asked += 1);
    try {
      const answer = await fetch(`${field.dataset.saran}?teks=${encodeURIComponent(typed.slice(0, 200))}`);
      if (!answer.ok || answer.redirected || mine !== asked) return;
      const found = await answer.json();
      if (mine === asked) show(found);
    } catch {
      // The cheat sheet remains.
    }
  }

  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
  field.addEventListener("blur", close);
  field.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (list.hidden) {
      if (event.key === "ArrowDown" && field.value) {
        event.preventDefault();
        ask();
      }
      return;
    }
    if (event.key === "ArrowDown") choose(chosen + 1);
    else if (event.key === "ArrowUp") choose(chosen < 0 ? -1 : chosen - 1);
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && chosen >= 0) take(list.children[chosen]);
    else return;
    event.preventDefault();
  });
}

for (const field of document.querySelectorAll("input[data-saran]")) help(field);
