/** Runs a step; says its title on stderr if it takes longer than a moment, so that quick steps stay silent. */
export async function step(title, work) {
  const timer = setTimeout(() => console.error(`kindling: ${title}`), 400);
  try {
    return await work();
  } finally {
    clearTimeout(timer);
  }
}
