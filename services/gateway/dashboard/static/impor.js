// The progress of an import without reloading: asks for the page again while it runs, and shows its part.
(() => {
  const seconds = 2;

  async function look() {
    const shown = document.getElementById("kemajuan");
    if (!shown || !("berjalan" in shown.dataset)) return;
    try {
      const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
      if (answer.ok && !answer.redirected) {
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        const fresh = page.getElementById("kemajuan");
        if (fresh && !("berjalan" in fresh.dataset)) {
          // Over: the page with refused rows and the way back, as the server makes it.
          location.reload();
          return;
        }
        if (fresh) shown.replaceWith(fresh);
      }
    } catch {
      // No connection: the next look may find it again.
    }
    setTimeout(look, seconds * 1000);
  }

  setTimeout(look, seconds * 1000);
})();
