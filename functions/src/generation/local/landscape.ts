import { Resvg } from '@resvg/resvg-js';
import { randomFrom } from './random.ts';

/** A landscape that the prompt decides: sky, sun, hills. `time` from 0 to 1 moves the sun and the clouds. */
export function landscapeSvg(prompt: string, size: { width: number; height: number }, time = 0): string {
  const random = randomFrom(prompt);
  const { width, height } = size;
  const hue = Math.floor(random() * 360);
  const warm = Math.round(hue + 30 + random() * 60) % 360;
  const sunX = width * (0.2 + random() * 0.5 + time * 0.15);
  const sunY = height * (0.32 - Math.sin(time * Math.PI) * 0.12 + random() * 0.1);
  const hills = [0, 1, 2, 3].map((layer) => hill(random, layer, width, height, hue));
  const clouds = [0, 1, 2].map(() => cloud(random, width, height, time));
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">
<defs>
<linearGradient id="sky" x1="0" y1="0" x2="0" y2="1">
<stop offset="0" stop-color="hsl(${hue},55%,38%)"/><stop offset="1" stop-color="hsl(${warm},75%,78%)"/>
</linearGradient>
<radialGradient id="sun"><stop offset="0" stop-color="hsl(${warm},95%,92%)"/><stop offset="0.35" stop-color="hsl(${warm},95%,82%)"/><stop offset="1" stop-color="hsl(${warm},90%,78%)" stop-opacity="0"/></radialGradient>
</defs>
<rect width="${width}" height="${height}" fill="url(#sky)"/>
<circle cx="${sunX.toFixed(1)}" cy="${sunY.toFixed(1)}" r="${(height * 0.3).toFixed(1)}" fill="url(#sun)"/>
${clouds.join('\n')}
${hills.join('\n')}
</svg>`;
}

function hill(random: () => number, layer: number, width: number, height: number, hue: number): string {
  const base = height * (0.55 + layer * 0.12);
  const phase = random() * Math.PI * 2;
  const waves = 1 + random() * 2;
  const points: string[] = [];
  for (let step = 0; step <= 48; step++) {
    const x = (width * step) / 48;
    const swell =
      Math.sin(phase + (step / 48) * waves * Math.PI * 2) +
      0.4 * Math.sin(phase * 3 + (step / 48) * waves * 9);
    points.push(`${x.toFixed(1)},${(base - swell * height * 0.06).toFixed(1)}`);
  }
  const fill = `hsl(${(hue + 200 - layer * 14) % 360},${28 + layer * 6}%,${52 - layer * 12}%)`;
  return `<polygon points="0,${height} ${points.join(' ')} ${width},${height}" fill="${fill}"/>`;
}

function cloud(random: () => number, width: number, height: number, time: number): string {
  const x = ((random() + time * (0.1 + random() * 0.2)) % 1.2) * width;
  const y = height * (0.1 + random() * 0.25);
  const size = height * (0.05 + random() * 0.05);
  return `<g fill="white" fill-opacity="0.5"><ellipse cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" rx="${(size * 2.4).toFixed(1)}" ry="${size.toFixed(1)}"/><ellipse cx="${(x - size).toFixed(1)}" cy="${(y - size * 0.5).toFixed(1)}" rx="${(size * 1.2).toFixed(1)}" ry="${(size * 0.9).toFixed(1)}"/></g>`;
}

/** Draws an SVG. Fonts are not loaded: the drawings have no text, and loading a system's fonts is slow. */
export const render = (svg: string) => new Resvg(svg, { font: { loadSystemFonts: false } }).render();
