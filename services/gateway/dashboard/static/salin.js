// Copies the text of a field; the button appears only where that works.
"use strict";
for (const button of document.querySelectorAll("[data-salin]")) {
  const field = document.getElementById(button.dataset.salin);
  if (!field || !navigator.clipboard) continue;
  const label = button.textContent;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(field.value);
    button.textContent = button.dataset.sudah;
    setTimeout(() => { button.textContent = label; }, 2000);
  });
}
