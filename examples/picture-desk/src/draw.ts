/**
 * The app's own generation: here it draws; in yours it calls a model. The same prompt gives the same picture.
 */
export async function draw(prompt: string): Promise<string> {
  if (prompt.includes('[fail]')) throw new Error('The brush broke.');
  let seed = 7;
  for (const character of prompt) seed = (seed * 31 + (character.codePointAt(0) ?? 0)) % 360;
  const hill = (level: number, light: number) =>
    `<path fill="hsl(${(seed + level * 24) % 360} 45% ${light}%)" d="M0 ${level} Q160 ${level - 70} 320 ${level} T640 ${level} V360 H0 Z"/>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 360">
    <rect width="640" height="360" fill="hsl(${seed} 70% 88%)"/>
    <circle cx="${120 + seed}" cy="110" r="46" fill="hsl(${(seed + 40) % 360} 90% 70%)"/>
    ${hill(210, 62)}${hill(260, 46)}${hill(310, 30)}
  </svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}
