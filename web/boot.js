// Sets the theme before the first paint, so that a dark page never flashes
// white.  A classic script, because modules run only after the page is parsed.
{
  const asked = new URLSearchParams(location.search).get("theme") ?? localStorage.getItem("theme");
  if (asked === "dark" || asked === "light") document.documentElement.dataset.theme = asked;
}
