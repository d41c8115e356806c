// Sends the requests that the documentation page describes, with the key typed into it.
"use strict";

const key = document.getElementById("key");
document.getElementById("access").hidden = false;
document.getElementById("access").addEventListener("submit", (event) => event.preventDefault());
const target = document.getElementById(location.hash.slice(1));
if (target instanceof HTMLDetailsElement) target.open = true;

function addressOf(form) {
  let path = form.dataset.path;
  const query = new URLSearchParams();
  for (const input of form.querySelectorAll("input")) {
    const value = input.value.trim();
    if (input.dataset.in === "path") {
      path = path.replace(`{${input.name}}`, encodeURIComponent(value));
    } else if (value && input.dataset.repeatable === "True") {
      for (const part of value.split(",")) query.append(input.name, part.trim());
    } else if (value) {
      query.append(input.name, value);
    }
  }
  return query.size ? `${path}?${query}` : path;
}

async function send(form) {
  const output = form.querySelector("output");
  const address = addressOf(form);
  const request = { method: form.dataset.method, headers: { Authorization: `Bearer ${key.value.trim()}` } };
  const body = form.querySelector("textarea");
  if (body) {
    request.body = body.value;
    request.headers["Content-Type"] = "application/json";
  }
  output.textContent = `${request.method} ${address} …`;
  try {
    const answer = await fetch(address, request);
    const text = await answer.text();
    const shown = text && answer.headers.get("Content-Type").includes("json")
      ? JSON.stringify(JSON.parse(text), null, 2) : text;
    output.textContent = `${request.method} ${address}\n${answer.status}\n\n${shown}`;
  } catch (error) {
    output.textContent = `${request.method} ${address}\n${error.message}`;
  }
}

for (const form of document.querySelectorAll("form.operation")) {
  form.querySelector("button").hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(form);
  });
}
