import fs from 'node:fs/promises';
import { chromium } from 'playwright-core';
import { findBrowser } from './lib/browser.ts';
import { fromRoot } from './lib/paths.ts';
import { runCommand, say } from './lib/say.ts';

/** `npm run icons`: draws the icons of the installed app, of web/public/favicon.svg. They are committed. */
const PUBLIC = fromRoot('web', 'public');
const GREEN = '#17735e';

/**
 * A system that cuts its own shape gets the whole square, with the sign inside what every shape leaves (80
 * %).
 */
const ICONS = [
  { file: '192.png', size: 192, isWhole: false },
  { file: '512.png', size: 512, isWhole: false },
  { file: 'maskable-512.png', size: 512, isWhole: true },
  { file: 'apple-touch.png', size: 180, isWhole: true },
];

await runCommand(async () => {
  const svg = await fs.readFile(`${PUBLIC}/favicon.svg`, 'utf8');
  const browser = await chromium.launch({ executablePath: await findBrowser(), args: ['--no-sandbox'] });
  const page = await browser.newPage();
  for (const { file, size, isWhole } of ICONS) {
    await page.setViewportSize({ width: size, height: size });
    const [ground, scale] = isWhole ? [GREEN, 0.8] : ['transparent', 1];
    await page.setContent(
      `<style>body { margin: 0; height: ${size}px; display: grid; place-items: center; background: ${ground} }
       svg { width: ${size * scale}px; height: ${size * scale}px }</style>${svg}`,
    );
    await page.screenshot({ path: `${PUBLIC}/icons/${file}`, omitBackground: !isWhole });
    say(`web/public/icons/${file}: drawn`);
  }
  await browser.close();
  return 0;
});
