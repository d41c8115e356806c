// A chart is an image until somebody points at it; then it is drawn from the same spec and answers.
// A phone has nothing to point with: there the image stays, 300 kB are saved, and the table tells the figures.
"use strict";

const dark = window.matchMedia("(prefers-color-scheme: dark)");

function library(address) {
  return new Promise((resolve, reject) => {
    if (window.vegaEmbed) return resolve();
    const script = document.createElement("script");
    script.src = address;
    script.onload = resolve;
    script.onerror = reject;
    document.head.append(script);
  });
}

async function draw(holder) {
  const image = holder.querySelector("img");
  const answer = await fetch(`${holder.dataset.bagan}&mode=${dark.matches ? "gelap" : "terang"}`);
  if (!answer.ok || answer.redirected) return;
  const spec = await answer.json();
  // As wide as the image was, in the proportions of the spec.
  spec.height = Math.round((holder.clientWidth * spec.height) / spec.width);
  spec.width = holder.clientWidth;
  const drawing = document.createElement("div");
  // No eval and no inline style: the content security policy allows neither.
  await window.vegaEmbed(drawing, spec, {
    ast: true,
    renderer: "canvas",
    actions: false,
    defaultStyle: false,
    tooltip: { disableDefaultStyle: true },
  });
  drawing.setAttribute("role", "img");
  drawing.setAttribute("aria-label", image.alt);
  holder.querySelector("picture").hidden = true;
  holder.querySelector("[role=img]")?.remove();
  holder.append(drawing);
}

const pointing = window.matchMedia("(hover: hover)").matches;
for (const holder of pointing ? document.querySelectorAll("[data-bagan]") : []) {
  const start = async () => {
    try {
      await library(holder.dataset.pustaka);
      await draw(holder);
      dark.addEventListener("change", () => draw(holder).catch(() => {}));
    } catch {
      // The image stays.
    }
  };
  holder.addEventListener("pointerenter", start, { once: true });
}
