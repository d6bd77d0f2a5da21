import { landscapeSvg, render } from './landscape.ts';

const SIDE = 512;
const GAP = 16;

/** `count` landscapes on one sheet, as a PNG. */
export function imagePng(prompt: string, count: number): Uint8Array {
  const columns = Math.ceil(Math.sqrt(count));
  const rows = Math.ceil(count / columns);
  const sheet = { width: columns * (SIDE + GAP) - GAP, height: rows * (SIDE + GAP) - GAP };
  const pictures = Array.from({ length: count }, (_, index) => {
    const drawing = landscapeSvg(index === 0 ? prompt : `${prompt} ${index}`, { width: SIDE, height: SIDE });
    // Gradients are named within a drawing; on one sheet their names must differ.
    const own = drawing.replaceAll('"sky"', `"sky${index}"`).replaceAll('"sun"', `"sun${index}"`);
    const placed = own
      .replaceAll('url(#sky)', `url(#sky${index})`)
      .replaceAll('url(#sun)', `url(#sun${index})`);
    const [x, y] = [(index % columns) * (SIDE + GAP), Math.floor(index / columns) * (SIDE + GAP)];
    return placed.replace('<svg ', `<svg x="${x}" y="${y}" `);
  });
  return render(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${sheet.width}" height="${sheet.height}">${pictures.join('')}</svg>`,
  ).asPng();
}
